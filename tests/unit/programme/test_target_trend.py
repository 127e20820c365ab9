"""Paces and trends: what is refused, scenarios by hand, equal seeds, and what earlier surveys would have said."""

from __future__ import annotations

import numpy as np
import pytest

from audit.language import LANGUAGES, text
from audit.programme.survey_points import SurveyPoint, survey_points
from audit.programme.target_trend import Trend, aarr, backtest, fit_trend, required_aarr, scenarios
from audit.reference.published import NATION, published_for
from audit.reference.targets import FEWEST_FOR_TREND, SCENARIO_PACES, national_targets
from audit.results import Sentence
from audit.survey.change import Estimate

DISTRICTS = ("14.03", "17.71", "19.71", "35.71", "64.74")


def point(year, proportion, *, source="SSGI", n=700):
    return SurveyPoint(year, Estimate(f"{source} {year}", "survei", proportion, n=n, deff=2.0))


def falling(years, pace=0.05, start=0.3, **more):
    return [point(year, start * (1 - pace) ** (year - years[0]), **more) for year in years]


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_fewer_than_four_surveys_are_no_trend(n):
    refused = fit_trend(falling(range(2021, 2021 + n)))
    assert isinstance(refused, Sentence)
    assert refused.id == "target.trend_refused"
    for language in LANGUAGES:
        assert str(n) in text(refused.id, language, **refused.values)


def test_two_surveys_of_one_year_are_one_year():
    assert isinstance(fit_trend([*falling(range(2021, 2024)), point(2023, 0.2, source="SKI")]), Sentence)
    assert isinstance(fit_trend(falling(range(2021, 2021 + FEWEST_FOR_TREND))), Trend)


@pytest.mark.parametrize("n", [0, 1])
def test_one_survey_has_no_pace(n):
    refused = aarr(falling(range(2021, 2021 + n)))
    assert isinstance(refused, Sentence)
    assert text(refused.id, "id", **refused.values)


@pytest.mark.parametrize("n", [2, 3])
def test_a_pace_of_few_surveys_has_no_limits(n):
    found = aarr(falling(range(2021, 2021 + n)))
    assert found.value == pytest.approx(0.05)
    assert np.isnan([found.low, found.high]).all()


def test_an_exact_fall_is_found_exactly():
    found = aarr(falling(range(2019, 2025)))
    assert [found.value, found.low, found.high] == pytest.approx([0.05] * 3)
    assert (found.first, found.last, found.df) == (2019, 2024, 4)
    assert aarr([point(2021, 0.1), point(2022, 0.2)]).value == pytest.approx(-1.0)


def test_required_pace_and_scenarios_lead_to_one_another():
    need = required_aarr(0.198, 0.142, 5)
    table = scenarios(point(2024, 0.198), [2029], target=0.142, paces=[need])
    assert table["proportion"][0] == pytest.approx(0.142)
    assert table["reached"][0] == 2029
    with pytest.raises(ValueError, match="0 years"):
        required_aarr(0.2, 0.1, 0)
    with pytest.raises(ValueError, match="from 0"):
        required_aarr(0, 0.1, 3)


def test_scenarios_by_hand():
    # 20 % falling by a tenth a year: 18, 16.2, 14.58, 13.1; by 3 % first under 14 % after twelve years (13.88).
    table = scenarios(point(2024, 0.2), range(2025, 2029), target=0.14)
    assert table["pace"].unique().tolist() == list(SCENARIO_PACES)
    fast = table[table["pace"] == SCENARIO_PACES[-1]]
    assert fast["proportion"].tolist() == pytest.approx([0.18, 0.162, 0.1458, 0.13122])
    assert set(fast["reached"]) == {2028}
    assert set(table.loc[table["pace"] == SCENARIO_PACES[0], "reached"]) == {2036}


@pytest.mark.parametrize(("target", "pace", "year"), [(0.25, 0.03, 2024), (0.2, 0.03, 2024), (0.1, 0.0, None)])
def test_a_target_that_is_met_or_never_will_be(target, pace, year):
    reached = scenarios(point(2024, 0.2), [2025], target=target, paces=[pace])["reached"]
    assert reached.isna().all() if year is None else reached[0] == year


