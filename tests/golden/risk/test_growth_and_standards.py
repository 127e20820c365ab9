"""Two rounds of WASH Benefits' lengths, prevalences at equal ages: lme4 1.1.31, closed forms in R (risk_misc.csv)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.risk import fit_glm, nested_intercepts, standardised
from audit.survey import prevalence

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def expected(shared):
    misc = pd.read_csv(shared("oracle/risk_misc.csv"))
    return lambda topic: misc[misc["topic"] == topic].set_index("case")


@pytest.fixture(scope="module")
def lengths(shared):
    columns = ["dataid", "childid", "clusterid", "svy", "sex", "laz"]
    found = pd.read_csv(shared("data/real/washb_bangladesh.csv"), usecols=columns).dropna()
    return found.assign(
        t=found["svy"] - 1, male=found["sex"].eq("male"), child=found["dataid"].astype(str) + found["childid"]
    )


@pytest.fixture(scope="module")
def pairs(lengths):
    found = lengths.pivot_table(index="child", columns="svy", values="laz").dropna()
    return found.set_axis(["before", "after"], axis=1)


def test_growth_of_children_in_clusters_equals_lmers(lengths, expected):
    ours = nested_intercepts(lengths, "laz ~ t + male", cluster="clusterid", child="child")
    theirs = expected("growth_lmer_laz")
    assert list(theirs.index) == ["(Intercept)", "t", 'sex == "male"TRUE']
    np.testing.assert_allclose(ours.coef, theirs["value"], rtol=0, atol=1e-4)
    np.testing.assert_allclose(ours.se, theirs["stat"], rtol=3e-3)
    variances = expected("growth_lmer_laz_var")["value"]
    found = {
        "id:clusterid": ours.child_variance,
        "clusterid": ours.cluster_variance,
        "Residual": ours.residual_variance,
    }
    assert found == pytest.approx(variances.to_dict(), rel=1e-3)


def test_who_becomes_stunted_and_who_is_no_longer(pairs, expected):
    theirs = expected("transition")["value"]
    stunted = pairs < STUNTED_BELOW
    assert len(pairs) == theirs["n_pairs"]
    after = prevalence(stunted["after"].astype(int), by=stunted["before"]).set_index("group")["est"]
    assert after[False] == pytest.approx(theirs["P(stunted2|not1)"], abs=1e-8)
    assert 1 - after[True] == pytest.approx(theirs["P(not2|stunted1)"], abs=1e-8)


def test_how_closely_the_second_length_follows_the_first(pairs, expected):
    theirs, n = expected("transition")["value"], len(pairs)

    def spread(column):
        return fit_glm(frame, f"{column} ~ 1", family="linear", vcov="model").se[0] * np.sqrt(n)

    frame = pairs.assign(change=pairs["after"] - pairs["before"])
    slope = fit_glm(frame, "after ~ before", family="linear").coef[1]
    assert slope * spread("before") / spread("after") == pytest.approx(theirs["cor"], abs=1e-8)
    assert spread("change") == pytest.approx(theirs["sd_diff"], abs=1e-8)


@pytest.mark.parametrize("poor", [0, 1])
def test_a_prevalence_at_the_ages_of_all_children(poor, analysed, expected):
    data = analysed("washb")
    bands = pd.cut(data["age_m"], [0, 20, 22, 24, 99])  # months, as R's file was made
    model = fit_glm(data.assign(band=bands), "stunted ~ poor40*band", family="linear", vcov="HC0")
    ours, theirs = standardised(model, "poor40", poor), expected("direct_age_std_prev").loc[f"poor40={poor}"]
    assert ours.estimate == pytest.approx(theirs["value"], abs=1e-8)
    assert ours.se == pytest.approx(theirs["stat"], rel=1e-8)
    assert (ours.low, ours.high) == pytest.approx((theirs["conf_low"], theirs["conf_high"]), abs=1e-8)
