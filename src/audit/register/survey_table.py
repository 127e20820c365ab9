"""A survey's file as a table of cells by folded names of columns, whatever kind of file it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.ena_file import ena_sheet
from audit.register.flat_file import is_parquet, open_parquet
from audit.register.grid import Body, Sheet, check_width, letter
from audit.register.open_file import open_file
from audit.register.sniff import decode, sniff
from audit.register.stat_file import open_stat, stat_form
from audit.register.text import Cell, clean, holds, is_missing

__all__ = ["SurveyTable", "folded", "tables_of"]


def folded(name: Cell) -> str:
    """The name of a column without case, spaces and signs: ``AGE_UNIT`` is ``ageunit``."""
    return re.sub(r"[^0-9a-z]+", "", clean(name).casefold())


@dataclass(frozen=True)
class SurveyTable:
    """The rows of one sheet below the header in row ``top``; ``labels`` of codes by folded name of the column."""

    file: str
    form: str
    sheet: Sheet
    top: int
    labels: Mapping[str, Mapping[Any, str]]

    @cached_property
    def body(self) -> Body:
        """The non-empty rows below the header."""
        return Body(self.sheet, self.top + 1)

    @cached_property
    def names(self) -> Mapping[str, int]:
        """The first place of each folded name of a column."""
        return {name: j for j, name in reversed(list(enumerate(self._all))) if name}

    @cached_property
    def twice(self) -> frozenset[str]:
        """Folded names that stand above more than one column."""
        return frozenset(name for name in self._all if name and self._all.count(name) > 1)

    @cached_property
    def _all(self) -> list[str]:
        return [folded(cell) for cell in self.sheet.rows[self.top]]

    def label(self, name: str) -> str:
        """A column's own name as the file writes it."""
        return clean(self.sheet.rows[self.top][self.names[name]])

    def letter(self, name: str) -> str:
        """Excel's name of a column."""
        return letter(self.names[name])

    def cells(self, name: str) -> Sequence[Cell]:
        """The cells of a column, a row each."""
        return self.body.column(self.names[name])

    @property
    def shifted(self) -> list[bool]:
        """Whether a row has filled cells beyond the last column."""
        width = len(self._all)
        return [any(holds(cell) and not is_missing(cell) for cell in row[width:]) for row in self.body.rows]


def tables_of(path: Path, known: Collection[str]) -> Iterator[SurveyTable]:
    """Every row that may be a header, visible sheet by visible sheet; of a statistics file only the known columns.

    Raises ``InputError`` where the file cannot be read.
    """
    form, sheets, labels = _sheets(path, known)
    for sheet in sheets:
        check_width(path.name, sheet)
        if sheet.hidden:
            continue
        for top, row in enumerate(islice(sheet.rows, rules.HEADER_SEARCH_ROWS)):
            if sum(folded(cell) in known for cell in row if isinstance(cell, str)) > 1:
                yield SurveyTable(path.name, form, sheet, top, labels)


def _sheets(path: Path, known: Collection[str]) -> tuple[str, list[Sheet], Mapping[str, Mapping[Any, str]]]:
    if (stat := stat_form(path)) is not None:
        found = open_stat(path, stat, known)
        if not found.sheet.rows[0]:
            raise InputError("survey_file.unknown_format", file=path.name)
        return stat, [found.sheet], {folded(name): labels for name, labels in found.labels.items()}
    if is_parquet(path):
        return "parquet", [open_parquet(path)], {}
    if sniff(path) == "csv" and (sheet := ena_sheet(decode(path))) is not None:
        return "as", [sheet], {}
    form, sheets = open_file(path)
    return form, sheets, {}
