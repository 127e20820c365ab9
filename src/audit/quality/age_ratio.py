"""As many younger as older children as a population has?"""

from __future__ import annotations

import numpy as np

from audit.quality.chi_square import ChiSquare, chi_squares
from audit.quality.groups import Groups
from audit.reference.quality_rules import AGE_RATIO, AGE_RATIO_CUT_MONTHS

__all__ = ["age_ratio", "age_ratios"]


def age_ratio(
    months: np.ndarray, *, cut: int = AGE_RATIO_CUT_MONTHS, share: float | None = None, yates: bool = True
) -> ChiSquare:
    """Test how many are younger than ``cut`` months against the share a population has.

    ``share`` of the younger; by default that of SMART, 0.85 / 1.85 under 30 months. ``months``: ages of the children to
    be looked at (SMART: 6 to 59); missing ages are left out. mwana's test of MUAC for age: the share of those of 24
    months and more is 0.66 and nothing is corrected. Source: SMART/ENA; equals nipnTK ``ageRatioTest``.
    """
    return age_ratios(months, Groups.one(len(months)), cut=cut, share=share, yates=yates)[0]


def age_ratios(
    months: np.ndarray,
    groups: Groups,
    *,
    cut: int = AGE_RATIO_CUT_MONTHS,
    share: float | None = None,
    yates: bool = True,
) -> list[ChiSquare]:
    """Return :func:`age_ratio` of each group."""
    known = ~np.isnan(months)
    older = (months[known] >= cut).astype(np.int64)
    expected = AGE_RATIO / (1 + AGE_RATIO) if share is None else share
    return chi_squares(groups.of(known).count_by(older, 2), np.array([expected, 1 - expected]), yates=yates)
