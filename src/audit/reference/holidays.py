"""Days on which offices are closed: national holidays and shared leave, and the long breaks that they make.

Source: joint decrees of three ministers (Religion, Manpower, Administrative Reform): 1017/2024, 2/2024, 2/2024 for 2025
with the change 933/2025, 1/2025, 3/2025 (18 August), and 1497/2025, 2/2025, 5/2025 for 2026, as press and district
offices printed them (17 and 11 days in 2025, 17 and 8 in 2026). Other years know only the holidays of a fixed date;
their moving ones come from params.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

__all__ = ["LONG_BREAK_DAYS", "Break", "Holiday", "holidays", "is_listed", "long_break"]

# Days off in a row, weekend included, that make a break a long one ("libur panjang", three days or more in use).
LONG_BREAK_DAYS = 3
_WEEKEND = (5, 6)  # Saturday, Sunday
_FIXED = {(1, 1): "new_year", (5, 1): "labour_day", (6, 1): "pancasila_day", (8, 17): "independence_day",
          (12, 25): "christmas"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holiday:
    """One day off; what it is called stands in the catalogue (``cycle.holiday.<id>``).

    ``kind``: national, shared_leave, local (from params).
    """

    day: date
    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Break:
    """Days off in a row, first and last, and the first holiday among them."""

    first: date
    last: date
    holiday: Holiday


@cache
def _table() -> tuple[Holiday, ...]:
    text = (files("audit.reference") / "tables" / "holidays.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return tuple(Holiday(date.fromisoformat(row["date"]), row["holiday"], row["kind"]) for row in rows)


def is_listed(year: int) -> bool:
    """Whether the decree of a year is in the table; of other years only holidays of a fixed date are known."""
    return any(holiday.day.year == year for holiday in _table())


def holidays(year: int, local: Iterable[date] = ()) -> tuple[Holiday, ...]:
    """Holidays and shared leave of a year by day; ``local`` adds days of a district (or of a year not listed)."""
    known = [holiday for holiday in _table() if holiday.day.year == year]
    if not known:
        known = [Holiday(date(year, *day), id, "national") for day, id in _FIXED.items()]
    own = [Holiday(day, "local", "local") for day in set(local) if day.year == year]
    return tuple(sorted([*known, *own], key=lambda holiday: (holiday.day, holiday.id)))


def long_break(day: date, local: Iterable[date] = ()) -> Break | None:
    """The long break that a day falls into, ``None`` where it falls into none. A plain weekend is none."""
    local = tuple(local)
    off = {holiday.day: holiday for year in (day.year - 1, day.year, day.year + 1) for holiday in holidays(year, local)}

    def closed(other: date) -> bool:
        return other in off or other.weekday() in _WEEKEND

    if not closed(day):
        return None
    first = last = day
    while closed(first - timedelta(days=1)):
        first -= timedelta(days=1)
    while closed(last + timedelta(days=1)):
        last += timedelta(days=1)
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    inside = [off[other] for other in days if other in off]
    return Break(first, last, inside[0]) if inside and len(days) >= LONG_BREAK_DAYS else None
