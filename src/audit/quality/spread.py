"""How z-scores spread: standard deviation, skewness, excess kurtosis, normality."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from audit.quality.groups import Groups

__all__ = ["Spread", "shapiro_wilk", "spread", "spreads"]


@dataclass(frozen=True, slots=True)
class Spread:
    """Moments of the values that are there; NaN where there are too few for one (or all are equal)."""

    n: int
    mean: float
    sd: float
    skewness: float
    kurtosis: float

    @property
    def skewness_se(self) -> float:
        """Standard error of the skewness under normality (from three values on)."""
        n = self.n
        return sqrt(6 * n * (n - 1) / ((n - 2) * (n + 1) * (n + 3))) if n > 2 else np.nan

    @property
    def kurtosis_se(self) -> float:
        """Standard error of the excess kurtosis under normality (from four values on)."""
        n = self.n
        return 2 * self.skewness_se * sqrt((n**2 - 1) / ((n - 3) * (n + 5))) if n > 3 else np.nan


def spread(z: np.ndarray) -> Spread:
    """Return n, mean, SD (n - 1), skewness g1 and excess kurtosis g2 of the values that are not missing.

    Source: ENA; equals nipnTK ``skewKurt`` and R's ``sd``. Take flagged values out first: one typing error outweighs
    everything else.
    """
    return spreads(z, Groups.one(len(z)))[0]


def spreads(z: np.ndarray, groups: Groups) -> list[Spread]:
    """Return :func:`spread` of each group."""
    known = ~np.isnan(z)
    values, groups = z[known], groups.of(known)
    n, mean = groups.count(), groups.mean(values)
    away = values - mean[groups.row]
    squares = away * away
    m2 = groups.mean(squares)
    varied = np.where(m2 > 0, m2, np.nan)
    sd = np.sqrt(m2 * n / np.where(n > 1, n - 1, np.nan))
    skewness = groups.mean(squares * away) / varied**1.5
    kurtosis = groups.mean(squares * squares) / varied**2 - 3
    return [Spread(*row) for row in zip(*(x.tolist() for x in (n, mean, sd, skewness, kurtosis)), strict=True)]


def shapiro_wilk(z: np.ndarray) -> tuple[float, float]:
    """Shapiro and Wilk's W with its p value, for 3 to 5,000 values; equals R's ``shapiro.test``.

    Says whether values are normal, not whether a survey is good: real populations are mixtures, and with thousands of
    children every departure is "significant".
    """
    from scipy.stats import shapiro

    result = shapiro(z[~np.isnan(z)])
    return float(result.statistic), float(result.pvalue)
