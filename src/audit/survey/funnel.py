"""Funnel: which areas lie further from a target than chance and the usual differences between areas explain."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Literal, get_args

import numpy as np

from audit.reference.area_statistics import FUNNEL_LEVELS, FUNNEL_WINSORISED
from audit.survey.empirical_bayes import counts_of_areas
from audit.survey.intervals import wilson_effective

__all__ = ["Funnel", "FunnelLimits", "funnel", "funnel_limits"]

FunnelLimits = Literal["exact", "normal", "wilson"]


@dataclass(frozen=True, slots=True)
class Funnel:
    """Areas in the order given, never ranked; proportions (0-1).

    ``z`` measures the distance from the target in standard errors (arcsine scale), NaN for an area without children.
    ``inner_low`` and ``inner_high`` are limits of 95 %, ``outer_low`` and ``outer_high`` of 99.8 %; they include
    ``tau2``, the variance between areas beyond chance (arcsine scale), which is 0 unless ``phi`` is above 1.
    ``place``: "below_outer", "below", "within", "above", "above_outer", and "" without children.
    """

    target: float
    observed: np.ndarray
    z: np.ndarray
    inner_low: np.ndarray
    inner_high: np.ndarray
    outer_low: np.ndarray
    outer_high: np.ndarray
    phi: float
    tau2: float
    place: tuple[str, ...]


def funnel(
    events: Any,
    n: Any,
    *,
    target: float | None = None,
    limits: FunnelLimits = "exact",
    overdispersion: bool = True,
) -> Funnel:
    """Place each area's proportion within limits that depend on how many children it has.

    Parameters
    ----------
    events, n : (areas,) whole numbers, ``0 <= events <= n``.
    target : proportion strictly between 0 and 1; by default that of all areas together.
    limits : of chance alone, see ``funnel_limits``. Where areas differ by more than chance (``phi`` > 1) and
        ``overdispersion`` is wanted, limits are the target +- z sqrt(1/(4n) + tau2) on the arcsine scale instead.

    ``phi`` is the mean squared z after the highest and lowest tenth were drawn in, so that odd areas do not widen their
    own limits; it is about two thirds of what it would be, and areas that merely differ still come out oftener than
    one in twenty. Raises ``ValueError`` for a target of 0 or 1, as when no area has a case, and without any child:
    nothing then lies outside.

    Source: Spiegelhalter, Stat Med 2005;24:1185-1202. Not for judging people or choosing lokus: a place above says that
    something differs there, in the children, in who came or in the measuring.
    """
    events, n = counts_of_areas(events, n)
    some = n > 0
    if not some.any():
        raise ValueError("no area has children")
    p0 = float(events.sum() / n.sum()) if target is None else target
    if not 0 < p0 < 1:
        raise ValueError(f"target {p0}: a funnel needs a proportion between 0 and 1")
    observed = np.divide(events, n, out=np.full(n.shape, np.nan), where=some)
    z = 2 * np.sqrt(n) * (np.arcsin(np.sqrt(observed)) - np.arcsin(np.sqrt(p0)))
    phi = _overdispersion(z[some])
    tau2 = _between(phi, n[some]) if overdispersion else 0.0
    inner, outer = (
        _widened(p0, n, level, tau2) if tau2 else funnel_limits(p0, n, level=level, limits=limits)
        for level in FUNNEL_LEVELS
    )
    return Funnel(p0, observed, z, *inner, *outer, phi, tau2, _places(observed, *inner, *outer))


def funnel_limits(
    target: float, n: Any, *, level: float, limits: FunnelLimits = "exact"
) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper limit of the proportion that ``n`` children show by chance where the truth is ``target``.

    "exact": binomial quantiles, interpolated between whole numbers (Spiegelhalter 2005, appendix A.1.1); "normal":
    target +- z sqrt(target (1 - target) / n); "wilson": the score interval around the target. ``level`` is two-sided
    (0.95). Kept within 0-1; NaN where ``n`` is 0.
    """
    if limits not in get_args(FunnelLimits):
        raise ValueError(f"limits {limits!r}")
    n = np.where(np.asarray(n, dtype=np.float64) > 0, np.asarray(n, dtype=np.float64), np.nan)
    if limits == "exact":
        low, high = _exact(target, n, (1 - level) / 2), _exact(target, n, (1 + level) / 2)
    elif limits == "normal":
        half = NormalDist().inv_cdf((1 + level) / 2) * np.sqrt(target * (1 - target) / n)
        low, high = target - half, target + half
    else:
        low, high = wilson_effective(target, n, level=level)
    return np.clip(low, 0, 1), np.clip(high, 0, 1)


def _exact(target: float, n: np.ndarray, probability: float) -> np.ndarray:
    from scipy.special import bdtr, bdtrik

    limit = np.full(n.shape, np.nan)
    known = n > 0
    children = n[known].astype(np.intp)
    k = np.ceil(bdtrik(probability, children, target))
    # The inverse may land a hair above a whole number.
    k = np.where((k > 0) & (bdtr(np.maximum(k - 1, 0), children, target) >= probability), k - 1, k)
    at = bdtr(k, children, target)
    before = np.where(k > 0, bdtr(np.maximum(k - 1, 0), children, target), 0.0)
    limit[known] = (k - (at - probability) / (at - before)) / children
    return limit


def _overdispersion(z: np.ndarray) -> float:
    """Mean squared z, its tails drawn in to the tenth and the ninetieth percentile."""
    low, high = np.quantile(z, [FUNNEL_WINSORISED, 1 - FUNNEL_WINSORISED])
    return float((np.clip(z, low, high) ** 2).mean())


def _between(phi: float, n: np.ndarray) -> float:
    """Moment estimate of the variance between areas, from phi (Spiegelhalter 2005, section 4)."""
    if phi <= 1 or len(n) < 2:
        return 0.0
    weight = 4 * n
    excess = len(n) * phi - (len(n) - 1)
    return float(max(excess / (weight.sum() - (weight**2).sum() / weight.sum()), 0.0))


def _widened(target: float, n: np.ndarray, level: float, tau2: float) -> tuple[np.ndarray, np.ndarray]:
    known = np.where(n > 0, n, np.nan)
    half = NormalDist().inv_cdf((1 + level) / 2) * np.sqrt(1 / (4 * known) + tau2)
    centre = np.arcsin(np.sqrt(target))
    return (
        np.sin(np.clip(centre - half, 0, np.pi / 2)) ** 2,
        np.sin(np.clip(centre + half, 0, np.pi / 2)) ** 2,
    )


def _places(
    observed: np.ndarray,
    inner_low: np.ndarray,
    inner_high: np.ndarray,
    outer_low: np.ndarray,
    outer_high: np.ndarray,
) -> tuple[str, ...]:
    order = [
        (np.isnan(observed), ""),
        (observed < outer_low, "below_outer"),
        (observed > outer_high, "above_outer"),
        (observed < inner_low, "below"),
        (observed > inner_high, "above"),
    ]
    chosen = np.select([where for where, _ in order], [name for _, name in order], "within")
    return tuple(map(str, chosen))
