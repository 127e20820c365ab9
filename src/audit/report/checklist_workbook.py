"""``daftar-periksa.xlsx``: every item of the reporting checklists with what the report says of it, and where.

It holds what the public edition may show, and room for what only the team knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from audit.language import text
from audit.reference.reporting_checklists import CHECKLISTS
from audit.report.checklist import Answer, answers, asked, said
from audit.report.context import ReportContext
from audit.report.drawing import drawn_sections
from audit.report.form_workbook import FILL_IN, Form, form_workbook
from audit.report.view import View

__all__ = ["write_checklist_workbook"]

_WIDTHS = {"item": 8, "ask": 40, "state": 14, "says": 52, "stands": 48, "by_hand": 40}
_GUIDE = ("guide_1", "guide_2", "guide_3")


def write_checklist_workbook(path: Path, context: ReportContext, blocks: Sequence[Mapping[str, Any]]) -> None:
    """Write a guide and one sheet a list, from the public forms; ``blocks`` are those of the report, as JSON.

    Raises ``OutputError`` (exit 17) where it cannot be written.
    """
    view = View(context, "publik")
    places = _places(view, blocks)
    with form_workbook(path, context.language) as form:
        sources = [
            view.words("checklist.source", name=view.words(f"checklist.name.{id}"), cite=of.cite, doi=of.doi)
            for id, of in CHECKLISTS.items()
        ]
        form.lines("summary", [*(view.words(f"checklist.{line}") for line in _GUIDE), *sources], topic="checklist")
        for id, found in answers(view).items():
            _sheet(form, view, id, found, places)


def _places(view: View, blocks: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Where each block stands in the report: its chapter, its title, and the numbers of its tables."""
    context = view.context
    chapters = drawn_sections(blocks, language=context.language, edition="publik", order=context.order)
    found: dict[str, str] = {}
    for chapter in chapters:
        name = f"{chapter['label']} {chapter['title']}".strip()
        for block in chapter["blocks"]:
            title = block["heading"] or block["title"]
            place = view.words("checklist.place.block", chapter=name, title=title)
            tables = [view.words("checklist.place.table", n=table["number"]) for table in block["tables"]]
            if tables:
                place = view.words("checklist.place.tables", place=place, tables=view.join(tables))
            found[block["id"]] = place
    return found


def _sheet(form: Form, view: View, id: str, found: Sequence[Answer], places: Mapping[str, str]) -> None:
    sheet = form.book.add_worksheet(view.words(f"checklist.sheet.{id}"))
    sheet.set_landscape()
    form.foot(sheet)
    sheet.repeat_rows(0)
    body = form.book.add_format({"valign": "top", "text_wrap": True, "bottom": 4})
    filled = form.book.add_format({"valign": "top", "text_wrap": True, "border": 1, "bg_color": FILL_IN})
    for j, (column, width) in enumerate(_WIDTHS.items()):
        sheet.set_column(j, j, width)
        sheet.write_string(0, j, text(f"checklist.column.{column}", view.language), form.head)
    for i, (answer, words) in enumerate(zip(found, said(view, found), strict=True), start=1):
        cells = (
            answer.item.item,
            asked(view, answer.item),
            view.words(f"checklist.state.{answer.state}"),
            words,
            places.get(answer.stands) or _named(view, answer.stands),
        )
        for j, cell in enumerate(cells):
            sheet.write_string(i, j, cell, body)
        if answer.state == "unfilled":
            sheet.write_blank(i, len(cells), None, filled)
    if found:
        sheet.autofilter(0, 0, len(found), len(_WIDTHS) - 1)
    sheet.freeze_panes(1, 1)


def _named(view: View, stands: str) -> str:
    """A file by its path; a block that this report does not draw by its name."""
    if not stands or "/" in stands:
        return stands
    return view.words("checklist.place.named", title=view.words(f"report.{stands}.name"))
