"""The fourth criterion: low indicators of those that apply to a desa and are known."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.programme.indicator_coverage import indicator_coverage
from audit.programme.low_indicators import known_enough, low_indicators
from audit.reference.areas import areas_of
from audit.reference.essential_indicators import agreed_targets, essential_indicators
from audit.reference.indicator_rules import LOW_RULES
from audit.schemas.indicators import INDICATORS

AREAS = areas_of("64.74")
DESA = [area.code for area in AREAS.desa]
A = DESA[0]
IDS = [indicator.id for indicator in essential_indicators()]


def low(counts, rule="short_of_target"):
    """Counts by (indicator, desa)."""
    rows = [(id, code, "2025", "laporan", "dinas", *pair) for (id, code), pair in counts.items()]
    found = indicator_coverage(pd.DataFrame(rows, columns=list(INDICATORS.names)), AREAS, period="2025")
    return low_indicators(found, agreed_targets(), AREAS, rule=rule)


def of(frame, code: str) -> tuple[int, int, int]:
    return tuple(int(n) for n in frame.loc[code, ["low", "known", "total"]])


def test_low_is_short_of_the_target_and_unknown_is_neither():
    found = low({("clean_living", A): (60, 100), ("home_gardens", A): (60, 100)})
    assert of(found, A) == (1, 2, 29)
    assert of(found, DESA[1]) == (0, 0, 29)
    assert found.index.tolist() == DESA


def test_what_should_be_low_is_low_where_it_is_too_high():
    assert of(low({("unmet_need", A): (20, 100)}), A) == (1, 1, 29)
    assert of(low({("unmet_need", A): (5, 100)}), A) == (0, 1, 29)


def test_an_indicator_with_nobody_to_serve_does_not_apply():
    assert of(low({("severe_wasting_treated", A): (0, 0)}), A) == (0, 0, 28)


def test_an_open_target_leaves_an_indicator_unknown():
    assert of(low({("girls_iron_tablets", A): (1, 100)}), A) == (0, 0, 29)


def test_beyond_chance_asks_for_more():
    counts = {("clean_living", A): (65, 100)}
    assert of(low(counts), A) == (1, 1, 29)
    assert of(low(counts, "surely_short"), A) == (0, 1, 29)


@pytest.mark.parametrize(("id", "expected"), [("clean_living", 1), ("unmet_need", 0), ("girls_iron_tablets", 1)])
def test_worse_than_the_district_needs_no_target(id, expected):
    counts = {(id, code): (80, 100) for code in DESA} | {(id, A): (50, 100)}
    assert of(low(counts, "below_district"), A) == (expected, 1, 29)


@pytest.mark.parametrize("rule", LOW_RULES)
@pytest.mark.parametrize("reached", [0, 100])
def test_nobody_and_everybody_reached(rule, reached):
    found = low({(id, A): (reached, 100) for id in IDS}, rule)
    few, known, total = of(found, A)
    assert 0 <= few <= known <= total == 29
    if rule != "below_district":
        assert few == {0: 26, 100: 2}[reached]  # the two that should be low are the other way round; one has no target
    else:
        assert few == 0  # one desa is the district


def test_only_desa_with_most_indicators_known_are_judged():
    fourteen = {(id, A): (50, 100) for id in IDS[1:15]}
    assert known_enough(low(fourteen)) == {}
    fifteen = {(id, A): (50, 100) for id in IDS[1:16]}
    assert list(known_enough(low(fifteen))) == [A]
    assert known_enough(low(fifteen))[A][1] == 15
