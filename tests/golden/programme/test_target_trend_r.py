"""Pace and trend of the nation's surveys of 2018 to 2024 against R's lm and predict (interval = "prediction").

The series of the reference was typed from memory for arithmetic; here the published figures take its place.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from audit.programme.survey_points import logit, survey_points
from audit.programme.target_trend import aarr, fit_trend, required_aarr
from audit.reference.published import NATION, published_for

pytestmark = pytest.mark.shared
YEARS = range(2025, 2031)


@pytest.fixture(scope="module")
def expected(shared):
    return pd.read_csv(shared("oracle/risk_misc.csv")).set_index(["topic", "case"])


@pytest.fixture(scope="module")
def nation():
    return survey_points(published_for(NATION))


def test_pace(expected, nation):
    row = expected.loc["AARR_loglinear", "indonesia_6pts"]
    found = aarr(nation)
    assert found.n == 6
    assert [found.value, found.low, found.high] == pytest.approx(
        [row["value"], row["conf_low"], row["conf_high"]], abs=1e-8
    )


@pytest.mark.parametrize("percent", [14.2, 14])
def test_required_pace(expected, percent):
    row = expected.loc["required_AARR", f"19.8 (2024) -> {percent} (2029)"]
    assert required_aarr(0.198, percent / 100, 5) == pytest.approx(row["value"], abs=1e-8)


def test_fan(expected, nation):
    fan = fit_trend(nation).fan(YEARS).set_index("year")
    for year in YEARS:
        row = expected.loc["forecast_logitlinear_pred_interval", str(year)]
        ours = fan.loc[year, ["middle", "low95", "high95"]].tolist()
        assert ours == pytest.approx([row["value"], row["conf_low"], row["conf_high"]], abs=1e-8)


@pytest.mark.parametrize(("target", "words"), [(0.14, "14%"), (0.142, "14.2%_of_2029target")])
def test_probability_of_reaching(expected, nation, target, words):
    fan = fit_trend(nation).fan(YEARS, target=target).set_index("year")
    for year in YEARS:
        row = expected.loc["forecast_prob_below", f"{year}<{words}"]
        assert fan.loc[year, "p_reach"] == pytest.approx(row["value"], abs=1e-8)


def test_equal_survey_errors_smaller_than_the_scatter_change_nothing(expected, nation):
    # The moment estimate then gives the scatter less the sampling variance, and both add up to the scatter again.
    half = 0.01

    def precise(point):
        low, high = (1 / (1 + np.exp(-logit(point.proportion) + side * half)) for side in (1, -1))
        return replace(point, estimate=replace(point.estimate, low=low, high=high))

    trend = fit_trend([precise(point) for point in nation])
    assert trend.known
    assert 0 < trend.sampling < trend.tau2
    fan = trend.fan(YEARS).set_index("year")
    for year in YEARS:
        row = expected.loc["forecast_logitlinear_pred_interval", str(year)]
        ours = fan.loc[year, ["middle", "low95", "high95"]].tolist()
        assert ours == pytest.approx([row["value"], row["conf_low"], row["conf_high"]], abs=1e-8)


def test_a_thousand_futures_have_the_quantiles_of_the_fan(expected, nation):
    # Half of 10,000 draws lie below the middle but for 0.005; 0.02 is four standard errors.
    paths = fit_trend(nation).paths(YEARS, seed=3)
    for place, year in enumerate(YEARS):
        row = expected.loc["forecast_prob_below", f"{year}<14%"]
        assert (paths[:, place] <= 0.14).mean() == pytest.approx(row["value"], abs=0.02)
        limits = expected.loc["forecast_logitlinear_pred_interval", str(year)]
        inside = (paths[:, place] >= limits["conf_low"]) & (paths[:, place] <= limits["conf_high"])
        assert inside.mean() == pytest.approx(0.95, abs=0.01)