def test_the_middle_scenario_is_what_the_nation_needs():
    goals = {t.year: t.percent / 100 for t in national_targets()}
    assert round(required_aarr(0.198, goals[2029], 5), 3) == SCENARIO_PACES[1]


def test_a_trend_says_on_what_it_rests():
    mixed = [*falling(range(2021, 2024)), point(2024, 0.25, source="SKI")]
    assert [note.id for note in fit_trend(mixed).notes] == ["target.surveys_differ"]
    unknown = fit_trend(falling(range(2021, 2026), n=None))
    assert not unknown.known
    assert [note.id for note in unknown.notes] == ["target.precision_unknown"]
    assumed = fit_trend(survey_points(published_for("64.74")))
    assert [note.id for note in assumed.notes] == ["target.surveys_differ", "survey.change_assumed"]


def test_surveys_without_scatter_still_have_their_sampling_error():
    trend = fit_trend(falling(range(2018, 2025)))
    assert trend.tau2 == 0
    fan = trend.fan([2025, 2030])
    # At least the error of one survey: about 700 / 2 children, 1.96 x sqrt(p q / n) and more.
    assert (fan["high95"] - fan["low95"]).min() > 2 * 1.96 * np.sqrt(0.2 * 0.8 / 350) * 0.9
    assert fan["high95"][1] - fan["low95"][1] > fan["high95"][0] - fan["low95"][0]


def test_bands_lie_in_one_another_and_probability_rises_as_it_falls():
    fan = fit_trend(falling(range(2018, 2025), n=200)).fan(range(2025, 2035), target=0.18)
    assert (fan["low95"] < fan["low50"]).all()
    assert (fan["low50"] < fan["middle"]).all()
    assert (fan["middle"] < fan["high50"]).all()
    assert (fan["high50"] < fan["high95"]).all()
    assert fan["p_reach"].is_monotonic_increasing
    assert fit_trend(falling(range(2018, 2025))).fan([2025])["p_reach"].isna().all()


def test_the_same_seed_gives_the_same_futures():
    trend = fit_trend(falling(range(2018, 2025), n=200))
    one, same, other = (trend.paths([2025, 2026], seed=seed) for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()
    years = range(2025, 2030)
    assert trend.reach_by(0.2, years, seed=1) >= trend.fan(years, target=0.2)["p_reach"].max() - 0.02


def test_a_survey_of_nobody_or_everybody_has_no_logit():
    with pytest.raises(ValueError, match="between 0 and 1"):
        point(2024, 0.0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        point(2024, 1.0)


def test_what_earlier_surveys_of_the_nation_would_have_said():
    table = backtest(survey_points(published_for(NATION)))
    assert table["year"].tolist() == [2019, 2021, 2022, 2023, 2024]
    assert table["trend"].isna().tolist() == [True, True, True, False, False]
    tested = table[table["trend"].notna()]
    assert tested["inside"].all()
    assert table["unchanged"].tolist() == pytest.approx([0.308, 0.277, 0.244, 0.216, 0.215])


def test_a_surprise_is_seen_as_one():
    years = range(2015, 2024)
    surprised = backtest([*falling(years, n=4000), point(2024, 0.6)])
    assert not surprised["inside"].iloc[-1]
    assert surprised["inside"].iloc[4:-1].all()
    assert not surprised["low"].iloc[-1] <= 0.6 <= surprised["high"].iloc[-1]


def test_no_surveys_leave_nothing_to_test():
    assert backtest([]).empty
    assert backtest([point(2024, 0.2)]).empty


@pytest.mark.parametrize("code", DISTRICTS)
def test_no_district_has_a_series_that_could_be_tested(code):
    # Three or four surveys each: a trend of the earlier ones is always refused.
    points = survey_points(published_for(code))
    assert 2 <= len(points) <= 4
    assert backtest(points)["trend"].isna().all()
