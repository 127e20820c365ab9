"""Z-scores too far out to be true: WHO's limits (rule F1), SMART's distance from the mean. Limits are not flagged."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audit.reference.anthropometry_rules import FLAG_LIMITS, Index
from audit.reference.quality_rules import SMART_BITS, SMART_FLAG_DISTANCE

__all__ = ["national_smart", "smart_flags", "who_flags"]


def who_flags(z: np.ndarray, index: Index) -> np.ndarray:
    """Truth values: z beyond the limits of its index. A missing z is not flagged.

    ``z`` is to be rounded to two decimals, as WHO does.
    """
    lowest, highest = FLAG_LIMITS[index]
    return (z < lowest) | (z > highest)


def smart_flags(z: np.ndarray, strata: np.ndarray | None = None) -> np.ndarray:
    """Truth values: z more than 3 away from the mean of all z of its survey, or of its stratum.

    ``strata`` holds one code (0 …) a row: SMART's flags are for small, homogeneous surveys, so data of a nation need a
    mean each stratum. A missing z is not flagged and does not move the mean. Source: SMART; nipnTK ``national.SMART``.
    """
    known = ~np.isnan(z)
    codes = np.zeros(len(z), dtype="int64") if strata is None else strata
    n = np.bincount(codes[known], minlength=1)
    mean = np.bincount(codes[known], weights=z[known], minlength=1) / np.maximum(n, 1)
    flagged = np.zeros(len(z), dtype=bool)
    flagged[known] = np.abs(z[known] - mean[codes[known]]) > SMART_FLAG_DISTANCE
    return flagged


def national_smart(z: Mapping[str, np.ndarray], strata: np.ndarray) -> np.ndarray:
    """Sum of the bits of the indices that SMART flags: 1 for ``haz``, 2 for ``whz``, 4 for ``waz``."""
    return np.sum([bit * smart_flags(z[index], strata) for index, bit in SMART_BITS.items()], axis=0)
