"""Imputation where the values taken away are known: oracle/risk_mi_truth.csv, made in R (oracle/README_risk.md)."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.risk import fit_glm, mice, pool_fits
from audit.survey import Design

pytestmark = pytest.mark.shared

MODEL = "stunted ~ age_m + male + momh_m + food_insec_m + poor40 + crowd"


@pytest.mark.parametrize("seed", [1, 2])
def test_imputation_comes_within_half_an_error_of_what_was_there_before(seed, shared):
    frame = pd.read_csv(shared("oracle/risk_input_missing.csv"))
    theirs = pd.read_csv(shared("oracle/risk_mi.csv")).set_index("term")
    before = pd.read_csv(shared("oracle/risk_mi_truth.csv")).set_index("term")["before_deletion"]
    imputed = mice(frame, columns=list(frame.columns[2:]), seed=seed)
    pooled = pool_fits([fit_glm(one, MODEL, design=Design("cluster")) for one in imputed])
    away = pd.Series(pooled.coef, list(pooled.terms)) - before
    assert (away.abs() < 0.5 * theirs["se"]).all(), away.to_dict()
    assert pooled.m == len(imputed) == 20


def test_children_with_everything_known_give_rs_complete_case(shared):
    frame = pd.read_csv(shared("oracle/risk_input_missing.csv"))
    theirs = pd.read_csv(shared("oracle/risk_mi_truth.csv")).set_index("term")["complete_case"]
    ours = fit_glm(frame, MODEL, tolerance=1e-8)  # where R's glm stops
    assert dict(zip(ours.terms, ours.coef, strict=True)) == pytest.approx(theirs.to_dict(), abs=1e-8)


def test_the_pooled_column_is_rs_imputation(shared):
    """Five imputations by R, pooled here: the column ``mi``."""
    imputed = pd.read_csv(shared("oracle/risk_input_mi.csv"))
    theirs = pd.read_csv(shared("oracle/risk_mi_truth.csv")).set_index("term")["mi"]
    ours = pool_fits([fit_glm(one, MODEL, design=Design("cluster")) for _, one in imputed.groupby("imp")])
    assert dict(zip(ours.terms, ours.coef, strict=True)) == pytest.approx(theirs.to_dict(), abs=1e-8)
