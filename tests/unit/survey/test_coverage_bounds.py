"""What is not known of the children who were not measured: by hand, at the edges, and for any register."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.survey.coverage_bounds import CoverageBounds, coverage_bounds, coverage_cells


def test_equals_the_sums_by_hand():
    # Two desa: 10 of 50 measured of 100, 30 of 90 measured of 100.
    result = coverage_bounds([10, 30], [50, 90], [100, 100])
    assert result.raw == pytest.approx(40 / 140)
    assert result.coverage == pytest.approx(140 / 200)
    assert not result.assessable
    assert result.weighted == pytest.approx((0.2 * 100 + 1 / 3 * 100) / 200)
    assert result.low == pytest.approx((40 + 50 * 0.1 + 10 / 6) / 200)
    assert result.high == pytest.approx((40 + 50 * 0.4 + 10 * 2 / 3) / 200)
    assert (result.best, result.worst) == (pytest.approx(40 / 200), pytest.approx(100 / 200))


def test_everybody_measured_leaves_nothing_open():
    result = coverage_bounds([10, 30], [50, 90], [50, 90])
    assert {result.weighted, result.low, result.high, result.best, result.worst} == {result.raw}
    assert result.assessable


def test_more_measured_than_registered_are_all_counted_and_hide_no_gap_elsewhere():
    result = coverage_bounds([10, 5], [120, 50], [100, 100])
    assert result.coverage == pytest.approx(170 / 200)
    assert result.worst == pytest.approx((15 + 50) / 220)


def test_a_cell_in_which_nobody_was_measured_takes_the_proportion_of_all():
    result = coverage_bounds([20, 0], [100, 0], [100, 40])
    assert result.unseen == 40
    assert result.weighted == pytest.approx(0.2)
    assert result.worst == pytest.approx(60 / 140)


def test_twice_as_often_is_at_most_all():
    assert coverage_bounds([40], [50], [100]).high == coverage_bounds([40], [50], [100]).worst


def test_an_unknown_number_of_registered_children_is_not_zero():
    result = coverage_bounds([10, 30], [50, 90], [100, np.nan])
    assert result == CoverageBounds(raw=40 / 140, measured=140)
    assert result.coverage is None
    assert not result.assessable


@pytest.mark.parametrize("registered", [[0, 0], [50, 60]])
def test_nobody_measured_is_not_assessable(registered):
    assert coverage_bounds([0, 0], [0, 0], registered) == CoverageBounds(raw=None, measured=0)


@pytest.mark.parametrize("registered", [[1], [-1, 3]])
def test_impossible_registers_are_refused(registered):
    with pytest.raises(ValueError, match="registered"):
        coverage_bounds([1, 1], [2, 2], registered)


cells = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 90)).map(lambda t: (min(t[:2]), t[1], t[2])),
    min_size=1,
    max_size=12,
)


@given(cells)
def test_each_estimate_lies_between_best_and_worst(rows):
    result = coverage_bounds(*np.array(rows).T)
    if result.weighted is None:
        return
    order = [result.best, result.low, result.weighted, result.high, result.worst]
    assert all(a <= b + 1e-12 for a, b in pairwise(order))
    assert 0 <= result.best <= result.worst <= 1


@given(cells, st.integers(2, 5))
def test_equal_coverage_in_every_cell_leaves_the_raw_prevalence(rows, times):
    events, measured, _ = np.array(rows).T
    result = coverage_bounds(events, measured, times * measured)
    if result.weighted is not None:
        assert result.weighted == pytest.approx(result.raw)


def frame(*rows):
    return pd.DataFrame(rows, columns=["period", "area", "age", "haz_state", "status"])


def test_cells_count_those_whose_status_is_known():
    people = frame(
        ("2025-08", "a", "00-05", "known", "severely_stunted"),
        ("2025-08", "a", "00-05", "known", "not_stunted"),
        ("2025-08", "a", "00-05", "flagged", "haz_flagged"),
        ("2025-08", "b", "06-11", "known", "moderately_stunted"),
    )
    listed = pd.DataFrame({"area": ["a", "c"], "age": ["00-05", "00-05"], "registered": [5, 7]})
    cells = coverage_cells(people, listed)
    assert cells[["area", "age", "events", "measured"]].to_numpy().tolist() == [
        ["a", "00-05", 1, 2],
        ["b", "06-11", 1, 1],
        ["c", "00-05", 0, 0],
    ]
    assert cells["registered"].isna().tolist() == [False, True, False]


def test_two_months_would_count_a_child_twice():
    people = frame(("2025-08", "a", "00-05", "known", "stunted"), ("2025-09", "a", "00-05", "known", "stunted"))
    with pytest.raises(ValueError, match="periods"):
        coverage_cells(people, pd.DataFrame({"area": ["a"], "age": ["00-05"], "registered": [5]}))
