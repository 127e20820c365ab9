"""How many centimetres one child gained, as so many in three months, beside WHO's median of the same ages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audit.anthropometry.curves import lms
from audit.anthropometry.growth_series import GrowthPoint, GrowthSeries
from audit.reference.anthropometry_rules import DAYS_PER_MONTH, HEIGHT_FROM_DAYS, LENGTH_MINUS_HEIGHT_CM
from audit.reference.growth_chart_rules import VELOCITY_LEAST_DAYS, VELOCITY_MONTHS

__all__ = ["LengthGain", "length_gains"]

_PERIOD_DAYS = VELOCITY_MONTHS * DAYS_PER_MONTH


@dataclass(frozen=True, slots=True)
class LengthGain:
    """Gain between two measurements at completed months of age: in all (cm), in three months, and by WHO's median."""

    from_months: int
    to_months: int
    days: int
    gain_cm: float
    per_period_cm: float
    median_per_period_cm: float


def length_gains(series: GrowthSeries) -> tuple[LengthGain, ...]:
    """Gains from one believed measurement to the next at least 61 days later, each scaled to three months.

    Lengths are as if lying throughout, so that the step at 24 months is no loss. The median's gain is the difference of
    WHO's medians at the two chronological ages, scaled alike; it is no velocity standard and has no z (see
    ``velocity_z``). Doubted values are left out; empty where fewer than two remain.
    """
    gains: list[LengthGain] = []
    before: GrowthPoint | None = None
    for point in (p for p in series.points if p.believed):
        if before is None:
            before = point
        elif point.born.day - before.born.day >= VELOCITY_LEAST_DAYS:
            gains.append(_gain(series.sex, before, point))
            before = point
    return tuple(gains)


def _gain(sex: str, before: GrowthPoint, after: GrowthPoint) -> LengthGain:
    days = np.array([before.born.day, after.born.day])
    as_height = LENGTH_MINUS_HEIGHT_CM * (days >= HEIGHT_FROM_DAYS)
    gained = float(np.diff(np.array([before.cm, after.cm]) + as_height)[0])
    median = float(np.diff(lms("haz", sex, days)[1] + as_height)[0])
    scale = _PERIOD_DAYS / float(days[1] - days[0])
    return LengthGain(
        before.born.months, after.born.months, int(days[1] - days[0]), gained, gained * scale, median * scale
    )
