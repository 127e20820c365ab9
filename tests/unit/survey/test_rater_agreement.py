"""Agreement of two raters against published tables, by hand, and at the edges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.survey.rater_agreement import clustered_agreement, rater_agreement


def raters(table):
    pairs = [(i, j) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def test_three_categories_as_the_package_of_gwet_gives_them():
    """R package irrCAC 1.0, vignette "overview", cont3x3abstractors: AC1, its standard error and interval, kappa."""
    found = rater_agreement(*raters([[13, 0, 0], [0, 20, 7], [0, 4, 56]]), (0, 1, 2))
    assert found.agreed == pytest.approx(0.89)
    assert found.ac1 == pytest.approx(0.8493305, abs=5e-8)
    assert found.kappa == pytest.approx(0.7964094, abs=5e-8)
    assert (round(found.low, 3), round(found.high, 3)) == (0.764, 0.935)
    assert (found.high - found.low) / 2 / 1.9842169515 == pytest.approx(0.04321747, abs=5e-8)  # t of 99 df


def test_the_paradox_of_kappa():
    """125 subjects, 118 yes-yes, 5 yes-no, 2 no-yes (Gwet 2002): agreement 0.944, kappa below 0, AC1 0.941."""
    found = rater_agreement(*raters([[118, 5], [2, 0]]), (0, 1))
    assert found.agreed == pytest.approx(0.944)
    assert found.kappa == pytest.approx(-0.0234, abs=5e-5)
    assert found.ac1 == pytest.approx(0.9408, abs=5e-5)


def test_by_hand():
    """Ten cases, 8 agree. pi = 0.4, chance by AC1 2 x 0.4 x 0.6 = 0.48: (0.8 - 0.48) / 0.52; kappa 0.28 / 0.48."""
    found = rater_agreement(*raters([[3, 1], [1, 5]]), (0, 1))
    assert found.ac1 == pytest.approx(0.32 / 0.52)
    assert found.kappa == pytest.approx((0.8 - 0.52) / 0.48)


def test_nothing_to_compare_gives_nothing():
    assert rater_agreement([], [], (True, False)).ac1 is None


def test_full_agreement_has_no_interval_and_kappa_only_where_both_categories_are_used():
    same = rater_agreement([True] * 9, [True] * 9, (True, False))
    assert (same.agreed, same.ac1, same.low, same.high, same.kappa) == (1, 1, None, None, None)
    assert rater_agreement([True, False], [True, False], (True, False)).kappa == pytest.approx(1)


def test_full_disagreement_ends_at_minus_one():
    found = rater_agreement([True, False] * 5, [False, True] * 5, (True, False))
    assert found.ac1 == pytest.approx(-1)
    assert found.low == -1


@pytest.mark.parametrize(("a", "b", "categories"), [([1], [1, 0], (0, 1)), ([2], [1], (0, 1)), ([1], [1], (1,))])
def test_what_is_no_pair_of_ratings_is_a_bug(a, b, categories):
    with pytest.raises(ValueError, match="two raters"):
        rater_agreement(a, b, categories)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40))
def test_it_does_not_matter_who_is_first_and_nothing_leaves_its_limits(pairs):
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    one, other = rater_agreement(first, second, (0, 1, 2)), rater_agreement(second, first, (0, 1, 2))
    assert one.ac1 == pytest.approx(other.ac1)
    assert -1 - 1e-9 <= one.ac1 <= 1 + 1e-9
    if one.low is not None and one.high is not None:
        assert -1 <= one.low <= one.ac1 + 1e-9
        assert one.ac1 - 1e-9 <= one.high <= 1


def test_leaving_out_one_subject_at_a_time_is_near_the_published_standard_error():
    """irrCAC gives 0.0432 for this table by formula; the jackknife is another estimate of the same, within 5 %."""
    first, second = raters([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
    found = clustered_agreement(first, second, (0, 1, 2), range(100))
    assert found.ac1 == pytest.approx(0.8493305, abs=5e-8)
    assert (found.high - found.low) / 2 / 1.9842169515 == pytest.approx(0.04321747, rel=0.05)


def test_saying_everything_twice_of_each_subject_makes_nothing_more_certain():
    first, second = raters([[13, 3], [2, 22]])
    once = clustered_agreement(first, second, (0, 1), range(40))
    twice = clustered_agreement(first * 2, second * 2, (0, 1), [*range(40)] * 2)
    assert twice.n == once.n == 40
    assert (twice.ac1, twice.low, twice.high) == pytest.approx((once.ac1, once.low, once.high))
    naive = rater_agreement(first * 2, second * 2, (0, 1))
    assert naive.high - naive.low < 0.8 * (twice.high - twice.low)


def test_subjects_at_the_edges():
    assert clustered_agreement([], [], (0, 1), []).n == 0
    alone = clustered_agreement([0, 1, 1], [0, 1, 0], (0, 1), ["a", "a", "a"])
    assert (alone.n, alone.low, alone.high) == (1, None, None)
    same = clustered_agreement([0, 1], [0, 1], (0, 1), ["a", "b"])
    assert (same.ac1, same.low) == (1, None)
