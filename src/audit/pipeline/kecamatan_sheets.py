"""A sheet of one page for every kecamatan of an audit: ``publik/kecamatan/<code>-<name>.pdf``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from audit.pipeline.slugs import slug
from audit.report import ReportContext
from audit.report.packs.sheet_pdf import render_sheet

__all__ = ["SHEETS", "write_kecamatan_sheets"]

SHEETS = "kecamatan"


def write_kecamatan_sheets(context: ReportContext, folder: Path) -> None:
    """Write the sheets into the folder of the public edition, from released results only.

    They are PDF files, which the leak scan reads like the report.
    """
    (folder / SHEETS).mkdir()
    for area in context.areas.kecamatan:
        pdf = render_sheet(replace(context, kecamatan=area.code))
        (folder / SHEETS / f"{area.code}-{slug(area.name)}.pdf").write_bytes(pdf)
