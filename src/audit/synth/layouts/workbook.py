"""One-sheet workbooks of any length with equal bytes for equal cells, and the mark of invented data in them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from audit.language import text

__all__ = ["Column", "Sheet", "sheet_writer"]

_CREATED = datetime(2025, 1, 1, tzinfo=UTC)  # never the clock
_EXCEL_DAY_ZERO = np.datetime64("1899-12-30")


Column = Sequence[object] | np.ndarray


class Sheet:
    """A sheet that is written from top to bottom."""

    def __init__(self, sheet: Any, date_format: Any) -> None:
        self._sheet, self._date_format, self._next = sheet, date_format, 0

    def header(self, names: Sequence[str]) -> None:
        """Write one row of text."""
        for column, name in enumerate(names):
            self._sheet.write_string(self._next, column, name)
        self._next += 1

    def rows(self, columns: Sequence[Column]) -> None:
        """Write rows given by columns: lists of text, numbers and None (empty), arrays of dates (NaT: empty)."""
        text_of, number_of = self._sheet.write_string, self._sheet.write_number
        plain = [_serials(c) if isinstance(c, np.ndarray) else c for c in columns]
        formats = [self._date_format if isinstance(c, np.ndarray) else None for c in columns]
        for row, values in enumerate(zip(*plain, strict=True), self._next):
            for column, value in enumerate(values):
                if value.__class__ is str:
                    text_of(row, column, value)
                elif value is not None:
                    number_of(row, column, value, formats[column])
        self._next += len(plain[0])


def _serials(days: np.ndarray) -> list[int | None]:
    """Excel's numbers of days; None for no day."""
    since = (days.astype("datetime64[D]") - _EXCEL_DAY_ZERO).astype(np.int64)
    missing = np.isnat(days)
    return (
        [None if no else day for no, day in zip(missing, since.tolist(), strict=True)]
        if missing.any()
        else since.tolist()
    )


@contextmanager
def sheet_writer(path: Path, name: str) -> Generator[Sheet, None, None]:
    """Open a workbook with one sheet; it is complete when the block ends."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book.set_properties({"title": text("synth.sample_data"), "created": _CREATED})
    sheet = book.add_worksheet(name)
    yield Sheet(sheet, book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
