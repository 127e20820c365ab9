"""Marshall's estimate, funnels and Benjamini-Hochberg against R (risk_misc.csv), on the 18 areas of WASH Benefits."""

from __future__ import annotations

import re
from importlib import import_module

import numpy as np
import pandas as pd
import pytest

from audit.survey.empirical_bayes import empirical_bayes
from audit.survey.false_discoveries import benjamini_hochberg
from audit.survey.funnel import funnel, funnel_limits

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def misc(shared):
    return pd.read_csv(shared("oracle/risk_misc.csv"))


@pytest.fixture(scope="module")
def areas(shared):
    children = pd.read_csv(shared("oracle/risk_input_washb.csv"))
    return children.groupby("area")["stunted"].agg(["sum", "size"])


def test_empirical_bayes_equals_marshalls(misc, areas):
    rows = misc[misc["topic"].eq("EB_marshall_1991")]
    result = empirical_bayes(areas["sum"], areas["size"])
    assert len(rows) == len(areas) == 18
    np.testing.assert_allclose(result.estimate, rows["value"], rtol=0, atol=1e-8)
    np.testing.assert_allclose(result.between, rows["stat"], rtol=0, atol=1e-8)


@pytest.mark.parametrize(("kind", "topic"), [("normal",) * 2, ("exact", "exact_interp"), ("wilson",) * 2])
def test_limits_equal_rs(misc, kind, topic):
    rows = misc[misc["topic"].eq(f"funnel_{topic}")]
    assert len(rows) == 12
    for row in rows.itertuples():
        n, tail = re.fullmatch(r"n(\d+)_tail([\d.]+)", row.case).groups()
        low, high = funnel_limits(row.value, [int(n)], level=1 - 2 * float(tail), limits=kind)
        assert (low[0], high[0]) == (pytest.approx(row.conf_low, abs=1e-8), pytest.approx(row.conf_high, abs=1e-8))


def test_z_and_over_dispersion_equal_rs(misc, areas, monkeypatch):
    result = funnel(areas["sum"], areas["size"])
    np.testing.assert_allclose(result.z, misc.loc[misc["topic"].eq("funnel_z_arcsine"), "stat"], rtol=0, atol=1e-8)
    # R's figure draws no tails in.
    monkeypatch.setattr(import_module("audit.survey.funnel"), "FUNNEL_WINSORISED", 0.0)
    (phi,) = misc.loc[misc["topic"].eq("funnel_phi_unwinsorised"), "value"]
    assert funnel(areas["sum"], areas["size"]).phi == pytest.approx(phi, abs=1e-8)
    assert round(phi, 2) == 1.83


def test_q_equals_rs_p_adjust(misc):
    rows = misc[misc["topic"].eq("p_adjust_BH")]
    p = rows["case"].str.partition("=")[2].astype(float)
    assert len(rows) == 15
    np.testing.assert_allclose(benjamini_hochberg(p), rows["value"], rtol=0, atol=1e-8)
