"""How fast a child grew beside WHO's velocity standards: z of a gain over one or two months."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from audit.reference.growth_velocity import INTERVAL_DAYS, VelocityMeasure, VelocityTable, velocity_tables

__all__ = ["velocity_z"]


def velocity_z(measure: VelocityMeasure, *, sex: Any, from_days: Any, days: Any, gain: Any) -> np.ndarray:
    """z-score of a gain by the WHO growth velocity standards (2009), one a pair of visits.

    Parameters
    ----------
    measure : "weight" (gain in g), "length", "headc" (gain in cm; length lying at both visits).
    sex : m or f. from_days : age in days at the first visit. days : days between the visits. Arrays of one length.

    20-45 days are held against the table of one month, 46-75 days against that of two (growthcleanr), the gain scaled
    to the days of the table. L, M and S are linear between the beginnings that WHO prints. z = (((gain + delta)/M)^L -
    1)/(L S); a loss greater than delta gets the least z that the formula has.

    NaN where anything is missing, the sex is unknown, the interval is another one, or the age is outside the table:
    weight over 1 month begins at 0-335 days, over 2 months at 0-670; length at 0-670, head at 0-304. Not to be mixed
    with the KMS (KBM) in one count.
    """
    sexes = pd.Series(sex, dtype="str").fillna("").to_numpy(dtype=object)
    start, apart, gained = (np.asarray(x, dtype=np.float64) for x in (from_days, days, gain))
    z = np.full(start.shape, np.nan)
    for table in velocity_tables():
        low, below = INTERVAL_DAYS[table.interval_months]
        if table.measure == measure:
            rows = (sexes == table.sex) & (apart >= low) & (apart < below)
            z[rows] = _z(table, start[rows], apart[rows], gained[rows])
    return z


def _z(table: VelocityTable, start: np.ndarray, apart: np.ndarray, gain: np.ndarray) -> np.ndarray:
    def at(column: np.ndarray) -> np.ndarray:
        return np.interp(start, table.from_day, column, left=np.nan, right=np.nan)

    L, M, S = at(table.L), at(table.M), at(table.S)
    scaled = gain * at(table.days) / apart
    return (np.power(np.clip((scaled + table.delta) / M, 0, None), L) - 1) / (L * S)
