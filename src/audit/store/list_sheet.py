"""A sheet that people print and sort: its page, its rows and its margins are set from what was written into it.

Widths are letters of Excel's own font; a page side by side with another repeats the columns that are frozen.
"""

from __future__ import annotations

from math import ceil
from typing import Any, Literal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

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

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> Literal[0, -1, -2]:
        room = self._width(col) * _FILLED
        if room and cell_format is not None and cell_format.text_wrap:
            lines = sum(ceil(len(line) / room) or 1 for line in string.split("\n"))
            self._rows_high[row] = max(lines, self._rows_high.get(row, 1))
        return super()._write_string(row, col, string, cell_format)

    def dress(self, line: Format) -> None:
        """Set page and rows, once everything stands in the sheet; ``line`` parts its rows. None of a hidden one."""
        if self.hidden:
            return
        for row, lines in self._rows_high.items():
            if lines > 1 and row not in self.row_sizes:
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
