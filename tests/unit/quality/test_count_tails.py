"""Tails of counts: the same as of scipy.stats, and of sums over the probabilities."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from audit.quality.count_tails import binomial_tail, negative_binomial_quantile, negative_binomial_tail

SIZES = st.floats(0.05, 1e4)
SHARES = st.floats(1e-3, 1 - 1e-3)


def test_of_four_trials_by_hand() -> None:
    n = np.full(7, 4)
    found = binomial_tail(np.arange(-1, 6), n, np.full(7, 0.3))
    by_hand = [sum(comb(4, x) * 0.3**x * 0.7 ** (4 - x) for x in range(max(k, 0), 5)) for k in range(-1, 6)]
    assert found == pytest.approx(by_hand, abs=1e-15)


def test_without_trials_nothing_or_more_is_certain() -> None:
    assert binomial_tail(np.array([0, 1]), np.array([0, 0]), np.array([0.5, 0.5])).tolist() == [1, 0]


@given(st.integers(0, 300), st.integers(0, 300), SHARES)
def test_binomial_as_scipy_stats(k: int, more: int, p: float) -> None:
    found = binomial_tail(np.array([k]), np.array([k + more]), np.array([p]))
    assert found == pytest.approx(stats.binom.sf(k - 1, k + more, p), rel=1e-9, abs=1e-300)


@given(st.integers(0, 300), SIZES, SHARES)
def test_negative_binomial_as_scipy_stats(k: int, size: float, p: float) -> None:
    found = negative_binomial_tail(np.array([k]), np.array([size]), np.array([p]))
    assert found == pytest.approx(stats.nbinom.sf(k - 1, size, p), rel=1e-9, abs=1e-300)


@given(st.floats(0.001, 0.999), st.floats(0.5, 1e4), st.floats(0.05, 0.999))
def test_quantile_is_the_smallest_count_that_reaches_the_share(share: float, size: float, p: float) -> None:
    sizes, ps = np.array([size]), np.array([p])
    count = negative_binomial_quantile(share, sizes, ps)
    reached = 1 - negative_binomial_tail(count + 1, sizes, ps)
    assert count >= 0
    assert reached >= share - 1e-9
    assert count == 0 or 1 - negative_binomial_tail(count, sizes, ps) < share + 1e-9
    assert abs(count[0] - stats.nbinom.ppf(share, size, p)) <= 1e-6
