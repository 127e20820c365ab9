"""Differences of two proportions as Newcombe printed them (Stat Med 1998;17:873-890, table II, method 10)."""

from __future__ import annotations

import pytest

from audit.survey.change import Estimate, change


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((48, 80), (56, 70), 0.0524, 0.3339),
        ((3, 10), (9, 10), 0.1705, 0.8090),
        ((2, 7), (6, 7), 0.0582, 0.8062),
        ((0, 29), (5, 56), -0.0381, 0.1926),
        ((0, 20), (0, 10), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((0, 20), (10, 10), 0.6791, 1.0000),
        ((0, 10), (10, 10), 0.6075, 1.0000),
    ],
)
def test_equals_newcombes_table(first, second, low, high):
    made = [Estimate("SSGI", "survei", events / n, n=n) for events, n in (first, second)]
    result = change(*made)
    assert (result.low, result.high) == (pytest.approx(low, abs=5.1e-5), pytest.approx(high, abs=5.1e-5))
