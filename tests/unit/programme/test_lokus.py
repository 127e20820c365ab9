"""Lokus by four criteria: all must be met, one that fails is enough for no, and poor data are neither."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.cases import stunting
from audit.programme.coverage import coverage
from audit.programme.families_at_risk import FAMILY_RULES, families_at_risk
from audit.programme.lokus import lokus
from audit.reference.areas import areas_of
from audit.reference.rule_sets import rule_set
from audit.results import CheckResult, Sentence
from audit.schemas import HOUSEHOLDS

AREAS = areas_of("64.74")
DESA = [a.code for a in AREAS.desa]
A, B, C = DESA[:3]
MONTH, CYCLE = "2025-08", "2025-2"
# Desa: children measured, of them short, registered, families at risk of 20, low indicators of 10.
BURDENED = (50, 20, 50, 10, 8)
USUAL = (50, 5, 50, 2, 2)

KNOWN = {"healthy_latrine": True, "modern_contraception": True} | dict.fromkeys(
    ("mother_too_young", "mother_too_old", "births_too_close", "children_too_many"), False
)


def judged(desa: dict[str, tuple[int, int, int, int, int]], *, heaped: str | None = None, without=()):
    everywhere = dict.fromkeys(DESA, USUAL) | desa
    frame = pd.DataFrame(
        [
            (MONTH, code, "moderately_stunted" if i < short else "not_stunted")
            for code, (measured, short, *_) in everywhere.items()
            for i in range(measured)
        ],
        columns=["period", "area", "status"],
    )
    listed = [(code, MONTH, row[2]) for code, row in everywhere.items()]
    registered = pd.DataFrame(listed, columns=["area_code", "month", "registered"])
    rows = [
        {"household_id": f"{code}-{i}", "area_code": code, "safe_water": i >= row[3], **KNOWN}
        for code, row in everywhere.items()
        for i in range(20)
    ]
    homes = HOUSEHOLDS.conform(pd.DataFrame(rows))
    nobody = pd.DataFrame({"household_id": [], "group": []}, dtype="string")
    families = families_at_risk(homes, nobody, rule_set(FAMILY_RULES), period=CYCLE, areas=AREAS)
    low = {code: (row[4], 10) for code, row in everywhere.items()}
    alarm = pd.DataFrame({"area_code": DESA, "alarm": [code == heaped for code in DESA]})
    heaping = CheckResult("cutoff_heaping", "area_code", "poor", None, "percent", 0, Sentence("x"), table=alarm)
    return lokus(
        stunting=stunting(frame, [MONTH], AREAS),
        month=MONTH,
        coverage=coverage(frame, registered, [MONTH], AREAS),
        areas=AREAS,
        heaping=heaping,
        families=None if "families" in without else families.families,
        families_period=CYCLE,
        low_indicators=None if "indicators" in without else low,
    )


def status(found, code: str) -> str:
    return found.table.set_index("area_code").loc[code, "status"]


def test_a_desa_that_meets_all_four_is_a_focus():
    found = judged({A: BURDENED})
    assert found.focus == (A,)
    assert status(found, B) == "not_focus"
    assert found.table["area_code"].tolist() == DESA
    others = len(DESA) - 1
    assert found.means["cases"] == pytest.approx((20 + 5 * others) / len(DESA))
    assert found.means["prevalence"] == pytest.approx((20 + 5 * others) / (50 * len(DESA)))
    assert found.means["families"] == pytest.approx((10 + 2 * others) / len(DESA))
    assert found.counts.counts == (len(DESA), 1, others, 0)


@pytest.mark.parametrize(
    "row",
    [
        (50, 20, 50, 2, 8),  # families at risk as elsewhere
        (50, 20, 50, 10, 5),  # half of the indicators, not more
        (50, 5, 50, 10, 8),  # neither prevalence nor cases
        (20, 6, 20, 10, 8),  # prevalence above the mean, cases below
    ],
)
def test_one_criterion_that_fails_is_enough(row):
    found = judged({A: row, B: (50, 25, 50, 12, 9)})
    assert status(found, A) == "not_focus"
    assert B in found.focus


def test_few_measured_children_are_not_assessable_and_never_no():
    """Practice note C19: the desa that measures least must not be the one that is left out."""
    found = judged({A: (39, 2, 50, 2, 2), B: BURDENED, C: (40, 20, 50, 10, 8)})
    row = found.table.set_index("area_code").loc[A]
    assert (row["status"], row["reasons"]) == ("not_assessable", "coverage_low")
    assert found.focus == (B, C)  # 40 of 50 is 80 %: enough
    without = judged({A: (50, 40, 0, 10, 8)})
    assert status(without, A) == "not_assessable"


def test_heights_heaped_at_the_cut_off_are_not_assessable():
    found = judged({A: USUAL, B: BURDENED}, heaped=A)
    assert status(found, A) == "not_assessable"
    assert found.table.set_index("area_code").loc[A, "reasons"] == "heaping"
    assert found.focus == (B,)


def test_a_desa_that_is_not_assessable_does_not_shift_the_means():
    assert judged({A: (39, 30, 50, 15, 9)}).means["cases"] == 5


def test_what_is_unknown_settles_nothing_but_a_failed_criterion_does():
    found = judged({A: BURDENED}, without=("families", "indicators"))
    row = found.table.set_index("area_code").loc[A]
    assert (row["status"], row["unknown"], row["met"]) == ("not_assessable", 2, 2)
    assert row["reasons"] == "families_unknown;indicators_unknown"
    assert status(found, B) == "not_focus"


def test_where_all_are_alike_nobody_is_above_the_mean():
    assert judged({}).focus == ()
    assert judged({}).table["status"].eq("not_focus").all()


def test_the_criteria_of_a_desa_are_not_for_the_public():
    found = judged({A: BURDENED})
    assert not found.counts.personal
    assert found.lines.rows.equals(found.table)
