"""What lists of women and histories say of the scorecard: dated where it can be, open where not, and by any name."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.programme.quarter import Quarter, month_numbers, quarter_of, quarters_until
from audit.programme.scorecard_evidence import NOT_NOTED, receipt_evidence
from audit.programme.scorecard_people import scorecard_people
from audit.programme.scorecard_sources import notes_of_histories, notes_of_women, risk_by_form
from audit.reference.service_packages import package_set, service_facts
from audit.reference.service_spellings import facts_of, spellings
from audit.schemas import CHILD_HISTORY, CHILDREN, KPM_MOTHERS, PACKAGE_RECEIPT, WOMEN

QUARTER, PACKAGES = Quarter(2025, 3), package_set()


def contacts(*rows) -> pd.DataFrame:
    names = ["contact_date", "gestation_weeks", "antenatal_visits", "supplement_tablets"]
    return WOMEN.conform(pd.DataFrame(rows, columns=names).assign(woman_id="w", group="bumil"))


def said(notes, fact) -> dict[str, float]:
    """Times by month of one fact, whoever it is about."""
    found = {}
    for _, note in notes:
        if note.fact == fact:
            months = [str(pd.Period(ordinal=int(m), freq="M")) for m in note.month]
            found |= dict(zip(months, note.times, strict=True))
    return found


def test_visits_added_between_two_contacts_of_one_quarter_are_of_it():
    rows = contacts(("2025-07-03", 20, 2, 30), ("2025-09-05", 29, 5, 30))
    assert said(notes_of_women(rows), "antenatal") == {"2025-09": 3.0}  # 5 - 2; the first 2 may be of any quarter
    assert said(notes_of_women(rows), "iron_tablets") == {}  # no tablet was added


def test_visits_added_since_a_contact_of_an_earlier_quarter_are_of_no_quarter():
    assert said(notes_of_women(contacts(("2025-05-03", 12, 1, 0), ("2025-08-03", 25, 3, 90))), "antenatal") == {}


def test_a_pregnancy_that_began_in_the_quarter_has_all_its_visits_there():
    rows = contacts(("2025-09-20", 8, 1, 30))
    assert said(notes_of_women(rows), "antenatal") == {"2025-09": 1.0}
    assert said(notes_of_women(rows), "iron_tablets") == {"2025-09": 1.0}  # that she had some, not how many


def test_a_count_of_nothing_says_no_of_every_month_before():
    rows = contacts(("2025-09-20", 12, 0, None))  # 84 days before: 28 June
    assert said(notes_of_women(rows), "antenatal") == {"2025-06": 0.0, "2025-07": 0.0, "2025-08": 0.0}
    assert said(notes_of_women(rows), "iron_tablets") == {}


def test_without_weeks_nothing_is_dated():
    assert said(notes_of_women(contacts(("2025-09-20", None, 3, 30))), "antenatal") == {}


def history(born, complete, attended=None):
    rows = {"child_id": ["c"], "recorded_on": ["2025-09-10"], "immunised_for_age": [complete]}
    table = CHILD_HISTORY.conform(pd.DataFrame({**rows, "parenting_class": [attended]}))
    children = CHILDREN.conform(pd.DataFrame({"child_id": ["c"], "birth_date": [born]}))
    notes = list(notes_of_histories(table, children, PACKAGES))
    return {fact: said(notes, fact) for fact in ("immunisation_basic", "immunisation_measles", "parenting")}


@pytest.mark.parametrize(
    ("born", "complete", "basic", "measles"),
    [
        ("2025-06-10", True, {}, {}),  # three months: the scorecard asks for nothing yet
        ("2025-02-10", True, {"2025-09": 1.0}, {}),  # seven months: measles is not asked for yet
        ("2024-06-10", True, {"2025-09": 1.0}, {"2025-09": 1.0}),
        ("2025-02-10", False, {"2025-09": 0.0}, {}),
        ("2024-06-10", False, {}, {"2025-09": 0.0}),  # which of the two is missing nobody said
        ("2024-06-10", None, {}, {}),
        (None, True, {}, {}),
    ],
)
def test_immunised_for_age_says_what_the_scorecard_asks_for_at_that_age(born, complete, basic, measles):
    found = history(born, complete, attended=True)
    assert (found["immunisation_basic"], found["immunisation_measles"]) == (basic, measles)
    assert found["parenting"] == {"2025-09": 1.0}


def test_status_of_form_2a_says_who_is_at_risk_and_silence_says_nothing():
    rows = [("a", "2025-07", "kek"), ("a", "2025-08", "normal"), ("b", "2025-07", "normal"), ("c", "2025-07", None)]
    table = KPM_MOTHERS.conform(pd.DataFrame(rows, columns=["person_id", "month", "mother_status"]))
    assert risk_by_form(table, QUARTER.months).to_dict() == {"a": True, "b": False}
    assert risk_by_form(table, Quarter(2024, 1).months).empty


@pytest.mark.parametrize("words", ["ANC", "Pemeriksaan  Kehamilan", "periksa-kehamilan", "antenatal", "K6."])
def test_one_service_under_several_names_is_one_fact(words):
    assert facts_of(words) == ("antenatal",)


def test_a_name_that_nobody_gave_means_nothing_and_one_of_both_targets_means_both():
    assert facts_of("Yandu plus") == ()
    assert set(facts_of("Konseling Gizi")) == {"parent_counselling", "nutrition_counselling"}
    assert {fact for facts in spellings().values() for fact in facts} == set(service_facts())


def test_rows_under_other_names_count_and_unknown_names_do_not():
    children = CHILDREN.conform(pd.DataFrame({"child_id": ["c"], "birth_date": ["2024-12-01"]}))
    people = scorecard_people(children, WOMEN.empty(), QUARTER, PACKAGES)
    rows = [
        ("c", "2025-08", "Kelas Ibu Balita", 2),
        ("c", "2025-08", "parent_counselling", 1),
        ("c", "2025-09", "?", 5),
    ]
    receipt = PACKAGE_RECEIPT.conform(pd.DataFrame(rows, columns=["person_id", "month", "fact", "times"]))
    evidence = receipt_evidence(people, [QUARTER], receipt=receipt)
    times = evidence.facts["parent_counselling"].times[0]
    august = int(month_numbers(pd.Series(["2025-08"]))[0]) - evidence.first
    assert times[august] == 2  # the larger of two notes
    assert (times[:august] == NOT_NOTED).all() and (times[august + 1 :] == NOT_NOTED).all()


def test_quarters_are_those_that_are_over():
    assert [q.id for q in quarters_until(pd.Timestamp("2025-09-15").date(), 2)] == ["2025-Q1", "2025-Q2"]
    assert [q.id for q in quarters_until(pd.Timestamp("2025-03-31").date(), 2)] == ["2024-Q4", "2025-Q1"]
    assert quarter_of("2024-Q4").months == ("2024-10", "2024-11", "2024-12")
