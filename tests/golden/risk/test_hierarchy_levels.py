"""One level of a hierarchy is a model of R's; a difference alone is that of the 2 x 2 table (oracle/README_risk.md)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.risk import difference, fit_glm, hierarchical_models, standardised
from audit.survey import Design

pytestmark = pytest.mark.shared

FACTORS = [
    *("mom_short", "mom_edu", "food_insec", "no_latrine", "earth_floor", "no_handwash", "crowd", "mom_teen", "poor40"),
]


def test_crude_and_adjusted_ratios_of_one_level_equal_rs(analysed, shared):
    models = pd.read_csv(shared("oracle/risk_models.csv"))
    models = models[models["dataset"] == "washb"].set_index(["estimator", "model", "term"])
    ours = hierarchical_models(
        analysed("washb"),
        levels={"all": FACTORS},
        always=["male", "age_m", "nutr_arm"],
        design=Design("cluster"),
    )
    assert ours.refused == ()
    assert len(ours.table) == 10
    for row in ours.table.itertuples():
        term = f"{row.factor}{row.category}" if row.factor == "mom_edu" else row.factor
        for estimator, model, limits in (
            ("poisson_PR_CR1", "adjusted", (row.pr, row.low, row.high)),
            ("poisson_PR_CR1", f"crude:{row.factor}", (row.crude_pr, row.crude_low, row.crude_high)),
            ("logit_OR_CR1", "adjusted", (row.odds_ratio, row.or_low, row.or_high)),
        ):
            theirs = models.loc[(estimator, model, term)]
            assert limits == pytest.approx((theirs["exp_coef"], theirs["conf_low"], theirs["conf_high"]), rel=2e-6)


@pytest.mark.parametrize("factor", ["food_insec", "mom_short", "no_latrine", "nutr_arm", "poor40"])
def test_a_crude_difference_equals_that_of_the_two_by_two_table(factor, analysed, shared):
    misc = pd.read_csv(shared("oracle/risk_misc.csv"))
    theirs = misc[(misc["topic"] == "RD_wald") & (misc["case"] == factor)].iloc[0]
    data = analysed("washb")
    for family in ("poisson", "logit", "linear"):
        model = fit_glm(data, f"stunted ~ {factor}", family=family, vcov="HC0")
        ours = difference(model, factor)
        assert ours.estimate == pytest.approx(theirs["value"], abs=1e-8)
        assert (ours.low, ours.high) == pytest.approx((theirs["conf_low"], theirs["conf_high"]), abs=1e-6)


def test_standardised_predictions_give_the_attributable_fractions_of_r(analysed, shared):
    """1 - (average prediction with the factor at 0) / prevalence: gcomp rows of oracle/risk_paf.csv."""
    paf = pd.read_csv(shared("oracle/risk_paf.csv"))
    data = analysed("washb")
    rows = paf[(paf["dataset"] == "washb") & paf["method"].str.startswith("gcomp_poisson")] if "method" in paf else paf
    right = "male + age_m + nutr_arm + " + " + ".join(FACTORS)
    model = fit_glm(data, f"stunted ~ {right}")
    compared = 0
    for row in rows.itertuples():
        if row.exposure in ("mom_short", "poor40", "no_latrine"):
            ours = 1 - standardised(model, row.exposure, 0).estimate / np.mean(data["stunted"])
            assert ours == pytest.approx(row.estimate, abs=1e-8)
            compared += 1
    assert compared >= 3
