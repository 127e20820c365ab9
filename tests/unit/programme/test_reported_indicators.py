"""Rows of offices, of any periods: each indicator in its own newest one, and nothing made of what is no figure."""

from __future__ import annotations

from datetime import date

import pandas as pd

from audit.programme.low_indicators import known_enough
from audit.programme.reported_indicators import reported_indicators
from audit.reference.areas import areas_of
from audit.reference.essential_indicators import essential_indicators
from audit.reference.indicator_rules import LOW_RULES
from audit.schemas import INDICATORS

AREAS = areas_of("64.74")
WHOLE = AREAS.district.code
DESA = [area.code for area in AREAS.desa]
DAY = date(2025, 9, 15)


def rows(*told) -> pd.DataFrame:
    frame = pd.DataFrame(told, columns=["indicator", "area_code", "period", "numerator", "denominator"])
    return INDICATORS.conform(frame.assign(source="laporan"))


def everywhere(indicator: str, period: str, k: int, n: int) -> list[tuple]:
    return [(indicator, code, period, k, n) for code in DESA]


def reported(*told, **options):
    return reported_indicators(rows(*told), AREAS, as_of=DAY, **options)


def test_nothing_comes_of_nothing():
    assert reported_indicators(INDICATORS.empty(), AREAS, as_of=DAY) is None
    assert reported(("safe_water", DESA[0], "2031", 1, 2)) is None


def test_each_indicator_stands_in_its_own_newest_period():
    found = reported(
        *everywhere("safe_water", "2024", 80, 100),
        *everywhere("safe_water", "2025", 90, 100),
        *everywhere("growth_monitored", "2025-08", 70, 100),
    )
    assert found.periods == {"safe_water": ("2025", "2024"), "growth_monitored": ("2025-08", "")}
    at = found.now.at(WHOLE)
    assert (at.loc["safe_water", "value"], at.loc["growth_monitored", "value"]) == (0.9, 0.7)
    assert found.before.at(WHOLE).loc["safe_water", "value"] == 0.8
    assert found.before.at(WHOLE)["value"].notna().sum() == 1


def test_rows_that_are_no_figure_are_left_out_and_named():
    wrong = [
        ("safe_water", DESA[1], "Semester I", 1, 2),
        ("safe_water", DESA[2], "2025", -1, 2),
        ("safe_water", "17.71.01", "2025", 1, 2),
        ("air_bersih", DESA[3], "2025", 1, 2),
    ]
    found = reported(("safe_water", DESA[0], "2025", 90, 100), *wrong)
    assert len(found.left_out) == len(wrong)
    assert found.now.at(WHOLE).loc["safe_water", "numerator"] == 90


def test_a_missing_count_is_left_in_as_unknown():
    found = reported(("safe_water", DESA[0], "2025", None, 100), ("safe_water", DESA[1], "2025", 1, 100))
    assert found.left_out.empty
    assert found.now.at(DESA[0]).loc["safe_water", "reason"] == "unknown"


def test_low_indicators_are_counted_under_each_reading():
    ids = [indicator.id for indicator in essential_indicators() if indicator.direction == "higher"]
    found = reported(*(row for id in ids for row in everywhere(id, "2025", 10, 100)), targets=dict.fromkeys(ids, 0.9))
    assert set(found.low) == set(LOW_RULES)
    assert known_enough(found.low["short_of_target"])[DESA[0]] == (len(ids), len(ids))
    assert found.low["below_district"]["low"].eq(0).all()
