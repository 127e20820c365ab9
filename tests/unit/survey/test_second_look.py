"""What may be said of two prevalences of a register: chance first, then the children whom nobody measured."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.survey.change import Estimate, change
from audit.survey.second_look import second_look


def register(p: float, n: int = 5000) -> Estimate:
    return Estimate("register", "admin", p, n=n)


def test_ratios_by_hand():
    # 80 of 100 measured, 20 % of them stunted: among all between .2 x (.8 + .2 / 2) = .18 and .2 x (.8 + .2 x 2) = .24.
    same = second_look(register(0.2), register(0.1), coverages=(0.8, 0.8), same_place=True)
    assert (same.moved_low, same.moved_high) == (pytest.approx(-0.12), pytest.approx(-0.09))
    other = second_look(register(0.2), register(0.1), coverages=(0.8, 0.8), same_place=False)
    assert (other.moved_low, other.moved_high) == (pytest.approx(0.09 - 0.24), pytest.approx(0.12 - 0.18))
    assert same.verdict == other.verdict == "turun"


def test_a_difference_that_the_unmeasured_may_turn_round_has_no_direction():
    found = second_look(register(0.15), register(0.18), coverages=(0.8, 0.8), same_place=False)
    assert found.change.verdict == "naik"
    assert found.moved_low < 0 < found.moved_high
    assert found.verdict == "bergantung"
    assert second_look(register(0.15), register(0.18), coverages=(0.8, 0.8), same_place=True).verdict == "naik"


def test_half_as_many_measured_the_second_time_can_hide_a_rise():
    found = second_look(register(0.15), register(0.18), coverages=(1.0, 0.5), same_place=True)
    assert (found.moved_low, found.verdict) == (pytest.approx(0.18 * 0.75 - 0.15), "bergantung")


def test_services_have_nobody_to_measure():
    found = second_look(register(0.5), register(0.6), same_place=False)
    assert (found.moved_low, found.moved_high, found.verdict) == (None, None, "naik")


shares, coverages = st.floats(0, 1), st.floats(0.01, 1)


@given(shares, shares, coverages, coverages, st.booleans())
def test_the_limits_hold_the_difference_and_no_verdict_goes_beyond_chance(a, b, c, d, same_place):
    found = second_look(register(a), register(b), coverages=(c, d), same_place=same_place)
    assert -1 <= found.moved_low <= found.change.difference <= found.moved_high <= 1
    assert found.verdict in (found.change.verdict, "bergantung")
    assert (found.verdict == "bergantung") <= (found.moved_low <= 0 <= found.moved_high)


@given(shares, shares, st.booleans())
def test_with_everybody_measured_only_chance_counts(a, b, same_place):
    found = second_look(register(a), register(b), coverages=(1.0, 1.0), same_place=same_place)
    assert found.moved_low == pytest.approx(found.moved_high) == pytest.approx(found.change.difference)
    assert found.change == change(register(a), register(b))
