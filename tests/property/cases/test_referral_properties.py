"""Whatever the days say: a finding begins one referral at most, and everybody stands in one place."""

from __future__ import annotations

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from audit.cases.referrals import EVERYBODY, referral_loop, referral_results, worklist
from audit.cases.urgent_referral import FOUND, new_referrals, referral_id
from audit.reference.referral_rules import LOOP, STEPS
from audit.results import Cell
from audit.schemas import REFERRALS

START, AS_OF = pd.Timestamp("2025-06-01"), date(2025, 9, 15)
DAYS = st.integers(0, 200)
PEOPLE, RULES = st.sampled_from("abcd"), st.sampled_from(["oedema", "muac_very_low"])
LATER = [step for step in STEPS if step != "found_on"]


@st.composite
def known(draw):
    rows = {}
    for person, rule, found in draw(st.lists(st.tuples(PEOPLE, RULES, DAYS), max_size=12)):
        on = START + pd.Timedelta(days=found)
        steps = draw(st.dictionaries(st.sampled_from(LATER), DAYS, max_size=4))
        id = referral_id(person, rule, on)
        rows[id] = {"referral_id": id, "person_id": person, "group": "bumil", "rule_id": rule, "found_on": on}
        rows[id] |= {step: START + pd.Timedelta(days=n) for step, n in steps.items()}
    return REFERRALS.conform(pd.DataFrame(list(rows.values()), columns=None if rows else list(REFERRALS.names)))


@st.composite
def findings(draw):
    seen = draw(st.dictionaries(st.tuples(PEOPLE, RULES), DAYS, max_size=8))
    rows = [
        (referral_id(person, rule, on := START + pd.Timedelta(days=n)), person, "bumil", None, rule, "y", on, False)
        for (person, rule), n in seen.items()
    ]
    dtypes = {name: dtype for name, dtype in REFERRALS.columns if name in FOUND}
    return pd.DataFrame(rows, columns=list(FOUND)).astype(dtypes)


@given(findings(), known())
def test_adding_what_is_new_twice_adds_nothing_the_second_time(found, referrals):
    new = new_referrals(found, referrals)
    assert set(new["referral_id"]) <= set(found["referral_id"])
    assert not set(new["referral_id"]) & set(referrals["referral_id"])
    after = REFERRALS.conform(pd.concat([referrals, new.reindex(columns=list(REFERRALS.names))], ignore_index=True))
    assert new_referrals(found, after).empty


@given(findings(), known())
def test_nobody_who_was_found_is_without_a_referral(found, referrals):
    """Each finding begins one, or one of the same person and rule was there on its day or is open."""
    left = found[~found["referral_id"].isin(new_referrals(found, referrals)["referral_id"])]
    for row in left.itertuples():
        same = referrals[referrals["person_id"].eq(row.person_id) & referrals["rule_id"].eq(row.rule_id)]
        assert (
            same["closed_on"].isna() | (same["closed_on"] >= row.found_on) | same["found_on"].eq(row.found_on)
        ).any()


@given(known(), st.sets(PEOPLE))
def test_the_parts_are_the_whole(referrals, gone):
    _, steps, _, lines = referral_results(referrals, gone, "2025-2", AS_OF)

    def n(level):
        return steps[Cell.of("2025-2", referral=level)]

    assert n(EVERYBODY) == referrals["person_id"].nunique() == sum(n(part) for part in LOOP.below(EVERYBODY))
    assert n("waiting") == sum(n(part) for part in LOOP.below("waiting"))
    assert n("received") == sum(n(part) for part in LOOP.below("received"))
    assert not set(lines.rows["person_id"]) & gone


@given(known())
def test_late_ones_come_first_and_closed_ones_last(referrals):
    rows = worklist(referrals, (), AS_OF)
    assert sorted(rows["referral_id"]) == sorted(referrals["referral_id"])
    assert rows["late"].to_list() == sorted(rows["late"], reverse=True)
    assert rows["open"].to_list() == sorted(rows["open"], reverse=True)
    assert not (rows["late"] & ~rows["open"]).any()
    assert len(referral_loop(referrals, AS_OF)) == len(referrals)
