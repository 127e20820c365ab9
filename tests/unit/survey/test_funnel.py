"""Funnels: what lies outside, how often by chance, and how over-dispersion widens them."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np
import pytest

from audit.survey.funnel import Funnel, funnel, funnel_limits

KINDS = ["exact", "normal", "wilson"]


def test_places_say_how_far_out_an_area_lies():
    result = funnel([20, 200, 320, 130, 0], [100, 1000, 1000, 1000, 0], target=0.2, overdispersion=False)
    assert result.place == ("within", "within", "above_outer", "below_outer", "")
    assert np.isnan(result.z[4])
    assert funnel([25], [80], target=0.2, overdispersion=False).place == ("above",)
    assert funnel([8], [80], target=0.2, overdispersion=False).place == ("below",)


def test_areas_keep_the_order_in_which_they_were_given():
    events, n = np.array([3, 40, 7]), np.array([20, 90, 45])
    forth, back = funnel(events, n), funnel(events[::-1], n[::-1])
    np.testing.assert_array_equal(forth.inner_high, back.inner_high[::-1])
    assert forth.place == back.place[::-1]
    assert not {"rank", "order"} & {field.name for field in dataclasses.fields(Funnel)}


@pytest.mark.parametrize("kind", KINDS)
def test_limits_close_in_on_the_target_as_children_grow_more(kind):
    low, high = funnel_limits(0.2, [20, 100, 500, 10_000], level=0.95, limits=kind)
    assert all(a < b <= 0.2 for a, b in pairwise(low))
    assert all(a > b >= 0.2 for a, b in pairwise(high))


@pytest.mark.parametrize("kind", KINDS)
def test_limits_stay_within_0_and_1(kind):
    low, high = funnel_limits(0.02, [1, 2, 5, 30], level=0.998, limits=kind)
    assert ((low >= 0) & (low <= high) & (high <= 1)).all()


def test_without_children_there_is_no_limit():
    assert np.isnan(funnel_limits(0.2, [0], level=0.95)).all()


@pytest.mark.parametrize("events", [[0, 0], [10, 20]])
def test_a_target_of_nobody_or_everybody_is_refused(events):
    with pytest.raises(ValueError, match="between 0 and 1"):
        funnel(events, [10, 20])


def test_without_any_child_there_is_no_funnel():
    with pytest.raises(ValueError, match="no area"):
        funnel([0, 0], [0, 0], target=0.2)


def test_an_unknown_kind_of_limit_is_refused():
    with pytest.raises(ValueError, match="limits"):
        funnel_limits(0.2, [5], level=0.95, limits="t")


def test_chance_alone_puts_the_promised_share_outside():
    rng = np.random.default_rng(5)
    n = rng.integers(100, 400, 20_000)
    places = np.array(funnel(rng.binomial(n, 0.2), n, target=0.2, overdispersion=False).place)
    assert (places != "within").mean() == pytest.approx(0.05, abs=0.006)
    assert np.char.endswith(places, "outer").mean() == pytest.approx(0.002, abs=0.001)


def test_usual_differences_between_areas_do_not_raise_alarms_but_one_odd_area_does():
    rng = np.random.default_rng(6)
    n = rng.integers(100, 400, 150)
    events = rng.binomial(n, np.clip(rng.normal(0.2, 0.05, 150), 0.02, 0.9))
    n[0], events[0] = 300, 240
    plain, wide = funnel(events, n, overdispersion=False), funnel(events, n)
    assert plain.phi == wide.phi > 1.5
    assert plain.tau2 == 0 < wide.tau2
    outside = [sum(place != "within" for place in result.place) for result in (plain, wide)]
    assert outside[1] < outside[0] / 2
    assert wide.place[0] == "above_outer"


def test_over_dispersion_is_that_of_a_normal_with_its_tails_drawn_in():
    rng = np.random.default_rng(8)
    n = np.full(20_000, 400)
    angle = rng.normal(np.arcsin(np.sqrt(0.25)), 0.06, 20_000)
    result = funnel(rng.binomial(n, np.sin(angle) ** 2), n, target=0.25)
    # Variance of a standard normal winsorised at the 10th and 90th percentile: 1 - 2 (0.1 + 1.2816 f - 0.1 x 1.2816^2)
    # with f = 0.1755 its density there.
    winsorised = 1 - 2 * (0.1 + 1.2816 * 0.1755 - 0.1 * 1.2816**2)
    assert result.phi == pytest.approx(winsorised * (result.z**2).mean(), rel=0.02)
    # tau2 is then what is left of the spread over 1 / (4 n).
    assert result.tau2 == pytest.approx((result.phi - 1) / (4 * 400), rel=0.01)
