"""Estimating equations against R's geepack 1.3.9: the gee_ rows of oracle/risk_models.csv (oracle/README_risk.md)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.risk import fit_gee

pytestmark = pytest.mark.shared

MODELS = {
    "washb": (
        "stunted ~ male + age_m + mom_short + mom_edu + food_insec + no_latrine + earth_floor + no_handwash + crowd"
        " + mom_teen + nutr_arm + poor40",
        "cluster",
    ),
    "zambia": ("low ~ male + age_m + mom_thin + mom_work + mom_edu + urban", "district"),
}


@pytest.mark.parametrize("dataset", MODELS)
@pytest.mark.parametrize("family", ["logit", "poisson"])
@pytest.mark.parametrize("correlation", ["independence", "exchangeable"])
def test_estimating_equations_equal_geepacks(dataset, family, correlation, analysed, shared):
    theirs = pd.read_csv(shared("oracle/risk_models.csv"))
    theirs = theirs[(theirs["dataset"] == dataset) & (theirs["estimator"] == f"gee_{family}_{correlation}")]
    theirs = theirs.set_index("term")
    formula, cluster = MODELS[dataset]
    ours = fit_gee(analysed(dataset), formula, cluster=cluster, family=family, correlation=correlation)
    tidy = ours.tidy().set_index("term")
    terms = theirs.index.drop("alpha", errors="ignore")
    assert sorted(tidy.index) == sorted(terms)
    tidy = tidy.loc[terms]
    near = {"rtol": 0, "atol": 1e-5} if correlation == "exchangeable" else {"rtol": 0, "atol": 1e-8}
    np.testing.assert_allclose(tidy["coef"], theirs.loc[terms, "coef"], **near)
    np.testing.assert_allclose(
        tidy["se"], theirs.loc[terms, "se"], rtol=1e-5 if correlation == "exchangeable" else 1e-6
    )
    if correlation == "exchangeable":
        assert ours.alpha == pytest.approx(theirs.loc["alpha", "coef"], rel=0.02)
