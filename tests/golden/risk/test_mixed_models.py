"""Random intercepts against ``lme4`` 1.1.31 of R: lmer (REML) and glmer (nAGQ = 9) (oracle/README_risk.md)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.risk import proportional_change, random_intercept

pytestmark = pytest.mark.shared

CLUSTER = {"washb": "cluster", "zambia": "district"}
OUTCOMES = {"washb": {"linear": "haz", "logit": "stunted"}, "zambia": {"linear": "haz_std", "logit": "low"}}
COVARIATES = {
    "washb": "male + age_c + mom_short + mom_edu + food_insec + no_latrine + earth_floor + no_handwash + crowd"
    " + mom_teen + nutr_arm + poor40",
    "zambia": "male + age_c + mom_thin + mom_work + mom_edu + urban",
}
MODELS = {"linear": "lmer_haz_REML", "logit": "glmer_logit_nAGQ9"}
TOLERANCE = {"linear": (1e-4, 1e-3, 3e-3), "logit": (5e-3, 3e-2, 3e-3)}  # coefficient, variance, standard error


@pytest.fixture(scope="module")
def expected(shared):
    rows = pd.read_csv(shared("oracle/risk_mixed.csv")).groupby(["dataset", "model"])
    return {key: group.set_index("term") for key, group in rows}


def fitted(analysed, dataset: str, family, right: str):
    frame = analysed(dataset).assign(age_c=lambda frame: frame["age_m"] - frame["age_m"].mean())
    formula = f"{OUTCOMES[dataset][family]} ~ {right}"
    return random_intercept(frame, formula, cluster=CLUSTER[dataset], family=family)


@pytest.mark.parametrize("dataset", ["washb", "zambia"])
@pytest.mark.parametrize("family", ["linear", "logit"])
def test_every_row_equals_lme4s(dataset, family, analysed, expected):
    theirs = expected[dataset, MODELS[family]]
    ours = fitted(analysed, dataset, family, COVARIATES[dataset])
    coef, variance, se = TOLERANCE[family]
    rows = theirs.loc[list(ours.terms)]
    np.testing.assert_allclose(ours.coef, rows["estimate"], rtol=0, atol=coef)
    np.testing.assert_allclose(ours.se, rows["se"], rtol=se)
    figures = {"var_cluster": ours.variance}
    if family == "linear":
        figures |= {"var_resid": ours.residual_variance, "ICC": ours.icc, "REML_loglik": ours.log_likelihood}
    else:
        figures |= {"MOR": ours.mor, "ICC_latent": ours.icc}
    assert set(theirs.index) == set(ours.terms) | set(figures)
    for name, value in figures.items():
        assert value == pytest.approx(theirs.loc[name, "estimate"], rel=variance), name


@pytest.mark.parametrize("dataset", ["washb", "zambia"])
def test_the_empty_model_and_what_covariates_account_for_equal_glmers(dataset, analysed, expected):
    theirs = expected[dataset, "glmer_null_nAGQ9"]["estimate"]
    null = fitted(analysed, dataset, "logit", "1")
    full = fitted(analysed, dataset, "logit", COVARIATES[dataset])
    assert null.variance == pytest.approx(theirs["var_cluster"], rel=3e-2)
    assert null.coef[0] == pytest.approx(theirs["(Intercept)"], abs=5e-3)
    assert proportional_change(null, full) == pytest.approx(theirs["PCV"], rel=3e-2)
