"""Families at risk: which are, what adds up and what must never be added, and what is left open."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.disclosure import release, solve_pattern
from audit.programme.families_at_risk import FAMILY_RULES, families_at_risk, family_states
from audit.reference.areas import areas_of
from audit.reference.family_groups import WELFARE
from audit.reference.rule_sets import rule_set
from audit.results import Cell
from audit.schemas import HOUSEHOLDS

AREAS = areas_of("64.74")
DESA = [a.code for a in AREAS.desa]
CYCLE = "2025-2"
RULES, EVERY_4T = rule_set(FAMILY_RULES), rule_set("families_at_risk_4t_2022")
LEVELS = ("listed", "target", "not_target", "target_unknown", "assessed", "at_risk", "not_at_risk", "not_assessable")
FLAGS = ("mother_too_young", "mother_too_old", "births_too_close", "children_too_many")
SAFE = dict.fromkeys(("safe_water", "healthy_latrine", "modern_contraception"), True) | dict.fromkeys(FLAGS, False)


def families(*rows: dict) -> pd.DataFrame:
    listed = [{"household_id": f"h{i}", "area_code": DESA[0], **row} for i, row in enumerate(rows)]
    return HOUSEHOLDS.conform(pd.DataFrame(listed, columns=list(HOUSEHOLDS.names)))


def members(**groups: str) -> pd.DataFrame:
    return pd.DataFrame({"household_id": list(groups), "group": list(groups.values())}, dtype="string")


def level(row: dict, rules=RULES, **groups: str) -> str:
    frame, _ = family_states(families(row), members(**groups), rules, AREAS)
    return str(frame["family"].iloc[0])


@pytest.mark.parametrize(
    ("row", "by_4t_with_planning", "by_every_4t"),
    [
        (SAFE, "not_at_risk", "not_at_risk"),
        (SAFE | {"safe_water": False}, "at_risk", "at_risk"),
        (SAFE | {"healthy_latrine": False}, "at_risk", "at_risk"),
        (SAFE | {"mother_too_old": True}, "not_at_risk", "at_risk"),
        (SAFE | {"mother_too_old": True, "modern_contraception": False}, "at_risk", "at_risk"),
        (SAFE | {"mother_too_old": True, "modern_contraception": None}, "not_assessable", "at_risk"),
        (SAFE | {"modern_contraception": False}, "not_at_risk", "not_at_risk"),
        (SAFE | {"safe_water": None}, "not_assessable", "not_assessable"),
        (SAFE | {"safe_water": None, "healthy_latrine": False}, "at_risk", "at_risk"),
        (SAFE | {"welfare_rank": 1}, "not_at_risk", "not_at_risk"),  # welfare is no risk factor
        ({"under_fives": 1}, "not_assessable", "not_assessable"),
    ],
)
def test_a_family_is_at_risk_by_any_factor_and_not_only_when_all_are_known(row, by_4t_with_planning, by_every_4t):
    assert level(row) == by_4t_with_planning
    assert level(row, EVERY_4T) == by_every_4t


@pytest.mark.parametrize("group", ["bumil", "baduta", "balita_24_59"])
def test_a_family_of_a_pregnant_woman_or_a_child_is_a_target_family(group):
    row = {"safe_water": False}
    assert level(row) == "target_unknown"
    assert level(row, h0=group) == "at_risk"
    assert level(row, h0="catin") == "target_unknown"
    assert level(row | {"under_fives": 0}) == "target_unknown"
    assert level(row | {"mother_too_old": False}) == "at_risk"  # a couple of childbearing age is known


@pytest.mark.parametrize(
    ("rank", "shown"),
    [(1, "rank_1"), (4, "rank_4"), (5, "rank_above"), (10, "rank_above"), (None, "rank.unknown"), (0, "rank.unknown")],
)
def test_ranks_above_four_are_one_group(rank, shown):
    frame, _ = family_states(families(SAFE | {"welfare_rank": rank}), members(), RULES, AREAS)
    assert frame["welfare"].tolist() == [shown]


NOT_SAFE = {"safe_water": False, "fertile_couple": False}
OLD = SAFE | {"mother_too_old": True, "modern_contraception": False}


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (SAFE | {"fertile_couple": True}, "not_at_risk"),
        ({"fertile_couple": True}, "not_assessable"),  # a target family of which nothing else is known
        (OLD | {"fertile_couple": True}, "at_risk"),
        (OLD | {"fertile_couple": False, "under_fives": 1}, "not_at_risk"),  # a wife of 50 is not asked
        (NOT_SAFE | {"under_fives": 0}, "not_target"),
        (NOT_SAFE | {"under_fives": 1}, "at_risk"),
        (NOT_SAFE, "target_unknown"),  # nobody says whether a child lives there
        (OLD | {"fertile_couple": False}, "target_unknown"),
    ],
)
def test_the_list_may_say_whether_a_couple_of_childbearing_age_lives_there(row, found):
    assert level(row) == found
    assert level(row | {"fertile_couple": False, "under_fives": 0}, h0="bumil") != "not_target"


YES = st.none() | st.booleans()
ROW = st.fixed_dictionaries(
    {
        **dict.fromkeys((*FLAGS, "safe_water", "healthy_latrine", "modern_contraception", "fertile_couple"), YES),
        "under_fives": st.none() | st.integers(0, 2),
        "welfare_rank": st.none() | st.integers(0, 10),
        "area_code": st.none() | st.sampled_from(DESA),
    }
)


@settings(max_examples=30)
@given(st.lists(ROW, max_size=25))
def test_what_adds_up_does_and_overlapping_factors_stay_below_their_whole(rows):
    counted = families_at_risk(families(*rows), members(), RULES, period=CYCLE, areas=AREAS)
    places = [None, *(a.code for a in AREAS.kecamatan), *DESA, *AREAS.unknown_parts]
    for place in places:
        n = {name: counted.families[Cell.of(CYCLE, area=place, family=name)] for name in LEVELS}
        assert n["at_risk"] + n["not_at_risk"] == n["assessed"]
        assert n["assessed"] + n["not_assessable"] == n["target"]
        assert n["target"] + n["not_target"] + n["target_unknown"] == n["listed"]
    at_risk = counted.families[Cell.of(CYCLE, family="at_risk")]
    ranks = [counted.welfare[Cell.of(CYCLE, family="at_risk", welfare=rank)] for rank in WELFARE.below(None)]
    assert sum(ranks) == at_risk
    factor = Cell.of(CYCLE, family="target")
    found = {rule.id: counted.factors[factor.replace(f"factor.{rule.id}", "present")] for rule in RULES.rules}
    assert max(found.values(), default=0) <= at_risk <= sum(found.values())
    assert counted.families[Cell.of(CYCLE, family="listed")] == len(rows)


def test_a_share_comes_from_summed_numerators_and_none_from_nobody():
    rows = [SAFE | {"safe_water": False}] + [SAFE] * 3 + [SAFE | {"area_code": DESA[-1], "safe_water": False}]
    share = families_at_risk(families(*rows), members(), RULES, period=CYCLE, areas=AREAS).share
    by_place = dict(zip((c.level("area") for c in share.numerator.cells), share.values, strict=True))
    assert (by_place[None], by_place[DESA[0]], by_place[DESA[-1]]) == (0.4, 0.25, 1.0)
    assert by_place[DESA[1]] is None
    nobody = families_at_risk(families(), members(), RULES, period=CYCLE, areas=AREAS)
    assert set(nobody.share.values) == {None}


def test_every_4t_counts_more_families_than_4t_with_no_planning():
    """As in the register of a real district, "too old" alone is more than all families at risk (domain notes, 2)."""
    old = SAFE | {"mother_too_old": True}
    rows = [old] * 6 + [old | {"modern_contraception": False}] * 2 + [SAFE] * 2
    few, many = (
        families_at_risk(families(*rows), members(), rules, period=CYCLE, areas=AREAS) for rules in (RULES, EVERY_4T)
    )
    at_risk = Cell.of(CYCLE, family="at_risk")
    assert (few.families[at_risk], many.families[at_risk]) == (2, 8)


def test_the_public_sees_no_small_count_and_the_list_is_restricted():
    rows = [SAFE | {"area_code": DESA[i % len(DESA)]} for i in range(600)] + [SAFE | {"safe_water": False}] * 2
    counted = families_at_risk(families(*rows), members(), RULES, period=CYCLE, areas=AREAS)
    tables = [counted.families, counted.share, counted.factors, counted.welfare]
    pattern = solve_pattern(tables)
    shown = {row.cell: row for row in release(counted.families, pattern).public.rows}
    small = Cell.of(CYCLE, area=DESA[0], family="at_risk")
    assert shown[small].hidden
    assert release(counted.lines, pattern).public is None
    assert counted.lines.rows["factors"].tolist() == ["family_water"] * 2
    assert counted.lines.rows["household_id"].tolist() == ["h600", "h601"]
