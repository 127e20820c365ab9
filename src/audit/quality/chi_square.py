"""Pearson's chi-square test of counts against expected counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audit.reference.quality_rules import MINIMUM_EXPECTED

__all__ = ["ChiSquare", "chi_square", "chi_squares"]

_YATES = 0.5


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """Observed and expected counts of ``n`` with their test; ``p`` is NaN where nothing was counted."""

    n: int
    observed: np.ndarray
    expected: np.ndarray
    chi2: float
    df: int
    p: float

    @property
    def assessable(self) -> bool:
        """Whether every class is expected often enough for the p value to mean something (Cochran 1954: 5)."""
        return self.n > 0 and float(self.expected.min()) >= MINIMUM_EXPECTED


def chi_square(observed: np.ndarray, shares: np.ndarray, *, yates: bool = False) -> ChiSquare:
    """Test counts against ``shares`` of their sum (classes - 1 degrees of freedom), with Yates' correction if asked.

    The correction is at most the difference itself, as in R's ``prop.test``. Not for classes made from the same data.
    """
    return chi_squares(observed[np.newaxis], shares, yates=yates)[0]


def chi_squares(observed: np.ndarray, shares: np.ndarray, *, yates: bool = False) -> list[ChiSquare]:
    """Return :func:`chi_square` of each row of counts."""
    from scipy.special import chdtrc

    n, df = observed.sum(axis=1), len(shares) - 1
    expected = n[:, np.newaxis] * shares / shares.sum()
    away = np.abs(observed - expected)
    if yates:
        away = away - np.minimum(_YATES, away.min(axis=1, keepdims=True))
    chi2 = (away**2 / np.where(expected > 0, expected, np.nan)).sum(axis=1)
    rows = zip(n.tolist(), observed, expected, chi2.tolist(), chdtrc(df, chi2).tolist(), strict=True)
    return [ChiSquare(each, found, expect, value, df, p) for each, found, expect, value, p in rows]
