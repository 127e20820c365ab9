"""Wilson's interval: published figures, and the edges where others break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.survey import wilson


# Newcombe, Stat Med 1998;17:857-872, table I, method 3 (score method without continuity correction).
@pytest.mark.parametrize(
    ("events", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_equals_newcombes_table(events, n, low, high):
    assert wilson(events, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_nobody_has_no_interval():
    assert wilson(0, 0) is None


def test_more_events_than_people_is_a_bug():
    with pytest.raises(ValueError, match="3 events in 2"):
        wilson(3, 2)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_holds_the_proportion_mirrors_and_stays_within_0_and_1(pair):
    events, n = pair
    low, high = wilson(events, n)
    assert 0 <= low <= events / n <= high <= 1
    assert low < high
    mirrored = wilson(n - events, n)
    assert (1 - mirrored[1], 1 - mirrored[0]) == (pytest.approx(low, abs=1e-12), pytest.approx(high, abs=1e-12))
