"""Calendar ages as e-PPGBM writes them: completed years, months and days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

__all__ = ["CalendarAge", "calendar_age"]

_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class CalendarAge:
    """Completed months, and the days that remain after them; arrays."""

    months: np.ndarray
    days: np.ndarray

    def texts(self) -> list[str]:
        """``1 Tahun - 2 Bulan - 3 Hari``."""
        years, months = np.divmod(self.months, _MONTHS_A_YEAR)
        return [f"{y} Tahun - {m} Bulan - {d} Hari" for y, m, d in zip(years, months, self.days, strict=True)]


def calendar_age(birth: pd.DatetimeIndex, day: pd.DatetimeIndex) -> CalendarAge:
    """Age on a day; a child born on the 31st completes a shorter month on its last day plus one."""
    months = (
        (day.year - birth.year) * _MONTHS_A_YEAR + (day.month - birth.month) - (day.day < birth.day).astype(np.int64)
    ).to_numpy()
    total = birth.year.to_numpy() * _MONTHS_A_YEAR + birth.month.to_numpy() - 1 + months
    first = (total - 1970 * _MONTHS_A_YEAR).astype("datetime64[M]")
    length = ((first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")).astype(np.int64)
    anchor = first.astype("datetime64[D]") + (np.minimum(birth.day.to_numpy(), length) - 1)
    return CalendarAge(months, (day.to_numpy().astype("datetime64[D]") - anchor).astype(np.int64))
