"""WHO growth velocity standards (2009): L, M, S and delta of gains over one and two months.

Source: WHO Child Growth Standards, growth velocity based on weight, length and head circumference (2009), as packed in
pygrowthstandards 0.1.3 (MIT) by ``tools/make_velocity_tables.py``. Weight over 1 month (from birth to 12 months of age)
and 2 months (to 24); length over 2 months (to 24); head circumference over 2 months (to 12). WHO prints more intervals;
what is not here has no source that could be checked.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

import numpy as np

__all__ = ["INTERVAL_DAYS", "VELOCITY_MEASURES", "VelocityMeasure", "VelocityTable", "velocity_tables"]

VelocityMeasure = Literal["weight", "length", "headc"]  # g, cm, cm
VELOCITY_MEASURES: tuple[VelocityMeasure, ...] = get_args(VelocityMeasure)

# Days between two visits that are held against the table of so many months, [from, below): growthcleanr 2.2.2.
INTERVAL_DAYS = {1: (20, 46), 2: (46, 76)}


@dataclass(frozen=True, slots=True)
class VelocityTable:
    """One measure, sex and interval, by the day of age at which the interval begins; ``delta`` in the unit of M."""

    measure: VelocityMeasure
    sex: str
    interval_months: int
    delta: float
    from_day: np.ndarray
    days: np.ndarray
    L: np.ndarray
    M: np.ndarray
    S: np.ndarray


@cache
def velocity_tables() -> tuple[VelocityTable, ...]:
    """Every table that is shipped."""
    text = (files("audit.reference") / "tables" / "who_velocity2009.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    names = sorted({(row["measure"], row["sex"], int(row["interval_months"])) for row in rows})
    return tuple(_table(m, sex, months, rows) for m in VELOCITY_MEASURES for name, sex, months in names if name == m)


def _table(measure: VelocityMeasure, sex: str, months: int, rows: list[dict[str, str]]) -> VelocityTable:
    mine = [r for r in rows if (r["measure"], r["sex"], int(r["interval_months"])) == (measure, sex, months)]
    start, end, L, M, S = (np.array([float(r[c]) for r in mine]) for c in ("from_day", "to_day", "l", "m", "s"))
    return VelocityTable(measure, sex, months, float(mine[0]["delta"]), start, end - start, L, M, S)
