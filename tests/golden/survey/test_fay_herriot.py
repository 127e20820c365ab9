"""Fay-Herriot against R's sae 1.3 (mseFH, precision 1e-10), on milk expenditure and on Zambian districts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.survey.fay_herriot import fay_herriot

pytestmark = pytest.mark.shared
MAJOR_AREAS = (2, 3, 4)


def milk(shared):
    frame = pd.read_csv(shared("data/real/milk_fayherriot.csv"))
    X = np.column_stack([np.ones(len(frame)), *(frame["MajorArea"] == k for k in MAJOR_AREAS)]).astype(float)
    return frame["yi"], X, frame["SD"] ** 2


def zambia_areas(shared):
    frame = pd.read_csv(shared("oracle/risk_input_zambia_areas.csv"))
    return frame["yi"], np.column_stack([np.ones(len(frame)), frame[["x1", "x2", "x3"]]]), frame["vardir"]


@pytest.mark.parametrize("method", ["REML", "ML", "FH"])
@pytest.mark.parametrize("data", [milk, zambia_areas])
def test_equals_sae(shared, data, method):
    rows = pd.read_csv(shared("oracle/risk_fayherriot.csv"))
    rows = rows[rows["dataset"].eq(data.__name__) & rows["method"].eq(method)]
    areas, betas = rows[rows["kind"].eq("area")], rows[rows["kind"].str.startswith("beta:")]
    result = fay_herriot(*data(shared), method=method)
    np.testing.assert_allclose(result.eblup, areas["eblup"], rtol=0, atol=1e-8)
    np.testing.assert_allclose(result.mse, areas["mse"], rtol=1e-6)
    np.testing.assert_allclose(result.gamma, areas["gamma"], rtol=0, atol=1e-8)
    assert result.refvar == pytest.approx(areas["refvar"].iloc[0], rel=1e-8)
    # sae prints the coefficient where it prints an area's estimate.
    assert len(betas) == len(result.beta) == 4
    np.testing.assert_allclose(result.beta, betas["eblup"], rtol=0, atol=1e-8)
