"""A file as sheets of raw cells, whatever its form. Nothing is interpreted here."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.text import Cell, holds, is_missing

__all__ = ["Body", "Merge", "Sheet", "check_width", "letter"]

Merge = tuple[int, int, int, int]  # top, left, bottom, right; 0-based, inclusive


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of raw cells. ``numbers`` are the 1-based row numbers of the source; rows may differ in length.

    ``name`` is ``None`` for a file without sheets; ``merged`` is ``None`` where the form does not record merges.
    ``hidden`` and ``hidden_rows`` (source row numbers) say what Excel does not show; ``days_from_1904`` that bare
    numbers which stand for days are counted from 1904.
    """

    name: str | None
    rows: Sequence[Sequence[Cell]]
    numbers: Sequence[int]
    merged: tuple[Merge, ...] | None = None
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    days_from_1904: bool = False

    def column(self, j: int, rows: Sequence[int]) -> list[Cell]:
        """Cells of one column in these rows; beyond the end of a row a cell is empty."""
        return [row[j] if j < len(row) else "" for row in (self.rows[i] for i in rows)]


class Body:
    """The non-empty rows of a sheet from one row on, by column; beyond the end of a row a cell is empty."""

    def __init__(self, sheet: Sheet, start: int) -> None:
        index = [i for i in range(start, len(sheet.rows)) if _is_filled(sheet.rows[i])]
        self.rows = [sheet.rows[i] for i in index]
        self.numbers = [sheet.numbers[i] for i in index]
        self._index = index
        self._merged = [m for m in sheet.merged or () if start <= m[0] < m[2]]
        self._columns: list[Sequence[Cell]] | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, j: int) -> Sequence[Cell]:
        """Cells of one column, a row each."""
        if self._columns is None:
            self._columns = list(zip_longest(*self.rows, fillvalue=""))
        return self._columns[j] if j < len(self._columns) else [""] * len(self.rows)

    def put(self, j: int, cells: Sequence[Cell]) -> None:
        """Let a column that is there hold other cells."""
        self.column(j)
        if self._columns is not None:
            self._columns[j] = cells

    def covered(self, j: int) -> Mapping[int, int]:
        """Rows whose cell of this column is merged with one further up, each with that row; both count from 0 here."""
        rows: dict[int, int] = {}
        below = 0
        for top, left, bottom, _ in sorted(self._merged):
            first = bisect_left(self._index, top)
            if left != j or first == len(self._index) or self._index[first] != top:
                continue
            for n in range(max(first + 1, below), len(self._index)):
                if self._index[n] > bottom:
                    break
                rows[n] = first
                below = n + 1
        return rows


def _is_filled(row: Sequence[Cell]) -> bool:
    return any(map(holds, row))


def letter(j: int) -> str:
    """Excel's name of a 0-based column."""
    name = ""
    j += 1
    while j:
        j, rest = divmod(j - 1, 26)
        name = chr(65 + rest) + name
    return name


def check_width(file: str, sheet: Sheet) -> None:
    """Refuse a sheet with more used columns than any register has (``InputError``)."""
    for row, number in zip(sheet.rows, sheet.numbers, strict=True):
        if len(row) > rules.MAX_COLUMNS and any(not is_missing(cell) for cell in row[rules.MAX_COLUMNS :]):
            raise InputError("register.too_many_columns", file=file, row=number, limit=rules.MAX_COLUMNS)
