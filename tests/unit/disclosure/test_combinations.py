"""How many people share what is said of one: counted over the whole register, gaps never in favour."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.disclosure.combinations import is_common, sharing

REGISTER = pd.DataFrame(
    {
        "sex": ["f", "f", "f", "m", None],
        "band": ["6_12"] * 5,
        "thin": pd.array([True, True, False, True, None], "boolean"),
    }
)


def test_all_that_is_said_must_be_true_together():
    assert sharing(REGISTER, {"sex": "f"}) == 3
    assert sharing(REGISTER, {"sex": "f", "thin": True}) == 2
    assert sharing(REGISTER, {"sex": "m", "thin": False}) == 0


def test_a_gap_in_the_register_is_not_what_is_said():
    assert sharing(REGISTER, {"thin": True}) == 3
    assert sharing(REGISTER, {"thin": False}) == 1


def test_nobody_and_everybody():
    assert sharing(REGISTER, {}) == 5
    assert sharing(REGISTER.iloc[:0], {"sex": "f"}) == 0
    assert not is_common(REGISTER.iloc[:0], {}, k=1)


@pytest.mark.parametrize(("k", "common"), [(3, True), (4, False)])
def test_common_is_at_least_k(k, common):
    assert is_common(REGISTER, {"sex": "f"}, k=k) is common


def test_nothing_can_be_said_by_a_missing_value_or_of_an_unknown_attribute():
    with pytest.raises(ValueError, match="sex"):
        sharing(REGISTER, {"sex": None})
    with pytest.raises(KeyError):
        sharing(REGISTER, {"desa": "17.71.01.1001"})


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.booleans()), max_size=30))
def test_saying_more_never_fits_more_people(rows):
    register = pd.DataFrame(rows, columns=["one", "two", "three"])
    parts = [{}, {"one": "a"}, {"one": "a", "two": "x"}, {"one": "a", "two": "x", "three": True}]
    counts = [sharing(register, said) for said in parts]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == sum(row == ("a", "x", True) for row in rows)
