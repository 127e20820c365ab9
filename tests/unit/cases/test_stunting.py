"""Counts of places add up, with the children whose place nobody wrote down."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from audit.cases import severity, severity_by_age, stunting
from audit.reference.areas import areas_of
from audit.reference.groups import AGE_BANDS_MONTHS, STATUS
from audit.results import Cell

MONTH, AREAS = "2025-08", areas_of("64.74")
LEAVES = list(AREAS.partition.leaves())
STATES = list(STATUS.leaves())
aged = st.lists(st.tuples(st.sampled_from(list(AGE_BANDS_MONTHS)), st.sampled_from(STATES)), max_size=60)
children = st.lists(st.tuples(st.sampled_from(LEAVES), st.sampled_from(list(STATUS.leaves()))), max_size=60)


def frame(rows: list[tuple[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["area", "status"], dtype=object).assign(period=MONTH)


@given(children)
def test_the_places_of_a_level_add_up_to_the_place_above(rows):
    table = stunting(frame(rows), [MONTH], AREAS)
    for side, status in ((table.numerator, "stunted"), (table.denominator, "haz_known")):
        for whole in (None, *(k.code for k in AREAS.kecamatan)):
            parts = [side[Cell.of(MONTH, area=part, status=status)] for part in AREAS.partition.below(whole)]
            assert side[Cell.of(MONTH, area=whole, status=status)] == sum(parts)


@given(children)
def test_severely_stunted_children_of_every_kecamatan_and_of_none_known_add_up(rows):
    table = severity(frame(rows), MONTH, AREAS)
    for status in ("severely_stunted", "moderately_stunted"):
        parts = [table[Cell.of(MONTH, area=part, status=status)] for part in AREAS.partition.below(None)]
        assert table[Cell.of(MONTH, status=status)] == sum(parts) == [s for _, s in rows].count(status)


@given(aged)
def test_severely_stunted_children_of_every_age_are_those_of_the_district(rows):
    found = pd.DataFrame(rows, columns=["age", "status"], dtype=object).assign(period=MONTH)
    table = severity_by_age(found, MONTH)
    assert len(table.cells) == 2 * len(AGE_BANDS_MONTHS)
    for status in ("severely_stunted", "moderately_stunted"):
        by_age = {age: table[Cell.of(MONTH, age=age, status=status)] for age in AGE_BANDS_MONTHS}
        assert by_age == {age: rows.count((age, status)) for age in AGE_BANDS_MONTHS}


def test_a_child_of_a_known_kecamatan_and_unknown_desa_counts_in_both():
    kecamatan = AREAS.kecamatan[0].code
    table = stunting(frame([(AREAS.unknown_within(kecamatan), "severely_stunted")]), [MONTH], AREAS).numerator
    counted = {cell.level("area") for cell, n in zip(table.cells, table.counts, strict=True) if n}
    assert counted == {None, kecamatan, f"{kecamatan}.00"}
