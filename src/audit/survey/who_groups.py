"""The groups of WHO's prevalence table: everybody, age, sex, both, and any columns of the user."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.anthropometry.inputs import FEMALE, MALE, sex_codes
from audit.reference.groups import AGE_BANDS_MONTHS
from audit.reference.who_prevalence import (
    AGE_GROUP_LABEL,
    AGE_SEX_LABEL,
    ALL,
    GROUP_LABELS,
    MISSING_LEVEL,
    SEX_LABEL,
    SEX_LEVELS,
    WEALTH_LEVELS,
)
from audit.survey.design import Codes

__all__ = ["Grouping", "groupings"]


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Groups that do not overlap: their names and, for each row, the place of its group (-1: in none)."""

    names: tuple[str, ...]
    codes: Codes


def groupings(frame: pd.DataFrame, age_months: pd.Series, by: Sequence[str]) -> tuple[Grouping, ...]:
    """Say which groups each row of ``frame`` is in.

    Age groups go by unrounded months; all of them, both sexes and all wealth quintiles are listed, with or without
    children; age or sex fall away where nobody has one. Other columns list the levels that they hold, numbers by size
    and words by alphabet, and last "NA" where a child has none. A child without an age or a sex is in no such group,
    as in WHO's software.
    """
    age, ages = _age_codes(age_months), len(AGE_BANDS_MONTHS)
    sex = _sex_codes(frame["sex"])
    both = np.where((age >= 0) & (sex >= 0), sex * ages + age, -1)
    bands = [f"{band} mo" for band in AGE_BANDS_MONTHS]
    standard = (
        _labelled(AGE_GROUP_LABEL, bands, age),
        _labelled(SEX_LABEL, SEX_LEVELS, sex),
        _labelled(AGE_SEX_LABEL, [f"{band}.{level}" for level in SEX_LEVELS for band in bands], both),
    )
    return (
        Grouping((ALL,), np.zeros(len(frame), dtype=np.int64)),
        *(grouping for grouping in standard if (grouping.codes >= 0).any()),
        *(_by_column(name, frame[name]) for name in by),
    )


def _labelled(label: str, levels: Sequence[str], codes: Codes) -> Grouping:
    return Grouping(tuple(f"{label}: {level}" for level in levels), codes)


def _age_codes(months: pd.Series) -> Codes:
    edges = [low for low, _ in AGE_BANDS_MONTHS.values()]
    oldest = max(top for _, top in AGE_BANDS_MONTHS.values())
    value = months.to_numpy(dtype=np.float64)
    inside = (value >= edges[0]) & (value < oldest)
    return np.where(inside, np.searchsorted(edges, value, side="right") - 1, -1)


def _sex_codes(sex: pd.Series) -> Codes:
    code = sex_codes(sex, len(sex))
    return np.select([code == FEMALE, code == MALE], [SEX_LEVELS.index("Female"), SEX_LEVELS.index("Male")], -1)


def _by_column(name: str, column: pd.Series) -> Grouping:
    codes, levels = pd.factorize(column, sort=True)
    words = [_word(level) for level in levels]
    if name == "wealthq":
        words, codes = _quintiles(words, codes)
    codes = codes.astype(np.int64)
    if (codes < 0).any():
        codes = np.where(codes < 0, len(words), codes)
        words = [*words, MISSING_LEVEL]
    return _labelled(GROUP_LABELS.get(name, name), words, codes)


def _quintiles(words: Sequence[str], codes: Codes) -> tuple[list[str], Codes]:
    """Recode 1-5 or Q1-Q5 to WHO's five levels; other words become missing."""
    place = {f"{prefix}{k + 1}": k for k in range(len(WEALTH_LEVELS)) for prefix in ("", "Q")}
    # The last place answers to -1, which stands for a missing value.
    return list(WEALTH_LEVELS), np.array([*(place.get(word, -1) for word in words), -1])[codes]


def _word(level: object) -> str:
    """Write a level as its file shows it: a whole number stays whole where missing values made it a float."""
    if isinstance(level, float) and level.is_integer():
        return str(int(level))
    return str(level)
