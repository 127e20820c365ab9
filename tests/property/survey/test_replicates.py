"""Jackknife and bootstrap against linearisation, and what no way of counting may change."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.survey import Design, prevalence
from audit.survey.replicates import bootstrap_factors, bootstrap_se, collapsed, jackknife_se
from audit.survey.totals import domain_totals, psu_totals, ratios, total_covariance, total_variance

SEEDS = st.integers(0, 10_000)


def survey(seed, *, strata=4, psus=5, rows=8):
    """Clusters of 1 to 2 x ``rows`` children in strata of 2 to ``psus`` + 1 PSUs."""
    generator = np.random.default_rng(seed)
    sizes = generator.integers(2, psus + 2, strata)
    stratum = np.repeat(np.arange(strata), sizes)
    cluster = np.repeat(np.arange(stratum.size), generator.integers(1, 2 * rows, stratum.size))
    shift = generator.normal(0, 0.1, stratum.size)[cluster]
    n = cluster.size
    return pd.DataFrame(
        {
            "case": generator.random(n) < np.clip(0.4 + shift, 0.02, 0.98),
            "cluster": cluster,
            "strata": stratum[cluster],
            "weight": generator.uniform(0.5, 3, n),
            "group": generator.integers(0, 3, n),
        }
    )


def columns(frame, y):
    return np.column_stack([np.asarray(y, float), np.ones(len(frame))])


@settings(max_examples=50)
@given(SEEDS)
def test_jackknife_of_a_linear_statistic_is_the_linearised_one(seed):
    """A sum over a denominator that every PSU shares equally is linear in the PSUs: no approximation is left."""
    frame = survey(seed)
    equal = 1 / frame.groupby("cluster")["case"].transform("size")
    for fpc in (None, np.full(len(frame), 0.2)):
        design = Design("cluster", "strata", equal, fpc).resolve(frame)
        y = np.random.default_rng(seed).normal(size=len(frame))
        pairs = domain_totals(columns(frame, y), np.zeros(len(frame), int), 1, design)
        parts = pairs.sums[:, :1], pairs.sums[:, 1:]
        taylor, jackknife = ratios(*parts, pairs, design)[1], jackknife_se(*parts, pairs, design)
        np.testing.assert_allclose(jackknife, taylor, rtol=1e-9)


@settings(max_examples=10)
@given(SEEDS)
def test_jackknife_is_that_of_weights_redone_without_each_psu(seed):
    frame = survey(seed)
    base = Design("cluster", "strata", "weight").resolve(frame)
    pairs = domain_totals(columns(frame, frame["case"]), frame["group"].to_numpy(), 3, base)
    ours = jackknife_se(pairs.sums[:, :1], pairs.sums[:, 1:], pairs, base)[:, 0]
    size = frame.groupby("strata")["cluster"].transform("nunique")
    for group in range(3):
        inside = frame["group"] == group

        def share(weight, inside=inside):
            weight = weight[inside]
            return (weight * frame["case"][inside]).sum() / weight.sum()

        variance = 0.0
        for psu, rows in frame.groupby("cluster"):
            n = size[rows.index[0]]
            mates = frame["strata"] == rows["strata"].iloc[0]
            factor = np.where(frame["cluster"] == psu, 0.0, np.where(mates, n / (n - 1), 1.0))
            if (factor[inside] > 0).any():
                variance += (n - 1) / n * (share(frame["weight"] * factor) - share(frame["weight"])) ** 2
        assert ours[group] == pytest.approx(np.sqrt(variance), rel=1e-8, abs=1e-12)


@given(SEEDS)
def test_domain_variance_is_that_of_scores_that_are_zero_outside(seed):
    frame = survey(seed)
    design = Design("cluster", "strata", "weight").resolve(frame)
    pairs = domain_totals(columns(frame, frame["case"]), frame["group"].to_numpy(), 3, design)
    estimate, se = ratios(pairs.sums[:, :1], pairs.sums[:, 1:], pairs, design)
    indicator = np.eye(3)[frame["group"]] * frame["weight"].to_numpy()[:, None]
    scores = indicator * (frame["case"].to_numpy()[:, None] - estimate.T) / indicator.sum(axis=0)
    totals = psu_totals(scores, design)
    np.testing.assert_allclose(se[:, 0] ** 2, total_variance(totals, design), rtol=1e-9, atol=1e-20)
    np.testing.assert_allclose(np.diag(total_covariance(totals, design)), total_variance(totals, design), rtol=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_with_many_psus_all_methods_agree(seed):
    frame = survey(seed, strata=20, psus=40)
    design = Design("cluster", "strata", "weight")
    taylor, jackknife, bootstrap = (
        prevalence("case", data=frame, design=design, method=method, seed=seed)["se"].item()
        for method in ("taylor", "jackknife", "bootstrap")
    )
    assert jackknife == pytest.approx(taylor, rel=0.02)
    assert bootstrap == pytest.approx(taylor, rel=0.2)  # four standard errors of 200 replicates


def test_bootstrap_converges_on_the_linearised_variance_also_with_a_finite_population():
    frame = survey(1, strata=6, psus=30)
    y = np.random.default_rng(1).normal(size=len(frame))
    equal = 1 / frame.groupby("cluster")["case"].transform("size")
    for fpc in (None, np.full(len(frame), 0.6)):
        design = Design("cluster", "strata", equal, fpc).resolve(frame)
        pairs = domain_totals(columns(frame, y), np.zeros(len(frame), int), 1, design)
        parts = pairs.sums[:, :1], pairs.sums[:, 1:]
        taylor = ratios(*parts, pairs, design)[1]
        factors = bootstrap_factors(design, seed=7, replicates=5000)
        np.testing.assert_allclose(factors.mean(axis=0), 1, atol=0.1)
        np.testing.assert_allclose(bootstrap_se(*parts, pairs, factors), taylor, rtol=0.05)


@given(SEEDS)
def test_bootstrap_keeps_the_number_of_psus_of_each_stratum_and_repeats(seed):
    design = Design("cluster", "strata").resolve(survey(seed))
    factors = bootstrap_factors(design, seed=seed, replicates=20)
    np.testing.assert_allclose(np.add.reduceat(factors, design.starts, axis=1), np.tile(design.n_psu, (20, 1)))
    assert (factors >= 0).all()
    assert np.array_equal(factors, bootstrap_factors(design, seed=seed, replicates=20))


@given(SEEDS)
def test_collapsing_leaves_every_sum_and_no_single_psu(seed):
    frame = survey(seed)
    frame["strata"] = frame["strata"].mask(frame["cluster"].isin([0, 1, 4]), frame["cluster"] + 100)
    design = Design("cluster", "strata", "weight", np.full(len(frame), 0.1)).resolve(frame)
    joined = collapsed(design)
    assert (design.n_psu == 1).sum() >= 3
    assert joined.n_psu.min() > 1
    assert (np.diff(joined.stratum) >= 0).all()
    assert joined.fraction.tolist() == design.fraction.tolist()
    weights = [np.sort(np.bincount(each.psu, each.weight)) for each in (design, joined)]
    np.testing.assert_allclose(*weights)
    inner = [pd.Series(each.psu).groupby(frame["cluster"]).nunique().max() for each in (design, joined)]
    assert inner == [1, 1]


@settings(max_examples=25)
@given(SEEDS, st.floats(0.01, 1e6))
def test_the_scale_of_weights_and_the_order_of_rows_change_nothing(seed, scale):
    frame = survey(seed)
    table = prevalence("case", data=frame, design=Design("cluster", "strata", "weight"), by="group")
    scaled = frame.assign(weight=frame["weight"] * scale).sample(frac=1, random_state=seed)
    other = prevalence("case", data=scaled, design=Design("cluster", "strata", "weight"), by="group")
    np.testing.assert_allclose(table, other, rtol=1e-9, atol=1e-12)


@settings(max_examples=25)
@given(SEEDS)
def test_every_interval_holds_its_estimate_and_stays_within_0_and_1(seed):
    frame = survey(seed, rows=3)
    for ci in ("logit", "wilson", "korn-graubard"):
        table = prevalence("case", data=frame, design=Design("cluster", "strata", "weight"), by="group", ci=ci).dropna(
            subset="est"
        )
        assert ((table["low"] >= 0) & (table["low"] <= table["est"]) & (table["est"] <= table["high"])).all()
        assert (table["high"] <= 1).all()
        assert (table["low"] < table["high"]).all()
