"""Whatever is known of people: what is missing decides nothing, and knowing more only ever settles what was open."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.cases.people import People
from audit.cases.rules import AT_RISK, NOT_ASKED, NOT_ASSESSABLE, NOT_AT_RISK, screen
from audit.reference.rule_sets import GROUPS, Condition, rule_set, rule_set_ids

FIELDS = {
    condition.field: condition
    for id in rule_set_ids()
    for rule in rule_set(id).rules
    for condition in (rule.asks, *rule.where)
}

DTYPES = {bool: "boolean", float: "float64"}


def values(condition: Condition) -> st.SearchStrategy:
    if isinstance(condition.bound, bool):
        return st.none() | st.booleans()
    if isinstance(condition.bound, float):
        near = [condition.bound, condition.bound - 0.5, condition.bound + 0.5]
        return st.none() | st.sampled_from(near) | st.floats(-10, 300)
    words = condition.bound if isinstance(condition.bound, tuple) else (str(condition.bound),)
    return st.none() | st.sampled_from([*words, "", "lain"])


PERSON = st.fixed_dictionaries({"group": st.sampled_from(GROUPS), **{name: values(c) for name, c in FIELDS.items()}})


def people(rows: list[dict]) -> People:
    frame = pd.DataFrame(rows)
    for name, condition in FIELDS.items():
        frame[name] = frame[name].astype(DTYPES.get(type(condition.bound), "string"))
    return People(frame.assign(person_id=[str(i) for i in range(len(frame))], area_code="17.71"), {})


@settings(max_examples=40)
@given(st.lists(PERSON, min_size=1, max_size=6), st.sampled_from(rule_set_ids()))
def test_a_missing_value_is_never_at_risk_and_never_not(rows, id):
    everybody, rules = people(rows), rule_set(id)
    states = screen(everybody, rules).states
    for rule in rules.rules:
        missing = everybody.frame[list(rule.fields)].isna().any(axis=1).to_numpy()
        assert states.loc[missing, rule.id].isin([NOT_ASSESSABLE, NOT_ASKED]).all()
        asked = everybody.frame["group"].isin(rule.groups).to_numpy() & ~missing
        assert not states.loc[asked, rule.id].eq(NOT_ASSESSABLE).any()


@settings(max_examples=40)
@given(PERSON, st.sampled_from(sorted(FIELDS)), st.data())
def test_forgetting_a_value_only_opens_what_was_settled(row, field, data):
    id = data.draw(st.sampled_from(rule_set_ids()))
    before = screen(people([row]), rule_set(id)).states.iloc[0]
    after = screen(people([row | {field: None}]), rule_set(id)).states.iloc[0]
    for rule in rule_set(id).rules:
        if field not in rule.fields:
            assert after[rule.id] == before[rule.id]
        elif before[rule.id] in (AT_RISK, NOT_AT_RISK) or before[rule.id] == NOT_ASSESSABLE:
            assert after[rule.id] == NOT_ASSESSABLE
