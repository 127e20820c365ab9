"""R's rule for stopping a model: where it ends, and where it gives way to the limit."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.risk import fit_glm
from audit.survey import Design


@pytest.fixture
def children():
    rng = np.random.default_rng(4)
    frame = pd.DataFrame({"a": rng.integers(0, 2, 400), "b": rng.normal(size=400), "desa": np.arange(400) // 10})
    return frame.assign(stunted=(rng.random(400) < 0.2 + 0.3 * frame["a"]).astype(int), w=rng.uniform(0.2, 3, 400))


def one(children, family, tolerance, **more):
    return fit_glm(children, "stunted ~ a + b", family=family, tolerance=tolerance, **more)


@pytest.mark.parametrize("family", ["poisson", "logit"])
@pytest.mark.parametrize("vcov", ["model", "HC1", "CR1", "survey"])
def test_the_stricter_rule_ends_nearer_to_the_limit(children, family, vcov):
    design = Design("desa", weight="w")
    limit = one(children, family, None, design=design, vcov=vcov)
    away = [
        np.abs(one(children, family, tolerance, design=design, vcov=vcov).se / limit.se - 1).max()
        for tolerance in (1e-2, 1e-5, 1e-12)
    ]
    assert away[0] > away[1] > away[2]
    assert away[0] > 1e-4
    assert away[2] < 1e-6


def test_the_first_step_is_weighted_least_squares_from_the_start_of_r(children):
    """``epsilon`` near 1 ends after one step. A Poisson model starts at y + 0.1, which is the weight too."""
    x = np.column_stack([np.ones(400), children["a"], children["b"]])
    y = children["stunted"].to_numpy(float)
    mu = y + 0.1
    by_hand = np.linalg.solve((x * mu[:, None]).T @ x, x.T @ (mu * np.log(mu) + y - mu))
    ours = one(children, "poisson", 0.999, vcov="model")
    np.testing.assert_allclose(ours.coef, by_hand, rtol=1e-9)
    np.testing.assert_allclose(ours.covariance, np.linalg.inv((x * mu[:, None]).T @ x), rtol=1e-9)


def test_a_linear_model_has_no_other_stop(children):
    np.testing.assert_array_equal(one(children, "linear", 1e-8).covariance, one(children, "linear", None).covariance)


@pytest.mark.parametrize("family", ["poisson", "logit"])
def test_a_separated_term_stays_missing_and_said_where_r_prints_18(children, family):
    separated = children.assign(a=children["a"] * (1 - children["stunted"]))
    ours = one(separated, family, 1e-8)
    assert np.isnan(ours.coef).any()
    assert "risk.separated" in [note.id for note in ours.notes]


def test_a_column_that_others_hold_stays_missing(children):
    ours = fit_glm(children.assign(c=children["b"] * 2), "stunted ~ a + b + c", tolerance=1e-8)
    np.testing.assert_array_equal(np.isnan(ours.coef), [False, False, False, True])
    np.testing.assert_allclose(ours.coef[:3], one(children, "poisson", 1e-8).coef, rtol=1e-9)


@pytest.mark.parametrize(("family", "tolerance"), [("logbin", 1e-8), ("poisson", 0.0), ("logit", 1.0)])
def test_a_rule_that_r_does_not_have_is_a_bug(children, family, tolerance):
    with pytest.raises(ValueError, match="tolerance"):
        one(children, family, tolerance)
