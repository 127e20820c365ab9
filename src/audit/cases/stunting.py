"""Who is stunted, and where: measured height-for-age under -2 z, not a diagnosis."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from audit.reference.areas import Areas
from audit.reference.groups import AGE, AGE_BANDS_MONTHS, SEX, STATUS
from audit.results import Cell, CountTable, Partition, RateTable
from audit.survey import count_table, rate_table

__all__ = ["severity", "severity_by_age", "stunting", "stunting_age_sex"]


def stunting(frame: pd.DataFrame, months: Sequence[str], areas: Areas) -> RateTable:
    """Stunted among children with a plausible height-for-age, by month: district, kecamatan, desa, unknown parts."""
    places = [None, *(a.code for a in areas.kecamatan), *(a.code for a in areas.desa), *areas.unknown_parts]
    cells = [Cell.of(month, area=place) for month in months for place in places]
    return _rate("stunting", frame, cells, (areas.partition, STATUS))


def stunting_age_sex(frame: pd.DataFrame, month: str) -> RateTable:
    """Stunted by sex, by age, and by both, in the whole district in one month."""
    ages, sexes = [None, *AGE_BANDS_MONTHS], [None, "m", "f"]
    cells = [Cell.of(month, age=age, sex=sex) for age in ages for sex in sexes]
    return _rate("stunting_age_sex", frame, cells, (AGE, SEX, STATUS))


def severity(frame: pd.DataFrame, month: str, areas: Areas) -> CountTable:
    """Severely and moderately stunted children in one month: the district, each kecamatan, the unknown part."""
    places = [None, *(a.code for a in areas.kecamatan), areas.unknown_parts[0]]
    levels = STATUS.below("stunted")
    cells = [Cell.of(month, area=place, status=level) for place in places for level in levels]
    return count_table("severity", frame, cells, (areas.partition, STATUS))


def severity_by_age(frame: pd.DataFrame, month: str) -> CountTable:
    """Severely and moderately stunted children by age, in the whole district in one month."""
    cells = [Cell.of(month, age=age, status=level) for age in AGE_BANDS_MONTHS for level in STATUS.below("stunted")]
    return count_table("severity_by_age", frame, cells, (AGE, STATUS))


def _rate(id: str, frame: pd.DataFrame, cells: Sequence[Cell], partitions: tuple[Partition, ...]) -> RateTable:
    numerator = count_table(id, frame, [c.replace("status", "stunted") for c in cells], partitions)
    denominator = count_table(f"{id}.of", frame, [c.replace("status", "haz_known") for c in cells], partitions)
    return rate_table(id, numerator, denominator)
