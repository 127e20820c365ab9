"""The product-limit curve against published figures and what it must be without waiting people."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.survey.product_limit import product_limit, product_limit_median

# Weeks of remission, 6-MP and placebo (Freireich et al., Blood 1963;21:699-716; + : still in remission).
TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def test_the_trial_that_every_textbook_shows():
    at, left = product_limit(TREATED, RELAPSED)
    assert at.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert left.round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert product_limit_median(TREATED, RELAPSED) == 23
    assert product_limit_median(PLACEBO, [1] * len(PLACEBO)) == 8


def test_who_waits_lengthens_what_the_mean_of_the_done_would_hide():
    days, done = [1, 2, 3, 60, 60, 60, 60], [1, 1, 1, 0, 0, 0, 0]
    assert product_limit_median(days, done) is None
    assert product_limit_median(days[:3], done[:3]) == 2


@pytest.mark.parametrize(("days", "done"), [([], []), ([4, 9], [0, 0])])
def test_where_it_happened_to_nobody_there_is_no_median(days, done):
    at, left = product_limit(days, np.array(done, dtype=bool))
    assert not len(at)
    assert not len(left)
    assert product_limit_median(days, np.array(done, dtype=bool)) is None


def test_a_half_reached_exactly_is_reached():
    assert product_limit_median([1, 2, 9, 9], [1, 1, 0, 0]) == 2


@pytest.mark.parametrize("days", [[1.0, float("nan")], [-1.0, 2.0]])
def test_a_time_that_is_not_known_is_refused(days):
    with pytest.raises(ValueError, match="known"):
        product_limit(days, [True, True])


@given(st.lists(st.integers(0, 50), min_size=1, max_size=40))
def test_without_anybody_waiting_it_is_the_share_still_to_come(days):
    at, left = product_limit(days, [True] * len(days))
    assert left == pytest.approx([np.mean(np.array(days) > day) for day in at])
    median = product_limit_median(days, [True] * len(days))
    assert median == sorted(days)[(len(days) - 1) // 2]
