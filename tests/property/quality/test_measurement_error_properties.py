"""What holds of a technical error whatever the readings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.quality.measurement_error import bias, smart_level, tem_between, tem_of_pairs
from audit.reference.measurement_error_rules import LEVELS, MEASURES

LENGTHS = st.lists(st.tuples(*[st.floats(45, 120)] * 3), min_size=1, max_size=30).map(np.array)


@given(LENGTHS, st.floats(-20, 20))
def test_shifting_children_or_turning_measurers_round_changes_nothing(readings, shift):
    tem = tem_between(readings).tem
    assert tem is not None
    assert tem_between(readings + shift).tem == pytest.approx(tem, abs=1e-9)
    assert tem_between(readings[:, ::-1]).tem == pytest.approx(tem, abs=1e-12)
    assert tem_between(10 * readings).tem == pytest.approx(10 * tem)


@given(LENGTHS)
def test_equal_readings_have_no_error_and_no_bias(readings):
    first = readings[:, 0]
    assert tem_of_pairs(first, first).tem == 0
    assert bias(first, first) == 0


@given(LENGTHS)
def test_a_missing_reading_takes_the_child_out_and_nothing_else(readings):
    gap = np.vstack([readings, [np.nan, 80.0, 81.0]])
    assert tem_between(gap) == tem_between(readings)


@given(st.sampled_from(list(MEASURES)), st.floats(0, 5), st.floats(0, 5))
def test_a_larger_error_is_never_a_better_class(measure, one, other):
    low, high = sorted((one, other))
    assert LEVELS.index(smart_level(low, measure)) <= LEVELS.index(smart_level(high, measure))


def test_edges():
    nothing = tem_between(np.empty((0, 2)))
    assert (nothing.tem, nothing.percent, nothing.reliability, nothing.n) == (None, None, None, 0)
    assert tem_of_pairs([np.nan], [80.0]).n == 0
    assert tem_between([[80.0], [81.0]]).tem is None  # one reading a child says nothing
    same = tem_of_pairs([80.0, 80.0], [80.0, 80.0])
    assert (same.tem, same.reliability) == (0, None)  # children who do not differ have no reliability
    assert bias([np.nan], [1.0]) is None
    # SMART: "below" the bound; the bound itself belongs to the next class.
    assert [smart_level(t, "lenhei_cm") for t in (0.39, 0.4, 0.6, 1.0)] == list(LEVELS)
