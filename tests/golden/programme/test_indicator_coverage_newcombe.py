"""Limits of a coverage and of its change: Newcombe, Stat Med 1998;17:857-872 (81 of 263) and 873-890 (a)."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.programme.indicator_coverage import IndicatorCoverage, indicator_coverage
from audit.programme.indicator_trend import indicator_trend
from audit.reference.areas import areas_of

AREAS = areas_of("64.74")
DESA = AREAS.desa[0].code


def coverage(period: str, reached: int, people: int, indicator: str = "safe_water") -> IndicatorCoverage:
    row = (indicator, DESA, period, "laporan", "dinas", reached, people)
    names = ["indicator", "area_code", "period", "source", "producer", "numerator", "denominator"]
    return indicator_coverage(pd.DataFrame([row], columns=names), AREAS, period=period)


def test_limits_of_a_coverage():
    row = coverage("2025", 81, 263).at(DESA).loc["safe_water"]
    assert (round(row["low"], 4), round(row["high"], 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize(("indicator", "verdict"), [("safe_water", "better"), ("unmet_need", "worse")])
def test_limits_of_a_change(indicator, verdict):
    """48 of 80, then 56 of 70: 0.2, from 0.0524 to 0.3339 by method 10."""
    changes = indicator_trend(coverage("2024", 48, 80, indicator), coverage("2025", 56, 70, indicator))
    row = changes[changes["indicator"].eq(indicator)].set_index("area_code").loc[DESA]
    assert row["difference"] == pytest.approx(0.2)
    assert (round(row["low"], 4), round(row["high"], 4)) == (0.0524, 0.3339)
    assert row["verdict"] == verdict
