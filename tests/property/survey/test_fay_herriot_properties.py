"""Fay-Herriot for any areas: units do not matter, order does not, and estimates lie between own and synthetic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.survey.fay_herriot import fay_herriot

METHODS = st.sampled_from(["REML", "ML", "FH"])


@st.composite
def areas(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    m = draw(st.integers(6, 40))
    X = np.column_stack([np.ones(m), rng.normal(size=m)])
    vardir = rng.uniform(0.1, 3, m)
    return (
        X @ rng.normal(size=2) + draw(st.floats(0, 3)) * rng.normal(size=m) + rng.normal(0, np.sqrt(vardir)),
        X,
        vardir,
    )


@given(areas(), METHODS)
def test_an_estimate_lies_between_the_areas_own_and_the_synthetic_one(data, method):
    direct, X, vardir = data
    result = fay_herriot(direct, X, vardir, method=method)
    own = np.sort([direct, X @ result.beta], axis=0)
    assert (result.eblup >= own[0] - 1e-9).all()
    assert (result.eblup <= own[1] + 1e-9).all()
    assert ((result.gamma >= 0) & (result.gamma < 1)).all()


@given(areas(), METHODS, st.floats(0.01, 100))
def test_units_do_not_matter(data, method, factor):
    direct, X, vardir = data
    one, other = (
        fay_herriot(direct, X, vardir, method=method),
        fay_herriot(factor * direct, X, factor**2 * vardir, method=method),
    )
    np.testing.assert_allclose(other.eblup, factor * one.eblup, rtol=1e-6, atol=1e-6 * factor)
    assert other.refvar == pytest.approx(factor**2 * one.refvar, rel=1e-5, abs=1e-9 * factor**2)


@given(areas(), METHODS)
def test_order_does_not_matter(data, method):
    direct, X, vardir = data
    forth, back = (
        fay_herriot(direct, X, vardir, method=method),
        fay_herriot(direct[::-1], X[::-1], vardir[::-1], method=method),
    )
    np.testing.assert_allclose(forth.eblup, back.eblup[::-1], rtol=1e-7, atol=1e-7)
    np.testing.assert_allclose(forth.mse, back.mse[::-1], rtol=1e-5, atol=1e-9)
