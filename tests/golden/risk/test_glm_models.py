"""Every model of oracle/risk_models.csv against R 4.2.2: glm, sandwich 3.0.2, survey 4.1.1 (oracle/README_risk.md)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.risk import fit_glm
from audit.survey import Design

pytestmark = pytest.mark.shared

OUTCOME = {"washb": "stunted", "zambia": "low"}
CLUSTER = {"washb": "cluster", "zambia": "district"}
SURVEY = {"washb": Design("cluster", "stratum", "weight"), "zambia": Design("district")}
ADJUSTED = {
    "washb": "male + age_m + mom_short + mom_edu + food_insec + no_latrine + earth_floor + no_handwash + crowd"
    " + mom_teen + nutr_arm + poor40",
    "zambia": "male + age_m + mom_thin + mom_work + mom_edu + urban",
}
FAMILY = {"logit": "logit", "poisson": "poisson", "logbinomial": "logbin", "lpm": "linear"}
SVYGLM = {"svyglm_OR": "logit", "svyglm_PR": "poisson"}
ESTIMATORS = [
    *(f"logit_OR_{vcov}" for vcov in ("model", "HC0", "CR0", "CR1")),
    *(f"poisson_PR_{vcov}" for vcov in ("HC0", "HC1", "CR0", "CR1", "CR1S")),
    "logbinomial_PR_model",
    "lpm_RD_CR1S",
    *SVYGLM,
]


@pytest.fixture(scope="module")
def expected(shared):
    return pd.read_csv(shared("oracle/risk_models.csv"))


def test_every_estimator_of_the_oracle_is_compared(expected):
    theirs = set(expected["estimator"])
    assert {name for name in theirs if not name.startswith("gee_")} == set(ESTIMATORS)


@pytest.mark.parametrize("dataset", ["washb", "zambia"])
@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_every_model_equals_rs(dataset, estimator, analysed, expected):
    data = analysed(dataset)
    rows = expected[(expected["dataset"] == dataset) & (expected["estimator"] == estimator)]
    compared = 0
    for model, theirs in rows.groupby("model"):
        right = ADJUSTED[dataset] if model == "adjusted" else model.removeprefix("crude:")
        if estimator in SVYGLM:
            design, vcov, family = SURVEY[dataset], "survey", SVYGLM[estimator]
        else:
            design, vcov = Design(cluster=CLUSTER[dataset]), estimator.rpartition("_")[2]
            family = FAMILY[estimator.partition("_")[0]]
        result = fit_glm(data, f"{OUTCOME[dataset]} ~ {right}", family=family, design=design, vcov=vcov)
        ours = result.tidy().set_index("term")
        assert sorted(ours.index) == sorted(theirs["term"])
        ours = ours.loc[theirs["term"]]
        coef, se = (1e-4, 1e-4) if family == "logbin" else (1e-8, 1e-6)
        np.testing.assert_allclose(ours["coef"], theirs["coef"], rtol=0, atol=coef)
        np.testing.assert_allclose(ours["se"], theirs["se"], rtol=se)
        np.testing.assert_allclose(ours[["conf_low", "conf_high"]], theirs[["conf_low", "conf_high"]], rtol=5 * se)
        np.testing.assert_allclose(ours["p_value"], theirs["p_value"], rtol=0, atol=se)
        np.testing.assert_allclose(ours["exp_coef"], theirs["exp_coef"], rtol=coef)
        assert ours["df"].tolist() == theirs["df"].tolist()
        assert (result.n, result.missing) == (len(data), 0)
        compared += len(theirs)
    assert compared == len(rows) > 0


API = {
    "apistrat": Design(strata="stype", weight="pw", fpc="fpc"),
    "apiclus1": Design(cluster="dnum", weight="pw", fpc="fpc"),
    "apiclus2": Design(cluster="dnum", weight="pw", fpc="fpc1"),
}


def errors(frame, sample, tolerance):
    """Of R's variance by stages: the second is a design within the clusters of the first."""
    stages = [(API[sample], 1.0)]
    if sample == "apiclus2":
        second = Design(cluster="snum", strata="dnum", weight="pw", fpc="fpc2")
        stages.append((second, API[sample].resolve(frame).fraction[0]))
    formula = "high ~ ell + meals + mobility"
    return np.sqrt(
        sum(
            share * np.diag(fit_glm(frame, formula, family="logit", design=design, tolerance=tolerance).covariance)
            for design, share in stages
        )
    )


@pytest.mark.parametrize("sample", API)
def test_a_logit_under_a_finite_population_equals_svyglms_where_r_stops(sample, shared):
    """The samples of schools were fitted with R's default (1e-8), the models above with 1e-12 (README_risk.md)."""
    frame = pd.read_csv(shared(f"data/real/survey_{sample}.csv"))
    frame["high"] = (frame["api00"] > 700).astype(int)
    theirs = pd.read_csv(shared("oracle/risk_survey_api.csv"))
    theirs = theirs[theirs["case"].str.startswith(f"{sample}:svyglm_logit:")]
    ours = fit_glm(frame, "high ~ ell + meals + mobility", family="logit", design=API[sample], tolerance=1e-8)
    assert [case.rpartition(":")[2] for case in theirs["case"]] == list(ours.terms)
    np.testing.assert_allclose(ours.coef, theirs["estimate"], rtol=1e-8)
    np.testing.assert_allclose(errors(frame, sample, 1e-8), theirs["se"], rtol=1e-8)
    limit = errors(frame, sample, None)
    np.testing.assert_allclose(errors(frame, sample, 1e-14), limit, rtol=1e-8)
    assert 1e-8 < np.abs(limit / theirs["se"] - 1).max() < 1e-4


@pytest.mark.parametrize(("estimator", "vcov"), [("poisson_PR_CR1", "CR1"), ("logit_OR_model", "model")])
def test_rs_rule_with_rs_epsilon_gives_rs_models_too(estimator, vcov, analysed, expected):
    data, design = analysed("washb"), Design(cluster=CLUSTER["washb"])
    theirs = expected[(expected["dataset"] == "washb") & (expected["estimator"] == estimator)]
    theirs = theirs[theirs["model"] == "adjusted"].set_index("term")
    family = FAMILY[estimator.partition("_")[0]]
    formula = f"stunted ~ {ADJUSTED['washb']}"
    ours = fit_glm(data, formula, family=family, design=design, vcov=vcov, tolerance=1e-12).tidy().set_index("term")
    np.testing.assert_allclose(ours["coef"], theirs.loc[ours.index, "coef"], rtol=0, atol=1e-8)
    np.testing.assert_allclose(ours["se"], theirs.loc[ours.index, "se"], rtol=1e-6)
