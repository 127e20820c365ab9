"""Sheets of our workbooks as they come back: found by the row that names columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from audit.language import LANGUAGES, text
from audit.register.filled_form import FormSheet
from audit.register.grid import Sheet
from audit.register.text import Cell, clean, fold, is_missing

__all__ = ["named_sheet"]

_HEADER_ROWS = 10  # the names of columns stand in the first row, unless somebody put titles above


def named_sheet(
    sheet: Sheet, file: str, *, is_header: Callable[[set[str]], bool], known: Collection[str], keys: Sequence[str],
    topic: str,
) -> FormSheet | None:  # fmt: skip
    """The sheet from the row with the names of columns on; ``None`` where no row names any.

    ``is_header`` is asked about the folded words of a row; names that are ``known`` count in any case. The row of
    labels below (``<topic>.column.<key>`` under the first of ``keys`` that is there) is left out.
    """
    rows = sheet.rows[:_HEADER_ROWS]
    header = next((i for i, row in enumerate(rows) if is_header(_words(row))), None)
    if header is None:
        return None
    columns: dict[str, int] = {}
    for j, cell in enumerate(sheet.rows[header]):
        if not is_missing(cell):
            name = clean(cell).casefold()
            columns.setdefault(name if name in known else clean(cell), j)
    key = next(key for key in keys if key in columns)
    at, labels = columns[key], {fold(text(f"{topic}.column.{key}", language)) for language in LANGUAGES}
    below = {
        n: cells
        for n, cells in zip(sheet.numbers[header + 1 :], sheet.rows[header + 1 :], strict=True)
        if not all(map(is_missing, cells)) and (at >= len(cells) or fold(cells[at]) not in labels)
    }
    return FormSheet(sheet.name or file, columns, below)


def _words(row: Sequence[Cell]) -> set[str]:
    return {clean(cell).casefold() for cell in row if isinstance(cell, str)}
