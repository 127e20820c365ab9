"""Description 1 lies between 0 and 2, which are two children."""

from __future__ import annotations

import numpy as np
import pytest

from audit.register.contests import contests
from audit.register.evidence import FIELDS, Evidence
from audit.register.names import CLOSE, DIFFERENT, SAME, UNKNOWN


def evidence(*pairs: tuple[int, int, dict[str, int]]) -> Evidence:
    levels = {field: np.array([p[2].get(field, SAME) for p in pairs], np.int8) for field in FIELDS}
    i, j = (np.array([p[k] for p in pairs], np.int64) for k in (0, 1))
    return Evidence(i, j, levels, np.zeros(len(pairs)))


def claim(first: dict[str, int], second: dict[str, int], rivals: dict[str, int] | None = None):
    near = [(0, 1, first), (1, 2, second)]
    return contests(evidence(*near), {(0, 2)}, evidence(*near, (0, 2, rivals or {})))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"name": CLOSE}, {"name": CLOSE}),
        ({"name": UNKNOWN}, {"name": UNKNOWN}),
        ({"name": CLOSE}, {"name": CLOSE, "parent": UNKNOWN, "birth_weight": UNKNOWN}),
        ({"name": CLOSE}, {"name": CLOSE, "area": DIFFERENT, "posyandu": DIFFERENT}),  # twins live together
    ],
)
def test_a_row_that_two_children_claim_is_left_to_a_person(first, second):
    assert claim(first, second) == ({1}, set())


@pytest.mark.parametrize("worse", [{"name": CLOSE}, {"sex": DIFFERENT}, {"same_day": DIFFERENT}])
def test_the_child_that_fits_better_keeps_it(worse):
    assert claim({}, worse) == (set(), {(1, 2)})
    assert claim(worse, {}) == (set(), {(0, 1)})


def test_place_and_parents_tell_children_of_other_parents_apart():
    elsewhere = {"area": DIFFERENT, "posyandu": DIFFERENT, "parent": DIFFERENT}
    assert claim({}, elsewhere, {"parent": DIFFERENT}) == (set(), {(1, 2)})
    assert claim({}, elsewhere) == ({1}, set())


def test_a_row_that_is_apart_from_one_rival_is_the_others_but_apart_from_both_it_is_torn():
    near = [(0, 1, {"name": CLOSE}), (1, 2, {"name": CLOSE})]
    pairs = evidence(*near, (0, 2, {"name": CLOSE}))
    assert contests(pairs, {(0, 2)}, pairs) == ({1}, set())
    assert contests(pairs, {(0, 2), (1, 2)}, pairs) == (set(), set())
    assert contests(pairs, {(0, 1), (0, 2), (1, 2)}, pairs) == ({0, 1, 2}, set())


def test_without_rivals_nothing_is_contested():
    pair = evidence((0, 1, {}))
    assert contests(pair, set(), pair) == (set(), set())
