"""Wilson's interval: published figures, and the edges where others break."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.survey import wilson
from audit.survey.intervals import (
    arcsine_interval,
    clopper_pearson,
    effective_size,
    jeffreys,
    korn_graubard,
    likelihood_interval,
    logit_interval,
    mean_interval,
    wilson_effective,
)


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


BY_STANDARD_ERROR = [
    logit_interval,
    arcsine_interval,
    likelihood_interval,
    mean_interval,
    lambda p, se, df: korn_graubard(p, se, 400, df),
]


@pytest.mark.parametrize("interval", BY_STANDARD_ERROR)
def test_without_degrees_of_freedom_or_estimate_there_are_no_limits(interval):
    for low, high in (interval([0.3, np.nan], [0.1, np.nan], 0), interval(np.nan, np.nan, 12)):
        assert np.isnan(low).all()
        assert np.isnan(high).all()


@pytest.mark.parametrize("interval", BY_STANDARD_ERROR)
@given(st.floats(0.01, 0.99), st.floats(0.01, 0.3), st.integers(2, 500))
def test_intervals_of_a_standard_error_hold_the_estimate_and_mirror(interval, p, se, df):
    low, high = interval(p, se, df)
    assert low < p < high
    assert interval(1 - p, se, df) == (pytest.approx(1 - high, abs=1e-9), pytest.approx(1 - low, abs=1e-9))


@pytest.mark.parametrize("p", [0.0, 1.0])
def test_at_0_and_100_percent_the_logit_interval_is_whos_and_the_others_say_nothing(p):
    assert logit_interval(p, 0.0, 20) == (p, p)
    assert np.isnan(korn_graubard(p, 0.0, 50, 20)).all()
    assert np.isnan(likelihood_interval(p, 0.0, 20)).all()


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_of_whole_numbers_both_forms_of_wilson_agree(pair):
    events, n = pair
    assert wilson_effective(events / n, n) == pytest.approx(wilson(events, n), abs=1e-12)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_jeffreys_lies_within_clopper_pearson(pair):
    (inner_low, inner_high), (low, high) = jeffreys(*pair), clopper_pearson(*pair)
    assert 0 <= low <= inner_low < inner_high <= high <= 1


@pytest.mark.parametrize("interval", [clopper_pearson, jeffreys, wilson_effective])
def test_nobody_has_no_limits(interval):
    assert np.isnan(interval(0, 0)).all()


def test_the_rule_of_three_bounds_what_was_never_seen():
    """Hanley and Lippman-Hand, JAMA 1983;249:1743-1745: the one-sided 95 % limit after 0 of n is close to 3/n."""
    assert clopper_pearson(0, 100, level=0.90)[1] == pytest.approx(3 / 100, rel=0.02)


def test_the_effective_number_shrinks_with_few_clusters_and_never_grows():
    assert effective_size(100, 400, 399) == pytest.approx(100)
    assert effective_size(100, 400, 5) < 60
    assert effective_size(3, 3, 495) == 3
    assert np.isnan(effective_size(100, 400, 0))
