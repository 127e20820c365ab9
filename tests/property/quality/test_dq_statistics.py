"""What must hold of the statistics of data quality whatever the data."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from audit.anthropometry.flags import national_smart, smart_flags
from audit.quality.age_distribution import age_distribution
from audit.quality.age_heaping import age_heaping
from audit.quality.age_ratio import age_ratio
from audit.quality.chi_square import chi_square
from audit.quality.clustering import dispersion
from audit.quality.outliers import mahalanobis_outliers, tukey_outliers
from audit.quality.sex_ratio import sex_ratio
from audit.quality.smart_score import ena_score, grade_p, grade_sd, grade_shape
from audit.quality.spread import spread
from audit.reference.quality_rules import ENA_POINTS, GRADES, SMART_FLAG_DISTANCE

z_scores = arrays("float64", st.integers(2, 60), elements=st.floats(-6, 6).map(lambda v: round(v, 2)))
counts = arrays("int64", st.integers(2, 12), elements=st.integers(0, 500))


@given(z_scores, st.floats(-3, 3), st.floats(0.5, 2))
def test_spread_moves_and_stretches_with_its_values(z, shift, factor):
    before, after = spread(z), spread(shift + factor * z)
    assert after.mean == pytest.approx(shift + factor * before.mean, abs=1e-9)
    assert after.sd == pytest.approx(factor * before.sd, abs=1e-9)
    if before.sd > 0.01:
        assert after.skewness == pytest.approx(before.skewness, abs=1e-6)
        assert spread(-z).skewness == pytest.approx(-before.skewness, abs=1e-6)
        assert after.kurtosis == pytest.approx(before.kurtosis, abs=1e-5)


@given(z_scores)
def test_missing_values_change_no_spread_and_are_never_flagged_or_far(z):
    holes = np.concatenate([[np.nan], z, [np.nan]])
    assert spread(holes) == spread(z) or np.isnan(spread(z).skewness)
    for found in (smart_flags, tukey_outliers):
        assert (found(holes)[1:-1] == found(z)).all()
        assert not found(holes)[[0, -1]].any()
    assert not mahalanobis_outliers(holes, np.flip(holes) ** 2)[[0, -1]].any()


@given(z_scores)
def test_strata_have_their_own_mean(z):
    # A z-score on the limit itself falls to either side by the last bit, which moving it by 50 takes away.
    assume((np.abs(np.abs(z - z.mean()) - SMART_FLAG_DISTANCE) > 1e-9).all())
    both, strata = np.concatenate([z, z + 50]), np.repeat([0, 1], len(z))
    assert (smart_flags(both, strata) == np.tile(smart_flags(z), 2)).all()
    bits = national_smart({"haz": both, "whz": both, "waz": both}, strata)
    assert set(bits.tolist()) <= {0, 7}


@given(counts)
def test_a_chi_square_keeps_its_sum_and_is_zero_where_expected_is_met(observed):
    test = chi_square(observed, np.ones(len(observed)))
    assert test.expected.sum() == pytest.approx(observed.sum())
    assert np.isnan(test.p) if not observed.sum() else 0 <= test.p <= 1
    assert chi_square(np.full(5, 7), np.ones(5)).chi2 == 0


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_boys_and_girls_may_change_places(boys, girls):
    one, other = sex_ratio(boys, girls), sex_ratio(girls, boys)
    assert one.p == pytest.approx(other.p, nan_ok=True)
    assert sex_ratio(boys, boys).p == pytest.approx(1.0) or boys == 0


@given(counts, st.integers(1, 50))
def test_cases_in_proportion_to_children_are_not_clustered(children, share):
    children = children + 1
    even = dispersion(share * children, children)
    assert even.chi2 == pytest.approx(0, abs=1e-9)
    assert even.p == pytest.approx(1)
    heaped = np.zeros(len(children))
    heaped[0] = 100
    assert dispersion(heaped).green == pytest.approx(1)


@given(st.floats(-5, 5))
def test_shape_is_rated_by_its_size(value):
    assert grade_shape(value) == grade_shape(-value)


@given(st.dictionaries(st.sampled_from(sorted(ENA_POINTS)), st.sampled_from(GRADES)))
def test_a_worse_part_never_makes_a_better_score(grades):
    for part, grade in grades.items():
        worse = grades | {part: GRADES[min(GRADES.index(grade) + 1, 3)]}
        one, other = ena_score(grades).score, ena_score(worse).score
        assert (one is None and other is None) or (one is not None and other is not None and one <= other)


def test_nothing_is_no_error():
    none = np.array([])
    assert spread(none).n == 0
    assert np.isnan(age_ratio(none).p)
    assert np.isnan(age_distribution(none).p)
    assert np.isnan(age_heaping(none).p)
    assert np.isnan(sex_ratio(0, 0).p)
    assert np.isnan(dispersion(none).p)
    assert not sex_ratio(0, 0).assessable
    assert (
        tukey_outliers(none).tolist() == smart_flags(none).tolist() == mahalanobis_outliers(none, none).tolist() == []
    )


def test_one_value_and_equal_values_have_no_shape():
    assert np.isnan(spread(np.array([1.0])).sd)
    equal = spread(np.full(20, -1.0))
    assert (equal.sd, equal.n) == (0, 20)
    assert np.isnan(equal.skewness)
    assert not mahalanobis_outliers(np.arange(9.0), 2 * np.arange(9.0)).any()


def test_shares_at_their_bounds():
    assert grade_p(0.1) == "good"
    assert grade_sd(0.8) == grade_sd(1.2) == "problematic"
    assert ena_score(dict.fromkeys(ENA_POINTS, "excellent")).score == 0
    assert ena_score(dict.fromkeys(ENA_POINTS, "problematic")).grade == "problematic"
    assert ena_score({}).score is None
