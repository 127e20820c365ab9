"""Are ages rounded to whole or half years?"""

from __future__ import annotations

import numpy as np

from audit.quality.chi_square import ChiSquare, chi_squares
from audit.quality.groups import Groups
from audit.reference.quality_rules import MONTHS_PER_YEAR

__all__ = ["age_heaping", "age_heapings"]


def age_heaping(months: np.ndarray, *, divisor: int = MONTHS_PER_YEAR) -> ChiSquare:
    """Test the remainders of completed months by 12 (or 6): equally many of each are expected.

    Missing ages are left out. Source: nipnTK ``ageHeaping``. Where birth dates are known to the day, remainders also
    follow the seasons of birth and the months of measuring.
    """
    return age_heapings(months, Groups.one(len(months)), divisor)[0]


def age_heapings(months: np.ndarray, groups: Groups, divisor: int = MONTHS_PER_YEAR) -> list[ChiSquare]:
    """Return :func:`age_heaping` of each group."""
    known = ~np.isnan(months)
    completed = np.floor(months[known]).astype("int64")
    return chi_squares(groups.of(known).count_by(completed % divisor, divisor), np.ones(divisor))
