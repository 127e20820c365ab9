"""Every case, every near miss and everybody taken out has a reason that follows from what is known."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from audit.cases.choosing import SelectionSettings, choose
from audit.cases.people import People
from audit.cases.rules import screen
from audit.cases.selection_reasons import selection_reasons
from audit.reference.rule_sets import rule_set
from audit.schemas import OVERRIDES

DESA = "64.74.01.1001"
SETTINGS = SelectionSettings(cycle="2025-2", per_group={"balita_24_59": 1, "bumil": 1}, random_share=0.0)


def people() -> People:
    frame = pd.DataFrame(
        {
            "person_id": pd.array(["short", "severe", "other", "mother"], dtype="string"),
            "group": ["balita_24_59", "balita_24_59", "balita_24_59", "bumil"],
            "area_code": pd.array([DESA] * 4, dtype="string"),
            "haz": [-2.5, -3.5, None, None],
            "haz_change": [None, -0.2, None, None],
            "haz_change_days": [None, 60.0, None, None],
            "age_months": [30.0, 30.0, 30.0, None],
            "safe_water": pd.array([False, False, False, None], dtype="boolean"),
            "hb_g_dl": [None, None, None, 9.0],
        }
    )
    return People(frame, {})


def told(settings=SETTINGS, overrides=None, **more):
    who = people()
    screening = screen(who, rule_set("risk_practice_2026"))
    selection = choose(who, screening, settings, seed=1)
    if overrides is not None:
        selection = selection.with_overrides(overrides)
    return {who: [s.id.removeprefix("selection.why.") for s in said] for (who, _), said in selection_reasons(
        selection, screening, **more).items()}  # fmt: skip


def test_reasons_follow_the_parts_of_the_score():
    reasons = told()
    assert reasons["severe"] == ["by_score", "very_short", "no_better", "risks", "area_unknown", "missing"]
    assert reasons["short"] == ["next", "short", "risks", "area_unknown", "missing"]
    assert reasons["other"] == ["next", "risks", "area_unknown", "missing"]
    assert reasons["mother"] == ["by_score", "strong", "risks", "area_unknown", "missing"]


def test_an_area_that_can_be_assessed_is_a_reason_only_where_it_has_many_short_children():
    reasons = told(assessable={DESA})
    assert not {"area", "area_unknown"} & set(reasons["severe"])


def test_the_lot_says_that_it_was_the_lot():
    assert told(replace(SETTINGS, random_share=1.0))["mother"][0] == "by_lot"


def test_what_the_team_changed_is_said_with_its_reason():
    rows = [("severe:balita_24_59", "out", "Sudah dirawat"), ("other:balita_24_59", "in", "Temuan kader")]
    changed = OVERRIDES.conform(pd.DataFrame(rows, columns=["override_id", "override", "reason"]))
    reasons = told(overrides=changed)
    assert reasons["severe"][0] == "taken_out"
    assert reasons["other"][0] == "put_in"


def test_rules_are_named_by_their_ids():
    who = people()
    screening = screen(who, rule_set("risk_practice_2026"))
    said = selection_reasons(choose(who, screening, SETTINGS, seed=1), screening)["severe", "balita_24_59"]
    risks = next(s for s in said if s.id == "selection.why.risks")
    assert risks.values == {"n": 2, "rules": "height_short;water_unsafe"}
