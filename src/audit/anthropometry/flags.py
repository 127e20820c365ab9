"""WHO's flags: z-scores too far out to be true (rule F1). Limits themselves are not flagged."""

from __future__ import annotations

import numpy as np

from audit.reference.anthropometry_rules import FLAG_LIMITS, Index

__all__ = ["who_flags"]


def who_flags(z: np.ndarray, index: Index) -> np.ndarray:
    """Truth values: z beyond the limits of its index. A missing z is not flagged.

    ``z`` is to be rounded to two decimals, as WHO does.
    """
    lowest, highest = FLAG_LIMITS[index]
    return (z < lowest) | (z > highest)
