"""Bare numbers that stand for days in a workbook which counts them from 1904 (older Excel for the Mac).

The reader of workbooks allows for it in every cell that has the form of a date; a bare number it leaves as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from audit.reference import import_rules as rules
from audit.register.grid import Body
from audit.register.text import Cell

__all__ = ["count_from_1900"]


def count_from_1900(body: Body, columns: Iterable[int]) -> None:
    """Turn the day numbers of columns of dates into those of the 1900 system; other cells stay."""
    for j in columns:
        body.put(j, [_shifted(cell) for cell in body.column(j)])


def _shifted(cell: Cell) -> Cell:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    low, high = rules.EXCEL_SERIALS
    shifted = cell + rules.EXCEL_DAYS_TO_1904
    return shifted if low <= shifted < high + 1 else cell
