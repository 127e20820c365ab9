"""Class labels as e-PPGBM prints them, from the z-scores of the same row. Source: domain.md 6.2, data.md 4.1."""

from __future__ import annotations

from typing import Literal

import numpy as np

from audit.reference.anthropometry_rules import CLASSES, FLAG_LIMITS

__all__ = ["NOT_GIVEN", "class_labels"]

NOT_GIVEN = "-"
_OUTLIER = "Outlier"
_LABELS = {
    "waz": ("Sangat Kurang", "Kurang", "Normal", "Risiko Lebih"),
    "haz": ("Sangat Pendek", "Pendek", "Normal", "Tinggi"),
    "whz": ("Gizi Buruk", "Gizi Kurang", "Gizi Baik", "Risiko Gizi Lebih", "Gizi Lebih", "Obesitas"),
}


def class_labels(index: Literal["haz", "waz", "whz"], z: np.ndarray) -> np.ndarray:
    """Label of each z-score (rounded to two decimals): "-" where z is missing, "Outlier" where it is implausible."""
    classes, labels = CLASSES["permenkes2020"][index], np.array(_LABELS[index], dtype=object)
    place = np.searchsorted(classes.below, z, side="right") + np.searchsorted(classes.above, z, side="left")
    low, high = FLAG_LIMITS[index]
    known = np.minimum(place, len(labels) - 1)  # a missing z sorts last
    return np.select([np.isnan(z), (z < low) | (z > high)], [NOT_GIVEN, _OUTLIER], default=labels[known])
