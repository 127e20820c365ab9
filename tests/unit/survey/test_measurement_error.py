"""Taking measurement error out of a prevalence: the truth comes back, and no error leaves what was measured."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.anthropometry import value_at_z, zscores
from audit.survey.measurement_error import corrected_prevalence, haz_error_sd

CHILDREN = 20_000


def measured(true_z, tem_cm, age_error_days, rng):
    """HAZ as computed from lengths with a technical error and from ages that are wrong by some days."""
    sex, age = rng.choice(["m", "f"], len(true_z)), rng.integers(60, 1760, len(true_z))
    lengths = value_at_z("haz", sex, age, true_z) + rng.normal(0, tem_cm, len(true_z))
    told = np.clip(np.rint(age + rng.normal(0, 1, len(true_z)) * age_error_days), 1, 1825)
    haz = zscores(sex=sex, age=told, lenhei=lengths, measure=np.where(told < 731, "l", "h"), digits=None)["haz"]
    return haz, haz_error_sd(sex, told, haz, tem_cm=tem_cm, age_error_days=age_error_days)


def normal(rng):
    return rng.normal(-1.2, 1.05, CHILDREN)


def two_groups(rng):
    return np.where(rng.random(CHILDREN) < 0.25, rng.normal(-2.4, 0.8, CHILDREN), rng.normal(-0.9, 0.9, CHILDREN))


@pytest.mark.parametrize("truth", [normal, two_groups])
@pytest.mark.parametrize(("tem_cm", "age_error_days"), [(0.5, 0), (1.0, 0), (1.5, 0), (1.0, 10), (1.5, 10)])
def test_the_true_prevalence_comes_back_within_a_point(truth, tem_cm, age_error_days):
    rng = np.random.default_rng(int(10 * tem_cm) + age_error_days)
    true_z = truth(rng)
    result = corrected_prevalence(*measured(true_z, tem_cm, age_error_days, rng))
    true = (true_z < -2).mean()
    assert result.corrected == pytest.approx(true, abs=0.01)
    if tem_cm > 1:
        assert result.raw - true > 0.01  # there was something to take out
        assert abs(result.corrected - true) < abs(result.raw - true) / 2


def test_the_error_in_z_is_the_technical_error_over_the_standards_sd():
    # WHO 2006, boys' length at 365 days: median 75.7, -1 SD 73.4 (lhfa_boys): an SD of 2.4 cm.
    (sd,) = haz_error_sd(["m"], [365], [0.0], tem_cm=1.2)
    assert sd == pytest.approx(0.5, abs=0.01)


def test_an_age_error_counts_most_where_children_grow_fastest():
    infant, older = haz_error_sd("f", [60, 1500], -1.0, tem_cm=0.0, age_error_days=15)
    assert infant > 3 * older > 0


def test_the_change_from_length_to_height_at_731_days_is_no_growth():
    around = haz_error_sd("m", np.arange(700, 760), -1.0, tem_cm=0.0, age_error_days=15)
    assert around.max() < 1.1 * around.min()


def test_out_of_the_standards_nothing_is_known():
    assert np.isnan(haz_error_sd(["m", "x", "m"], [-5, 300, 4000], [0, 0, 0], tem_cm=1.0)).all()


def test_missing_z_are_left_out():
    with_gaps = corrected_prevalence([-3.0, np.nan, -1.0, 0.5, -2.5], 0.3)
    assert with_gaps == corrected_prevalence([-3.0, -1.0, 0.5, -2.5], 0.3)
    assert (with_gaps.n, with_gaps.raw) == (4, 0.5)


def test_nobody_at_all():
    result = corrected_prevalence([np.nan], 0.3)
    assert (result.raw, result.corrected, result.n) == (None, None, 0)


@pytest.mark.parametrize("z", [[-2.5], [-2.5, -2.4, -2.6]])
def test_an_error_larger_than_the_whole_spread_corrects_nothing(z):
    result = corrected_prevalence(z, 1.0)
    assert (result.raw, result.corrected, result.reliability) == (1.0, None, None)


def test_a_negative_error_is_refused():
    with pytest.raises(ValueError, match="negative"):
        corrected_prevalence([-1.0], -0.1)


scores = st.lists(st.floats(-5.9, 5.9).map(lambda z: round(z, 2)), min_size=1, max_size=60)


@given(scores)
def test_no_error_leaves_the_raw_prevalence(z):
    result = corrected_prevalence(z, 0.0)
    assert result.corrected == result.raw == sum(value < -2 for value in z) / len(z)


@given(scores, st.floats(0, 1), st.floats(0, 1))
def test_a_larger_error_takes_out_no_less(z, one, other):
    small, large = (corrected_prevalence(z, sd) for sd in sorted((one, other)))
    if large.corrected is not None and np.mean(z) > -1.99:
        assert large.corrected <= small.corrected <= small.raw
