"""Dates as registers hold them. The order of day and month is decided once a file, from evidence, or not at all.

What the columns of a file say together: ``register.date_columns``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Literal

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.text import Cell, clean, fold, is_missing

__all__ = [
    "MONTHS",
    "DateOrder",
    "after_place",
    "count_orders",
    "date_order",
    "day_in_month",
    "decide_order",
    "is_bare_day",
    "looks_like_date",
    "parts",
    "read_date",
]

DateOrder = Literal["dmy", "mdy", ""]

_CLOCK = r"(?:[T ]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:\s*(?:am|pm|wib|wita|wit|z)|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_CLOCK}", re.IGNORECASE)
_TRIPLE = re.compile(rf"(\d{{1,2}})\s*[-/. ]\s*(\d{{1,2}})\s*[-/. ]\s*(\d{{4}}|\d{{2}}){_CLOCK}", re.IGNORECASE)
_NAMED = re.compile(r"(\d{1,2})\s*([a-z]{3,9})\s*(\d{4}|\d{2})")
_NAMED_FIRST = re.compile(r"([a-z]{3,9})\s*(\d{1,2})\s+(\d{4}|\d{2})")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_AFTER_PLACE = re.compile(r"[^\d,]+,\s*(.*\d.*)")  # "Bengkulu, 10-02-2019" under "tempat, tanggal lahir"
_CENTURY = 2000  # two-digit years: a child under five was born in 20YY (reference/domain.md 8.4)
MONTHS = {
    name: number
    for number, names in enumerate(
        ("januari jan january", "februari pebruari feb peb february", "maret mar mrt march", "april apr", "mei may",
         "juni jun june", "juli jul july", "agustus agu ags agt agst agust aug august", "september sep sept",
         "oktober okt oct october", "november nopember nov nop", "desember des dec december"), 1)
    for name in names.split()
}  # fmt: skip
Read = tuple[date | None, str]


def read_date(cell: Cell, order: DateOrder, *, since: date = rules.DATES_FROM) -> Read:
    """A date, or ``None`` with the reason; nothing is said of an empty cell.

    A date before ``since`` (1990) or after 2079 is a number or a year that was taken for a date. Without an ``order`` a
    date that needs one is not read.
    """
    if is_missing(cell):
        return None, ""
    found = _parse(cell)
    if isinstance(found, tuple):
        first, second, year = found
        if order == "mdy" or (not order and first == second):
            first, second = second, first
        elif not order:
            return None, "tanggal_tak_terbaca"
        found = _day(year, second, first)
        if found is None:
            return None, "tanggal_bertentangan"
    if found is None:
        return None, "tanggal_tak_terbaca"
    if not since <= found <= rules.DATES_TO:
        return None, "tahun_tak_masuk_akal"
    return found, ""


def date_order(cells: Iterable[Cell], file: str) -> DateOrder:
    """Decide the order of day and month from every date of a file; "" where no date needs one.

    Raises ``InputError`` where all are ambiguous (``register.dates_undecidable``) or where both orders occur
    (``register.dates_mixed``); a few contrary dates among many are typing errors.
    """
    return decide_order(count_orders(cells), file)


def count_orders(cells: Iterable[Cell]) -> Counter[DateOrder]:
    """How many dates can only be read day first ("dmy"), only month first ("mdy"), or both ways ("")."""
    seen: Counter[DateOrder] = Counter()
    for cell, n in Counter(cells).items():
        found = parts(cell)
        if found is None:
            continue
        first, second, _ = found
        seen["dmy"] += n * (first > 12 >= second)
        seen["mdy"] += n * (second > 12 >= first)
        seen[""] += n * (first <= 12 and second <= 12 and first != second)
    return seen


def decide_order(seen: Counter[DateOrder], file: str) -> DateOrder:
    """Like ``date_order``, from what ``count_orders`` found."""
    less, more = sorted((seen["dmy"], seen["mdy"]))
    if more == 0:
        if seen[""]:
            raise InputError("register.dates_undecidable", file=file, n=seen[""])
        return ""
    if less > rules.CONTRARY_DATES_SHARE * more:
        raise InputError("register.dates_mixed", file=file, dmy=seen["dmy"], mdy=seen["mdy"])
    return "dmy" if seen["dmy"] > seen["mdy"] else "mdy"


def parts(cell: Cell) -> tuple[int, int, str] | None:
    """First, second and year as written, of a text whose day and month only an order tells apart; else ``None``."""
    match = _TRIPLE.fullmatch(clean(cell)) if isinstance(cell, str) else None
    return (int(match[1]), int(match[2]), match[3]) if match else None


def after_place(cell: Cell) -> Cell:
    """What stands after the comma of "place, date", as registers write births; any other cell as it is."""
    placed = _AFTER_PLACE.fullmatch(clean(cell)) if isinstance(cell, str) else None
    return placed[1].strip() if placed else cell


def day_in_month(cell: Cell, year: int, month: int) -> Read:
    """The date of a bare day number under a header that names month and year."""
    found = _day(year, month, int(clean(cell))) if is_bare_day(cell) else None
    return (found, "") if found else (None, "tanggal_tak_terbaca")


def is_bare_day(cell: Cell) -> bool:
    """Whether a cell holds a day number and nothing else."""
    text = clean(cell)
    return text.isdecimal() and text.isascii() and len(text) <= 2 and 1 <= int(text) <= 31


def looks_like_date(cell: Cell) -> bool:
    """Whether a cell can be read as a date in some order."""
    return _parse(cell) is not None


def _parse(cell: Cell) -> date | tuple[int, int, int] | None:
    """A date; or first, second and year where the order must be known; or ``None``."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool | time | timedelta):
        return None
    if isinstance(cell, int | float):
        return _from_serial(float(cell))
    text = clean(cell)
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if found := parts(text):
        return found[0], found[1], _year(found[2])
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text.replace(",", ".")))
    words = fold(text)
    if match := _NAMED.fullmatch(words):
        return _named(match[1], match[2], match[3])
    if match := _NAMED_FIRST.fullmatch(words):
        return _named(match[2], match[1], match[3])
    return None


def _named(day: str, month: str, year: str) -> date | None:
    number = MONTHS.get(month)
    return _day(_year(year), number, int(day)) if number else None


def _year(text: str) -> int:
    return int(text) + (_CENTURY if len(text) == 2 else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_serial(number: float) -> date | None:
    low, high = rules.EXCEL_SERIALS
    return rules.EXCEL_EPOCH + timedelta(days=int(number)) if low <= number < high + 1 else None
