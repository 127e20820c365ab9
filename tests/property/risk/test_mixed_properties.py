"""Random intercepts against the definition: dense matrices, and integrals done without quadrature."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from audit.risk import random_intercept


def children(seed: int, n: int = 60, desa: int = 6) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    place, x = rng.integers(0, desa, n), rng.normal(0, 1, n)
    linear = 0.5 * x + rng.normal(0, 1, desa)[place]
    stunted = (rng.random(n) < 1 / (1 + np.exp(-linear))).astype(float)
    stunted[:2] = 0, 1
    return pd.DataFrame({"desa": place, "x": x, "haz": linear + rng.normal(0, 1, n), "stunted": stunted})


def restricted(frame: pd.DataFrame, variance: float, residual: float) -> float:
    """Restricted log-likelihood of two variances, as written in textbooks."""
    x = np.column_stack([np.ones(len(frame)), frame["x"]])
    y, place = frame["haz"].to_numpy(), frame["desa"].to_numpy()
    v = variance * (place[:, None] == place) + residual * np.eye(len(y))
    inverse = np.linalg.inv(v)
    information = x.T @ inverse @ x
    left = y - x @ np.linalg.solve(information, x.T @ inverse @ y)
    determinants = np.linalg.slogdet(v)[1] + np.linalg.slogdet(information)[1]
    return -((len(y) - 2) * np.log(2 * np.pi) + determinants + left @ inverse @ left) / 2


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32))
def test_the_restricted_likelihood_is_the_textbooks_and_no_variances_near_by_are_likelier(seed):
    frame = children(seed)
    found = random_intercept(frame, "haz ~ x", cluster="desa")
    best = restricted(frame, found.variance, found.residual_variance)
    assert found.log_likelihood == pytest.approx(best, abs=1e-7)
    for more, wider in ((1.05, 1.0), (0.95, 1.0), (1.0, 1.05), (1.0, 0.95)):
        assert restricted(frame, found.variance * more, found.residual_variance * wider) <= best + 1e-7
    assert restricted(frame, found.variance + 0.01, found.residual_variance) <= best + 1e-7


def integrated(frame: pd.DataFrame, coef: np.ndarray, sd: float) -> float:
    """Log-likelihood of a logistic model with normal intercepts, cluster by cluster by a general integrator."""
    total = 0.0
    for _, group in frame.groupby("desa"):
        eta, sign = coef[0] + coef[1] * group["x"].to_numpy(), 2 * group["stunted"].to_numpy() - 1

        def density(u: float, eta=eta, sign=sign) -> float:
            return float(np.exp(-np.logaddexp(0, -sign * (eta + sd * u)).sum() - u**2 / 2) / np.sqrt(2 * np.pi))

        total += np.log(quad(density, -8, 8, epsabs=1e-13, points=[-2, 0, 2], limit=200)[0])
    return total


@settings(max_examples=8)
@given(seed=st.integers(0, 2**32))
def test_the_likelihood_of_the_logistic_model_is_the_integral_and_at_its_highest(seed):
    frame = children(seed)
    found = random_intercept(frame, "stunted ~ x", cluster="desa", family="logit")
    sd = np.sqrt(found.variance)
    best = integrated(frame, found.coef, sd)
    assert found.log_likelihood == pytest.approx(best, abs=1e-3)
    for move in ((0.1, 0, 0), (-0.1, 0, 0), (0, 0.1, 0), (0, -0.1, 0), (0, 0, 0.1), (0, 0, -0.1)):
        assert integrated(frame, found.coef + move[:2], abs(sd + move[2])) <= best + 1e-4


@settings(max_examples=10)
@given(seed=st.integers(0, 2**32), scale=st.floats(0.01, 1000))
def test_units_of_a_covariate_change_its_coefficient_alone(seed, scale):
    frame = children(seed)
    for family, outcome in (("linear", "haz"), ("logit", "stunted")):
        one = random_intercept(frame, f"{outcome} ~ x", cluster="desa", family=family)
        other = random_intercept(frame.assign(x=frame["x"] * scale), f"{outcome} ~ x", cluster="desa", family=family)
        assert other.variance == pytest.approx(one.variance, rel=1e-4, abs=1e-6)
        assert other.coef[1] * scale == pytest.approx(one.coef[1], rel=1e-4, abs=1e-6)
        assert other.se[1] * scale == pytest.approx(one.se[1], rel=1e-4)
