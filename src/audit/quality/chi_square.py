"""Pearson's chi-square test of counts against expected counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audit.reference.quality_rules import MINIMUM_EXPECTED

__all__ = ["ChiSquare", "chi_square"]

_YATES = 0.5


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """Observed and expected counts with their test; ``p`` is NaN where nothing was counted."""

    observed: np.ndarray
    expected: np.ndarray
    chi2: float
    df: int
    p: float

    @property
    def n(self) -> int:
        """Everything that was counted."""
        return int(self.observed.sum())

    @property
    def assessable(self) -> bool:
        """Whether every class is expected often enough for the p value to mean something (Cochran 1954: 5)."""
        return self.n > 0 and float(self.expected.min()) >= MINIMUM_EXPECTED


def chi_square(observed: np.ndarray, shares: np.ndarray, *, yates: bool = False) -> ChiSquare:
    """Test counts against ``shares`` of their sum (classes - 1 degrees of freedom), with Yates' correction if asked.

    The correction is at most the difference itself, as in R's ``prop.test``. Not for classes made from the same data.
    """
    from scipy.special import chdtrc

    expected = observed.sum() * shares / shares.sum()
    if not observed.sum():
        return ChiSquare(observed, expected, np.nan, len(observed) - 1, np.nan)
    away = np.abs(observed - expected)
    if yates:
        away = away - np.minimum(_YATES, away.min())
    chi2 = float((away**2 / expected).sum())
    return ChiSquare(observed, expected, chi2, len(observed) - 1, float(chdtrc(len(observed) - 1, chi2)))
