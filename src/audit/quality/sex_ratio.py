"""As many boys as girls?"""

from __future__ import annotations

import numpy as np

from audit.quality.chi_square import ChiSquare, chi_square

__all__ = ["sex_ratio"]

_EQUAL = np.array([0.5, 0.5])  # SMART, nipnTK sexRatioTest, mwana


def sex_ratio(boys: int, girls: int) -> ChiSquare:
    """Test boys : girls against 1 : 1 with Yates' correction. Children without a sex are left out.

    Source: SMART/ENA; equals nipnTK ``sexRatioTest``. A very small p says that one sex was measured (or entered) more
    often, not why.
    """
    return chi_square(np.array([boys, girls]), _EQUAL, yates=True)
