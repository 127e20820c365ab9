"""Packs of forums of one audit: for every kecamatan a public PDF and a restricted workbook; for the rembuk one of both;
for each sector a page.

Pages are drawn from the very blocks that notebook 70 shows, by the run's released results and its one pattern; no
kernel is started for them (docs/decisions.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from audit.cases.referrals import LIST
from audit.language import text
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.pipeline.slugs import slug
from audit.reference.areas import areas_of
from audit.report import ReportContext
from audit.report.packs.mini_workbook import MiniBook, write_mini_workbook
from audit.report.packs.mini_workshop import mini_workshop_pages
from audit.report.packs.pack_pdf import render_pack
from audit.report.packs.pack_word import render_pack_word
from audit.report.packs.rembuk import rembuk_pages
from audit.report.packs.sector_pages import sector_pages
from audit.report.sections.sector_lists import SECTOR_PAGES
from audit.results import LineList, Result
from audit.store import read_identities

__all__ = ["MINI", "REMBUK_PDF", "REMBUK_WORD", "write_forum_packs", "write_mini_lists", "write_sector_pages"]

MINI, REMBUK_PDF, REMBUK_WORD = "minilok", "rembuk.pdf", "rembuk.docx"


def write_forum_packs(context: ReportContext, params: AuditParams, folder: Path) -> None:
    """Write ``minilok/<code>-<name>.pdf`` for every kecamatan, ``rembuk.pdf`` and ``rembuk.docx``.

    Nothing where the params ask for no packs (``mini_workshop``).
    """
    if params.mini_workshop is None:
        return
    pages, rembuk = rembuk_pages(context), text("forum_pack.title.rembuk", context.language)
    district = context.district_name
    (folder / REMBUK_PDF).write_bytes(render_pack(pages, context, title=rembuk, place=district))
    (folder / REMBUK_WORD).write_bytes(render_pack_word(pages, context, title=rembuk, place=district))
    (folder / MINI).mkdir()
    for area in context.areas.kecamatan:
        own = replace(context, kecamatan=area.code)
        place = text("forum_pack.kecamatan", context.language, name=area.name)
        title = text("forum_pack.title.mini", context.language)
        pdf = render_pack(mini_workshop_pages(own), own, title=title, place=place)
        (folder / MINI / f"{area.code}-{slug(area.name)}.pdf").write_bytes(pdf)


def write_sector_pages(context: ReportContext, folder: Path) -> None:
    """Write ``tugas-sektor.pdf``, a page each sector; nothing where no task is recorded."""
    pages = sector_pages(context)
    if pages:
        title = text("forum_pack.title.sectors", context.language)
        (folder / SECTOR_PAGES).write_bytes(render_pack(pages, context, title=title, place=context.district_name))


def write_mini_lists(results: Mapping[str, Result], params: AuditParams, project: Project, folder: Path) -> None:
    """Write ``minilok/<code>.xlsx`` for every kecamatan into a folder of the restricted edition."""
    if params.mini_workshop is None:
        return
    (folder / MINI).mkdir()
    areas = areas_of(params.district.code)
    book = MiniBook(
        _rows(results, "forum_promises_list"),
        _rows(results, "forum_obstacles_list"),
        _rows(results, LIST),
        _rows(results, "remeasure_list"),
        _rows(results, "visit_first"),
        _rows(results, "due_list"),
        _rows(results, "couples_list"),
        read_identities(project.vault(params)),
        areas,
        params.cases.urgent,
    )
    for area in areas.kecamatan:
        write_mini_workbook(folder / MINI / f"{area.code}.xlsx", book, area.code, language=params.language)


def _rows(results: Mapping[str, Result], id: str) -> pd.DataFrame | None:
    found = results.get(id)
    return found.rows if isinstance(found, LineList) else None
