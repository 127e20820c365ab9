"""Marshall's empirical Bayes: each area's prevalence drawn towards that of all, the more the fewer its children."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from audit.reference.statistics import CONFIDENCE_LEVEL

__all__ = ["EmpiricalBayes", "between_areas", "counts_of_areas", "empirical_bayes"]


@dataclass(frozen=True, slots=True)
class EmpiricalBayes:
    """Proportions (0-1) of every area in the order given; ``low`` and ``high`` are 95 % limits, ``mse`` squared.

    ``shrinkage`` is the weight of the area's own proportion, ``mean`` the proportion of all areas together, ``between``
    the variance between areas.
    """

    estimate: np.ndarray
    mse: np.ndarray
    low: np.ndarray
    high: np.ndarray
    shrinkage: np.ndarray
    mean: float
    between: float


def empirical_bayes(events: Any, n: Any) -> EmpiricalBayes:
    """Global empirical Bayes estimate of a proportion in each area, with its mean squared error.

    Parameters
    ----------
    events, n : (areas,) whole numbers, ``0 <= events <= n``. An area with ``n`` 0 gets the mean of all, shrinkage 0 and
        the widest interval. With no child in any area everything is NaN.

    The variance between areas is Marshall's moment estimate with binomial sampling variance, at least 0. The mse adds
    to it the uncertainty of the mean and of that variance (as Prasad & Rao 1990), so that the interval does not vanish
    where the areas look alike. Limits are kept within 0-1.

    Source: Marshall, Applied Statistics 1991;40:283-294. Not for comparing an area with the mean: it was drawn there
    (use ``funnel``); not with sampling weights (use ``fay_herriot``).
    """
    events, n = counts_of_areas(events, n)
    mean, between = between_areas(events, n, binomial=True)
    if not n.sum():
        none = np.full(n.shape, np.nan)
        return EmpiricalBayes(none, none, none, none, np.zeros(n.shape), mean, between)
    within = mean * (1 - mean)
    A = max(between, 0.0)
    # At 0 % and 100 % in all areas there is no variance at all: no weight for any area's own proportion.
    shrinkage = np.divide(n * A, n * A + within, out=np.zeros(n.shape), where=n * A + within > 0)
    own = np.divide(events, n, out=np.full(n.shape, mean), where=n > 0)
    estimate = mean + shrinkage * (own - mean)
    mse = _mse(n, A, within, shrinkage)
    half = NormalDist().inv_cdf((1 + CONFIDENCE_LEVEL) / 2) * np.sqrt(mse)
    low, high = np.clip(estimate - half, 0, 1), np.clip(estimate + half, 0, 1)
    return EmpiricalBayes(estimate, mse, low, high, shrinkage, mean, A)


def counts_of_areas(events: Any, n: Any) -> tuple[np.ndarray, np.ndarray]:
    """Both as float arrays; ``ValueError`` unless each area has 0 <= events <= n."""
    events, n = np.asarray(events, dtype=np.float64), np.asarray(n, dtype=np.float64)
    if events.shape != n.shape or events.ndim != 1:
        raise ValueError(f"shapes: events {events.shape}, n {n.shape}")
    if not ((events >= 0) & (events <= n)).all():
        raise ValueError("an area has fewer than 0 events, more than children, or none known")
    return events, n


def between_areas(events: np.ndarray, n: np.ndarray, *, binomial: bool) -> tuple[float, float]:
    """Mean of all areas and Marshall's moment estimate of the variance between them, which may fall below 0.

    ``binomial``: sampling variance m (1 - m) / n; else Poisson's m / n, as Marshall printed it for rates. Areas without
    children do not count. (NaN, NaN) without any child.
    """
    events, n = events[n > 0], n[n > 0]
    if not len(n):
        return float("nan"), float("nan")
    mean = float(events.sum() / n.sum())
    spread = float((n * (events / n - mean) ** 2).sum() / n.sum())
    return mean, spread - (mean * (1 - mean) if binomial else mean) / float(n.mean())


def _mse(n: np.ndarray, A: float, within: float, shrinkage: np.ndarray) -> np.ndarray:
    """Mean squared error: of the area, of the mean, of the variance between areas."""
    share = n / n.sum()
    total = A + np.divide(within, n, out=np.zeros(n.shape), where=n > 0)
    of_mean = float((share**2 * total)[n > 0].sum())
    of_between = 2 * float((share**2 * total**2)[n > 0].sum())
    drawn = (1 - shrinkage) ** 2
    third = np.divide(drawn * of_between, total, out=np.zeros(n.shape), where=(n > 0) & (total > 0))
    return (1 - shrinkage) * A + drawn * of_mean + 2 * third
