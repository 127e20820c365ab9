"""Whatever the costs and gaps: places add up, cheaper is never later, and money is homogeneous."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.programme.service_costs import Ingredient, ServiceCost
from audit.programme.service_order import Option, ServiceGap, order_of

amounts = st.floats(1_000, 1e9)
ranges = st.tuples(amounts, amounts, amounts).map(sorted)
shares = st.tuples(*[st.floats(0.05, 1.0)] * 3).map(sorted)
people = st.tuples(*[st.integers(1, 5000)] * 3).map(sorted)


@st.composite
def able(draw, names: str = "abcdef") -> list[Option]:
    out = []
    for name in names[: draw(st.integers(1, len(names)))]:
        parts = tuple(
            Ingredient(peak, low, high, fixed)
            for (low, peak, high), fixed in draw(st.lists(st.tuples(ranges, st.booleans()), min_size=1, max_size=3))
        )
        persons = draw(st.integers(1, 5000))
        cost = ServiceCost(name, 2025, persons, False, {"other": 1.0}, (), parts, None, "", None)
        gap, uptake = (tuple(map(float, draw(of))) for of in (people, shares))
        out.append(Option(cost, ServiceGap(name, 2025, None, None, gap, uptake, True)))
    return out


def scaled(option: Option, by: float) -> Option:
    parts = tuple(Ingredient(i.rupiah * by, i.low * by, i.high * by, i.fixed) for i in option.cost.ingredients)
    cost = option.cost
    return Option(
        ServiceCost(cost.service, 2025, cost.persons, False, cost.rupiah, (), parts, None, "", None), option.gap
    )


@settings(deadline=None, max_examples=40)
@given(able(), st.integers(0, 9))
def test_places_add_up_to_the_first_three_and_ranges_are_ordered(options, seed):
    places = order_of(options, seed=seed, draws=200)
    assert sum(place.top for place in places) == pytest.approx(min(3, len(options)))
    assert [place.rupiah for place in places] == sorted(place.rupiah for place in places)
    assert all(0 <= place.top <= 1 and place.low <= place.high for place in places)


@settings(deadline=None, max_examples=40)
@given(able(), st.integers(0, 9))
def test_prices_twice_as_high_change_no_place(options, seed):
    """Doubling is exact in binary, so that no rounding can turn two services round."""
    once = order_of(options, seed=seed, draws=100)
    twice = order_of([scaled(option, 2.0) for option in options], seed=seed, draws=100)
    assert [place.top for place in twice] == [place.top for place in once]
    assert [place.rupiah for place in twice] == pytest.approx([2 * place.rupiah for place in once])


@settings(deadline=None, max_examples=40)
@given(able(), st.integers(0, 9))
def test_a_service_that_becomes_cheaper_is_not_less_often_among_the_first(options, seed):
    first = options[0].cost.service
    before, after = (
        next(place.top for place in order_of(given, seed=seed, draws=100) if place.option.cost.service == first)
        for given in (options, [scaled(options[0], 0.5), *options[1:]])
    )
    assert after >= before
