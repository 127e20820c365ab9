"""Times of the year in which a month of measuring is unlike others: Ramadan, vitamin A, harvest, lean months.

The rows of ``tables/seasons.csv`` carry their source and how sure they are: ``official`` (decreed), ``calculated``
(reckoned ahead, may move by a day), ``national`` (a pattern of the whole country that a district may not share). Dates
of Ramadan are known for 2023 to 2027; of other years nothing is said.
"""

from __future__ import annotations

import csv
import io
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

__all__ = ["SEASONS", "Confidence", "Season", "SeasonName", "SeasonRow", "holds_eid", "season_rows", "seasons_of"]

SeasonName = Literal["ramadan", "vitamin_a", "harvest", "lean"]
Confidence = Literal["official", "calculated", "national"]
SEASONS: tuple[SeasonName, ...] = get_args(SeasonName)
_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class SeasonRow:
    """One row of the table: two days (``kind`` "days") or two months of every year ("month"), both included."""

    season: SeasonName
    first: str
    last: str
    kind: Literal["days", "month"]
    confidence: Confidence
    source: str


@dataclass(frozen=True, slots=True)
class Season:
    """A season that a month falls into, with how many of its days."""

    name: SeasonName
    days: int
    confidence: Confidence
    source: str


@cache
def season_rows() -> tuple[SeasonRow, ...]:
    """Return the table as it stands."""
    text = (files("audit.reference") / "tables" / "seasons.csv").read_text(encoding="utf-8")
    return tuple(SeasonRow(**row) for row in csv.DictReader(io.StringIO(text)))  # pyright: ignore[reportArgumentType]


def seasons_of(month: str) -> tuple[Season, ...]:
    """Seasons of a month (``"2026-02"``), in the order of the table; empty where none is known."""
    found = ((row, _days(row, month)) for row in season_rows())
    return tuple(Season(row.season, days, row.confidence, row.source) for row, days in found if days)


def holds_eid(month: str) -> bool:
    """Whether Idulfitri, the day after the last of Ramadan, lies in a month; ``False`` where Ramadan is not known."""
    days = (date.fromisoformat(row.last) + timedelta(days=1) for row in season_rows() if row.kind == "days")
    return any(f"{day:%Y-%m}" == month for day in days)


def _days(row: SeasonRow, month: str) -> int:
    year, number = map(int, month.split("-"))
    length = monthrange(year, number)[1]
    if row.kind == "month":
        since = (number - int(row.first)) % _MONTHS_OF_A_YEAR
        return length if since <= (int(row.last) - int(row.first)) % _MONTHS_OF_A_YEAR else 0
    first = max(date.fromisoformat(row.first), date(year, number, 1))
    last = min(date.fromisoformat(row.last), date(year, number, length))
    return max((last - first).days + 1, 0)
