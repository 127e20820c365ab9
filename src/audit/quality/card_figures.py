"""What the checks of a scorecard are made from, computed for all subjects at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np

from audit.anthropometry.flags import smart_flags, who_flags
from audit.quality.age_distribution import age_distributions
from audit.quality.age_heaping import age_heapings
from audit.quality.age_ratio import age_ratios
from audit.quality.card_rows import Arrays, Parted
from audit.quality.chi_square import ChiSquare
from audit.quality.clustering import Dispersion, dispersion
from audit.quality.completeness import COLUMNS
from audit.quality.digits import DIGITS, digit_preference_scores, last_digits_of
from audit.quality.groups import Groups
from audit.quality.outliers import mahalanobis_outliers, tukey_counts
from audit.quality.sex_ratio import sex_ratios
from audit.quality.spread import Spread, spreads
from audit.reference.anthropometry_rules import CLASSES, ClassedIndex, Index
from audit.reference.quality_rules import AGE_SPAN_MONTHS, TUKEY_FAR, TUKEY_NEAR

__all__ = ["CLUSTERED", "INDICES", "Digits", "Figures", "Scores", "figures_of"]

INDICES: tuple[Index, ...] = ("haz", "waz", "whz")
CLUSTERED: tuple[ClassedIndex, ...] = ("haz", "whz")
_MEASURES = {"weight": "weight_kg", "lenhei": "lenhei_cm", "muac": "muac_cm"}
Name = TypeVar("Name", bound=str)
Of = TypeVar("Of")


@dataclass(frozen=True, slots=True)
class Scores:
    """z-scores of one index: how many there are, are flagged and lie outside Tukey's fences, and how they spread.

    ``who`` and ``smart``: the spread of those that WHO, and SMART, do not flag.
    """

    given: int
    flagged_who: int
    flagged_smart: int
    who: Spread
    smart: Spread
    near: int
    far: int


@dataclass(frozen=True, slots=True)
class Digits:
    """Last digits of one measure: (10,) counts, their sum, preference score and distance from equal shares (0-1).

    ``whole`` and ``half``: shares of .0 and .5.
    """

    counts: np.ndarray
    n: int
    score: float
    dissimilarity: float
    whole: float
    half: float


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one subject. ``pairs``: children with height for age and weight for height; ``unusual``: of them.

    ``measured`` and ``missing`` by column count measurements, as ``digits`` do; all else the newest of each child.
    """

    measured: int
    missing: Mapping[str, int]
    scores: Mapping[Index, Scores]
    sexes: ChiSquare
    ages: ChiSquare
    years: ChiSquare
    remainders: ChiSquare
    digits: Mapping[str, Digits]
    clusters: Mapping[ClassedIndex, Dispersion]
    pairs: int
    unusual: int


def figures_of(rows: Parted) -> Iterator[Figures]:
    """Figures of each subject, in their order."""
    number, children = len(rows.subjects), rows.children
    measured, child = Groups(rows.measured["subject"], number), Groups(children["subject"], number)
    sexed = np.flatnonzero((children["sex"] == "m") | (children["sex"] == "f"))
    sexes = child.of(sexed).count_by((children["sex"][sexed] == "f").astype(np.int64), 2)
    low, below = AGE_SPAN_MONTHS
    months = children["months"]
    inside = (months >= low) & (months < below)
    haz, whz = children["haz"], children["whz"]
    of_columns = (
        measured.count().tolist(),
        _by_name({column: measured.count(rows.measured[f"missing_{column}"]).tolist() for column in COLUMNS}),
        _by_name({index: _scores(children[index], index, child) for index in INDICES}),
        sex_ratios(sexes),
        age_ratios(months[inside], child.of(inside)),
        age_distributions(months[inside], child.of(inside)),
        age_heapings(months, child),
        _by_name({what: _digits(rows.measured[column], measured) for what, column in _MEASURES.items()}),
        _by_name({index: _clusters(children, index, child) for index in CLUSTERED}),
        child.count(~np.isnan(haz + whz)).tolist(),
        child.count(mahalanobis_outliers(haz, whz, child)).tolist(),
    )
    return (Figures(*of_subject) for of_subject in zip(*of_columns, strict=True))


def _by_name(columns: Mapping[Name, list[Of]]) -> list[dict[Name, Of]]:
    return [dict(zip(columns, of_subject, strict=True)) for of_subject in zip(*columns.values(), strict=True)]


def _scores(z: np.ndarray, index: Index, groups: Groups) -> list[Scores]:
    by_who, by_smart = who_flags(z, index), smart_flags(z, groups.row)
    figures = (
        *(groups.count(rows).tolist() for rows in (~np.isnan(z), by_who, by_smart)),
        *(spreads(z[~flagged], groups.of(~flagged)) for flagged in (by_who, by_smart)),
        *(counts.tolist() for counts in tukey_counts(z, groups, (TUKEY_NEAR, TUKEY_FAR))),
    )
    return [Scores(*of_subject) for of_subject in zip(*figures, strict=True)]


def _digits(values: np.ndarray, groups: Groups) -> list[Digits]:
    known = ~np.isnan(values)
    counts = groups.of(known).count_by(last_digits_of(values[known]), DIGITS)
    n = counts.sum(axis=1)
    shares = counts / np.where(n > 0, n, np.nan)[:, np.newaxis]
    apart = np.abs(shares - 1 / DIGITS).sum(axis=1) / 2
    figures = (n, digit_preference_scores(counts), apart, shares[:, 0], shares[:, DIGITS // 2])
    return [Digits(*of_subject) for of_subject in zip(counts, *(column.tolist() for column in figures), strict=True)]


def _clusters(children: Arrays, index: ClassedIndex, groups: Groups) -> list[Dispersion]:
    z, posyandu = children[index], children["posyandu_code"]
    used = ~np.isnan(z) & (posyandu >= 0) & ~who_flags(z, index)
    width = int(posyandu.max(initial=0)) + 1
    both, cluster = np.unique(groups.row[used] * width + posyandu[used], return_inverse=True)
    clusters = Groups(cluster, len(both))
    cases, sizes = clusters.count(z[used] < CLASSES["who"][index].below[-1]), clusters.count()
    ends = np.searchsorted(both, width * np.arange(groups.number + 1)).tolist()
    return [dispersion(cases[first:end], sizes[first:end]) for first, end in pairwise(ends)]
