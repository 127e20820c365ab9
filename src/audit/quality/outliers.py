"""Values far from all others: Tukey's fences for one measurement, Mahalanobis' distance for two."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audit.reference.quality_rules import MAHALANOBIS_ALPHA, TUKEY_NEAR

__all__ = ["mahalanobis_outliers", "tukey_counts", "tukey_outliers"]


def tukey_outliers(values: np.ndarray, *, fence: float = TUKEY_NEAR) -> np.ndarray:
    """Truth values: more than ``fence`` interquartile ranges outside the quartiles (type 7). Missing: not an outlier.

    Source: Tukey 1977; equals nipnTK ``outliersUV``. A list to look at, not values to delete: 0.7 % of a normal
    population lie outside 1.5.
    """
    return _outside(values, *_quartiles(values), fence)


def tukey_counts(values: np.ndarray, fences: Sequence[float]) -> tuple[int, ...]:
    """How many :func:`tukey_outliers` there are by fence; the quartiles are found once."""
    low, high = _quartiles(values)
    return tuple(int(_outside(values, low, high, fence).sum()) for fence in fences)


def _quartiles(values: np.ndarray) -> tuple[float, float]:
    """By sorting: ``numpy.percentile`` costs ten times as much for a posyandu of fifty. NaN without values."""
    known = np.sort(values[~np.isnan(values)])
    if not len(known):
        return np.nan, np.nan
    low, high = (_between(known, (len(known) - 1) * share) for share in (0.25, 0.75))
    return low, high


def _between(known: np.ndarray, at: float) -> float:
    below = int(at)
    above = min(below + 1, len(known) - 1)
    return float(known[below] + (at - below) * (known[above] - known[below]))


def _outside(values: np.ndarray, low: float, high: float, fence: float) -> np.ndarray:
    reach = fence * (high - low)
    return (values < low - reach) | (values > high + reach)


def mahalanobis_outliers(x: np.ndarray, y: np.ndarray, *, alpha: float = MAHALANOBIS_ALPHA) -> np.ndarray:
    """Truth values: pairs whose squared Mahalanobis distance exceeds the chi-square quantile 1 - ``alpha``, 2 df.

    Pairs with a missing value are no outliers; where x and y determine each other (or fewer than three pairs are
    there) none is. Source: nipnTK ``outliersMD``. Meant for pairs that spread like an ellipse: z-scores rather than
    weight by height.
    """
    both = ~(np.isnan(x) | np.isnan(y))
    found = np.zeros(len(x), dtype=bool)
    if both.sum() < 3:
        return found
    away = np.column_stack([x[both], y[both]])
    away = away - away.mean(axis=0)
    covariance = away.T @ away / (len(away) - 1)
    if np.linalg.matrix_rank(covariance) < 2:
        return found
    distance = np.einsum("ij,jk,ik->i", away, np.linalg.inv(covariance), away)
    found[both] = distance > -2 * np.log(alpha)  # that quantile of a chi-square with 2 df
    return found
