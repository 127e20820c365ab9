"""2x2 tables, Mantel-Haenszel, trend, RERI and E-values of oracle/risk_misc.csv: R 4.2.2 (oracle/README_risk.md)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.risk import TwoByTwo, e_value, fit_glm, mantel_haenszel, reri, trend
from audit.survey import Design

pytestmark = pytest.mark.shared

EXPOSURES = ["mom_short", "food_insec", "no_latrine", "poor40", "nutr_arm"]
EXACT, CONDITIONAL, R_STOPS = 1e-8, 1e-4, 1e-8


@pytest.fixture(scope="module")
def oracle(shared):
    table = pd.read_csv(shared("oracle/risk_misc.csv"))
    return table.set_index(["topic", "case"])


def same(ours, theirs, tolerance=EXACT):
    """Estimate and limits, where the oracle has them."""
    for mine, name in ((ours.estimate, "value"), (ours.low, "conf_low"), (ours.high, "conf_high")):
        if not np.isnan(theirs[name]):
            assert mine == pytest.approx(theirs[name], rel=tolerance, abs=tolerance), name


@pytest.mark.parametrize("exposure", EXPOSURES)
def test_a_table_of_two_by_two(exposure, analysed, oracle):
    data = analysed("washb")
    table = TwoByTwo.of(data[exposure], data["stunted"])
    same(table.ratio(), oracle.loc[("2x2_RR_katz_log", exposure)])
    same(table.odds_ratio(), oracle.loc[("2x2_OR_woolf", exposure)])
    same(table.difference(), oracle.loc[("RD_wald", exposure)])
    theirs = oracle.loc[("2x2_chisq_uncorrected", exposure)]
    assert table.chi_square().statistic == pytest.approx(theirs["stat"], rel=EXACT)
    assert table.chi_square().p == pytest.approx(theirs["p_value"], rel=EXACT)
    conditional, exact = table.fisher()
    theirs = oracle.loc[("2x2_fisher", exposure)]
    same(conditional, theirs, CONDITIONAL)
    assert exact.p == pytest.approx(theirs["p_value"], rel=CONDITIONAL)


@pytest.mark.parametrize("exposure", EXPOSURES)
def test_mantel_haenszel_by_area(exposure, analysed, oracle):
    strata = analysed("washb").groupby("area")
    ratio, test = mantel_haenszel([TwoByTwo.of(rows[exposure], rows["stunted"]) for _, rows in strata])
    theirs = oracle.loc[("MH_OR_by_area", exposure)]
    same(ratio, theirs)
    assert test.statistic == pytest.approx(theirs["stat"], rel=EXACT)
    assert test.p == pytest.approx(theirs["p_value"], rel=EXACT)


def test_trend_over_fifths_of_wealth(analysed, oracle):
    groups = analysed("washb").groupby("wealth_q")["stunted"]
    ours, theirs = trend(groups.sum(), groups.count()), oracle.loc[("cochran_armitage", "stunted~wealth_q")]
    assert ours.statistic == pytest.approx(theirs["stat"], rel=EXACT)
    assert ours.p == pytest.approx(theirs["p_value"], rel=EXACT)


@pytest.mark.parametrize(
    ("topic", "family", "vcov"), [("RERI_OR_HosmerLemeshow", "logit", "model"), ("RERI_PR_CR1", "poisson", "CR1")]
)
def test_interaction_on_the_additive_scale(topic, family, vcov, analysed, oracle):
    formula, case = "stunted ~ mom_short*poor40 + age_m + male", "mom_short x poor40"
    design = Design(cluster="cluster")
    result = fit_glm(analysed("washb"), formula, family=family, design=design, vcov=vcov, tolerance=R_STOPS)
    ours, theirs = reri(result, "mom_short", "poor40"), oracle.loc[(topic, case)]
    assert ours.reri.estimate == pytest.approx(theirs["value"], abs=EXACT)
    assert ours.reri.se == pytest.approx(theirs["stat"], rel=EXACT)
    assert (ours.reri.low, ours.reri.high) == pytest.approx((theirs["conf_low"], theirs["conf_high"]), abs=EXACT)
    if family == "logit":
        assert ours.ap.estimate == pytest.approx(oracle.loc[("AP_OR", case), "value"], abs=EXACT)
        assert ours.synergy.estimate == pytest.approx(oracle.loc[("Synergy_OR", case), "value"], abs=EXACT)


def test_every_e_value(oracle):
    for case, theirs in oracle.loc["evalue_RR"].iterrows():
        ratio, low, high = map(float, case.split("/"))
        ours = e_value(ratio, low, high)
        assert (ours.point, ours.limit) == pytest.approx((theirs["value"], theirs["conf_low"]), abs=EXACT)
    for case, theirs in oracle.loc["evalue_OR_common_sqrt"].iterrows():
        assert e_value(float(case), kind="common_odds").point == pytest.approx(theirs["value"], abs=EXACT)
    assert len(oracle.loc["evalue_RR"]) == 5
    assert len(oracle.loc["evalue_OR_common_sqrt"]) == 3
