"""Average predictions, joint tests, screens and splines at their edges, against figures worked out by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.errors import InputError, InsufficientDataError
from audit.risk import (
    adjusted_curve,
    collinearity,
    difference,
    fit_glm,
    lr_test,
    p_adjust,
    rcs,
    sparse_check,
    standardised,
    wald_joint,
)
from audit.survey import Design


@pytest.fixture
def children():
    """In stratum 0: 10 of 50 exposed and 5 of 50 others; in stratum 1: 30 of 40 exposed and 30 of 60 others."""
    cells = [(0, 1, 50, 10), (0, 0, 50, 5), (1, 1, 40, 30), (1, 0, 60, 30)]
    rows = [(s, x, int(i < cases)) for s, x, n, cases in cells for i in range(n)]
    return pd.DataFrame(rows, columns=["s", "x", "y"]).assign(cluster=lambda f: f.index % 40)


@pytest.mark.parametrize("family", ["poisson", "logit", "linear"])
def test_standardisation_weighs_the_strata_as_they_are(children, family):
    """Saturated: risk of everybody exposed is (0.2 + 0.75) / 2, of nobody (0.1 + 0.5) / 2."""
    model = fit_glm(children, "y ~ x * s", family=family)
    assert standardised(model, "x", 1).estimate == pytest.approx(0.475)
    assert standardised(model, "x", 0).estimate == pytest.approx(0.3)
    apart = difference(model, "x")
    assert apart.estimate == pytest.approx(0.175)
    assert apart.low < 0.175 < apart.high
    assert difference(model, "x", 0, 1).estimate == pytest.approx(-0.175)
    assert difference(model, "x", 1, 1).se == 0


def test_weights_move_the_standard_population(children):
    frame = children.assign(w=np.where(children["s"] == 1, 3.0, 1.0))
    model = fit_glm(frame, "y ~ x * s", design=Design(weight="w"))
    assert standardised(model, "x", 1).estimate == pytest.approx((0.2 + 3 * 0.75) / 4)


def test_an_aliased_column_changes_no_prediction_and_no_error(children):
    plain = difference(fit_glm(children, "y ~ x + s"), "x")
    doubled = difference(fit_glm(children.assign(t=2 - children["s"]), "y ~ x + s + t"), "x")
    assert (doubled.estimate, doubled.se) == pytest.approx((plain.estimate, plain.se))


def test_what_is_not_in_the_model_is_refused(children):
    frame = children.assign(c=pd.Categorical(np.where(children["s"] == 1, "q", "p")))
    model = fit_glm(frame, "y ~ x + c")
    for column, value, id in (
        ("s", 1, "risk.unknown_column"),
        ("y", 1, "risk.unknown_column"),
        ("c", "z", "risk.unknown_level"),
    ):
        with pytest.raises(InputError) as refused:
            standardised(model, column, value)
        assert refused.value.id == id
    assert standardised(model, "c", "q").estimate > standardised(model, "c", "p").estimate


def test_a_curve_has_a_point_for_each_value(children):
    frame = children.assign(age=np.arange(200) % 60)
    curve = adjusted_curve(fit_glm(frame, "y ~ rcs(age) + x"), "age", [0, 30, 59])
    assert curve["x"].tolist() == [0, 30, 59]
    assert (curve["low"] < curve["estimate"]).all()
    assert (curve["estimate"] < curve["high"]).all()


def test_a_joint_test_of_one_term_is_its_own(children):
    model = fit_glm(children, "y ~ x + s", design=Design("cluster"))
    row = model.tidy().set_index("term").loc["x"]
    test = wald_joint(model, ["x"])
    assert (test.statistic, test.p) == pytest.approx(((row["coef"] / row["se"]) ** 2, row["p_value"]))
    few = fit_glm(children.assign(cluster=children.index % 12), "y ~ x + s", design=Design("cluster"))
    assert wald_joint(few, ["x"]).p == pytest.approx(few.tidy()["p_value"][1])


def test_a_joint_test_of_what_was_not_estimated_is_missing(children):
    model = fit_glm(children.assign(c=1), "y ~ x + c")
    assert np.isnan(wald_joint(model, ["x", "c"]).p)


def test_a_likelihood_ratio_needs_models_of_the_same_children(children):
    small, large = (fit_glm(children, f"y ~ {right}", family="logit") for right in ("x", "x + s"))
    test = lr_test(small, large)
    assert test.df == 1
    assert test.statistic > 0
    for other in (fit_glm(children.head(150), "y ~ x + s", family="logit"), fit_glm(children, "y ~ x + s")):
        with pytest.raises(InputError, match="diperbandingkan"):
            lr_test(small, other)


def test_independent_columns_inflate_nothing_and_one_alone_neither(children):
    balanced = pd.DataFrame({"y": [0, 1, 1, 0, 1, 1, 0, 0] * 20, "a": [0, 1] * 80, "b": [0, 0, 1, 1] * 40})
    found = collinearity(fit_glm(balanced, "y ~ a + b"))
    assert found["gvif"].tolist() == pytest.approx([1, 1])
    assert collinearity(fit_glm(balanced, "y ~ a"))["gvif"].tolist() == pytest.approx([1])


def test_sparse_cells_are_counted(children):
    frame = children.assign(c=pd.Categorical(["p"] * 197 + ["q"] * 3, ["p", "q", "r"]), age=np.arange(200.0))
    found = sparse_check(frame, "y ~ x + c + age").set_index(["column", "level"])
    assert found.loc[("x", "1"), ["n", "events", "non_events"]].tolist() == [90, 40, 50]
    assert found["sparse"].tolist() == [False, False, False, True, True]
    assert found["separated"].tolist() == [False, False, False, True, True]
    assert "age" not in found.index.get_level_values("column")


def test_p_values_that_are_missing_are_no_tests():
    for method in ("BH", "BY", "bonferroni", "holm", "hochberg"):
        found = p_adjust([0.01, np.nan, 0.5], method)
        assert np.isnan(found[1])
        np.testing.assert_allclose(found[[0, 2]], p_adjust([0.01, 0.5], method))
        assert p_adjust([], method).size == 0
        assert p_adjust([0.03], method).tolist() == [0.03]


def test_a_spline_is_straight_beyond_its_outer_knots():
    knots = [2.0, 5.0, 8.0, 10.0]
    x = np.array([-4.0, -2.0, 0.0, 1.0, 12.0, 14.0, 16.0])
    basis = rcs(x, knots)
    assert basis.shape == (7, 3)
    assert (basis[:4, 1:] == 0).all()
    np.testing.assert_allclose(np.diff(basis[4:], n=2, axis=0), 0, atol=1e-12)
    assert np.isnan(rcs([np.nan], knots)).all()


def test_knots_that_fall_together_are_refused():
    for values in ([], [1.0] * 50, [0.0, 1.0] * 50):
        with pytest.raises(InsufficientDataError):
            rcs(values)
