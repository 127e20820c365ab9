"""Do ages fall as those of a population with some mortality do?"""

from __future__ import annotations

import numpy as np

from audit.quality.chi_square import ChiSquare, chi_squares
from audit.quality.groups import Groups
from audit.reference.anthropometry_rules import DAYS_PER_YEAR
from audit.reference.quality_rules import AGE_GROUP_MONTHS, U5MR_DEFAULT

__all__ = ["age_distribution", "age_distributions"]

_PER_PERSONS = 10_000  # deaths are counted per 10,000 persons a day


def age_distribution(months: np.ndarray, *, u5mr: float = U5MR_DEFAULT) -> ChiSquare:
    """Test the year groups 6-17, 18-29, 30-41, 42-53 and 54-59 months against exp(-mortality x age).

    ``u5mr``: deaths under five per 10,000 a day. Younger and older children and missing ages are left out; a child of
    60 completed months still counts in the last group, as in nipnTK ``ageChildren``, the source. Few children differ
    by chance alone: see ``ChiSquare.assessable``.
    """
    return age_distributions(months, Groups.one(len(months)), u5mr=u5mr)[0]


def age_distributions(months: np.ndarray, groups: Groups, *, u5mr: float = U5MR_DEFAULT) -> list[ChiSquare]:
    """Return :func:`age_distribution` of each group."""
    edges = np.array(AGE_GROUP_MONTHS)
    width = np.diff(edges) / np.diff(edges).max()
    yearly = u5mr / _PER_PERSONS * DAYS_PER_YEAR
    inside = (months >= edges[0]) & (months <= edges[-1])
    year = np.minimum(np.searchsorted(edges, months[inside], side="right"), len(width)) - 1
    return chi_squares(groups.of(inside).count_by(year, len(width)), np.exp(-yearly * np.arange(len(width))) * width)
