"""Forms that people filled in: sheets whose first row holds the names of the columns, read cell by cell.

What cannot be read is not guessed: the cell counts as empty, and one sentence names it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from audit.errors import InputError
from audit.register.case_layout import FormMeta
from audit.register.dates import read_date
from audit.register.grid import letter
from audit.register.hidden_sheet import hidden_sheet
from audit.register.numbers import read_number
from audit.register.open_file import open_file
from audit.register.text import Cell, clean, fold, is_missing
from audit.results import Sentence

__all__ = ["FilledForm", "FormSheet", "open_form"]

LABEL_ROWS = 2  # names of the columns, then what they are called for people


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet: where each column stands, and the raw cells by the row that Excel shows."""

    name: str
    columns: Mapping[str, int]
    rows: Mapping[int, Sequence[Cell]]

    def cell(self, row: int, column: str) -> Cell:
        """A raw cell; beyond the end of a row it is empty."""
        cells, at = self.rows[row], self.columns[column]
        return cells[at] if at < len(cells) else ""

    def place(self, row: int, column: str) -> str:
        """Excel's name of a cell."""
        return f"{letter(self.columns[column])}{row}"


@dataclass
class FilledForm:
    """The sheets of a file, and the sentences about entries that could not be read, in the order of reading.

    ``meta`` is what its hidden sheet says, ``None`` where there is none or somebody changed it.
    """

    file: str
    sheets: Sequence[FormSheet]
    wrong: list[Sentence] = field(default_factory=list)
    meta: FormMeta | None = None

    def with_columns(self, *columns: str) -> list[FormSheet]:
        """Sheets that have all these columns. Raises ``InputError`` (exit 11) where none has."""
        found = [sheet for sheet in self.sheets if set(columns) <= set(sheet.columns)]
        if not found:
            raise InputError("worksheet.not_this_form", file=self.file, columns=", ".join(columns))
        return found

    def say(self, id: str, sheet: FormSheet, row: int, column: str) -> None:
        """Note one entry that is to be mended: by its place, without what stands there."""
        self.wrong.append(Sentence(id, {"sheet": sheet.name, "cell": sheet.place(row, column)}))

    def number(self, sheet: FormSheet, row: int, column: str, unit: str) -> float | None:
        """A measurement above 0 in ``unit``; ``None`` where the cell is empty, or cannot be read (which is said)."""
        cell = sheet.cell(row, column)
        quantity = read_number(cell)
        if is_missing(cell):
            return None
        if quantity.value is None or quantity.value <= 0:
            self.say("worksheet.no_number", sheet, row, column)
            return None
        if quantity.unit not in ("", unit):
            self.say("worksheet.other_unit", sheet, row, column)
            return None
        return quantity.value

    def whole(self, sheet: FormSheet, row: int, column: str) -> int | None:
        """A whole number from 0 on; ``None`` where there is none (which is said, also of an empty cell)."""
        value = read_number(sheet.cell(row, column)).value
        if value is None or value < 0 or not value.is_integer():
            self.say("worksheet.no_whole_number", sheet, row, column)
            return None
        return int(value)

    def day(self, sheet: FormSheet, row: int, column: str) -> pd.Timestamp | None:
        """A date, day before month; ``None`` where the cell is empty, or cannot be read (which is said)."""
        cell = sheet.cell(row, column)
        found, _ = read_date(cell, "dmy")
        if found is None and not is_missing(cell):
            self.say("worksheet.no_date", sheet, row, column)
        return None if found is None else pd.Timestamp(found)

    def words(self, sheet: FormSheet, row: int, column: str) -> str:
        """Text of a cell, "" where it says nothing."""
        cell = sheet.cell(row, column)
        return "" if is_missing(cell) else clean(cell)

    def choice(self, sheet: FormSheet, row: int, column: str, options: Mapping[str, str]) -> str | None:
        """What a folded word stands for; ``None`` where the cell is empty, or holds another word (which is said)."""
        word = fold(sheet.cell(row, column))
        if word and word not in options:
            self.say("worksheet.no_choice", sheet, row, column)
        return options.get(word)


def open_form(path: Path) -> FilledForm:
    """Open a workbook that came back. Raises ``InputError`` (exit 11) where it cannot be read."""
    _, sheets = open_file(path)
    found: list[FormSheet] = []
    for sheet in sheets:
        if not sheet.rows:
            continue
        columns = {clean(cell): j for j, cell in reversed(list(enumerate(sheet.rows[0]))) if not is_missing(cell)}
        below = zip(sheet.numbers, sheet.rows, strict=True)
        rows = {n: row for n, row in below if n > LABEL_ROWS and not all(map(is_missing, row))}
        found.append(FormSheet(sheet.name or path.name, columns, rows))
    meta, _ = hidden_sheet(sheets)
    return FilledForm(path.name, found, meta=meta)
