"""One cell of a programme workbook, read by the kind of its field: a value, or the reason why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from audit.reference.programme_sheet import FieldKind, SheetField
from audit.register.dates import MONTHS, DateOrder
from audit.register.list_cells import Read, read_cell
from audit.register.list_fields import Kind, ListField
from audit.register.rupiah import read_rupiah
from audit.register.text import Cell, Unread, clean, fold, is_missing

__all__ = ["BETWEEN", "read_programme_cell"]

BETWEEN = ";"  # several words or areas of one cell
_NO_UNIT = "rank"  # of a number that only its header explains
_MONTH = re.compile(r"(20\d{2})[-/ ](0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-/ ](20\d{2})")
_NAMED_MONTH = re.compile(r"([a-z]+)\s+(20\d{2})")
_QUARTER = re.compile(r"(?:triwulan|tw|kuartal|q)?\s*(iv|iii|ii|i|[1-4])\s+(?:tahun\s+)?(20\d{2})")
_QUARTER_AFTER = re.compile(r"(20\d{2})\s*(?:triwulan|tw|kuartal|q)?\s*(iv|iii|ii|i|[1-4])")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SPLIT = re.compile(r"[;,\n]")
# Kinds that lists of people know too.
_AS_LIST: Mapping[FieldKind, Kind] = {
    "text": "text", "number": "number", "whole": "whole", "date": "date", "yes": "yes", "person": "nik",
    "household": "kk", "named": "text", "id": "text", "area": "text", "areas": "text",
}  # fmt: skip


def read_programme_cell(cell: Cell, field: SheetField, order: DateOrder = "") -> Read:
    """Read one cell; the reason is "" where nothing is to be mended.

    A month is ``2025-08``, a quarter ``2025-Q3``, several words or areas are joined by ";". An area and whom a row is
    about are still as they were written: text, and sixteen digits.
    """
    if isinstance(cell, Unread):
        return None, cell.reason
    if field.kind in _AS_LIST:
        return read_cell(cell, _list_field(field.name, field.header, _AS_LIST[field.kind]), order=order)
    if is_missing(cell):
        return None, ""
    return _READERS[field.kind](cell, field)


@cache
def _list_field(name: str, header: str, kind: Kind) -> ListField:
    return ListField(name, header, kind, (fold(header),), unit=_NO_UNIT)


def _rupiah(cell: Cell, _: SheetField) -> Read:
    amount = read_rupiah(cell)
    return (amount, "") if amount is not None else (None, "angka_tak_terbaca")


def _month(cell: Cell, _: SheetField) -> Read:
    if isinstance(cell, date):
        return f"{cell:%Y-%m}", ""
    said = clean(cell)
    if found := _MONTH.fullmatch(said):
        year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        return f"{year}-{int(month):02d}", ""
    named = _NAMED_MONTH.fullmatch(fold(said))
    number = MONTHS.get(named[1]) if named else None
    return (f"{named[2]}-{number:02d}", "") if named and number else (None, "bulan_tak_terbaca")


def _quarter(cell: Cell, _: SheetField) -> Read:
    if isinstance(cell, date):
        return None, "triwulan_tak_terbaca"
    said = fold(cell)
    if found := _QUARTER.fullmatch(said):
        part, year = found[1], found[2]
    elif found := _QUARTER_AFTER.fullmatch(said):
        part, year = found[2], found[1]
    else:
        return None, "triwulan_tak_terbaca"
    return f"{year}-Q{_ROMAN.get(part) or part}", ""


def _word(cell: Cell, field: SheetField) -> Read:
    code = _codes(field).get(fold(cell))
    return (code, "") if code is not None else (None, "kode_tak_dikenal")


def _words(cell: Cell, field: SheetField) -> Read:
    known = _codes(field)
    parts = [fold(part) for part in _SPLIT.split(clean(cell)) if fold(part)]
    if not parts or any(part not in known for part in parts):
        return None, "kode_tak_dikenal"
    return BETWEEN.join(sorted({known[part] for part in parts})), ""


def _codes(field: SheetField) -> dict[str, str]:
    """Codes by folded word; the code itself will do too."""
    return {fold(code): code for code in field.words} | {fold(word): code for code, word in field.words.items()}


_READERS: Mapping[FieldKind, Callable[[Any, SheetField], Read]] = {
    "rupiah": _rupiah,
    "month": _month,
    "quarter": _quarter,
    "word": _word,
    "words": _words,
}
