"""Splines (rms 6.5.0), GVIF (car's formula), Belsley's condition number, p.adjust of R 4.2.2: oracle/risk_misc.csv."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.risk import adjusted_curve, collinearity, condition_number, fit_glm, lr_test, p_adjust
from audit.risk.splines import knots_of

pytestmark = pytest.mark.shared

FULL = (
    "stunted ~ male + age_m + mom_short + mom_edu + food_insec + no_latrine + earth_floor + no_handwash + crowd"
    " + mom_teen + nutr_arm + poor40 + no_elec"
)
R_STOPS = 1e-8  # epsilon of glm.control


@pytest.fixture(scope="module")
def expected(shared):
    misc = pd.read_csv(shared("oracle/risk_misc.csv"), dtype={"case": str})
    return lambda topic: misc[misc["topic"] == topic]


@pytest.mark.parametrize("nk", [3, 4, 5])
def test_a_restricted_cubic_spline_equals_rms(nk, analysed, expected):
    data = analysed("washb")
    np.testing.assert_allclose(knots_of(data["age_m"], nk), expected(f"rcs_knots_k{nk}")["value"], atol=1e-6)
    curved = fit_glm(data, f"stunted ~ rcs(age_m, {nk})", family="logit", vcov="model", tolerance=R_STOPS)
    coefs = expected(f"rcs_logit_coef_k{nk}")
    np.testing.assert_allclose(curved.coef, coefs["value"], rtol=1e-6)
    np.testing.assert_allclose(curved.se, coefs["stat"], rtol=1e-8)
    points = expected(f"rcs_logit_pred_k{nk}")
    curve = adjusted_curve(curved, "age_m", points["case"].str.removeprefix("age").astype(float).to_numpy())
    np.testing.assert_allclose(curve["estimate"], points["value"], rtol=0, atol=1e-6)
    straight = fit_glm(data, "stunted ~ age_m", family="logit", vcov="model")
    test = lr_test(straight, curved)
    theirs = expected("rcs_LR_nonlinear_logit").set_index("case").loc[f"k{nk}"]
    assert test.df == nk - 2
    assert (test.statistic, test.p) == pytest.approx((theirs["stat"], theirs["p_value"]), rel=1e-6)


@pytest.mark.parametrize(
    ("topic", "of"), [("GVIF_design_correlation", "columns"), ("GVIF_car_vcov_logit", "estimates")]
)
def test_variance_inflation_equals_cars(topic, of, analysed, expected):
    model = fit_glm(analysed("washb"), FULL, family="logit", vcov="model", tolerance=R_STOPS)
    ours = collinearity(model, of=of).set_index("term")
    theirs = expected(topic).set_index("case")
    assert sorted(ours.index) == sorted(theirs.index)
    ours = ours.loc[theirs.index]
    np.testing.assert_allclose(ours["gvif"], theirs["value"], rtol=1e-8)
    np.testing.assert_allclose(ours["gvif_scaled"], theirs["stat"], rtol=1e-8)


def test_the_condition_number_equals_belsleys(analysed, expected):
    ours = condition_number(fit_glm(analysed("washb"), FULL, family="logit"))
    assert ours == pytest.approx(expected("condition_number_belsley")["value"].item(), rel=1e-8)


@pytest.mark.parametrize("method", ["bonferroni", "holm", "hochberg", "BH", "BY"])
def test_adjusted_p_values_equal_rs(method, expected):
    theirs = expected(f"p_adjust_{method}")
    p = theirs["case"].str.partition("=")[2].astype(float).to_numpy()
    assert len(p) == 15
    np.testing.assert_allclose(p_adjust(p, method), theirs["value"], rtol=1e-11)
