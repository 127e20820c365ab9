"""Intervals of a proportion: from counts alone, and from a design-based standard error.

All but ``wilson`` take arrays and give (low, high) arrays; where the interval cannot be computed (no children, no
degrees of freedom) both are NaN. Proportions are 0-1.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from audit.reference.statistics import CONFIDENCE_LEVEL

__all__ = [
    "arcsine_interval",
    "clopper_pearson",
    "effective_size",
    "jeffreys",
    "korn_graubard",
    "likelihood_interval",
    "logit_interval",
    "mean_interval",
    "t_quantile",
    "wilson",
    "wilson_effective",
]

Floats = npt.NDArray[np.float64]
Limits = tuple[Floats, Floats]
# Halvings that bring an interval of width 1 below the spacing of floats.
_HALVINGS = 60


def wilson(events: int, n: int, *, level: float = CONFIDENCE_LEVEL) -> tuple[float, float] | None:
    """Wilson's score interval of ``events`` in ``n`` as proportions; ``None`` where ``n`` is 0.

    It stays inside 0-1 and has width at 0 % and 100 %. It assumes independent children: in a survey with clusters use a
    design-based interval instead. Source: Wilson, J Am Stat Assoc 1927;22:209-212.
    """
    if not 0 <= events <= n:
        raise ValueError(f"{events} events in {n}")
    if n == 0:
        return None
    z = NormalDist().inv_cdf((1 + level) / 2)
    p = events / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    # At 0 % and 100 % the limit is exact; the formula leaves a rounding error there.
    return (centre - half if events else 0.0), (centre + half if events < n else 1.0)


def wilson_effective(p: npt.ArrayLike, n: npt.ArrayLike, *, level: float = CONFIDENCE_LEVEL) -> Limits:
    """Wilson's interval of proportions ``p`` in ``n`` children, which may be an effective number (``effective_size``).

    Source: Franco, Little, Louis and Slud, J Surv Stat Methodol 2019;7:334-364.
    """
    p, n = _floats(p, n)
    z = NormalDist().inv_cdf((1 + level) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low, high = np.where(p == 0, 0.0, centre - half), np.where(p == 1, 1.0, centre + half)
    return _where_finite(half, low, high)


def clopper_pearson(events: npt.ArrayLike, n: npt.ArrayLike, *, level: float = CONFIDENCE_LEVEL) -> Limits:
    """Exact binomial interval; ``events`` and ``n`` may be effective numbers.

    At least ``level`` for independent children. Source: Clopper and Pearson, Biometrika 1934;26:404-413.
    """
    return _beta_limits(events, n, 0.0, 1.0, level)


def jeffreys(events: npt.ArrayLike, n: npt.ArrayLike, *, level: float = CONFIDENCE_LEVEL) -> Limits:
    """Equal-tailed Jeffreys interval, for independent children.

    Source: Brown, Cai and DasGupta, Stat Sci 2001;16:101-133. At 0 % and 100 % the outer limit is 0 or 1.
    """
    return _beta_limits(events, n, 0.5, 0.5, level)


def _beta_limits(events: npt.ArrayLike, n: npt.ArrayLike, less: float, more: float, level: float) -> Limits:
    """Quantiles of Beta(events + less, rest + more) and Beta(events + more, rest + less)."""
    from scipy.special import betaincinv

    events, n = _floats(events, n)
    rest, tail = n - events, (1 - level) / 2
    with np.errstate(invalid="ignore"):
        low = np.where(events == 0, 0.0, betaincinv(events + less, rest + more, tail))
        high = np.where(rest == 0, 1.0, betaincinv(events + more, rest + less, 1 - tail))
    return _where_finite(np.where(n > 0, n, np.nan), low, high)


def t_quantile(df: npt.ArrayLike, *, level: float = CONFIDENCE_LEVEL) -> Floats:
    """How many standard errors a two-sided interval reaches; NaN without degrees of freedom."""
    from scipy.special import stdtrit

    df = np.asarray(df, dtype=np.float64)
    return np.where(df > 0, stdtrit(np.where(df > 0, df, 1.0), (1 + level) / 2), np.nan)


def mean_interval(estimate: npt.ArrayLike, se: npt.ArrayLike, df: npt.ArrayLike) -> Limits:
    """Estimate and so many standard errors to both sides; for means. A proportion may leave 0-1."""
    estimate, se = _floats(estimate, se)
    half = t_quantile(df) * se
    return estimate - half, estimate + half


def logit_interval(p: npt.ArrayLike, se: npt.ArrayLike, df: npt.ArrayLike) -> Limits:
    """Interval symmetric on the logit scale, as R's ``svyciprop(method = "logit")`` and WHO anthro give.

    Where the standard error is 0, and so at 0 % and 100 %, both limits are the estimate, as there: a false certainty;
    take ``korn_graubard`` or ``clopper_pearson`` of an effective number.
    """
    p, se = _floats(p, se)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre, half = np.log(p / (1 - p)), t_quantile(df) * se / (p * (1 - p))
        low, high = 1 / (1 + np.exp(half - centre)), 1 / (1 + np.exp(-half - centre))
    return np.where(se == 0, p, low), np.where(se == 0, p, high)


def arcsine_interval(p: npt.ArrayLike, se: npt.ArrayLike, df: npt.ArrayLike) -> Limits:
    """Interval symmetric on the scale of arcsin(sqrt(p)), as R's ``svyciprop(method = "asin")``."""
    p, se = _floats(p, se)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre, half = np.arcsin(np.sqrt(p)), t_quantile(df) * se / (2 * np.sqrt(p * (1 - p)))
        return np.sin(np.maximum(centre - half, 0)) ** 2, np.sin(np.minimum(centre + half, np.pi / 2)) ** 2


