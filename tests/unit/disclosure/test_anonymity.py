"""k-anonymity and l-diversity on frames that can be counted by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from audit.disclosure.anonymity import Anonymity, coarser_columns, falls_short, measure, same_steps

# Example of Sweeney (2002) in kind: three classes of 3, 2 and 1.
PEOPLE = pd.DataFrame(
    {
        "sex": ["m", "m", "m", "f", "f", "f"],
        "age": [1, 1, 1, 2, 2, 3],
        "stunted": [True, False, False, True, True, False],
    }
)


def test_classes_are_measured():
    found = measure(PEOPLE, ["sex", "age"], ["stunted"])
    assert (found.k, found.diversity, found.classes, found.people) == (1, 1, 3, 6)
    assert found.entropy == pytest.approx(1)


def test_entropy_is_that_of_the_most_uniform_class():
    share = 1 / 3
    expected = math.exp(-(share * math.log(share) + 2 * share * math.log(2 * share)))
    assert measure(PEOPLE.iloc[:3], ["sex"], ["stunted"]).entropy == pytest.approx(expected)


def test_without_quasi_identifiers_all_are_one_class():
    assert measure(PEOPLE, []).k == 6


def test_nobody_is_measured_as_nobody():
    assert measure(PEOPLE.iloc[:0], ["sex"], ["stunted"]) == Anonymity(0, 0, 0.0, 0, 0)
    assert falls_short(PEOPLE.iloc[:0], ["sex"], k=5, diversity=2).tolist() == []


def test_a_missing_value_is_seen_like_any_other():
    frame = PEOPLE.assign(age=[1, None, None, 2, 2, 2])
    assert falls_short(frame, ["sex", "age"], k=2, diversity=1).tolist() == [True] + [False] * 5


def test_small_and_uniform_classes_fall_short():
    short = falls_short(PEOPLE, ["sex", "age"], ["stunted"], k=2, diversity=2)
    assert short.tolist() == [False] * 3 + [True] * 3  # two who are both stunted, and one alone


def test_each_sensitive_column_counts():
    frame = PEOPLE.iloc[:3].assign(other=True)
    assert falls_short(frame, ["sex"], ["stunted", "other"], k=2, diversity=2).all()


def test_the_column_that_is_enough_is_named_first():
    ladders = {"sex": ("exact", "none"), "age": ("years", "none")}

    def build(levels):
        return PEOPLE.assign(**{name: "*" for name, level in levels.items() if level == "none"})

    found = coarser_columns(build, {"sex": "exact", "age": "years"}, ladders, [], k=2, diversity=1)
    assert [(step.column, step.level, step.short) for step in found] == [("age", "none", 0), ("sex", "none", 1)]


def test_a_column_at_its_coarsest_is_not_named():
    assert (
        coarser_columns(lambda levels: PEOPLE, {"age": "none"}, {"age": ("years", "none")}, [], k=9, diversity=1) == []
    )


def test_numbers_become_means_of_neighbours_of_the_same_class():
    frame = pd.DataFrame({"of": ["a"] * 5 + ["b"] * 2, "score": [5.0, 1.0, 2.0, 4.0, 3.0, 9.0, 7.0]})
    out = same_steps(frame, ["score"], ["score"], ["of"], 2)
    # 1 and 2; 3, 4 and the one left over, 5; then 7 and 9.
    assert out["score"].tolist() == [4.0, 1.5, 1.5, 4.0, 4.0, 8.0, 8.0]
    assert frame["score"].iloc[0] == 5.0


def test_a_missing_number_gets_the_mean_of_its_neighbours():
    frame = pd.DataFrame({"at": [1, 2], "score": [3.0, np.nan]})
    assert same_steps(frame, ["score"], ["at"], [], 2)["score"].tolist() == [3.0, 3.0]
