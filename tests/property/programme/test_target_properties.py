"""What holds of paces, trends and children fewer whatever the surveys."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audit.programme.survey_points import SurveyPoint
from audit.programme.target_averted import Averted, children_to_avert
from audit.programme.target_pace import pace, told_surveys
from audit.programme.target_trend import aarr, fit_trend, required_aarr, scenarios
from audit.programme.targets import Target
from audit.reference.published import PublishedPrevalence
from audit.survey.change import Estimate

proportions = st.floats(0.02, 0.6)
series = st.lists(proportions, min_size=4, max_size=9)


def points(values, *, first=2015, n=700):
    return [SurveyPoint(first + i, Estimate(f"SSGI {first + i}", "survei", p, n=n)) for i, p in enumerate(values)]


@given(series, st.floats(0.2, 1.5), st.integers(-10, 10))
def test_a_pace_knows_no_level_and_no_calendar(values, factor, years):
    one = aarr(points(values))
    other = aarr(points([p * factor for p in values], first=2015 + years))
    assert [one.value, one.low, one.high] == pytest.approx([other.value, other.low, other.high])


@given(series)
def test_turned_round_in_time_the_line_turns_its_sign(values):
    assert np.log1p(-aarr(points(values)).value) == pytest.approx(-np.log1p(-aarr(points(values[::-1])).value))


@given(proportions, proportions, st.integers(1, 20))
def test_the_required_pace_leads_there(now, target, years):
    need = required_aarr(now, target, years)
    table = scenarios(points([now])[0], [2015 + years], target=target, paces=[need])
    assert table["proportion"][0] == pytest.approx(target)
    if need > 1e-6:
        assert table["reached"][0] == 2015 + years


@given(series, st.sampled_from([None, 100, 700, 10_000]))
def test_a_trend_stays_between_zero_and_one_and_widens_ahead(values, n):
    trend = fit_trend(points(values, n=n))
    assume(trend.tau2 + trend.sampling > 1e-12)
    fan = trend.fan(range(2025, 2030), target=0.1)
    limits = fan[["low95", "low50", "middle", "high50", "high95"]].to_numpy()
    assert (np.diff(limits, axis=1) >= 0).all()
    assert ((limits >= 0) & (limits <= 1)).all()
    assert fan["p_reach"].between(0, 1).all()
    logits = np.log(fan["high95"] / (1 - fan["high95"])) - np.log(fan["middle"] / (1 - fan["middle"]))
    assert (np.diff(logits[np.isfinite(logits)]) >= -1e-9).all()


@given(series)
def test_cases_and_the_others_have_mirrored_trends(values):
    one, other = (fit_trend(points(v)).fan([2026]) for v in (values, [1 - p for p in values]))
    assert one["middle"][0] == pytest.approx(1 - other["middle"][0])
    assert one["low95"][0] == pytest.approx(1 - other["high95"][0], abs=1e-6)


rows = st.lists(
    st.tuples(st.integers(1, 5000), st.integers(0, 2000), st.floats(0, 1)).map(
        lambda r: (r[0], round(r[1] * r[2]), r[1])
    ),
    min_size=1,
    max_size=8,
)


@given(rows, st.floats(0.05, 0.5), st.integers(0, 5))
def test_the_parts_of_the_kecamatan_make_up_the_whole(table, proportion, seed):
    target = Target("survey_prevalence", 2029, "RPJMD", survey="SSGI", percent=4.0)
    frame = pd.DataFrame(table, columns=["children", "stunted", "measured"])
    frame["area_code"] = [f"17.71.{i:02d}" for i in range(len(frame))]
    found = children_to_avert(target, points([proportion])[0], frame, seed=seed)
    assert isinstance(found, Averted)
    assert found.areas["fewer"].sum() == pytest.approx(found.total)
    assert found.total == pytest.approx(frame["children"].sum() * (proportion - 0.04))
    assert (found.areas["low"] <= found.areas["high"]).all()
    assert (found.areas[["fewer", "low"]] >= 0).all(axis=None)


def told(year, percent):
    return PublishedPrevalence(
        "17.71", str(year), f"SSGI {year}", "survei", percent, None, None, "", 1, "", "", disputed=False
    )


@given(st.floats(1, 60), st.floats(1, 60), st.floats(1, 60))
def test_going_on_at_the_required_pace_meets_the_target(first, last, percent):
    target = Target("survey_prevalence", 2029, "RPJMD", survey="SSGI", percent=percent)
    going = pace(target, told_surveys([told(2021, first), told(2024, last)]))
    assert last + 5 * going.required[0] == pytest.approx(percent)
    assert going.moved is not None
    assert first + 3 * going.moved.actual[0] == pytest.approx(last)
    assert going.moved.verdict != ("naik" if last < first else "turun")
