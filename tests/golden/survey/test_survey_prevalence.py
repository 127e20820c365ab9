"""Prevalences against R 4.2.2, survey 4.1.1: svymean, svyby, svyciprop, deff = "replace" (oracle/README_risk.md)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.survey import Design, prevalence
from audit.survey.intervals import (
    arcsine_interval,
    clopper_pearson,
    jeffreys,
    korn_graubard,
    likelihood_interval,
    logit_interval,
    mean_interval,
    wilson,
)

pytestmark = pytest.mark.shared

DESIGN = {"washb": Design("cluster", "stratum", "weight"), "zambia": Design()}
CASE = {"washb": "stunted", "zambia": "low"}
METHODS = {
    "logit": lambda row: logit_interval(row.estimate, row.se, row.df),
    "xlogit": lambda row: logit_interval(row.estimate, row.se, row.df),
    "mean": lambda row: mean_interval(row.estimate, row.se, row.df),
    "asin": lambda row: arcsine_interval(row.estimate, row.se, row.df),
    "beta": lambda row: korn_graubard(row.estimate, row.se, row.n, row.df),
    "likelihood": lambda row: likelihood_interval(row.estimate, row.se, row.df),
}
TOLERANCE = {"likelihood": 1e-4}
BINOMIAL = {"binom_clopper_pearson": clopper_pearson, "binom_jeffreys": jeffreys, "binom_wilson": wilson}


@pytest.fixture(scope="module")
def expected(shared):
    return pd.read_csv(shared("oracle/risk_svyprev.csv"), dtype={"level": str})


@pytest.mark.parametrize("dataset", ["washb", "zambia"])
def test_every_prevalence_equals_rs(dataset, shared, expected):
    data = pd.read_csv(shared(f"oracle/risk_input_{dataset}.csv"))
    rows = expected[expected["dataset"] == dataset]
    compared = 0
    for domain, theirs in rows[rows["method"].str.startswith("logit")].groupby("domain"):
        by = None if domain == "all" else data[domain].astype(str)
        ours = prevalence(CASE[dataset], data=data, design=DESIGN[dataset], by=by).set_index("group")
        assert sorted(ours.index) == sorted(theirs["level"])
        ours = ours.loc[theirs["level"]]
        np.testing.assert_allclose(ours["est"], theirs["estimate"], rtol=0, atol=1e-10)
        np.testing.assert_allclose(ours["se"], theirs["se"], rtol=1e-8)
        np.testing.assert_allclose(ours[["low", "high"]], theirs[["conf_low", "conf_high"]], rtol=0, atol=1e-6)
        assert ours["n"].tolist() == theirs["n"].tolist()
        assert ours["df"].tolist() == theirs["df"].tolist()
        if domain == "all":
            np.testing.assert_allclose(ours["deff"], theirs["deff"], rtol=1e-8)
        compared += len(theirs)
    assert compared == {"washb": 27, "zambia": 58}[dataset]


@pytest.mark.parametrize("method", METHODS)
def test_every_interval_of_a_given_standard_error_equals_rs(method, expected):
    rows = expected[expected["method"].str.removesuffix("_df_full_design") == method]
    assert len(rows) >= 2
    for row in rows.itertuples():
        limits = METHODS[method](row)
        assert limits == pytest.approx((row.conf_low, row.conf_high), abs=TOLERANCE.get(method, 1e-6))


def test_korn_graubard_is_offered_by_prevalence(shared, expected):
    data = pd.read_csv(shared("oracle/risk_input_washb.csv"))
    ours = prevalence("stunted", data=data, design=DESIGN["washb"], ci="korn-graubard").iloc[0]
    theirs = expected[(expected["dataset"] == "washb") & (expected["method"] == "beta")].iloc[0]
    assert (ours["low"], ours["high"]) == pytest.approx((theirs["conf_low"], theirs["conf_high"]), abs=1e-8)


@pytest.mark.parametrize("topic", BINOMIAL)
def test_binomial_intervals_equal_rs(topic, shared):
    """``binom`` and ``prop.test`` of R, as in risk_misc.csv."""
    misc = pd.read_csv(shared("oracle/risk_misc.csv"))
    rows = misc[misc["topic"] == topic]
    assert len(rows) == 9
    for row in rows.itertuples():
        events, n = map(int, str(row.case).split("/"))
        assert BINOMIAL[topic](events, n) == pytest.approx((row.conf_low, row.conf_high), abs=1e-8)
