"""CR2 where it can be worked out by hand: Bell and McCaffrey 2002, Pustejovsky and Tipton 2018; Welch 1947; HC2.

With clusters of one size and a factor that whole clusters have, CR2 is the variance of two samples of cluster means and
Satterthwaite's degrees of freedom are Welch's; with clusters of one row it is HC2 (MacKinnon and White 1985).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from audit.risk import bias_reduced, fit_glm
from audit.survey import Design


def children(desa: int, size: int, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    of = np.repeat(np.arange(desa), size)
    y = rng.normal(0, 1, desa)[of] + rng.normal(0, 1, of.size)
    return pd.DataFrame({"y": y, "desa": of, "x": rng.normal(size=of.size), "b": rng.integers(0, 2, of.size)})


def of(frame, formula, family="linear", **design):
    return bias_reduced(fit_glm(frame, formula, family=family, design=Design("desa", **design), vcov="CR1"))


def test_a_mean_of_equal_clusters_is_the_mean_of_their_means():
    frame = children(7, 5)
    means = frame.groupby("desa")["y"].mean()
    ours = of(frame, "y ~ 1")
    assert ours.se[0] == pytest.approx(means.std() / np.sqrt(7), rel=1e-9)
    assert ours.df[0] == pytest.approx(6, rel=1e-9)


@pytest.mark.parametrize("exposed", [2, 3, 6])
def test_a_factor_of_whole_clusters_has_welchs_error_and_degrees_of_freedom(exposed):
    frame = children(12, 4).assign(arm=lambda f: (f["desa"] < exposed).astype(int))
    means = frame.groupby("desa")["y"].mean().to_numpy()
    one, other = means[:exposed], means[exposed:]
    welch = stats.ttest_ind(one, other, equal_var=False)
    ours = of(frame, "y ~ arm")
    assert ours.result.coef[1] / ours.se[1] == pytest.approx(welch.statistic, rel=1e-9)
    # Under the working model the variances of both groups are the same: Welch's formula with equal ones.
    share, rest = 1 / exposed, 1 / (12 - exposed)
    by_hand = (share + rest) ** 2 / (share**2 / (exposed - 1) + rest**2 / (12 - exposed - 1))
    assert ours.df[1] == pytest.approx(by_hand, rel=1e-9)


def test_clusters_of_one_row_are_hc2():
    frame = children(30, 1)
    x = np.column_stack([np.ones(30), frame["x"], frame["b"]])
    inverse = np.linalg.inv(x.T @ x)
    hat = np.einsum("ij,jk,ik->i", x, inverse, x)
    e = frame["y"] - x @ inverse @ x.T @ frame["y"]
    by_hand = inverse @ (x.T * (e**2 / (1 - hat)).to_numpy()) @ x @ inverse
    np.testing.assert_allclose(of(frame, "y ~ x + b").covariance, by_hand, rtol=1e-8)


@pytest.mark.parametrize("weighted", [False, True])
def test_the_published_formula_with_whole_matrices(weighted):
    """V and df of Pustejovsky and Tipton, with n x n matrices: the module has k x k ones only."""
    frame = children(6, 4, seed=3).iloc[:-2].assign(w=lambda f: 1.0 + 0.5 * (f["desa"] % 3) * weighted)
    ours = of(frame, "y ~ x + b", weight="w") if weighted else of(frame, "y ~ x + b")
    root = np.sqrt(frame["w"].to_numpy())
    x = np.column_stack([np.ones(len(frame)), frame["x"], frame["b"]]) * root[:, None]
    inverse = np.linalg.inv(x.T @ x)
    left = np.eye(len(x)) - x @ inverse @ x.T
    e = left @ (frame["y"].to_numpy() * root)
    meat, spans = np.zeros((3, 3)), [[] for _ in range(3)]
    for _, rows in frame.reset_index(drop=True).groupby("desa"):
        at = rows.index.to_numpy()
        values, vectors = np.linalg.eigh(left[np.ix_(at, at)])
        adjust = vectors @ np.diag(values**-0.5) @ vectors.T
        score = x[at].T @ adjust @ e[at]
        meat += np.outer(score, score)
        for j in range(3):
            spans[j].append(left[:, at] @ adjust @ x[at] @ inverse[:, j])
    np.testing.assert_allclose(ours.covariance, inverse @ meat @ inverse, rtol=1e-8)
    for j in range(3):
        eigenvalues = np.linalg.eigvalsh(np.array(spans[j]) @ np.array(spans[j]).T)
        assert ours.df[j] == pytest.approx(eigenvalues.sum() ** 2 / (eigenvalues**2).sum(), rel=1e-8)


@pytest.mark.parametrize("family", ["poisson", "logit", "logbin"])
def test_a_prevalence_in_equal_clusters_is_that_of_its_means_in_every_family(family):
    """By the delta method from the mean of cluster shares: log p, or logit p."""
    rng = np.random.default_rng(5)
    frame = pd.DataFrame({"desa": np.repeat(np.arange(9), 20)}).assign(y=(rng.random(180) < 0.3).astype(int))
    shares = frame.groupby("desa")["y"].mean()
    p, error = shares.mean(), shares.std() / 3
    slope = {"poisson": 1 / p, "logbin": 1 / p, "logit": 1 / (p * (1 - p))}[family]
    ours = of(frame, "y ~ 1", family)
    assert ours.se[0] == pytest.approx(slope * error, rel=1e-6)
    assert ours.df[0] == pytest.approx(8, rel=1e-6)
    assert ours.tidy()["df"].tolist() == ours.df.tolist()


def test_with_many_clusters_it_is_cr1_and_with_few_wider():
    many, few = children(400, 4), children(8, 4)
    assert of(many, "y ~ x + b").se == pytest.approx(of(many, "y ~ x + b").result.se, rel=0.02)
    ours = of(few, "y ~ x + b")
    assert (ours.df < 7).all()
    assert (ours.df > 1).all()


def test_without_clusters_one_cluster_and_aliased_columns():
    frame = children(6, 5).assign(twice=lambda f: 2 * f["x"])
    with pytest.raises(ValueError, match="no clusters"):
        bias_reduced(fit_glm(frame, "y ~ x", family="linear"))
    one = of(frame.assign(desa=1), "y ~ x")
    assert np.isnan(one.se).all()
    assert np.isnan(one.df).all()
    ours, plain = of(frame, "y ~ x + twice"), of(frame, "y ~ x")
    np.testing.assert_allclose(ours.se[:2], plain.se, rtol=1e-9)
    assert np.isnan([ours.se[2], ours.df[2]]).all()
