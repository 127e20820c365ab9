"""Pooling: what follows from the rules on paper, and the edges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.risk import fit_glm, pool, pool_fits
from audit.survey import Design

VARIANCE = np.full((2, 1, 1), 4.0)


def test_two_estimates_by_hand():
    """Estimates 1 and 3 of variance 4: between 2, total 4 + 1.5 x 2 = 7, r = 3/4, df = (1 + 4/3)²."""
    found = pool([[1.0], [3.0]], VARIANCE)
    assert (found.coef[0], found.within[0], found.between[0]) == (2.0, 4.0, 2.0)
    assert found.se[0] == pytest.approx(np.sqrt(7))
    assert found.df[0] == found.df_rubin[0] == pytest.approx((7 / 3) ** 2)
    assert found.fmi[0] == pytest.approx((0.75 + 2 / ((7 / 3) ** 2 + 3)) / 1.75)


def test_equal_estimates_keep_the_complete_datas_error_and_lose_hardly_a_degree_of_freedom():
    found = pool([[1.5], [1.5]], VARIANCE, df_complete=30)
    assert (found.se[0], found.fmi[0]) == (2.0, 0.0)
    assert found.df[0] == pytest.approx(31 / 33 * 30)
    assert np.isinf(pool([[1.5], [1.5]], VARIANCE).df[0])


def test_no_more_degrees_of_freedom_than_complete_data_have():
    assert pool([[1.0], [1.001]], VARIANCE, df_complete=20).df[0] < 20


def test_a_term_that_one_data_set_cannot_give_is_missing_and_the_others_stay():
    found = pool([[1.0, np.nan], [3.0, 2.0]], np.stack([np.eye(2), np.eye(2)]), terms=["a", "b"])
    tidy = found.tidy().set_index("term")
    assert tidy.loc["b", ["coef", "se", "conf_low", "p_value"]].isna().all()
    assert tidy.loc["a", "exp_coef"] == pytest.approx(np.exp(2))


def test_limits_are_on_the_scale_asked_for():
    found = pool([[1.0], [3.0]], VARIANCE)
    ratio, difference = found.tidy().iloc[0], found.tidy(exponentiate=False).iloc[0]
    assert np.isnan(difference["exp_coef"])
    assert np.log(ratio["conf_low"]) == pytest.approx(difference["conf_low"])
    assert difference["conf_low"] + difference["conf_high"] == pytest.approx(4.0)


@pytest.mark.parametrize("coefs", [[[1.0]], [1.0, 2.0], [[1.0, 2.0], [1.0, 2.0]]])
def test_one_data_set_or_other_shapes_are_refused(coefs):
    with pytest.raises(ValueError, match="shapes"):
        pool(coefs, VARIANCE)


def children(seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame({"y": rng.integers(0, 2, 90), "x": rng.random(90), "g": np.arange(90) % 9})


def test_complete_degrees_of_freedom_are_clusters_less_one_or_rows_less_terms():
    same = children(1)
    by_cluster = pool_fits([fit_glm(same, "y ~ x", design=Design("g"))] * 2)
    by_row = pool_fits([fit_glm(same, "y ~ x")] * 2)
    assert by_cluster.df[0] == pytest.approx(9 / 11 * 8)
    assert by_row.df[0] == pytest.approx(89 / 91 * 88)


def test_models_of_other_terms_are_not_pooled():
    with pytest.raises(ValueError, match="terms"):
        pool_fits([fit_glm(children(1), "y ~ x"), fit_glm(children(1), "y ~ 1")])
