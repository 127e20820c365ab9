"""Values far from all others: Tukey's fences for one measurement, Mahalanobis' distance for two."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audit.quality.groups import Groups
from audit.reference.quality_rules import MAHALANOBIS_ALPHA, TUKEY_NEAR

__all__ = ["mahalanobis_outliers", "tukey_counts", "tukey_outliers"]


def tukey_outliers(values: np.ndarray, *, fence: float = TUKEY_NEAR) -> np.ndarray:
    """Truth values: more than ``fence`` interquartile ranges outside the quartiles (type 7). Missing: not an outlier.

    Source: Tukey 1977; equals nipnTK ``outliersUV``. A list to look at, not values to delete: 0.7 % of a normal
    population lie outside 1.5.
    """
    return _outside(values, Groups.one(len(values)), [fence])[0]


def tukey_counts(values: np.ndarray, groups: Groups, fences: Sequence[float]) -> list[np.ndarray]:
    """How many :func:`tukey_outliers` of its own each group has, by fence."""
    return [groups.count(outside) for outside in _outside(values, groups, fences)]


def _outside(values: np.ndarray, groups: Groups, fences: Sequence[float]) -> list[np.ndarray]:
    low, high = (quartile[groups.row] for quartile in _quartiles(values, groups))
    reaches = (fence * (high - low) for fence in fences)
    return [(values < low - reach) | (values > high + reach) for reach in reaches]


def _quartiles(values: np.ndarray, groups: Groups) -> tuple[np.ndarray, np.ndarray]:
    """By sorting once for all groups. NaN without values."""
    known = ~np.isnan(values)
    values, groups = values[known], groups.of(known)
    ascending, n = values[np.lexsort((values, groups.row))], groups.count()
    some = n > 0
    first, last = (np.cumsum(n) - n)[some], n[some] - 1

    def quartile(share: float) -> np.ndarray:
        at = last * share
        below = at.astype(np.int64)
        under, over = (ascending[first + rank] for rank in (below, np.minimum(below + 1, last)))
        found = np.full(groups.number, np.nan)
        found[some] = under + (at - below) * (over - under)
        return found

    return quartile(0.25), quartile(0.75)


def mahalanobis_outliers(
    x: np.ndarray, y: np.ndarray, groups: Groups | None = None, *, alpha: float = MAHALANOBIS_ALPHA
) -> np.ndarray:
    """Truth values: pairs whose squared Mahalanobis distance exceeds the chi-square quantile 1 - ``alpha``, 2 df.

    Pairs with a missing value are no outliers; where x and y determine each other (or fewer than three pairs are
    there) none is. With ``groups`` each pair is judged among those of its own. Source: nipnTK ``outliersMD``. Meant for
    pairs that spread like an ellipse: z-scores rather than weight by height.
    """
    both = ~(np.isnan(x) | np.isnan(y))
    groups = (groups or Groups.one(len(x))).of(both)
    n = groups.count()
    away = [part[both] - groups.mean(part[both])[groups.row] for part in (x, y)]
    products = [[groups.sum(one * other) for other in away] for one in away]
    covariance = np.moveaxis(np.array(products), -1, 0) / np.maximum(n - 1, 1)[:, None, None]
    sure = (n >= 3) & (np.linalg.matrix_rank(covariance) == len(away))
    inverse = np.zeros(covariance.shape)
    inverse[sure] = np.linalg.inv(covariance[sure])
    distance = np.einsum("in,nij,jn->n", away, inverse[groups.row], away)
    found = np.zeros(len(x), dtype=bool)
    found[both] = distance > -2 * np.log(alpha)  # that quantile of a chi-square with 2 df
    return found
