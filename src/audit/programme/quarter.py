"""One quarter of a year: its months and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

__all__ = ["MONTHS_A_QUARTER", "MONTHS_A_YEAR", "Quarter", "month_numbers", "quarter_of", "quarters_until"]

MONTHS_A_QUARTER, MONTHS_A_YEAR = 3, 12


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """The first to the fourth three months of a year. ``id`` is ``2025-Q1``; people read the names of its months."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= MONTHS_A_YEAR // MONTHS_A_QUARTER:
            raise ValueError(f"no quarter {self.number}")

    @property
    def id(self) -> str:
        """Its name among periods."""
        return f"{self.year}-Q{self.number}"

    @property
    def months(self) -> tuple[str, ...]:
        """Its months, ``2025-01``."""
        first = (self.number - 1) * MONTHS_A_QUARTER + 1
        return tuple(f"{self.year}-{month:02d}" for month in range(first, first + MONTHS_A_QUARTER))

    @property
    def before(self) -> Quarter:
        """The quarter before it."""
        last = MONTHS_A_YEAR // MONTHS_A_QUARTER
        return Quarter(self.year - 1, last) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def last_month(self) -> int:
        """Number of its last month (``month_numbers``)."""
        return (self.year - 1970) * MONTHS_A_YEAR + self.number * MONTHS_A_QUARTER - 1

    @property
    def first_month(self) -> int:
        """Number of its first month."""
        return self.last_month - MONTHS_A_QUARTER + 1

    @property
    def start(self) -> pd.Timestamp:
        """Its first day."""
        return pd.Timestamp(self.year, (self.number - 1) * MONTHS_A_QUARTER + 1, 1)

    @property
    def end(self) -> pd.Timestamp:
        """Its last day."""
        return self.start + pd.DateOffset(months=MONTHS_A_QUARTER) - pd.Timedelta(days=1)


def quarter_of(id: str) -> Quarter:
    """The quarter of a name, ``2025-Q1``."""
    year, _, number = id.partition("-Q")
    return Quarter(int(year), int(number))


def quarters_until(day: date, number: int) -> tuple[Quarter, ...]:
    """The last quarters that were over on a day, in order."""
    found = [Quarter(day.year, (day.month - 1) // MONTHS_A_QUARTER + 1)]
    if pd.Timestamp(day) < found[0].end:
        found[0] = found[0].before
    while len(found) < number:
        found.append(found[-1].before)
    return tuple(reversed(found))


def month_numbers(dates: pd.Series | np.ndarray) -> np.ndarray:
    """Months since January 1970, -1 where a date is missing; takes dates and names of months (``2025-08``)."""
    column = pd.Series(dates)
    if np.issubdtype(getattr(column.dtype, "type", object), np.datetime64):
        months = column.to_numpy(dtype="datetime64[M]")
        return np.where(np.isnat(months), -1, months.astype("int64"))
    codes, names = pd.factorize(column)  # few months, many rows
    months = np.asarray(pd.to_datetime(pd.Series(names)), dtype="datetime64[M]")
    known = np.append(np.where(np.isnat(months), -1, months.astype("int64")), -1)
    return known[codes]
