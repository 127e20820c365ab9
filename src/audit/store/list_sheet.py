"""A sheet that people print and sort: its page, its rows and its margins are set from what was written into it.

Widths are letters of Excel's own font; a page side by side with another repeats the columns that are frozen. Lists of a
district hold a million cells of the same few words: ``write_words`` and ``_write_cell`` do what XlsxWriter does cell by
cell, byte for byte, at a third of its cost.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import Any, Literal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellStringTuple, Worksheet

__all__ = ["LINE_HIGH", "ListSheet"]

_A4 = 9
_LANDSCAPE, _PORTRAIT = 190, 130  # letters that an A4 page shows at three quarters of their size, the least one reads
_WIDTH = 8.43  # of a column that nobody set
_FILLED = 66 / 72  # of a column's width that words surely fill, since they break between words
LINE_HIGH = 16  # points of a line
_TALLEST = 400  # points; Excel takes no row above 409


class ListSheet(Worksheet):
    """A worksheet of XlsxWriter that sets what nobody set: A4, narrow margins, pages across, heights of rows."""

    def __init__(self) -> None:
        super().__init__()
        self._letters: dict[int, float] = {}
        self._rows_high: dict[int, int] = {}

    def set_column(  # pyright: ignore[reportIncompatibleVariableOverride]
        self,
        first_col: int,
        last_col: int,
        width: float | None = None,
        cell_format: Format | None = None,
        options: dict[str, Any] | None = None,
    ) -> Literal[0, -1]:
        """Set the width of columns, by their numbers, and remember it in letters."""
        shown = 0.0 if options and options.get("hidden") else _WIDTH if width is None else width
        self._letters.update(dict.fromkeys(range(first_col, last_col + 1), shown))
        return super().set_column(first_col, last_col, width, cell_format, options)

    def write_words(self, first_row: int, col: int, values: Iterable[object], look: Format) -> None:
        """Write a column of cells down from ``first_row``; of its values those that are words, and no empty ones."""
        known: dict[str, tuple[CellStringTuple, int]] = {}
        last = -1
        for row, value in enumerate(values, start=first_row):
            if not isinstance(value, str) or not value:
                continue
            if (said := known.get(value)) is None:
                self._write_string(row, col, value, look)
                known[value] = self.table[row][col], self._lines(col, value, look)
            else:
                cell, lines = said
                self.table[row][col], last = cell, row
                self.str_table.count += 1  # pyright: ignore[reportOptionalMemberAccess]
                if lines > self._rows_high.get(row, 1):
                    self._rows_high[row] = lines
        if last >= 0:
            self._check_dimensions(last, col)

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> Literal[0, -1, -2]:
        lines = self._lines(col, string, cell_format)
        if lines > self._rows_high.get(row, 1):
            self._rows_high[row] = lines
        return super()._write_string(row, col, string, cell_format)

    def _lines(self, col: int, string: str, look: Format | None) -> int:
        room = self._width(col) * _FILLED
        if not room or look is None or not look.text_wrap or (len(string) <= room and "\n" not in string):
            return 1
        return sum(ceil(len(line) / room) or 1 for line in string.split("\n"))

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if cell.__class__ is CellStringTuple and cell.format:
            place, look = xl_rowcol_to_cell_fast(row, col), cell.format._get_xf_index()
            self.fh.write(f'<c r="{place}" s="{look}" t="s"><v>{cell.string}</v></c>')
        else:
            super()._write_cell(row, col, cell)

    def dress(self, line: Format) -> None:
        """Set page and rows, once everything stands in the sheet; ``line`` parts its rows. None of a hidden one."""
        if self.hidden:
            return
        for row, lines in self._rows_high.items():
            if row not in self.row_sizes:
                self.set_row(row, min(LINE_HIGH * lines, _TALLEST))
        if not self.paper_size:
            self.set_paper(_A4)
        self.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        columns = range((self.dim_colmax or 0) + 1)
        if len(columns) > 1:
            first, last = int(self.panes[0]) if self.panes else 1, int(self.dim_rowmax or 0)
            if last >= first:  # a row is read across the page, empty cells too
                self.conditional_format(first, 0, last, columns[-1], {"type": "no_errors", "format": line})
        if not self.fit_height:
            self._fit(sum(self._width(j) for j in columns))

    def _fit(self, width: float) -> None:
        """As many pages side by side as the columns need to be read, the frozen ones on each."""
        room = _PORTRAIT if self.orientation else _LANDSCAPE
        kept = max(int(self.panes[1]) if self.panes else 0, 1)
        repeated = sum(self._width(j) for j in range(kept))
        if repeated > room / 2:
            kept, repeated = 1, self._width(0)
        pages = 1 if width <= room else max(ceil((width - repeated) / max(room - repeated, 1)), 2)
        self.fit_to_pages(pages, 0)
        if pages > 1:
            self.repeat_columns(0, kept - 1)

    def _width(self, column: int) -> float:
        return self._letters.get(column, _WIDTH)
