"""The published way to choose is sound: weights are shares of one, its rules exist, every group has places."""

from __future__ import annotations

import pytest

from audit.reference.rule_sets import GROUPS, rule_set
from audit.reference.selection_rules import PARTS, selection_rules

RULES = selection_rules()


def test_weights_are_shares_of_one_for_every_part():
    assert tuple(RULES.weights) == PARTS
    assert sum(RULES.weights.values()) == pytest.approx(1)
    assert min(RULES.weights.values()) > 0


def test_missing_data_are_no_part_of_the_score():
    assert not any("missing" in part for part in RULES.weights)


def test_places_are_those_of_practice():
    assert set(RULES.per_group) == set(GROUPS)
    assert all(1 <= n <= 5 for n in RULES.per_group.values())
    assert 10 <= sum(n for group, n in RULES.per_group.items() if group != "busui") <= 25


def test_rules_that_are_named_exist():
    known = {rule.id for rule in rule_set("risk_practice_2026").rules}
    named = {*RULES.comorbidity, *(rule for matter in RULES.one_matter for rule in matter)}
    assert named <= known


def test_about_a_tenth_is_drawn_by_lot():
    assert RULES.random_share == pytest.approx(0.1)
    assert RULES.confidence in ("H", "M", "L")
