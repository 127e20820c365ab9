"""``infografik.pdf`` and ``infografik.png``: the report on one page, to hang up and to send."""

from __future__ import annotations

from pathlib import Path

from audit.report import ReportContext
from audit.report.infographic import render_infographic, render_infographic_picture

__all__ = ["INFOGRAPHIC", "INFOGRAPHIC_PICTURE", "write_infographic"]

INFOGRAPHIC, INFOGRAPHIC_PICTURE = "infografik.pdf", "infografik.png"


def write_infographic(context: ReportContext, folder: Path) -> None:
    """Write both into a public folder; the leak scan reads the words of the picture from the text within it."""
    (folder / INFOGRAPHIC).write_bytes(render_infographic(context))
    (folder / INFOGRAPHIC_PICTURE).write_bytes(render_infographic_picture(context))
