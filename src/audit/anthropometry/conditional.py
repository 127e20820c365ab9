"""Growth beside what is to be expected from where the child began: regression to the mean taken out."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["conditional_gain"]

_FEWEST_PAIRS = 3  # under this a correlation is no estimate


def conditional_gain(z_from: Any, z_to: Any, *, r: float | None = None) -> np.ndarray:
    """z-score of growth between two ages given the first: (z2 - r z1) / sqrt(1 - r²).

    A short child tends to come nearer to the mean and a tall one too; a plain change of z counts that as catch-up and
    as faltering. ``r`` is the correlation of z at the two ages; without it that of the pairs given, which must then
    be of like ages and intervals: choose them first. NaN where either z is missing, and everywhere where fewer than
    three pairs are complete or r is 1. A value under -2 is faltering.

    Source: Cole, Conditional reference charts to assess weight gain in British infants, Arch Dis Child 1995;73:8.
    """
    first, second = (np.asarray(z, dtype=np.float64) for z in (z_from, z_to))
    known = np.isfinite(first) & np.isfinite(second)
    if r is None:
        r = _correlation(first[known], second[known])
    if not -1 < r < 1:  # NaN too
        return np.full(first.shape, np.nan)
    return np.where(known, (second - r * first) / np.sqrt(1 - r * r), np.nan)


def _correlation(first: np.ndarray, second: np.ndarray) -> float:
    if first.size < _FEWEST_PAIRS or not (np.ptp(first) and np.ptp(second)):
        return float("nan")
    return float(np.corrcoef(first, second)[0, 1])
