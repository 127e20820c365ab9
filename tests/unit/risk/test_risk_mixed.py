"""Random intercepts: effects of single clusters, and data that cannot bear the model."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pandas as pd
import pytest

from audit.errors import InputError
from audit.risk import fit_glm, proportional_change, random_intercept
from audit.risk.irls import Patterns

FAMILIES = ["linear", "logit"]


def children(n: int = 600, desa: int = 20, between: float = 0.8, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    place, x = rng.integers(0, desa, n), rng.normal(0, 1, n)
    linear = 0.5 * x + rng.normal(0, between, desa)[place] - 0.5
    return pd.DataFrame(
        {
            "desa": [f"d{number:02d}" for number in place],
            "x": x,
            "haz": linear + rng.normal(0, 1, n),
            "stunted": (rng.random(n) < 1 / (1 + np.exp(-linear))).astype(float),
        }
    )


def model(frame: pd.DataFrame, family, right: str = "x", cluster: str = "desa"):
    return random_intercept(
        frame, f"{'haz' if family == 'linear' else 'stunted'} ~ {right}", cluster=cluster, family=family
    )


def ids(result) -> list[str]:
    return [note.id for note in result.notes]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_effect_of_a_cluster_lies_between_0_and_its_own_mean_nearer_to_0_with_fewer_children(family):
    frame = children()
    few = frame["desa"] == "d00"
    frame = frame[~few | (few.cumsum() <= 2)]
    result = model(frame, family, "1")
    effects = result.effects.set_index("desa")
    own = frame.groupby("desa")[("haz" if family == "linear" else "stunted")].mean()
    if family == "linear":
        shrink = effects["effect"] / (own - result.coef[0])
        assert ((shrink > 0) & (shrink < 1)).all()
        assert shrink.idxmin() == effects["n"].idxmin() == "d00"
    assert effects["effect"].corr(own, method="spearman") > 0.95
    assert (effects["high"] - effects["low"]).idxmax() == "d00"
    assert effects["n"].sum() == result.n == len(frame)


def test_balanced_clusters_give_the_moments_of_a_one_way_analysis_of_variance():
    """With m children in each cluster REML is MSB and MSW: (MSB - MSW) / m, and shrinks by 1 - MSW / MSB."""
    rng = np.random.default_rng(5)
    frame = pd.DataFrame({"desa": np.repeat(np.arange(12), 10)})
    frame["haz"] = rng.normal(0, 1, 12)[frame["desa"]] + rng.normal(0, 1, 120)
    mean = frame.groupby("desa")["haz"].mean()
    between = 10 * ((mean - frame["haz"].mean()) ** 2).sum() / 11
    within = ((frame["haz"] - mean[frame["desa"]].to_numpy()) ** 2).sum() / 108
    result = model(frame, "linear", "1")
    assert result.residual_variance == pytest.approx(within, rel=1e-6)
    assert result.variance == pytest.approx((between - within) / 10, rel=1e-6)
    assert result.se[0] == pytest.approx(np.sqrt(between / 120), rel=1e-6)
    expected = (mean - frame["haz"].mean()) * (1 - within / between)
    np.testing.assert_allclose(result.effects["effect"], expected, rtol=1e-5)


@pytest.mark.parametrize("family", FAMILIES)
def test_clusters_that_are_more_alike_than_chance_have_variance_0_and_the_plain_model(family):
    frame = children(between=0.0)
    rank = frame["haz" if family == "linear" else "stunted"].rank(method="first").astype(int)
    frame["desa"] = rank % 10  # every cluster gets the same mix
    result = model(frame, family, "1")
    plain = fit_glm(frame, f"{'haz' if family == 'linear' else 'stunted'} ~ 1", family=family, vcov="model")
    assert (result.variance, result.icc) == (0.0, 0.0)
    assert result.mor == (None if family == "linear" else 1.0)
    assert ids(result) == ["mixed.no_variance"]
    np.testing.assert_allclose(result.coef, plain.coef, rtol=1e-8)
    np.testing.assert_allclose(result.se, plain.se, rtol=1e-6)
    assert (result.effects[["effect", "low", "high"]] == 0).all(axis=None)


@pytest.mark.parametrize("family", FAMILIES)
def test_one_cluster_has_no_variance_and_no_errors_but_a_sentence(family):
    result = model(children().assign(desa="d00"), family)
    assert "risk.one_cluster" in ids(result)
    assert np.isnan([result.variance, result.icc, *result.se]).all()
    assert np.isfinite(result.coef).all()
    assert result.effects[["effect", "low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize("family", FAMILIES)
def test_one_child_a_cluster_has_the_plain_model_and_a_sentence(family):
    frame = children(100).assign(desa=range(100))
    result = model(frame, family)
    assert "mixed.one_child" in ids(result)
    assert np.isnan(result.variance)
    assert np.isfinite(result.se).all()


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_no_child_or_every_child_with_the_event_is_a_sentence(value):
    result = model(children().assign(stunted=value), "logit")
    assert ids(result) == ["risk.no_events" if value == 0 else "risk.all_events"]
    assert np.isnan(result.coef).all()
    assert np.isnan(result.variance)


def test_a_separated_column_is_said_and_the_others_are_as_without_its_children():
    frame = children()
    frame["all"] = ((frame["stunted"] == 1) & (frame["x"] > 1)).astype(float)
    result = model(frame, "logit", "x + all")
    assert "risk.separated" in ids(result)
    rest = model(frame[frame["all"] == 0], "logit")
    assert np.isnan(result.coef[2])
    np.testing.assert_allclose(result.coef[:2], rest.coef, atol=1e-4)
    assert result.variance == pytest.approx(rest.variance, rel=1e-3)


def test_a_constant_column_is_said_and_left_out():
    result = model(children().assign(same=1.0), "linear", "x + same")
    assert "risk.constant" in ids(result)
    assert np.isnan(result.tidy()["coef"]).tolist() == [False, False, True]


def test_clusters_whose_children_are_all_alike_have_no_usable_answer():
    frame = children()
    frame["haz"] = frame["desa"].str.slice(1).astype(float)
    assert "risk.not_converged" in ids(model(frame, "linear", "1"))


def test_rows_without_a_cluster_or_a_value_are_left_out_and_counted():
    frame = children()
    frame.loc[:9, "desa"] = None
    frame.loc[5:19, "x"] = np.nan
    result = model(frame, "linear")
    assert (result.missing, result.n) == (20, 580)
    whole = model(frame.iloc[20:], "linear")
    np.testing.assert_allclose(result.coef, whole.coef, rtol=1e-9)


def test_what_covariates_account_for():
    frame = children()
    frame["known"] = frame.groupby("desa")["haz"].transform("mean")
    null, full = model(frame, "linear", "1"), model(frame, "linear", "known")
    assert proportional_change(null, full) == pytest.approx(1.0)
    assert proportional_change(null, null) == 0.0
    with pytest.raises(ValueError, match="same children"):
        proportional_change(null, model(frame.iloc[1:], "linear"))
    assert np.isnan(proportional_change(full, full))


def test_a_column_that_is_not_there_is_refused():
    with pytest.raises(InputError):
        model(children(), "linear", cluster="kampung")


def test_an_unknown_family_is_a_bug():
    with pytest.raises(ValueError, match="family"):
        model(children(), "poisson")


def test_children_alike_may_be_counted_together(monkeypatch):
    frame = children(n=20_000).round({"x": 0})
    joined = model(frame, "logit")
    module = import_module("audit.risk.random_intercept")  # the package has a function of that name
    monkeypatch.setattr(module, "patterns_of", lambda columns: Patterns(columns, None))
    single = model(frame, "logit")
    assert joined.log_likelihood == pytest.approx(single.log_likelihood, rel=1e-10)
    for name in ("coef", "covariance", "variance"):
        np.testing.assert_allclose(getattr(joined, name), getattr(single, name), rtol=1e-7)
    pd.testing.assert_frame_equal(joined.effects, single.effects, rtol=1e-7)