def korn_graubard(p: npt.ArrayLike, se: npt.ArrayLike, n: npt.ArrayLike, df: npt.ArrayLike) -> Limits:
    """Clopper-Pearson on the effective number of children p(1-p)/se², as R's ``svyciprop(method = "beta")``.

    NaN where the standard error is 0: no effective number follows from it.
    Source: Korn and Graubard, Surv Methodol 1998;24:193-201.
    """
    p, se = _floats(p, se)
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = effective_size(np.where(se > 0, p * (1 - p) / se**2, np.nan), n, df)
    return clopper_pearson(p * effective, effective)


def likelihood_interval(p: npt.ArrayLike, se: npt.ArrayLike, df: npt.ArrayLike) -> Limits:
    """Proportions whose scaled deviance stays below t², as R's ``svyciprop(method = "likelihood")``.

    NaN at 0 % and 100 %. Source: Rao and Scott, Ann Stat 1984;12:46-60.
    """
    p, se = _floats(p, se)
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = t_quantile(df) ** 2 * se**2 / (p * (1 - p))
        return _likelihood_limit(p, reach, 0.0), _likelihood_limit(p, reach, 1.0)


def _likelihood_limit(p: Floats, reach: Floats, end: float) -> Floats:
    """Where between ``p`` and ``end`` the deviance of one child is ``reach``, by halving."""
    inner, outer = p, np.full_like(p, end)
    for _ in range(_HALVINGS):
        middle = (inner + outer) / 2
        deviance = 2 * (p * np.log(p / middle) + (1 - p) * np.log((1 - p) / (1 - middle)))
        within = deviance <= reach
        inner, outer = np.where(within, middle, inner), np.where(within, outer, middle)
    return np.where(np.isfinite(reach) & (p > 0) & (p < 1), inner, np.nan)


def effective_size(n_effective: npt.ArrayLike, n: npt.ArrayLike, df: npt.ArrayLike) -> Floats:
    """Effective number of children, made smaller for a variance that rests on few clusters: times (t(n-1) / t(df))².

    Never made larger, as it would be in a small domain of a large design. Source: Korn and Graubard 1998, as above.
    """
    n_effective, n = _floats(n_effective, n)
    quantile = t_quantile(df)
    shrink = np.fmin((t_quantile(n - 1) / quantile) ** 2, 1.0)
    return np.where(np.isnan(quantile), np.nan, n_effective * shrink)


def _floats(first: npt.ArrayLike, second: npt.ArrayLike) -> tuple[Floats, Floats]:
    a, b = np.broadcast_arrays(np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64))
    return a, b


def _where_finite(shown: Floats, low: Floats, high: Floats) -> Limits:
    return np.where(np.isfinite(shown), low, np.nan), np.where(np.isfinite(shown), high, np.nan)
