"""How z-scores spread: standard deviation, skewness, excess kurtosis, normality."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

__all__ = ["Spread", "shapiro_wilk", "spread"]


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
    values = z[~np.isnan(z)]
    n = len(values)
    if not n:
        return Spread(0, np.nan, np.nan, np.nan, np.nan)
    mean = float(values.mean())
    away = values - mean
    squares = away * away
    m2 = float(squares.mean())
    sd = sqrt(m2 * n / (n - 1)) if n > 1 else np.nan
    if m2 == 0:
        return Spread(n, mean, sd, np.nan, np.nan)
    return Spread(n, mean, sd, float((squares * away).mean()) / m2**1.5, float((squares * squares).mean()) / m2**2 - 3)


def shapiro_wilk(z: np.ndarray) -> tuple[float, float]:
    """Shapiro and Wilk's W with its p value, for 3 to 5,000 values; equals R's ``shapiro.test``.

    Says whether values are normal, not whether a survey is good: real populations are mixtures, and with thousands of
    children every departure is "significant".
    """
    from scipy.stats import shapiro

    result = shapiro(z[~np.isnan(z)])
    return float(result.statistic), float(result.pvalue)
