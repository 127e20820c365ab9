"""Estimating equations where there is little to correlate."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.errors import InputError
from audit.risk import fit_gee, fit_glm
from audit.survey import Design


@pytest.fixture
def children():
    """600 children in 60 clusters whose children are more alike than others."""
    rng = np.random.default_rng(11)
    cluster = np.arange(600) // 10
    a, alike = rng.integers(0, 2, 600), rng.normal(0, 0.8, 60)[cluster]
    y = (rng.random(600) < 1 / (1 + np.exp(0.8 - 0.5 * a - alike))).astype(int)
    return pd.DataFrame({"y": y, "a": a, "cluster": cluster})


def test_independence_is_the_model_with_errors_by_cluster(children):
    ours = fit_gee(children, "y ~ a", cluster="cluster", correlation="independence")
    plain = fit_glm(children, "y ~ a", design=Design("cluster"), vcov="CR0")
    assert ours.alpha == 0
    pd.testing.assert_frame_equal(ours.tidy(), plain.tidy())


@pytest.mark.parametrize("family", ["poisson", "logit"])
def test_children_of_a_cluster_who_are_alike_are_seen_to_be(children, family):
    shuffled = children.assign(cluster=np.random.default_rng(1).permutation(children["cluster"]))
    alike, apart = (fit_gee(frame, "y ~ a", cluster="cluster", family=family).alpha for frame in (children, shuffled))
    assert alike > 0.05
    assert abs(apart) < 0.03


def test_clusters_of_one_have_no_correlation(children):
    ours = fit_gee(children.assign(cluster=range(600)), "y ~ a", cluster="cluster")
    assert np.isnan(ours.alpha)
    assert np.isfinite(ours.tidy()["se"]).all()


def test_terms_that_cannot_be_estimated_are_left_out_and_said(children):
    ours = fit_gee(children.assign(b=1 - children["a"]), "y ~ a + b", cluster="cluster")
    plain = fit_gee(children, "y ~ a", cluster="cluster")
    assert [note.id for note in ours.model.notes] == ["risk.aliased"]
    np.testing.assert_allclose(ours.tidy()["coef"], [*plain.tidy()["coef"], np.nan], atol=1e-9)
    nobody = fit_gee(children.assign(y=0), "y ~ a", cluster="cluster")
    assert np.isnan(nobody.alpha)
    assert nobody.tidy()["coef"].isna().all()


def test_a_cluster_that_is_no_column_is_refused(children):
    with pytest.raises(InputError, match='"desa"'):
        fit_gee(children, "y ~ a", cluster="desa")
