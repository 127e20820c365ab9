"""A workbook of cases as it comes back: sheets found by the names of columns, whatever they are called now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from audit.errors import InputError
from audit.reference.rule_sets import GROUPS
from audit.reference.worksheet_items import worksheet_items
from audit.register.case_layout import CASE_COLUMNS, META_SHEET, PLAN_COLUMNS, FormMeta, source_column
from audit.register.filled_form import FormSheet
from audit.register.grid import Sheet
from audit.register.open_file import open_file
from audit.register.text import Cell, clean, fold, is_missing

__all__ = ["OpenCases", "find_cases", "open_cases"]

_HEADER_ROWS = 10  # the names of columns stand in the first row, unless somebody put titles above


@dataclass(frozen=True, slots=True)
class OpenCases:
    """A file of worksheets: sheets of cases, sheets of plans, what it held when it was made.

    ``meta`` is ``None`` where the hidden sheet is gone or was changed (``meta_changed``).
    """

    file: str
    cases: tuple[FormSheet, ...]
    plans: tuple[FormSheet, ...]
    meta: FormMeta | None
    meta_changed: bool


def open_cases(path: Path) -> OpenCases:
    """Open a workbook of cases. Raises ``InputError`` (exit 11) where it cannot be read or is no such workbook."""
    found = find_cases(path)
    if found is None:
        raise InputError("case_form.not_this_form", file=path.name)
    return found


def find_cases(path: Path) -> OpenCases | None:
    """Like ``open_cases``; ``None`` where no sheet is about cases."""
    _, sheets = open_file(path)
    cases: list[FormSheet] = []
    plans: list[FormSheet] = []
    hidden: Sequence[Sequence[Cell]] | None = None
    for sheet in sheets:
        if _is_meta(sheet):
            hidden = sheet.rows
            continue
        found = _named(sheet, path.name)
        if found is None:
            continue
        if "rtl_id" in found.columns:
            plans.append(found)
        elif set(found.columns) & _answers():
            cases.append(found)
    if not cases and not plans:
        return None
    rows = None if hidden is None else [[_raw(cell) for cell in row] for row in hidden]
    meta = None if rows is None else FormMeta.of(rows)
    return OpenCases(path.name, tuple(cases), tuple(plans), meta, hidden is not None and meta is None)


@cache
def _answers() -> frozenset[str]:
    """Columns that only sheets of cases have."""
    items = {item.code for group in GROUPS for item in worksheet_items(group)}
    return frozenset(items | {source_column(item) for item in items} | {"status"})


@cache
def _columns() -> frozenset[str]:
    return frozenset((*CASE_COLUMNS, *PLAN_COLUMNS, *_answers()))


def _raw(cell: Cell) -> str:
    return cell if isinstance(cell, str) else clean(cell)


def _is_meta(sheet: Sheet) -> bool:
    first = clean(sheet.rows[0][0]) if sheet.rows and sheet.rows[0] else ""
    return sheet.name == META_SHEET or first == "schema"


def _named(sheet: Sheet, file: str) -> FormSheet | None:
    """The sheet from the row with the names of columns on, without the row of labels below it."""
    header = next((i for i, row in enumerate(sheet.rows[:_HEADER_ROWS]) if _names_columns(row)), None)
    if header is None:
        return None
    columns: dict[str, int] = {}
    for j, cell in enumerate(sheet.rows[header]):
        if not is_missing(cell):
            name = clean(cell).casefold()
            columns.setdefault(name if name in _columns() else clean(cell), j)
    below = {
        n: cells
        for n, cells in zip(sheet.numbers[header + 1 :], sheet.rows[header + 1 :], strict=True)
        if not all(map(is_missing, cells)) and not _is_label(cells, columns)
    }
    return FormSheet(sheet.name or file, columns, below)


def _names_columns(row: Sequence[Cell]) -> bool:
    """Whether a row holds our names of columns; the sheet of identities has them too, but answers nothing."""
    names = {clean(cell).casefold() for cell in row if isinstance(cell, str)}
    return "case_id" in names and "nik" not in names


def _is_label(cells: Sequence[Cell], columns: Mapping[str, int]) -> bool:
    from audit.language import text

    at = columns["case_id"]
    said = fold(cells[at]) if at < len(cells) else ""
    return said in {fold(text("case_form.column.case_id", language)) for language in ("id", "en")}
