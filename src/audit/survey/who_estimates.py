"""Shares and mean z-scores of many groups at once, with their sampling errors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audit.survey.design import Floats, ResolvedDesign
from audit.survey.totals import DomainTotals, domain_totals, ratios
from audit.survey.who_cases import INDICATORS, MEANS, CaseColumns
from audit.survey.who_groups import Grouping

__all__ = ["Estimates", "above_and_below", "estimates", "group_totals"]

_BASE_OF = [indicator.base for indicator in INDICATORS]


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """One row a group. Shares are proportions, means z-scores; missing where the base weighs nothing."""

    r: Floats  # (groups, indicators)
    se: Floats  # (groups, indicators)
    stdev: Floats  # (groups, means)
    pop: Floats  # (groups, bases), the weight of each base
    unwpop: Floats  # (groups, bases), its children
    kish: Floats  # (groups, bases), how many children of equal weight would be as precise


def group_totals(grouping: Grouping, design: ResolvedDesign, cases: CaseColumns) -> DomainTotals:
    """Sum values and bases, weighted, by PSU and group."""
    return domain_totals(cases.columns, grouping.codes, len(grouping.names), design)


def above_and_below(totals: Floats) -> tuple[Floats, Floats]:
    """Numerator and denominator of each indicator, from totals whose last axis holds values and bases."""
    values, bases = np.split(totals, [len(INDICATORS)], axis=-1)
    return values, bases[..., _BASE_OF]


def estimates(grouping: Grouping, design: ResolvedDesign, cases: CaseColumns, *, complex_design: bool) -> Estimates:
    """Estimate every indicator in every group by Taylor linearisation; groups are domains of the whole design.

    ``complex_design`` : clusters, strata or weights of 0, where WHO's software takes another n for ``stdev``.
    """
    pairs = group_totals(grouping, design, cases)
    r, se = ratios(*above_and_below(pairs.sums), pairs, design)
    weight = cases.bases * design.weight[:, None]
    pop = _per_group(grouping, weight)
    with np.errstate(invalid="ignore", divide="ignore"):
        kish = pop**2 / _per_group(grouping, weight**2)
    stdev = _deviation(grouping, design, cases, r, complex_design=complex_design)
    return Estimates(r, se, stdev, pop, _per_group(grouping, cases.bases), kish)


def _deviation(
    grouping: Grouping, design: ResolvedDesign, cases: CaseColumns, r: Floats, *, complex_design: bool
) -> Floats:
    """Weighted standard deviation of each z, with n - 1 below it.

    n is the children with a z; in a complex design, as WHO's software has it, all children of the group that weigh,
    with or without a z.
    """
    n_groups = len(grouping.names)
    rows = np.flatnonzero((grouping.codes >= 0) & (design.weight > 0))
    group = grouping.codes[rows]
    everybody = np.bincount(group, minlength=n_groups)
    found = np.full((n_groups, len(MEANS)), np.nan)
    for place, k in enumerate(MEANS):
        inside = cases.bases[rows, _BASE_OF[k]]
        weight = inside * design.weight[rows]
        n = everybody if complex_design else np.bincount(group, inside, n_groups)
        squares = np.bincount(group, weight * (cases.values[rows, k] - r[group, k]) ** 2, n_groups)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean_square = squares / np.bincount(group, weight, n_groups)
            found[:, place] = np.sqrt(np.where(n > 1, mean_square * n / (n - 1), np.nan))
    return found


def _per_group(grouping: Grouping, columns: Floats) -> Floats:
    rows = grouping.codes >= 0
    group = grouping.codes[rows]
    return np.stack(
        [np.bincount(group, column[rows], len(grouping.names)) for column in columns.T], axis=1, dtype=float
    )
