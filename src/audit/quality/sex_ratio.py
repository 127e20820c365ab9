"""As many boys as girls?"""

from __future__ import annotations

import numpy as np

from audit.quality.chi_square import ChiSquare, chi_squares

__all__ = ["sex_ratio", "sex_ratios"]

_EQUAL = np.array([0.5, 0.5])  # SMART, nipnTK sexRatioTest, mwana


def sex_ratio(boys: int, girls: int) -> ChiSquare:
    """Test boys : girls against 1 : 1 with Yates' correction. Children without a sex are left out.

    Source: SMART/ENA; equals nipnTK ``sexRatioTest``. A very small p says that one sex was measured (or entered) more
    often, not why.
    """
    return sex_ratios(np.array([[boys, girls]]))[0]


def sex_ratios(counts: np.ndarray) -> list[ChiSquare]:
    """Return :func:`sex_ratio` of each row of boys and girls."""
    return chi_squares(counts, _EQUAL, yates=True)
