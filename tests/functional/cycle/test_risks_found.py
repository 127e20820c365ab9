"""Through files, border and screening: whoever is truly at risk by a rule is found where the lists know enough."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.people import people_of
from audit.cases.rules import AT_RISK, NOT_AT_RISK, screen
from audit.reference.areas import areas_of
from audit.reference.rule_sets import GROUPS, rule_set

DAY = date(2025, 8, 31)  # of the lists; nobody is gone yet
TWO_ANSWERS = {"no_vitamin_a"}  # the register knows it too, and the newer of two answers counts


@pytest.fixture(scope="module")
def people(district):
    t = district.border.tables
    return people_of(
        t.children,
        t.visits,
        t.women,
        t.households,
        t.services,
        t.child_history,
        as_of=DAY,
        areas=areas_of(district.params.district.code),
        groups=GROUPS,
    )


@pytest.fixture(scope="module")
def nik(district, by_nik) -> pd.Series:
    """NIK by id."""
    return pd.Series(by_nik.index, index=by_nik.to_numpy())


def test_everybody_of_every_group_is_there(people, nik) -> None:
    counts = people.frame["group"].value_counts()
    assert set(counts.index) == set(GROUPS)
    assert people.frame["person_id"].isin(nik.index).mean() > 0.99


@pytest.mark.parametrize("rules", ["risk_practice_2026", "urgent_practice_2026"])
def test_at_risk_is_who_truly_is_and_not_at_risk_who_truly_is_not(district, people, nik, rules: str) -> None:
    """Not one person stands wrongly on either side; what is not known puts nobody on any."""
    true = pd.read_parquet(district.truth("risks")).query("rules == @rules").groupby("rule_id")["nik"].agg(set)
    found = screen(people, rule_set(rules))
    who = people.frame["person_id"].map(nik)
    known = who.notna().to_numpy()
    compared = 0
    for rule in set(found.states) - TWO_ANSWERS:
        at_risk, not_at_risk = (set(who[known & found.states[rule].eq(s).to_numpy()]) for s in (AT_RISK, NOT_AT_RISK))
        assert at_risk <= true.get(rule, set()), rule
        assert not not_at_risk & true.get(rule, set()), rule
        compared += len(at_risk) > 0
    assert compared >= (40 if rules.startswith("risk") else 4)


def test_half_of_those_truly_at_risk_are_found(district, people, nik) -> None:
    """The others were not measured, are not on the list, or a cell of theirs is empty; a family counts through a list
    that names the child."""
    true = pd.read_parquet(district.truth("risks")).query("rules == 'risk_practice_2026'")
    states = screen(people, rule_set("risk_practice_2026")).states
    who = people.frame["person_id"].map(nik)
    for rule, least in {"muac_low": 0.9, "hb_low_pregnant": 0.6, "height_short": 0.9, "latrine_unsafe": 0.4}.items():
        wanted = set(true.loc[true["rule_id"] == rule, "nik"])
        got = set(who[states[rule].eq(AT_RISK).to_numpy()].dropna())
        assert len(got & wanted) >= least * len(wanted), rule
