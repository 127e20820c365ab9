"""Contacts of one pregnancy: of this child, complete, and never a small count that was only early."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.risk.pregnancy_facts import pregnancy_facts
from audit.schemas import WOMEN

BORN = pd.Timestamp("2024-02-01")
TODAY = pd.Timestamp("2025-09-01")


def facts(*contacts: dict, born: pd.Timestamp = BORN) -> dict[str, float]:
    child = pd.DataFrame({"mother_id": ["m"], "birth_date": [born]})
    rows = [{"woman_id": "m", "contact_date": BORN - pd.Timedelta(days=days)} | rest for days, rest in (
        (c.pop("before"), c) for c in map(dict, contacts)
    )]  # fmt: skip
    women = WOMEN.conform(pd.DataFrame(rows)) if rows else WOMEN.empty()
    found = pregnancy_facts(child, women, as_of=TODAY)
    assert len(found) == 1
    return {name: float(x) if pd.notna(x) else None for name, x in found.iloc[0].items()}  # pyright: ignore[reportReturnType]


def test_counts_before_the_36th_week_are_not_complete():
    early = {"before": 60, "gestation_weeks": 31, "antenatal_visits": 4, "supplement_tablets": 60}
    assert facts(early)["antenatal_visits"] is None
    late = {"before": 14, "gestation_weeks": 37, "antenatal_visits": 5, "supplement_tablets": 80}
    found = facts(early, late)
    assert (found["antenatal_visits"], found["supplement_tablets"]) == (5, 80)


def test_a_count_noted_after_birth_is_complete_and_the_newest_answer_counts():
    late = {"before": 14, "gestation_weeks": 37, "antenatal_visits": 5}
    after = {"before": -20, "antenatal_visits": 6}
    assert facts(late, after)["antenatal_visits"] == 6
    assert facts(late, {"before": -20})["antenatal_visits"] == 5


@pytest.mark.parametrize("days", [44 * 7 + 1, -43])
def test_contacts_of_another_time_are_of_another_pregnancy(days):
    assert facts({"before": days, "gestation_weeks": 40, "antenatal_visits": 8})["antenatal_visits"] is None


def test_the_interval_is_counted_to_the_birth_of_this_child():
    """20 months since the last birth, 61 days (two months) before this one: 22 months between births."""
    found = facts({"before": 61, "gestation_weeks": 31, "birth_interval_months": 20})
    assert found["birth_interval_at_birth_months"] == pytest.approx(22.0, abs=0.01)


def test_an_interval_noted_after_birth_is_that_of_the_newborn_itself():
    assert facts({"before": -20, "birth_interval_months": 0})["birth_interval_at_birth_months"] is None


def test_nothing_noted_or_no_mother_is_missing():
    assert set(facts().values()) == {None}
    child = pd.DataFrame({"mother_id": pd.array([pd.NA], dtype="string"), "birth_date": [BORN]})
    row = {"woman_id": "m", "contact_date": BORN, "antenatal_visits": 6}
    assert pregnancy_facts(child, WOMEN.conform(pd.DataFrame([row])), as_of=TODAY).isna().all(axis=None)


def test_what_is_dated_after_the_audit_is_not_known_yet():
    child = pd.DataFrame({"mother_id": ["m"], "birth_date": [BORN]})
    women = WOMEN.conform(pd.DataFrame([{"woman_id": "m", "contact_date": BORN, "antenatal_visits": 6}]))
    known = pregnancy_facts(child, women, as_of=BORN - pd.Timedelta(days=1))
    assert known.isna().all(axis=None)
    assert pregnancy_facts(child, women, as_of=BORN)["antenatal_visits"].tolist() == [6]
