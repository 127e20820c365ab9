"""An arrow only beyond chance, in the good direction of the indicator, and never between different desa or sources."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.language import text
from audit.programme.indicator_coverage import indicator_coverage
from audit.programme.indicator_trend import indicator_trend
from audit.reference.areas import areas_of
from audit.reference.essential_indicators import essential_indicators
from audit.schemas.indicators import INDICATORS

AREAS = areas_of("64.74")
DESA = [area.code for area in AREAS.desa]
IDS = [indicator.id for indicator in essential_indicators()]


def period(name: str, rows, source: str = "laporan"):
    frame = pd.DataFrame([(id, code, name, source, "dinas", k, n) for id, code, k, n in rows])
    frame.columns = list(INDICATORS.names)
    return indicator_coverage(frame, AREAS, period=name)


def verdict(before, after, id: str = "safe_water", code: str = DESA[0]) -> str:
    changes = indicator_trend(before, after)
    return changes[changes["indicator"].eq(id) & changes["area_code"].eq(code)]["verdict"].item()


def one(name: str, k: int, n: int, id: str = "safe_water", **options):
    return period(name, [(id, DESA[0], k, n)], **options)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((50, 100), (90, 100), "better"),
        ((90, 100), (50, 100), "worse"),
        ((50, 100), (52, 100), "unclear"),
        ((5, 10), (7, 10), "unclear"),
        ((0, 100), (0, 100), "unclear"),
        ((100, 100), (100, 100), "unclear"),
        ((0, 100), (100, 100), "better"),
        ((0, 0), (90, 100), ""),
        ((50, 40), (90, 100), ""),
    ],
)
def test_what_may_be_said_of_a_change(before, after, expected):
    assert verdict(one("2024", *before), one("2025", *after)) == expected


def test_a_rise_is_worse_where_the_figure_should_be_low():
    assert verdict(one("2024", 5, 100, "unmet_need"), one("2025", 50, 100, "unmet_need"), "unmet_need") == "worse"


def test_another_source_is_no_change():
    assert verdict(one("2024", 50, 100), one("2025", 90, 100, source="survei")) == ""


def test_a_sum_of_other_desa_is_no_change():
    rows = [("safe_water", code, 50, 100) for code in DESA]
    now = [("safe_water", code, 90, 100) for code in DESA]
    whole = AREAS.district.code
    assert verdict(period("2024", rows), period("2025", now), code=whole) == "better"
    assert verdict(period("2024", rows[1:]), period("2025", now), code=whole) == ""


def test_where_nothing_changed_arrows_stay_rare():
    """Among 435 pairs drawn alike, 5 % would give some twenty arrows; the false discovery rate leaves nearly none."""
    arrows, by_limits_alone = 0, 0
    for seed in range(5):
        rng = np.random.default_rng(seed)
        names = ("2024", "2025")
        pair = [
            period(name, [(id, code, int(rng.binomial(200, 0.6)), 200) for id in IDS for code in DESA])
            for name in names
        ]
        changes = indicator_trend(*pair)
        changes = changes[changes["area_code"].isin(DESA)]
        arrows += int(changes["verdict"].isin(["better", "worse"]).sum())
        by_limits_alone += int(((changes["low"] > 0) | (changes["high"] < 0)).sum())
    assert by_limits_alone > 50
    assert arrows <= 5


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_verdict_has_words(language):
    assert all(text(f"indicator.trend.{name}", language) for name in ("better", "worse", "unclear"))
