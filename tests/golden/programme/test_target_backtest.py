"""What published surveys would have said of the next one: the nation's line against scipy's regression; districts.

Expected values are scipy's (`stats.linregress`, the textbook's prediction interval) and the published figures.
"""

from __future__ import annotations

from statistics import median

import numpy as np
import pytest
from scipy import stats

from audit.programme.survey_points import survey_points
from audit.programme.target_trend import backtest
from audit.reference.published import NATION, published_for
from audit.reference.targets import FEWEST_FOR_TREND

DISTRICTS = ("14.03", "17.71", "19.71", "35.71", "64.74")


def ahead(years: list[int], proportions: list[float], year: int) -> tuple[float, float, float]:
    """Middle and 95 % prediction limits of a straight line through logits, by hand from scipy's regression."""
    x, y = np.array(years, float), np.log(np.array(proportions) / (1 - np.array(proportions)))
    line = stats.linregress(x, y)
    away = year - x.mean()
    scatter = ((y - line.intercept - line.slope * x) ** 2).sum() / (len(x) - 2)
    error = np.sqrt(scatter * (1 + 1 / len(x) + away**2 / ((x - x.mean()) ** 2).sum()))
    middle, half = line.intercept + line.slope * year, stats.t.ppf(0.975, len(x) - 2) * error
    low, at, high = (float(1 / (1 + np.exp(-z))) for z in (middle - half, middle, middle + half))
    return at, low, high


@pytest.mark.parametrize("year", [2023, 2024])
def test_the_line_of_the_nation_is_that_of_scipy_and_holds_the_next_survey(year):
    points = survey_points(published_for(NATION))
    before = [p for p in points if p.year < year]
    assert len(before) >= FEWEST_FOR_TREND
    row = backtest(points).set_index("year").loc[year]
    expected = ahead([p.year for p in before], [p.proportion for p in before], year)
    assert [row["trend"], row["low"], row["high"]] == pytest.approx(expected, abs=1e-9)
    assert expected[1] <= row["observed"] <= expected[2]
    assert row["inside"]


def test_the_line_of_the_nation_missed_by_a_point_and_no_change_by_as_much():
    # Published: 21.5 in 2023 and 19.8 in 2024, after 21.6 and 21.5 (docs/methods.md says the same).
    tested = backtest(survey_points(published_for(NATION))).dropna(subset=["trend"])
    missed = (tested["trend"] - tested["observed"]).abs().mean() * 100
    unchanged = (tested["unchanged"] - tested["observed"]).abs().mean() * 100
    assert unchanged == pytest.approx((0.1 + 1.7) / 2)
    assert missed == pytest.approx(1.0, abs=0.1)


def test_one_survey_of_a_district_hardly_tells_the_next():
    # 12 pairs of surveys that follow one another in five districts: why a trend of two or three is refused.
    tables = [backtest(survey_points(published_for(code))) for code in DISTRICTS]
    apart = [abs(a - b) * 100 for t in tables for a, b in zip(t["observed"], t["unchanged"], strict=True)]
    assert len(apart) == 12
    assert max(apart) == pytest.approx(21.9 - 8.4)
    assert median(apart) == pytest.approx(((20.7 - 14.4) + (27.4 - 21.0)) / 2)  # Pangkalpinang and Bontang
    assert all(t["trend"].isna().all() for t in tables)
