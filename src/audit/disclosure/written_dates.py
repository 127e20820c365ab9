"""Full dates as a text may hold them: in digits or in words, with a year of four digits or of two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from audit.disclosure.identities import fold
from audit.register.dates import MONTHS

__all__ = ["brief_dates_in", "dates_in"]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|D:(?:19|20)\d{6}")
_BEFORE, _AFTER = 24, 12  # characters of a date before and after its year
_CENTURY = 2000  # of a year of two digits, as registers are read


def dates_in(text: str) -> Iterator[date]:
    """Every full date written in a text, in digits or in the words of either language."""
    for found in _YEAR.finditer(text):
        around = max(0, found.start() - _BEFORE), found.end() + _AFTER
        for match in (match for pattern in _date_patterns() for match in pattern.finditer(text, *around)):
            yield from _date(match, int(match["y"]))


def brief_dates_in(text: str) -> Iterator[tuple[str, date]]:
    """What may be a date with a year of two digits (03-09-23, 3/9/23, 3-Sep-23), as written and as a date.

    Codes of areas and documents look the same: it takes a reason to believe one.
    """
    for match in _brief_pattern().finditer(text):
        dotted = match["s"] == "."  # 1.2.23 is a version
        if not dotted or len(match["d"]) == len(match["m"]) == 2:
            for day in _date(match, _CENTURY + int(match["y"])):
                yield match[0], day


def _date(match: re.Match[str], year: int) -> Iterator[date]:
    written = match["m"]
    month = int(written) if written.isdecimal() else _months()[fold(written)]
    try:
        yield date(year, month, int(match["d"]))
    except ValueError:  # 31 February is no date
        return


@cache
def _months() -> dict[str, int]:
    from babel.dates import get_month_names

    return dict(MONTHS) | {
        fold(name).rstrip("."): number
        for language in ("id", "en")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=language).items()
    }


def _month() -> str:
    return "|".join(sorted(_months(), key=len, reverse=True))


@cache
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    month = _month()
    year = r"(?P<y>(?:19|20)\d\d)(?!\.?\d)"
    return (
        re.compile(rf"(?<![\d.])(?P<d>\d\d?)([-/.])(?P<m>\d\d?)\2{year}"),
        re.compile(rf"(?<!\d)(?P<d>\d\d?)[\s.-]{{1,3}}(?P<m>{month})\.?[\s,.-]{{1,3}}{year}", re.IGNORECASE),
        re.compile(rf"\b(?P<m>{month})\.?\s{{1,3}}(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s{{1,3}}{year}", re.IGNORECASE),
        re.compile(rf"(?<![\d.]){year}([-/.])(?P<m>\d\d?)\2(?P<d>\d\d?)(?!\d)"),
        re.compile(r"D:(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)"),
    )


@cache
def _brief_pattern() -> re.Pattern[str]:
    alone = r"(?!\w|[-/.,]\d)"
    numbers = rf"(?P<d>\d\d?)(?P<s>[-/.])(?P<m>\d\d?|{_month()})(?P=s)(?P<y>\d\d){alone}"
    return re.compile(rf"(?<![\w.,/-]){numbers}", re.IGNORECASE)
