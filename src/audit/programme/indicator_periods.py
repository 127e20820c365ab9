"""Which period of an indicator is the newest, and which one before it may be held against it.

Offices report some indicators by month and others once a year, so each indicator has its own newest period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import pandas as pd

__all__ = ["ReportPeriod", "newest_periods", "read_period"]

_MONTHS = {"": 12, "S": 6, "Q": 3, "M": 1}  # of a period by its mark: year, half year, quarter, month
_WRITTEN = re.compile(r"(?P<year>\d{4})(?:-(?P<mark>[SQ]?)(?P<number>\d{1,2}))?")


class ReportPeriod(NamedTuple):
    """Last month of a period (months since year 0), how many months it has, and as it is written."""

    last: int
    months: int
    written: str

    @property
    def first(self) -> int:
        """Its first month."""
        return self.last - self.months + 1


def read_period(written: str) -> ReportPeriod | None:
    """Read ``2025``, ``2025-S1``, ``2025-Q3`` or ``2025-08``; ``None`` for anything else: nobody guesses."""
    found = _WRITTEN.fullmatch(written.strip().upper())
    if found is None:
        return None
    year, number = int(found["year"]), int(found["number"] or 1)
    months = _MONTHS["" if found["number"] is None else found["mark"] or "M"]
    if not 1 <= number * months <= 12 or number < 1:
        return None
    return ReportPeriod(year * 12 + number * months - 1, months, written)


def newest_periods(values: pd.DataFrame, by: str, as_of: date) -> Mapping[str, tuple[str, str]]:
    """By each level of column ``by``: the newest period of its rows, and the newest one before it ("" for none).

    A period counts once it has begun on ``as_of``. Of several that end together the longest is taken. The one before
    has the same length and ends before the newest begins. Levels without a readable period are left out.
    """
    today = as_of.year * 12 + as_of.month - 1
    out: dict[str, tuple[str, str]] = {}
    pairs = values[[by, "period"]].drop_duplicates()
    for level, rows in pairs.groupby(by, sort=True)["period"]:
        known = sorted(_begun(rows, today))
        if known:
            newest = known[-1]
            earlier = [p for p in known if p.months == newest.months and p.last < newest.first]
            out[str(level)] = (newest.written, earlier[-1].written if earlier else "")
    return out


def _begun(periods: Iterable[str], today: int) -> list[ReportPeriod]:
    read = (read_period(str(period)) for period in periods)
    return [period for period in read if period is not None and period.first <= today]
