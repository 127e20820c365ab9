"""One estimate with its error and interval, as ratios, differences and fractions share it."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, nan, sqrt
from statistics import NormalDist

from audit.reference.statistics import CONFIDENCE_LEVEL

__all__ = ["NORMAL", "Measure", "on_log_scale", "wald"]

NORMAL = NormalDist().inv_cdf((1 + CONFIDENCE_LEVEL) / 2)


@dataclass(frozen=True, slots=True)
class Measure:
    """An estimate, its standard error (of its logarithm for a ratio) and 95 % limits; NaN where there is none."""

    estimate: float
    se: float = nan
    low: float = nan
    high: float = nan


def wald(estimate: float, variance: float, quantile: float = NORMAL) -> Measure:
    """Limits as far below as above the estimate."""
    se = sqrt(variance)
    return Measure(estimate, se, estimate - quantile * se, estimate + quantile * se)


def on_log_scale(ratio: float, variance: float, quantile: float = NORMAL) -> Measure:
    """Limits of a ratio, symmetric on the log scale; ``variance`` is of the logarithm."""
    if not ratio > 0:
        return Measure(ratio)
    se, centre = sqrt(variance), log(ratio)
    return Measure(ratio, se, exp(centre - quantile * se), exp(centre + quantile * se))
