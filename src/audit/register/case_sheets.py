"""A workbook of cases as it comes back: sheets found by the names of columns, whatever they are called now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from audit.errors import InputError
from audit.reference.rule_sets import GROUPS
from audit.reference.worksheet_items import worksheet_items
from audit.register.case_layout import CASE_COLUMNS, PLAN_COLUMNS, FormMeta, source_column
from audit.register.filled_form import FormSheet
from audit.register.grid import Sheet
from audit.register.hidden_sheet import hidden_sheet, is_hidden
from audit.register.named_sheets import named_sheet
from audit.register.open_file import open_file

__all__ = ["OpenCases", "find_cases", "open_cases"]


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
    for sheet in sheets:
        found = None if is_hidden(sheet) else _named(sheet, path.name)
        if found is None:
            continue
        if "rtl_id" in found.columns:
            plans.append(found)
        elif set(found.columns) & _answers():
            cases.append(found)
    if not cases and not plans:
        return None
    return OpenCases(path.name, tuple(cases), tuple(plans), *hidden_sheet(sheets))


@cache
def _answers() -> frozenset[str]:
    """Columns that only sheets of cases have."""
    items = {item.code for group in GROUPS for item in worksheet_items(group)}
    return frozenset(items | {source_column(item) for item in items} | {"status"})


@cache
def _columns() -> frozenset[str]:
    return frozenset((*CASE_COLUMNS, *PLAN_COLUMNS, *_answers()))


def _named(sheet: Sheet, file: str) -> FormSheet | None:
    return named_sheet(sheet, file, is_header=_names_columns, known=_columns(), keys=("case_id",), topic="case_form")


def _names_columns(names: set[str]) -> bool:
    """Whether a row holds our names of columns; the sheet of identities has them too, but answers nothing."""
    return "case_id" in names and "nik" not in names
