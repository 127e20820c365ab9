"""A funnel of units whose people differ: limits, over-dispersion and shrinkage by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.survey.adjusted_funnel import adjusted_funnel


def test_limits_without_more_spread_than_chance():
    found = adjusted_funnel([10, 11, 9, 10], [10, 10, 10, 10], [4, 4, 4, 4], least=5)
    assert found.tau2 == 0
    assert found.inner_low == pytest.approx([1 - 1.959964 * 0.2] * 4)
    assert found.outer_high == pytest.approx([1 + 3.090232 * 0.2] * 4)
    assert found.place == ("within",) * 4
    assert found.shrunken == pytest.approx([1] * 4)  # they do not differ: nothing speaks for a unit of its own


def test_spread_beyond_chance_by_hand():
    # z of -3 and 3; drawn in to -2.4 and 2.4, so that phi is 5.76; weights 1 / 0.04 each.
    found = adjusted_funnel([4, 16], [10, 10], [4, 4], least=5)
    assert found.phi == pytest.approx(5.76)
    assert found.tau2 == pytest.approx((2 * 5.76 - 1) * 0.04)
    assert found.shrunken == pytest.approx([1 - 0.6 * 10.52 / 11.52, 1 + 0.6 * 10.52 / 11.52])
    assert found.place == ("within", "within")  # two that differ are no odd ones out


def test_one_odd_unit_stands_out_and_the_others_do_not():
    observed = [20.0] * 20 + [4.0]
    found = adjusted_funnel(observed, [20.0] * 21, [10.0] * 21, least=5)
    assert found.place == (*(["within"] * 20), "below_outer")


def test_a_unit_of_few_is_not_placed():
    found = adjusted_funnel([0, 10], [4.9, 10], [2, 5], least=5)
    assert found.place == ("", "within")
    assert np.isnan(found.ratio[0])
    assert np.isnan(found.shrunken[0])


@pytest.mark.parametrize("values", [([], [], []), ([0], [0], [0]), ([8], [8], [0])])
def test_where_nothing_can_be_placed(values):
    found = adjusted_funnel(*values, least=5)
    assert all(place == "" for place in found.place)
    assert found.tau2 == 0


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(5, 40)), min_size=1, max_size=20))
def test_limits_lie_around_one_and_shrinkage_between(rows):
    observed, expected = np.array([k for k, _ in rows]), np.array([n for _, n in rows])
    found = adjusted_funnel(observed, expected, expected * 0.5, least=5)
    assert (found.outer_low <= found.inner_low).all()
    assert (found.inner_low <= 1).all()
    assert (found.inner_high >= 1).all()
    assert (np.abs(found.shrunken - 1) <= np.abs(found.ratio - 1) + 1e-12).all()
