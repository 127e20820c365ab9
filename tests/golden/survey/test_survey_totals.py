"""Means, totals and independence against R 4.2.2, survey 4.1.1: svymean, svytotal, svychisq (oracle/README_risk.md)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.survey import Design
from audit.survey.independence import rao_scott
from audit.survey.totals import domain_totals, psu_totals, ratios, total_covariance, total_variance

pytestmark = pytest.mark.shared

DESIGNS = {
    "apistrat": Design(strata="stype", weight="pw", fpc="fpc"),
    "apiclus1": Design(cluster="dnum", weight="pw", fpc="fpc"),
}


@pytest.fixture(scope="module")
def expected(shared):
    return pd.read_csv(shared("oracle/risk_survey_api.csv")).set_index("case")


@pytest.fixture
def sample(shared):
    return lambda name: pd.read_csv(shared(f"data/real/survey_{name}.csv"))


def mean(frame, column, design):
    values = np.column_stack([frame[column].to_numpy(float), np.ones(len(frame))])
    pairs = domain_totals(values, np.zeros(len(frame), dtype=int), 1, design)
    estimate, se = ratios(pairs.sums[:, :1], pairs.sums[:, 1:], pairs, design)
    return estimate.item(), se.item()


@pytest.mark.parametrize("name", DESIGNS)
def test_mean_with_its_design_effect_equals_rs(name, sample, expected):
    frame = sample(name)
    design = DESIGNS[name].resolve(frame)
    estimate, se = mean(frame, "api00", design)
    theirs = expected.loc[f"{name}:mean_api00"]
    assert (estimate, se) == pytest.approx((theirs["estimate"], theirs["se"]), rel=1e-8)
    y, w = frame["api00"], frame["pw"]
    at_random = ((y - estimate) ** 2 * w).sum() / w.sum() / (len(frame) - 1)
    assert se**2 / at_random == pytest.approx(theirs["deff"], rel=1e-8)


@pytest.mark.parametrize("name", DESIGNS)
def test_total_equals_rs(name, sample, expected):
    frame = sample(name)
    design = DESIGNS[name].resolve(frame)
    scores = (frame["enroll"] * frame["pw"]).to_numpy()[:, None]
    theirs = expected.loc[f"{name}:total_enroll"]
    assert scores.sum() == pytest.approx(theirs["estimate"], rel=1e-8)
    totals = psu_totals(scores, design)
    assert np.sqrt(total_variance(totals, design)).item() == pytest.approx(theirs["se"], rel=1e-8)
    assert np.sqrt(total_covariance(totals, design)).item() == pytest.approx(theirs["se"], rel=1e-8)


@pytest.mark.parametrize(("case", "column"), [("mean_api00", "api00"), ("total_enroll", "enroll")])
def test_second_stage_is_a_design_within_the_clusters_of_the_first(case, column, sample, expected):
    """The ultimate-cluster variance, and the sampled fraction of it that is among schools within a district."""
    frame = sample("apiclus2")
    first = Design(cluster="dnum", weight="pw", fpc="fpc1").resolve(frame)
    second = Design(cluster="snum", strata="dnum", weight="pw", fpc="fpc2").resolve(frame)
    y = frame[column].fillna(0).to_numpy(float)  # svytotal(na.rm = TRUE) leaves six schools out
    estimate, scores = float((y * first.weight).sum()), y * first.weight
    if case == "mean_api00":
        estimate /= first.weight.sum()
        scores = first.weight * (y - estimate) / first.weight.sum()
    stages = [total_variance(psu_totals(scores[:, None], design), design).item() for design in (first, second)]
    theirs = expected.loc[f"apiclus2:{case}"]
    assert estimate == pytest.approx(theirs["estimate"], rel=1e-8)
    assert np.sqrt(stages[0] + first.fraction[0] * stages[1]) == pytest.approx(theirs["se"], rel=1e-8)


def test_independence_equals_rs(shared, expected):
    frame = pd.read_csv(shared("oracle/risk_input_washb.csv"))
    cases = expected[expected.index.str.startswith("washb:RaoScottF:")]
    assert len(cases) == 4
    for case, theirs in cases.iterrows():
        ours = rao_scott("stunted", case.rpartition(":")[2], data=frame, design=Design("cluster", "stratum", "weight"))
        assert (ours.f, ours.p) == pytest.approx((theirs["stat"], theirs["p"]), rel=1e-6)
        assert ours.n == len(frame)
