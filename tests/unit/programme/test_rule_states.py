"""States of rules as words: which were met, and the level that each state stands for."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.programme.rule_states import AT_RISK, NOT_ASKED, NOT_ASSESSABLE, NOT_AT_RISK, rules_met, state_levels

LEVELS = {AT_RISK: "yes", NOT_AT_RISK: "no", NOT_ASKED: "no", NOT_ASSESSABLE: "unknown"}


def test_the_rules_that_were_met_keep_their_order():
    states = pd.DataFrame({"b": [1, 0, 1, -1], "a": [1, -1, 0, -2]}, dtype=np.int8)
    assert rules_met(states, ["b", "a"]) == ["b;a", "", "b", ""]
    assert rules_met(states, ["a"]) == ["a", "", "", ""]
    assert rules_met(states.iloc[:0], ["b", "a"]) == []


def test_states_of_one_level_are_one_category():
    found = state_levels(np.array([1, 0, -1, -2], dtype=np.int8), LEVELS)
    assert found.tolist() == ["yes", "no", "unknown", "no"]
    assert sorted(found.categories) == ["no", "unknown", "yes"]
    assert len(state_levels(np.array([], dtype=np.int8), LEVELS)) == 0


def test_a_state_without_a_level_is_missing_and_no_other_level():
    few = {AT_RISK: "yes", NOT_AT_RISK: "no", NOT_ASSESSABLE: "?"}
    assert state_levels(np.array([NOT_ASKED, AT_RISK], dtype=np.int8), few).isna().tolist() == [True, False]
