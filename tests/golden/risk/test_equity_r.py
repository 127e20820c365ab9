"""Inequality on WASH-B Bangladesh against R: rineq 0.2.3, closed forms, glm with cluster-robust errors (CR1)."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pandas as pd
import pytest

from audit.risk import concentration_curve, concentration_index, decompose, group_inequality, sii_rii
from audit.survey import Design

pytestmark = pytest.mark.shared
DESIGNS = {"unw": Design(cluster="cluster"), "wtd": Design(cluster="cluster", weight="weight")}
KINDS = {"CI": "standard", "CIg": "generalised", "CIc": "erreygers", "CIw": "wagstaff"}
CLOSED = {"CI_cov": "standard", "Erreygers": "erreygers", "Wagstaff": "wagstaff", "ACI_generalised": "generalised"}
FACTORS = ["mom_short", "food_insec", "no_latrine", "earth_floor", "crowd", "mom_teen"]


@pytest.fixture(scope="module")
def washb(shared):
    return pd.read_csv(shared("oracle/risk_input_washb.csv"))


@pytest.fixture(scope="module")
def expected(shared):
    return pd.read_csv(shared("oracle/risk_equity.csv")).set_index("estimator")


@pytest.fixture(scope="module")
def misc(shared):
    rows = pd.read_csv(shared("oracle/risk_misc.csv"))
    return rows[rows["topic"].str.startswith("wagstaff")].set_index(["topic", "case"])["value"]


def test_every_row_of_the_reference_is_compared(expected):
    rineq = [f"rineq_{k}_linreg_delta_unw_notie" for k in KINDS] + [f"rineq_{k}_direct_unw_notie" for k in KINDS]
    rineq += [f"rineq_{k}_linreg_delta_wtd_HC1_notie" for k in KINDS]
    closed = [f"{name}_tieavg_{w}" for name in CLOSED for w in DESIGNS]
    slopes = [f"{name}_{w}" for name in SLOPES for w in DESIGNS]
    others = [f"CI_convreg_clusterCR1_{w}" for w in DESIGNS] + ["gap_Q1_minus_Q5", "ratio_Q1_Q5"]
    assert sorted(expected.index) == sorted(rineq + closed + slopes + others)


@pytest.mark.parametrize("name", KINDS)
def test_rineq_delta(washb, expected, name):
    # rineq takes the sample variance of the ranks for the standard error: n / (n - 1) of ours.
    row, n = expected.loc[f"rineq_{name}_linreg_delta_unw_notie"], len(washb)
    ours = concentration_index("stunted", "wealth_u", kind=KINDS[name], method="delta", vcov="model", data=washb)
    assert ours.value == pytest.approx(row["estimate"], abs=1e-8)
    assert ours.se * n / (n - 1) == pytest.approx(row["se"], rel=1e-6)


@pytest.mark.parametrize("name", KINDS)
def test_rineq_direct(washb, expected, name):
    # Kakwani's variance divides by n, linearisation by n - 1.
    row, n = expected.loc[f"rineq_{name}_direct_unw_notie"], len(washb)
    ours = concentration_index("stunted", "wealth_u", kind=KINDS[name], method="linearised", data=washb)
    assert ours.value == pytest.approx(row["estimate"], abs=1e-8)
    assert ours.se * sqrt((n - 1) / n) == pytest.approx(row["se"], rel=1e-6)


@pytest.mark.parametrize("name", KINDS)
def test_rineq_weighted(washb, expected, name):
    # rineq estimates the variance of the ranks as from a sample by weights, and takes it back with (n - 1) / n only.
    row, n, w = expected.loc[f"rineq_{name}_linreg_delta_wtd_HC1_notie"], len(washb), washb["weight"]
    sample = w.sum() ** 2 / (w.sum() ** 2 - (w**2).sum())
    ours = concentration_index(
        "stunted", "wealth_u", kind=KINDS[name], method="delta", vcov="HC1", design=Design(weight="weight"), data=washb
    )
    assert ours.value * sample * (n - 1) / n == pytest.approx(row["estimate"], abs=1e-8)
    assert ours.se * sample == pytest.approx(row["se"], rel=1e-6)


@pytest.mark.parametrize("weights", DESIGNS)
@pytest.mark.parametrize("name", CLOSED)
def test_closed_forms_with_ties(washb, expected, name, weights):
    ours = concentration_index("stunted", "wealth", kind=CLOSED[name], design=DESIGNS[weights], data=washb)
    assert ours.value == pytest.approx(expected.loc[f"{name}_tieavg_{weights}", "estimate"], abs=1e-8)


@pytest.mark.parametrize("weights", DESIGNS)
def test_convenient_regression_with_clusters(washb, expected, weights):
    row = expected.loc[f"CI_convreg_clusterCR1_{weights}"]
    ours = concentration_index("stunted", "wealth", design=DESIGNS[weights], data=washb)
    assert ours.value == pytest.approx(row["estimate"], abs=1e-8)
    assert ours.se == pytest.approx(row["se"], rel=1e-6)


SLOPES = {
    "SII_logit_r1_minus_r0": ("logit", lambda r: (r.sii, r.sii_se)),
    "RII_logit_p1_over_p0_log": ("logit", lambda r: (log(r.rii), r.rii_log_se)),
    "SII_linear": ("direct", lambda r: (r.sii, r.sii_se)),
    "RII_poisson_log": ("direct", lambda r: (log(r.rii), r.rii_log_se)),
}


@pytest.mark.parametrize("weights", DESIGNS)
@pytest.mark.parametrize("name", SLOPES)
def test_slope_indices(washb, expected, name, weights):
    row, (model, taken) = expected.loc[f"{name}_{weights}"], SLOPES[name]
    value, se = taken(sii_rii("stunted", "wealth", model=model, design=DESIGNS[weights], data=washb))
    assert value == pytest.approx(row["estimate"], abs=1e-8)
    assert se == pytest.approx(row["se"], rel=1e-6)


def test_fifths_compared(washb, expected):
    ours = group_inequality("stunted", "wealth_q", ordered=True, design=DESIGNS["unw"], data=washb)
    assert ours.value("difference") == pytest.approx(expected.loc["gap_Q1_minus_Q5", "estimate"], abs=1e-8)
    assert ours.value("ratio") == pytest.approx(expected.loc["ratio_Q1_Q5", "estimate"], abs=1e-8)
    assert (ours.first, ours.last) == (1, 5)


def test_twice_the_area_below_the_diagonal_is_the_index(washb, expected):
    # R's fifths of the same children and its index, from the curve alone.
    curve = concentration_curve("stunted", "wealth", data=washb)
    area = float(np.trapezoid(curve.outcome, curve.share))
    assert 1 - 2 * area == pytest.approx(expected.loc["CI_cov_tieavg_unw", "estimate"], abs=1e-8)


def test_wagstaffs_decomposition(washb, misc):
    ours = decompose(washb, "stunted", FACTORS, "wealth")
    table = ours.table.set_index("factor")
    assert ours.total == pytest.approx(misc["wagstaff_decomp_total", "CI"], abs=1e-8)
    assert ours.residual == pytest.approx(misc["wagstaff_decomp_residual", "residual"], abs=1e-8)
    assert len(misc) == 3 * len(FACTORS) + 2
    for name in FACTORS:
        for column, topic in (("elasticity", "elasticity"), ("concentration", "CI"), ("contribution", "contribution")):
            assert table.loc[name, column] == pytest.approx(misc[f"wagstaff_decomp_{topic}", name], abs=1e-8)


def test_fifths_equal_those_of_the_study(washb):
    from audit.survey.equity_ranks import fifths

    np.testing.assert_array_equal(fifths(washb["wealth"]), washb["wealth_q"])
