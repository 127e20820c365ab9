"""What is brought together of one case: nobody who is gone, causes only once reviewed, nothing from after the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import isnan

import pandas as pd
import pytest

from audit.anthropometry.growth_series import growth_series, many_growth_series
from audit.cases.case_file import CaseSources, case_pages_of
from audit.cases.people import people_of
from audit.cases.rules import screen
from audit.reference.areas import areas_of
from audit.reference.rule_sets import GROUPS, rule_set
from audit.schemas import (
    CASES,
    CAUSES,
    CHILD_HISTORY,
    CHILDREN,
    CONSENTS,
    ENTRIES,
    EVALUATIONS,
    FOLLOW_UPS,
    HOUSEHOLDS,
    REVIEWS,
    SERVICES,
    VISITS,
    WOMEN,
)
from audit.store.entries import changes

DAY = date(2025, 9, 15)
AREA = "17.71.01.1001"


def entries_of(*tables):
    out = ENTRIES.conform(pd.DataFrame())
    for table, rows in tables:
        records = table.conform(pd.DataFrame(rows))
        out = pd.concat(
            [out, changes(out, table, records, role="uji", filled_on=DAY, source_system="uji", only_given=True)],
            ignore_index=True,
        )
    return out


@pytest.fixture(scope="module")
def make_sources():
    def make(*, review=True, gone="hidup", **more):
        born = pd.Timestamp("2024-03-15")
        children = CHILDREN.conform(
            pd.DataFrame(
                {"child_id": ["a"], "sex": ["f"], "birth_date": [born], "area_code": [AREA], "mother_id": ["w"],
                 "gestation_weeks": [34.0], "life_status": [gone], "life_status_date": [pd.Timestamp("2025-09-01")]}
            )
        )  # fmt: skip
        days = pd.to_datetime(["2024-09-15", "2025-03-15", "2025-09-10", "2025-10-10"])
        visits = VISITS.conform(
            pd.DataFrame({"child_id": "a", "visit_date": days, "seq": 1, "weight_kg": [6.0, 7.0, 8.0, 8.1],
                          "lenhei_cm": [60.0, 66.0, 72.0, 72.5], "measure": "l"})
        )  # fmt: skip
        women = WOMEN.conform(
            pd.DataFrame(
                {"woman_id": ["w", "b", "b"],
                 "contact_date": pd.to_datetime(["2023-12-01", "2025-06-01", "2025-08-01"]),
                 "group": "bumil", "area_code": AREA, "gestation_weeks": [20.0, 12.0, 20.0],
                 "weight_kg": [50.0, 48.0, 51.0], "height_cm": 150.0, "muac_cm": [24.0, 22.0, None]}
            )
        )  # fmt: skip
        history = CHILD_HISTORY.conform(
            pd.DataFrame({"child_id": ["a"], "recorded_on": [pd.Timestamp("2025-03-15")], "recent_illness": ["diare"],
                          "exclusive_breastfeeding": [True], "complementary_from_months": [6.0]})
        )  # fmt: skip
        services, households = SERVICES.conform(pd.DataFrame()), HOUSEHOLDS.conform(pd.DataFrame())
        people = people_of(
            children, visits, women, households, services, history, as_of=DAY, areas=areas_of("17.71"), groups=GROUPS
        )
        cases = [
            {"case_id": f"k{i}", "cycle": "2025-2", "case_no": i, "person_id": who, "group": group, "area_code": AREA}
            for i, (who, group) in enumerate((("a", "baduta"), ("b", "bumil")), start=1)
        ]
        reviews = [
            {"review_id": f"r{i}", "case_id": f"k{i}", "discipline": who, "reader": "pertama", "signed": True,
             "reviewed_on": pd.Timestamp(DAY)}
            for i, who in ((1, "sp_a"), (2, "sp_og"))
        ]  # fmt: skip
        causes = [
            {"cause_id": "c1", "review_id": "r1", "case_id": "k1", "cause_code": "no_latrine", "present": True,
             "level": "indirect", "evidence": "K;O"}
        ]  # fmt: skip
        plans = [
            {"rtl_id": "f1", "case_id": "k1", "activity": "Jamban", "leader": "PUPR", "status": "proses",
             "approved_on": pd.Timestamp(DAY), "due_on": pd.Timestamp("2025-09-01")}
        ]  # fmt: skip
        told = [(CASES, cases), (CAUSES, causes), (FOLLOW_UPS, plans)] + ([(REVIEWS, reviews)] if review else [])
        return CaseSources(
            children, visits, women, services, history, more.get("consents", CONSENTS.conform(pd.DataFrame())),
            entries_of(*told), screen(people, rule_set("risk_practice_2026")), DAY,
        )  # fmt: skip

    return make


def test_a_reviewed_case_has_causes_with_evidence_and_plans_as_they_stand(make_sources):
    child, _ = case_pages_of(make_sources())
    assert child.review == "reviewed"
    assert [(c.code, c.level, c.evidence) for c in child.causes] == [("no_latrine", "indirect", "KO")]
    assert [(p.activity, p.leader, p.state, p.due_on) for p in child.plans] == [
        ("Jamban", "PUPR", "overdue", date(2025, 9, 1))
    ]


def test_before_the_review_a_case_has_risks_and_no_cause(make_sources):
    child, _ = case_pages_of(make_sources(review=False))
    assert child.review == "waiting"
    assert child.missing == "sp_a/gizi"
    assert child.causes == ()


@pytest.mark.parametrize("status", ["meninggal", "pindah", "menolak"])
def test_whoever_is_gone_has_no_page(make_sources, status):
    assert [page.case_no for page in case_pages_of(make_sources(gone=status))] == [2]


def test_no_case_is_no_page(make_sources):
    sources = replace(make_sources(), entries=ENTRIES.conform(pd.DataFrame()))
    assert case_pages_of(sources) == ()


def test_a_woman_is_shown_since_her_newest_pregnancy_began(make_sources):
    sources = make_sources()
    before = (
        sources.women[sources.women["woman_id"].eq("b")]
        .iloc[:1]
        .assign(contact_date=pd.Timestamp("2023-05-01"), gestation_weeks=30.0, weight_kg=60.0)
    )
    women = WOMEN.conform(pd.concat([before, sources.women], ignore_index=True))
    _, woman = case_pages_of(replace(sources, women=women))
    assert [c.on for c in woman.contacts] == [date(2025, 6, 1), date(2025, 8, 1)]
    assert [c.gain_kg for c in woman.contacts] == [0.0, 3.0]


def test_what_the_audit_measured_is_marked_as_its_own(make_sources):
    sources = make_sources()
    more = EVALUATIONS.conform(
        pd.DataFrame(
            {"evaluation_id": ["k1:x"], "case_id": ["k1"], "evaluated_on": [pd.Timestamp("2025-08-20")],
             "lenhei_cm": [71.0]}
        )
    )  # fmt: skip
    new = changes(sources.entries, EVALUATIONS, more, role="uji", filled_on=DAY, source_system="uji")
    child, _ = case_pages_of(replace(sources, entries=pd.concat([sources.entries, new], ignore_index=True)))
    assert [(p.measured_cm, p.audit) for p in child.growth.points] == [
        (60.0, False),
        (66.0, False),
        (71.0, True),
        (72.0, False),
    ]


def test_growth_ends_on_the_day_and_is_at_corrected_age(make_sources):
    child, _ = case_pages_of(make_sources())
    assert [p.measured_cm for p in child.growth.points] == [60.0, 66.0, 72.0]
    assert child.growth.gestation_weeks == 34
    assert child.growth.points[-1].corrected.months < child.growth.points[-1].born.months


def test_the_time_line_has_pregnancy_measurements_feeding_and_illness(make_sources):
    child, _ = case_pages_of(make_sources())
    lanes = [mark.lane for mark in child.timeline]
    assert lanes.count("measured") == 3
    assert [round(m.months) for m in child.timeline if m.lane == "pregnancy"] == [-3]
    assert next((m.name, m.months, m.until) for m in child.timeline if m.lane == "feeding") == ("exclusive", 0.0, 6.0)
    (ill,) = [m for m in child.timeline if m.lane == "illness"]
    assert (ill.name, round(ill.months), round(ill.until)) == ("diare", 9, 12)


@pytest.mark.parametrize(
    "earlier",
    [
        {"contact_date": "2023-03-01", "gestation_weeks": 30.0},  # gestation begins anew
        {"contact_date": "2023-03-01", "gestation_weeks": 8.0},  # further apart than a pregnancy lasts
        {"contact_date": "2023-03-01", "gestation_weeks": None},
    ],
)
def test_weight_is_gained_within_the_newest_pregnancy_alone(make_sources, earlier):
    sources = make_sources()
    before = {"woman_id": "b", "group": "bumil", "weight_kg": 60.0, "height_cm": 150.0, "area_code": AREA} | earlier
    row = WOMEN.conform(pd.DataFrame([before | {"contact_date": pd.Timestamp(before["contact_date"])}]))
    women = WOMEN.conform(pd.concat([sources.women, row], ignore_index=True))
    (_, woman) = case_pages_of(replace(sources, women=women))
    assert [c.gain_kg for c in woman.contacts] == [0.0, 3.0]  # the strip begins with that pregnancy


def test_a_woman_has_her_contacts_with_gain_since_the_first_weight(make_sources):
    _, woman = case_pages_of(make_sources())
    assert not woman.is_child
    assert woman.growth is None
    assert [c.gain_kg for c in woman.contacts] == [0.0, 3.0]
    assert woman.contacts[0].bmi == pytest.approx(48 / 1.5**2)
    assert isnan(woman.contacts[1].muac_cm)
    assert woman.bounds["muac_cm"] == 23.5


def test_consent_is_a_yes_that_nobody_took_back_also_after_the_day_of_the_audit(make_sources):
    def agreed(*answers):
        frame = pd.DataFrame(answers, columns=["person_id", "decided_on", "given"]).assign(purpose="audit")
        consents = CONSENTS.conform(frame.assign(decided_on=pd.to_datetime(frame["decided_on"])))
        return [page.consent_audit for page in case_pages_of(make_sources(consents=consents))]

    yes = ("a", "2025-01-01", True), ("b", "2025-01-01", True)
    assert agreed(*yes) == [True, True]
    assert agreed(*yes, ("a", "2025-02-01", False)) == [False, True]
    assert agreed(*yes, ("b", "2025-12-01", False)) == [True, False]
    assert [page.consent_audit for page in case_pages_of(make_sources())] == [False, False]


def test_growth_of_many_children_is_that_of_each_alone(make_sources):
    sources = make_sources()
    twin = sources.children.assign(child_id="t", gestation_weeks=40.0)
    other = sources.visits.assign(child_id="t", lenhei_cm=[60.0, 56.0, 72.0, 71.0])  # shrinks twice
    children, visits = pd.concat([sources.children, twin]), pd.concat([sources.visits, other])
    many = many_growth_series(children, visits)
    assert {id: repr(series) for id, series in many.items()} == {
        id: repr(growth_series(children, visits, id)) for id in ("a", "t")
    }
    assert any(point.doubts for point in many["t"].points)
