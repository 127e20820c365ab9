"""Empirical Bayes at its edges, and whether its interval holds the truth as often as it says."""

from __future__ import annotations

import numpy as np
import pytest

from audit.survey.empirical_bayes import empirical_bayes


def test_an_area_without_children_has_the_mean_and_the_widest_interval():
    result = empirical_bayes([5, 30, 0, 60], [50, 100, 0, 150])
    assert result.estimate[2] == result.mean == pytest.approx(95 / 300)
    assert result.shrinkage[2] == 0
    assert (result.high - result.low).argmax() == 2


def test_without_any_child_nothing_is_known():
    result = empirical_bayes([0, 0], [0, 0])
    assert np.isnan([result.mean, *result.estimate, *result.low, *result.high]).all()


def test_no_area_at_all():
    assert empirical_bayes([], []).estimate.shape == (0,)


@pytest.mark.parametrize("share", [0, 1])
def test_nobody_or_everybody(share):
    n = np.array([10, 20, 0])
    result = empirical_bayes(share * n, n)
    assert (result.estimate == share).all()
    assert ((result.low >= 0) & (result.high <= 1) & (result.mse >= 0)).all()


def test_areas_exactly_alike_are_not_known_exactly():
    result = empirical_bayes([10, 20, 30], [50, 100, 150])
    assert result.between == 0
    assert (result.estimate == 0.2).all()
    assert (result.low < 0.2).all()


@pytest.mark.parametrize("events", [[3, -1], [3, 6], [3, np.nan]])
def test_impossible_counts_are_refused(events):
    with pytest.raises(ValueError, match="fewer than 0"):
        empirical_bayes(events, [5, 5])


@pytest.mark.parametrize("spread", [0.03, 0.08])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(spread):
    rng = np.random.default_rng(11)
    held, own, drawn = [], [], []
    for _ in range(200):
        n = rng.integers(20, 200, 60)
        truth = np.clip(rng.normal(0.2, spread, 60), 0.01, 0.99)
        events = rng.binomial(n, truth)
        result = empirical_bayes(events, n)
        held.append((result.low <= truth) & (truth <= result.high))
        own.append((events / n - truth) ** 2)
        drawn.append((result.estimate - truth) ** 2)
    assert np.mean(drawn) < np.mean(own)
    assert 0.92 <= np.mean(held) <= 0.98
