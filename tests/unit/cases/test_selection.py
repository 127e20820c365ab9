"""The way from registered to severely stunted: every stage inside the one before, every group inside the whole."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.cases import case_funnel, stunted_by_group
from audit.cases.selection import STAGES
from audit.disclosure import release, solve_pattern
from audit.programme.coverage import coverage
from audit.reference.areas import areas_of
from audit.reference.groups import AGE, AGE_BANDS_MONTHS, STATUS, TARGET_GROUPS
from audit.results import Cell

MONTH = "2025-08"
AREAS = areas_of("64.74")
DESA = [a.code for a in AREAS.desa]
KECAMATAN = AREAS.by_code[DESA[0]].parent


def frame(rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["area", "age", "status"]).assign(period=MONTH)


def lists(registered=10, without=()) -> pd.DataFrame:
    rows = [(code, MONTH, registered) for code in DESA if code not in without]
    return pd.DataFrame(rows, columns=["area_code", "month", "registered"])


def funnel(rows, registered=None):
    made = frame(rows)
    register = lists() if registered is None else registered
    return case_funnel(made, coverage(made, register, [MONTH], AREAS), MONTH, AREAS)


def stages(table, **at) -> list[int]:
    cells = [Cell.of(MONTH, **at) if s is None else Cell.of(MONTH, **at).replace(*s) for s in STAGES]
    return [table[cell] for cell in cells if cell in table.cells]


ROWS = (
    (DESA[0], "06-11", "severely_stunted"),
    (DESA[0], "12-23", "moderately_stunted"),
    (DESA[0], "24-35", "moderately_stunted"),
    (DESA[0], "48-59", "not_stunted"),
    (DESA[0], "36-47", "haz_flagged"),
    (DESA[-1], "unknown", "haz_missing"),
)


def test_each_stage_is_counted_for_the_district_a_place_and_a_group():
    table = funnel(ROWS)
    assert stages(table) == [10 * len(DESA), 6, 4, 3, 1]
    inside = len(AREAS.within(KECAMATAN))
    assert stages(table, area=KECAMATAN) == [10 * inside, 5, 4, 3, 1]
    assert stages(table, age="baduta") == [2, 2, 2, 1]
    assert stages(table, age="balita_24_59") == [3, 2, 1, 0]


def test_a_gap_in_the_register_takes_away_the_first_stage_and_no_other():
    table = funnel(ROWS, lists(without=DESA[:1]))
    assert stages(table) == [6, 4, 3, 1]
    assert stages(table, area=KECAMATAN) == [5, 4, 3, 1]
    other = AREAS.by_code[DESA[-1]].parent
    assert len(stages(table, area=other)) == len(STAGES)


def test_nobody_measured_is_a_row_of_zeros():
    assert stages(funnel(())) == [10 * len(DESA), 0, 0, 0, 0]
    assert stunted_by_group(frame(()), MONTH, AREAS).values == (None,) * (2 * (2 + len(AREAS.kecamatan)))


def test_all_and_none_are_stunted_are_whole_shares():
    for status, share in (("severely_stunted", 1.0), ("not_stunted", 0.0)):
        rows = [(DESA[0], age, status) for age in AGE_BANDS_MONTHS]
        rates = stunted_by_group(frame(rows), MONTH, AREAS)
        district = [v for c, v in zip(rates.numerator.cells, rates.values, strict=True) if c.level("area") is None]
        assert district == [share, share]


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*DESA, f"{KECAMATAN}.00", f"{AREAS.district.code}.00"]),
            st.sampled_from(list(AGE.leaves())),
            st.sampled_from(list(STATUS.leaves())),
        ),
        max_size=60,
    )
)
def test_stages_shrink_and_parts_never_exceed_their_whole(rows):
    table = funnel(rows)
    for at in ({}, *({"area": a.code} for a in AREAS.kecamatan), *({"age": g} for g in TARGET_GROUPS)):
        measured = stages(table, **at)[-4:]
        assert measured == sorted(measured, reverse=True)
    known, ages = stages(table), [age for _, age, _ in rows]
    groups = [stages(table, age=group) for group in TARGET_GROUPS]
    assert known[1] == sum(g[0] for g in groups) + ages.count("unknown")
    rates = stunted_by_group(frame(rows), MONTH, AREAS)
    for group in TARGET_GROUPS:
        cell = Cell.of(MONTH, age=group, status="stunted")
        assert rates.numerator[cell] == table[cell]


def test_the_only_severe_child_of_a_kecamatan_is_hidden_from_the_public_and_shown_to_the_team():
    rows = [(DESA[i % len(DESA)], "24-35", "not_stunted") for i in range(600)]
    rows += [(DESA[0], "24-35", "moderately_stunted")] * 40 + [(DESA[-1], "24-35", "moderately_stunted")] * 40
    rows += [(DESA[0], "24-35", "severely_stunted")] + [(DESA[-1], "24-35", "severely_stunted")] * 20
    table = funnel(rows, lists(registered=200))
    released = release(table, solve_pattern([table]))
    cell = Cell.of(MONTH, area=KECAMATAN, status="severely_stunted")
    public = {row.cell: row for row in released.public.rows}
    restricted = {row.cell: row for row in released.restricted.rows}
    assert public[cell].hidden
    assert public[cell].numerator is None
    assert restricted[cell].numerator == 1


@pytest.mark.parametrize("group", TARGET_GROUPS)
def test_a_target_group_is_its_bands(group):
    rows = [(DESA[0], age, "moderately_stunted") for age in AGE_BANDS_MONTHS]
    assert funnel(rows)[Cell.of(MONTH, age=group)] == len(TARGET_GROUPS[group])
