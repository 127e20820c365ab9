"""What people need, how needs overlap, and how far they were answered: nothing added twice, nothing guessed."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.cases.needs import Needs, need_lines, need_tables, needs_of
from audit.cases.people import People
from audit.cases.rules import AT_RISK, NOT_ASSESSABLE, NOT_AT_RISK, screen
from audit.disclosure import release, solve_pattern
from audit.reference.areas import areas_of
from audit.reference.needs import NEED_STAGES, NEEDS, NUMBER_OF_NEEDS
from audit.reference.rule_sets import rule_set
from audit.results import Cell, CountTable
from audit.schemas import SERVICES

AREAS = areas_of("64.74")
DESA = AREAS.desa[0].code
CYCLE, DAY = "2025-2", date(2025, 8, 31)
RULES = rule_set("risk_practice_2026")
EVERYBODY = Cell.of(CYCLE, person="person")
YES_NO = {"safe_water", "healthy_latrine", "immunised_for_age", "exclusive_breastfeeding", "parenting_class",
          "health_insurance", "smoke_at_home"}  # fmt: skip


def people(*rows: dict) -> People:
    listed = [
        {"person_id": f"p{i}", "group": "baduta", "area_code": DESA, "area": DESA, "age_months": 14.0, **row}
        for i, row in enumerate(rows)
    ]
    frame = pd.DataFrame(listed, columns=["person_id", "group", "area_code", "area", "age_months", *sorted(
        {name for row in rows for name in row} - {"group", "area", "area_code"})])  # fmt: skip
    return People(frame.astype({name: "boolean" for name in frame if name in YES_NO}), {})


def services(*rows: tuple) -> pd.DataFrame:
    columns = ["person_id", "date", "service_code", "need", "stage", "provider_id"]
    frame = pd.DataFrame(list(rows), columns=columns)
    return SERVICES.conform(frame.assign(date=pd.to_datetime(frame["date"])))


def needs(*rows: dict, given: pd.DataFrame | None = None) -> Needs:
    return needs_of(screen(people(*rows), RULES), services() if given is None else given, as_of=DAY)


def table(found: Needs, id: str) -> CountTable:
    return next(t for t in need_tables(found, CYCLE, AREAS) if t.id == id)


def test_a_need_follows_from_the_rules_that_name_it():
    found = needs({"safe_water": False, "welfare_rank": 1.0}, {"whz": -2.5}, {"comorbidity": "jantung"})
    assert found.states["environment"].tolist() == [AT_RISK, NOT_ASSESSABLE, NOT_ASSESSABLE]
    assert found.states["poverty"].tolist() == [AT_RISK, NOT_ASSESSABLE, NOT_ASSESSABLE]
    assert found.states["intake"].tolist() == [NOT_ASSESSABLE, AT_RISK, NOT_ASSESSABLE]
    assert found.states["medical"].tolist() == [NOT_ASSESSABLE, NOT_ASSESSABLE, AT_RISK]
    assert found.number.tolist() == [2, 1, 1]


def test_a_need_is_absent_only_where_every_rule_of_it_is_known():
    poverty = {"welfare_rank": 5.0, "liveable_house": True}
    assert needs(poverty).states["poverty"].tolist() == [NOT_AT_RISK]
    assert needs({"welfare_rank": 5.0}).states["poverty"].tolist() == [NOT_ASSESSABLE]


def test_a_rule_for_screening_is_no_need():
    rules = {rule.id for rule in RULES.rules if rule.kind == "screening" and "care" in rule.needs}
    assert "no_parenting_class" in rules
    assert needs({"parenting_class": False}).states["care"].tolist() == [NOT_ASSESSABLE]


def test_care_in_a_family_that_is_not_poor_is_a_profile_of_its_own():
    unfed = {"exclusive_breastfeeding": False}
    found = needs(unfed | {"welfare_rank": 6.0}, unfed | {"welfare_rank": 1.0}, unfed, {"welfare_rank": 6.0})
    assert found.care().tolist() == ["care_able", "care_poor", "care_welfare.unknown", "need.unknown"]
    counts = table(found, "needs")
    care = {level: counts[EVERYBODY.replace("need.care", level)] for level in
            ("present", "care_able", "care_poor", "care_welfare.unknown", "need.unknown")}  # fmt: skip
    assert care == {"present": 3, "care_able": 1, "care_poor": 1, "care_welfare.unknown": 1, "need.unknown": 1}


def test_the_steps_from_need_to_check():
    ill = {"comorbidity": "tb"}
    given = services(
        ("p0", "2025-07-01", "a", "medical", "rechecked", "RSUD"),
        ("p1", "2025-07-01", "a", "medical", "received", "Puskesmas"),
        ("p2", "2025-07-01", "a", "poverty", "received", "Dinas Sosial"),
        ("p3", "2025-07-01", "a", "medical", "offered", "Puskesmas"),
        ("p4", "2025-09-01", "a", "medical", "received", "Puskesmas"),  # after the day
        ("p5", "2025-07-01", "a", "medical", "received", "Puskesmas"),  # not in need
        ("nobody", "2025-07-01", "a", "medical", "received", "Puskesmas"),
    )
    found = needs(*[ill] * 5, {"comorbidity": ""}, given=given)
    counts = table(found, "needs_cascade")
    need = EVERYBODY.replace("need.medical", "present")
    assert [counts[need], *(counts[need.replace("stage.medical", s)] for s in NEED_STAGES)] == [5, 4, 3, 2, 1]
    offices = table(found, "needs_office")
    assert [offices[need.replace(f"office.medical.{by}", "served")] for by in ("hospital", "puskesmas")] == [1, 1]
    assert sum(offices.counts) == 2


def test_a_service_that_names_no_need_answers_none():
    given = services(("p0", "2025-07-01", "a", None, "received", None))
    found = needs({"comorbidity": "tb"}, given=given)
    assert found.stages.loc[0, [f"medical.{stage}" for stage in NEED_STAGES]].tolist() == [True, True, False, False]


ROW = st.fixed_dictionaries(
    {
        "group": st.sampled_from(["baduta", "bumil", "catin"]),
        "whz": st.none() | st.sampled_from([-2.5, 0.0]),
        "welfare_rank": st.none() | st.sampled_from([1.0, 8.0]),
        "safe_water": st.none() | st.booleans(),
        "immunised_for_age": st.none() | st.booleans(),
        "exclusive_breastfeeding": st.none() | st.booleans(),
        "comorbidity": st.none() | st.sampled_from(["", "tb"]),
    }
)
GIVEN = st.tuples(
    st.integers(0, 9).map(lambda i: f"p{i}"),
    st.just("2025-07-01"),
    st.uuids().map(str),
    st.none() | st.sampled_from(NEEDS),
    st.sampled_from(["offered", "received", "rechecked"]),
    st.sampled_from(["Puskesmas", "Dinas Sosial", "x"]),
)


@settings(max_examples=30)
@given(st.lists(ROW, min_size=1, max_size=10), st.lists(GIVEN, max_size=15))
def test_steps_shrink_and_pairs_and_numbers_fit_the_whole(rows, given):
    found = needs(*rows, given=services(*given))
    cascade, overlap, counts = (table(found, id) for id in ("needs_cascade", "needs_overlap", "needs"))
    for need in NEEDS:
        cell = EVERYBODY.replace(f"need.{need}", "present")
        steps = [cascade[cell], *(cascade[cell.replace(f"stage.{need}", s)] for s in NEED_STAGES)]
        assert steps == sorted(steps, reverse=True)
        assert steps[0] == counts[cell] == int(found.states[need].eq(AT_RISK).sum())
        groups = [counts[cell.replace("group", group)] for group in ("baduta", "bumil", "catin")]
        assert sum(groups) == counts[cell]
    assert sum(overlap[EVERYBODY.replace("number_of_needs", n)] for n in NUMBER_OF_NEEDS.below(None)) == len(rows)
    both = overlap[EVERYBODY.replace("need.medical", "present").replace("need.intake", "present")]
    assert both == int((found.states[["medical", "intake"]] == AT_RISK).all(axis=1).sum())


def test_the_list_says_what_may_be_done_by_whom_and_is_restricted():
    given = services(("p0", "2025-07-01", "a", "environment", "received", "Dinas PU"))
    found = needs({"safe_water": False, "comorbidity": "tb"}, {"whz": 0.0}, given=given)
    rows = need_lines(found).rows
    assert rows[["person_id", "need", "rules"]].to_numpy().tolist() == [
        ["p0", "medical", "comorbidity"],
        ["p0", "environment", "water_unsafe"],
    ]
    assert rows[list(NEED_STAGES)].to_numpy().tolist() == [[True, True, False, False], [True, True, True, False]]
    assert "comorbidity_care" in rows.loc[0, "activities"]
    assert "works_office" in rows.loc[1, "offices"]


def test_small_counts_of_needs_are_hidden_from_the_public():
    rows = [{"comorbidity": "", "safe_water": True} for _ in range(200)] + [{"comorbidity": "tb"}] * 2
    tables = need_tables(needs(*rows), CYCLE, AREAS)
    pattern = solve_pattern(tables)
    shown = {row.cell: row for row in release(tables[0], pattern).public.rows}
    assert shown[EVERYBODY.replace("need.medical", "present")].hidden
    restricted = {row.cell: row for row in release(tables[0], pattern).restricted.rows}
    assert restricted[EVERYBODY.replace("need.medical", "present")].numerator == 2


@pytest.mark.parametrize("rows", [(), ({"group": "nifas"},)])
def test_nobody_or_nothing_known_gives_zeros(rows):
    found = needs(*rows)
    assert all(table(found, "needs_cascade").counts[i] == 0 for i in range(len(NEEDS)))
    assert table(found, "needs")[EVERYBODY] == len(rows)
    assert need_lines(found).rows.empty
