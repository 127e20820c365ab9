"""Pooled estimates against ``mitools`` 2.4 of R on the same five imputations (oracle/README_risk.md, risk_mi.csv)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.risk import fit_glm, pool_fits
from audit.survey import Design

pytestmark = pytest.mark.shared

MODEL = "stunted ~ age_m + male + momh_m + food_insec_m + poor40 + crowd"
COLUMNS = {
    "coef": ("coef", 1e-8),
    "se": ("se", 1e-8),
    "within": ("within", 1e-8),
    "between": ("between", 1e-8),
    "fmi": ("fmi", 1e-8),
    "df_rubin": ("df_rubin", 1e-6),
    "df": ("df_barnard_rubin", 1e-6),
}


@pytest.fixture(scope="module")
def pooled(shared):
    imputed = pd.read_csv(shared("oracle/risk_input_mi.csv"))
    return pool_fits([fit_glm(one, MODEL, design=Design("cluster"), vcov="CR1") for _, one in imputed.groupby("imp")])


@pytest.mark.parametrize("ours", COLUMNS)
def test_every_row_equals_mitools(ours, pooled, shared):
    theirs = pd.read_csv(shared("oracle/risk_mi.csv")).set_index("term")
    name, tolerance = COLUMNS[ours]
    assert set(theirs.index) == set(pooled.terms)
    np.testing.assert_allclose(getattr(pooled, ours), theirs.loc[list(pooled.terms), name], rtol=tolerance)
