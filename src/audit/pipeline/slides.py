"""Slides of an audit: those of the dissemination forum, and a short set for every mini lokakarya."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from audit.pipeline.forum_packs import MINI
from audit.pipeline.slugs import slug
from audit.report import ReportContext
from audit.report.packs.mini_workshop import mini_workshop_pages
from audit.report.slides.forum_deck import render_forum_deck
from audit.report.slides.mini_deck import render_mini_deck

__all__ = ["FORUM_SLIDES", "write_slides"]

FORUM_SLIDES = "diseminasi.pptx"


def write_slides(
    context: ReportContext, blocks: Sequence[Mapping[str, Any]], folder: Path, *, mini_workshops: bool
) -> None:
    """Write ``diseminasi.pptx``, and where ``mini_workshops`` slides beside the pack of each mini lokakarya."""
    (folder / FORUM_SLIDES).write_bytes(render_forum_deck(context, blocks))
    if not mini_workshops:
        return
    for area in context.areas.kecamatan:
        own = replace(context, kecamatan=area.code)
        deck = render_mini_deck(own, mini_workshop_pages(own))
        (folder / MINI / f"{area.code}-{slug(area.name)}.pptx").write_bytes(deck)
