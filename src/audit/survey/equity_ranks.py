"""Where each child stands from the poorest (0) to the richest (1), and fifths of children in that order."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["fifths", "midranks"]

Floats = npt.NDArray[np.float64]


def midranks(values: npt.ArrayLike, weight: npt.ArrayLike | None = None) -> Floats:
    """(n,) Fractional rank of each value: the weighted share below it plus half the share that is tied with it.

    NaN where the value is missing; such rows weigh nothing, and those of weight 0 get the rank of their value. The
    weighted mean of the ranks is one half. Equal values have equal ranks, so the order of rows does not matter.

    Source: Lerman & Yitzhaki, J Econometrics 1989;42:43-47, with ties averaged (van Ourti, Health Econ 2004;13:705).
    """
    values = np.asarray(values, dtype=np.float64)
    weight = np.ones(values.shape) if weight is None else np.asarray(weight, dtype=np.float64)
    known = ~np.isnan(values)
    ranks = np.full(values.shape, np.nan)
    levels, place = np.unique(values[known], return_inverse=True)
    share = np.bincount(place, weight[known], levels.size)
    if share.sum() > 0:
        ranks[known] = ((np.cumsum(share) - share / 2) / share.sum())[place]
    return ranks


def fifths(values: npt.ArrayLike, weight: npt.ArrayLike | None = None, *, groups: int = 5) -> Floats:
    """(n,) Group of each value, 1 (lowest) to ``groups``, by its midrank; NaN where missing.

    Groups are of equal weight but for ties, which stay together: with many equal values some may be larger or empty.
    """
    return np.clip(np.ceil(midranks(values, weight) * groups), 1, groups)
