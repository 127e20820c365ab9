import numpy as np
import pytest

from audit.anthropometry.lms import sd_value, value, z_linear, z_restricted

# WHO 2006, weight for age, boys at birth.
L, M, S = (np.array([v]) for v in (0.3487, 3.3464, 0.14602))
# As WHO's booklet prints them: kg at -3, -2, -1, 0, 1, 2, 3 SD.
PRINTED_KG = {-3: 2.1, -2: 2.5, -1: 2.9, 0: 3.3, 1: 3.9, 2: 4.4, 3: 5.0}


@pytest.mark.parametrize(("z", "kg"), PRINTED_KG.items())
def test_weights_that_who_prints(z, kg):
    assert sd_value(z, L, M, S).round(1).tolist() == [kg]
    assert value(np.array([float(z)]), L, M, S, restricted=True).round(1).tolist() == [kg]


def test_median_is_zero():
    assert z_restricted(M, L, M, S).tolist() == [0.0]
    assert z_linear(M, M, S).tolist() == [0.0]


@pytest.mark.parametrize("side", [1, -1])
def test_beyond_three_sd_every_step_is_as_wide_as_the_third(side):
    third = sd_value(side * 3, L, M, S)
    step = third - sd_value(side * 2, L, M, S)
    for more in (0.5, 1, 2, 3):
        assert z_restricted(third + more * step, L, M, S) == pytest.approx(side * (3 + more), abs=1e-12)
        assert value(np.array([side * (3.0 + more)]), L, M, S, restricted=True) == pytest.approx(third + more * step)


def test_unrestricted_values_follow_the_formula_everywhere():
    assert value(np.array([4.0]), L, M, S, restricted=False) == sd_value(4.0, L, M, S)


def test_the_rule_beyond_three_sd_would_change_nothing_where_l_is_one():
    one, y = np.ones(3), np.array([20.0, 35.0, 70.0])
    m, s = np.full(3, 49.8842), np.full(3, 0.03795)
    assert z_restricted(y, one, m, s) == pytest.approx(z_linear(y, m, s), abs=1e-12)


def test_weight_of_zero_in_weight_for_length_is_finite_as_in_r():
    # rule W3: with a negative L the plain z is minus infinity, the restricted one -3 - SD3 / (SD2 - SD3)
    wfl = tuple(np.array([v]) for v in (-0.3521, 2.441, 0.09182))
    low, lower = sd_value(-2, *wfl), sd_value(-3, *wfl)
    with np.errstate(divide="ignore"):
        assert z_restricted(np.zeros(1), *wfl) == pytest.approx(-3 - lower / (low - lower))


def test_missing_stays_missing():
    nothing = np.array([np.nan])
    assert np.isnan(z_restricted(nothing, L, M, S)).all()
    assert np.isnan(z_restricted(M, nothing, nothing, nothing)).all()
    assert np.isnan(z_linear(nothing, M, S)).all()
    assert np.isnan(value(nothing, L, M, S, restricted=True)).all()
