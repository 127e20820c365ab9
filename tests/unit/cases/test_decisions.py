"""Decisions: each rule applies when it should, none blames, and two situations ask for different things."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from audit.cases import Ask, Facts, decide, severity, stunting
from audit.cases.decisions import MOST_DECISIONS, RULES
from audit.language import has
from audit.programme.coverage import coverage
from audit.quality import digit_preference, flags
from audit.reference.areas import areas_of
from audit.results import Cell, CheckResult, CountValue, Sentence

MONTH = "2025-08"
AREAS = areas_of("64.74")
DESA = [a.code for a in AREAS.desa]


def facts(*, stunted=40, of=400, severe=5, flagged=0, registered=500, where=None, heights=None):
    """Children spread evenly over the desa, the stunted ones in ``where`` if named."""
    status = ["severely_stunted"] * severe + ["moderately_stunted"] * (stunted - severe)
    status += ["haz_flagged"] * flagged + ["not_stunted"] * (of - stunted - flagged)
    frame = pd.DataFrame({"period": MONTH, "area": [DESA[i % len(DESA)] for i in range(of)], "status": status})
    if where:
        frame.loc[frame["status"].str.endswith("ly_stunted"), "area"] = where
    for index in ("waz", "whz"):
        frame[f"{index}_state"] = "known"
    lists = pd.DataFrame({"area_code": DESA, "month": MONTH, "registered": registered // len(DESA)})
    return Facts(
        MONTH, AREAS, coverage(frame, lists, [MONTH], AREAS), stunting(frame, [MONTH], AREAS),
        severity(frame, MONTH, AREAS), flags(frame, [MONTH]),
        (digit_preference(MONTH, pd.Series(heights or [n / 10 for n in range(100)]), "lenhei"),),
    )  # fmt: skip


def ask(rule):
    return Ask(rule, "Dinas Contoh", date(2025, 11, 30), "decision.money.unfunded")


def asked(rule, **situation):
    return decide(facts(**situation), [ask(rule)])


def test_low_coverage_asks_for_the_children_who_did_not_come():
    (finding,) = asked("coverage", registered=750)
    assert finding.values["children"] == 750 - 400
    # The number measured stands beside it, so that hiding one hides the sentence with both.
    assert finding.values["came"] == CountValue(Cell(MONTH), 400)
    assert finding.rests_on == ("coverage",)


@pytest.mark.parametrize("registered", [500, 405])
def test_coverage_of_80_percent_or_more_asks_nothing(registered):
    assert asked("coverage", registered=registered) == ()


def test_coverage_without_a_list_of_registered_children_asks_nothing():
    without = facts()
    empty = coverage(
        pd.DataFrame({"period": [MONTH], "area": [DESA[0]]}),
        pd.DataFrame({"area_code": [], "month": [], "registered": []}),
        [MONTH],
        AREAS,
    )
    assert empty.numerator.cells == ()
    assert decide(replace(without, coverage=empty), [ask("coverage")]) == ()


def test_severe_cases_are_counted_and_none_asks_nothing():
    (finding,) = asked("refer_severe", severe=7)
    assert finding.values["children"] == CountValue(Cell.of(MONTH, status="severely_stunted"), 7)
    assert asked("refer_severe", severe=0) == ()


def test_implausible_heights_ask_for_measuring_again():
    (finding,) = asked("remeasure", flagged=6)
    assert finding.values["children"].value == 6
    assert asked("remeasure", flagged=0) == ()


def test_a_kecamatan_is_named_only_when_surely_above_the_district():
    crowded = AREAS.kecamatan[0]
    (finding,) = asked("priority_kecamatan", where=AREAS.within(crowded.code)[0].code)
    assert finding.values["place"] == crowded.code
    assert asked("priority_kecamatan") == ()


@pytest.mark.parametrize("alarm", ["kecamatan", "desa"])
def test_no_place_is_singled_out_by_heights_that_pile_up_at_the_cut_off(alarm):
    """Such a place cannot be assessed; an alarm elsewhere, or in a check of low coverage, changes nothing."""
    crowded, other = AREAS.kecamatan[:2]
    desa = AREAS.within(crowded.code)[0].code
    situation = facts(where=desa)
    found = {"kecamatan": crowded.code, "desa": desa}[alarm]
    assert decide(replace(situation, heaping=heaping(found)), [ask("priority_kecamatan"), ask("coverage")]) == ()
    (finding,) = decide(replace(situation, heaping=heaping(other.code)), [ask("priority_kecamatan")])
    assert finding.values["place"] == crowded.code


def heaping(code):
    table = pd.DataFrame({"area_code": [code], "alarm": [True], "alarm_lowered": [False]})
    return CheckResult("cutoff_heaping.haz", "area_code", "poor", 100.0, "percent", 1, Sentence("x"), table=table)


def test_rounded_heights_ask_for_better_measuring():
    (finding,) = asked("data_quality", heights=[float(n) for n in range(60, 100)])
    assert finding.rests_on == ("digits.lenhei",)
    assert asked("data_quality") == ()


def test_at_most_three_in_the_order_asked():
    found = decide(facts(flagged=5), [ask(r) for r in ("remeasure", "refer_severe", "sponsors", "mini_workshop")])
    assert [f.id for f in found] == ["decision.remeasure", "decision.refer_severe", "decision.sponsors"]
    assert len(found) == MOST_DECISIONS


@pytest.mark.parametrize("rule", sorted(RULES))
@pytest.mark.parametrize("form", ["", ".disamarkan"])
def test_every_rule_has_its_words_with_and_without_the_number(rule, form):
    assert has(f"decision.{rule}{form}", "id")
    assert has(f"decision.{rule}{form}", "en")
