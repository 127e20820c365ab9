"""Funnel of units whose people differ: what was observed of what is expected of people like theirs."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from audit.reference.area_statistics import FUNNEL_LEVELS, FUNNEL_WINSORISED

__all__ = ["AdjustedFunnel", "adjusted_funnel"]


@dataclass(frozen=True, slots=True)
class AdjustedFunnel:
    """Units in the order given, never ranked. ``ratio`` is observed over expected, 1 as expected.

    Limits are those of 95 % and 99.8 % around 1, with ``tau2``, the variance between units beyond chance (0 unless
    ``phi`` is above 1). ``shrunken`` is the ratio drawn towards 1, the more the fewer are expected. ``place``: as of
    ``funnel.Funnel``, "" (and NaN) for a unit of whom fewer than ``least`` are expected.
    """

    ratio: np.ndarray
    inner_low: np.ndarray
    inner_high: np.ndarray
    outer_low: np.ndarray
    outer_high: np.ndarray
    shrunken: np.ndarray
    phi: float
    tau2: float
    place: tuple[str, ...]


def adjusted_funnel(observed: Any, expected: Any, variance: Any, *, least: float) -> AdjustedFunnel:
    """Place each unit's observed number within limits around what is expected of its people.

    Parameters
    ----------
    observed, expected, variance : (units,) how many had it; the sum of the probabilities of the unit's people, and of
        p (1 - p): their variance by chance. Not negative.
    least : a unit of whom fewer are expected, or without variance, is not placed.

    Normal limits, widened where units differ by more than chance (additive random effects; the highest and lowest
    tenth of z drawn in first). Source: Spiegelhalter, Stat Med 2005;24:1185-1202, sections 3 and 4. Not a league table:
    a place below says that something differs there, in the people, in the work or in the writing down.
    """
    observed, expected, variance = (np.asarray(x, dtype=np.float64) for x in (observed, expected, variance))
    known = (expected >= least) & (variance > 0)
    size = np.where(known, expected, np.nan)
    ratio, chance = observed / size, variance / size**2
    z = (ratio - 1) / np.sqrt(chance)
    phi, tau2 = _spread(z[known], chance[known])
    low, high = [], []
    for level in FUNNEL_LEVELS:
        half = NormalDist().inv_cdf((1 + level) / 2) * np.sqrt(chance + tau2)
        low.append(np.maximum(1 - half, 0.0))
        high.append(1 + half)
    place = np.select(
        [~known, ratio < low[1], ratio > high[1], ratio < low[0], ratio > high[0]],
        ["", "below_outer", "above_outer", "below", "above"],
        "within",
    )
    shrunken = 1 + (ratio - 1) * tau2 / (tau2 + chance)
    return AdjustedFunnel(ratio, low[0], high[0], low[1], high[1], shrunken, phi, tau2, tuple(map(str, place)))


def _spread(z: np.ndarray, chance: np.ndarray) -> tuple[float, float]:
    """Mean squared z with its tails drawn in, and the moment estimate of the variance between units."""
    if not len(z):
        return float("nan"), 0.0
    low, high = np.quantile(z, [FUNNEL_WINSORISED, 1 - FUNNEL_WINSORISED])
    phi = float((np.clip(z, low, high) ** 2).mean())
    if phi <= 1 or len(z) < 2:
        return phi, 0.0
    weight = 1 / chance
    excess = len(z) * phi - (len(z) - 1)
    return phi, float(max(excess / (weight.sum() - (weight**2).sum() / weight.sum()), 0.0))
