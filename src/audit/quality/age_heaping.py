"""Are ages rounded to whole or half years?"""

from __future__ import annotations

import numpy as np

from audit.quality.chi_square import ChiSquare, chi_square
from audit.reference.quality_rules import MONTHS_PER_YEAR

__all__ = ["age_heaping"]


def age_heaping(months: np.ndarray, *, divisor: int = MONTHS_PER_YEAR) -> ChiSquare:
    """Test the remainders of completed months by 12 (or 6): equally many of each are expected.

    Missing ages are left out. Source: nipnTK ``ageHeaping``. Where birth dates are known to the day, remainders also
    follow the seasons of birth and the months of measuring.
    """
    completed = np.floor(months[~np.isnan(months)]).astype("int64")
    return chi_square(np.bincount(completed % divisor, minlength=divisor), np.ones(divisor))
