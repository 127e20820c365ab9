"""``tugas-sektor.xlsx``: the open tasks of each sector on one page of A4, and all of them behind.

Restricted: plans may be about a single case, and people typed their words. Nothing of it is read back.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from audit.language import text
from audit.language.catalogue import Language
from audit.reference.areas import Areas
from audit.reference.sectors import SECTORS, UNASSIGNED
from audit.report.form_workbook import FIRST_ROW, Form, form_workbook

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["SectorBook", "write_sector_workbook"]

_TOPIC = "sectors"
_WIDTHS = {
    "no": 4, "what": 52, "named": 24, "area": 16, "due_on": 13, "state": 13, "kind": 15, "money": 18,
}  # fmt: skip
_ALL_WIDTHS = {"sector": 13, "actor": 18} | _WIDTHS
_PAGE_LINES = 42  # lines of tasks that one page on its side shows in letters one can read
_LETTERS = 0.9  # of the width of a column that its words surely fill
_TITLE, _HEAD = 0, 1  # rows, 0-based


@dataclass(frozen=True)
class SectorBook:
    """What the workbook is made of: rows of ``sector_task_list``, places, and whose tasks they are."""

    tasks: pd.DataFrame
    areas: Areas
    district: str
    cycle: str


def write_sector_workbook(path: Path, book: SectorBook, *, language: Language = "id") -> None:
    """Write the workbook, for its owner alone. Raises ``OutputError`` (exit 17) where it cannot be written."""
    rows = [_worded(row, book.areas, language) for row in book.tasks.to_dict("records")]
    with form_workbook(path, language) as form:
        form.lines("guide", [text(f"{_TOPIC}.guide_{i}", language) for i in range(1, 4)], topic=_TOPIC)
        for sector in (*SECTORS, UNASSIGNED):
            own = [row for row, said in zip(rows, book.tasks["sector"], strict=True) if said == sector]
            if own or sector in SECTORS:
                _page(form, _sector(sector, language), own, book)
        _all(form, rows)


def _sector(sector: str, language: Language) -> str:
    return text(f"{_TOPIC}.nobody" if sector == UNASSIGNED else f"rtl.plan.sector.{sector}", language)


def _worded(row: Mapping[Hashable, Any], areas: Areas, language: Language) -> dict[str, Any]:
    code, due = row["area_code"], row["due_on"]
    named = None if pd.isna(code) else areas.by_code.get(str(code))
    return {
        "sector": _sector(str(row["sector"]), language),
        "actor": text(f"{_TOPIC}.actor.{row['actor']}", language),
        "what": str(row["what"]),
        "named": text(f"{_TOPIC}.nobody", language) if pd.isna(row["named"]) else str(row["named"]),
        "area": named.name if named else "",
        "due_on": None if pd.isna(due) else pd.Timestamp(due).date(),
        "state": text(f"{_TOPIC}.state.{row['state']}", language),
        "kind": text(f"{_TOPIC}.kind.{row['kind']}", language),
        "money": "" if pd.isna(row["money"]) else str(row["money"]),
    }


def _page(form: Form, sector: str, rows: list[dict[str, Any]], book: SectorBook) -> None:
    """One sector: as many tasks as one page shows, the overdue on top, and how many more there are."""
    sheet = _sheet(form, sector, _WIDTHS)
    title = text(f"{_TOPIC}.sheet_title", form.language, sector=sector, district=book.district, cycle=book.cycle)
    sheet.write_string(_TITLE, 0, title, form.book.add_format({"bold": True, "font_size": 13}))
    _heads(form, sheet, _WIDTHS, _HEAD)
    sheet.fit_to_pages(1, 1)
    at, lines = FIRST_ROW, 0
    for n, row in enumerate(rows, start=1):
        lines += _lines(row)
        if lines > _PAGE_LINES and n > 1:
            more = text(f"{_TOPIC}.sheet.all", form.language)
            sheet.write_string(at, 1, text(f"{_TOPIC}.more", form.language, n=len(rows) - n + 1, sheet=more))
            return
        _row(form, sheet, at, row | {"no": n}, _WIDTHS)
        at += 1
    if not rows:
        sheet.write_string(at, 1, text(f"{_TOPIC}.none", form.language), form.body)


def _lines(row: Mapping[str, Any]) -> int:
    words = {name: row[name] for name in _WIDTHS if isinstance(row.get(name), str)}
    return max(ceil(len(said) / (_WIDTHS[name] * _LETTERS)) for name, said in words.items()) or 1


def _all(form: Form, rows: list[dict[str, Any]]) -> None:
    sheet = _sheet(form, text(f"{_TOPIC}.sheet.all", form.language), _ALL_WIDTHS)
    _heads(form, sheet, _ALL_WIDTHS, _TITLE)
    sheet.repeat_rows(_TITLE)
    for n, row in enumerate(rows, start=1):
        _row(form, sheet, n, row | {"no": n}, _ALL_WIDTHS)
    if rows:
        sheet.autofilter(_TITLE, 0, len(rows), len(_ALL_WIDTHS) - 1)
    sheet.freeze_panes(1, 0)


def _sheet(form: Form, name: str, widths: Mapping[str, int]) -> Worksheet:
    sheet = form.book.add_worksheet(name)
    sheet.set_landscape()
    form.foot(sheet)
    for j, width in enumerate(widths.values()):
        sheet.set_column(j, j, width)
    return sheet


def _heads(form: Form, sheet: Worksheet, widths: Mapping[str, int], at: int) -> None:
    for j, name in enumerate(widths):
        sheet.write_string(at, j, text(f"{_TOPIC}.column.{name}", form.language), form.head)


def _row(form: Form, sheet: Worksheet, at: int, row: Mapping[str, Any], widths: Mapping[str, int]) -> None:
    for j, name in enumerate(widths):
        form.cell(sheet, at, j, row[name])
