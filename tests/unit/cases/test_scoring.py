"""Each part of the score by hand, at its ends, and what must not move it: missing and implausible values."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.cases.people import People
from audit.cases.rules import screen
from audit.cases.scoring import NEUTRAL_BURDEN, area_burden, is_eligible, is_strong, score, score_parts
from audit.reference.rule_sets import rule_set
from audit.reference.selection_rules import PARTS, selection_rules

RULES, RISK, URGENT = selection_rules(), rule_set("risk_practice_2026"), rule_set("urgent_practice_2026")


def people(*rows: dict) -> People:
    frame = pd.DataFrame(rows)
    frame = frame.assign(
        person_id=[f"p{i}" for i in range(len(frame))] if "person_id" not in frame else frame["person_id"],
        area_code=frame.get("area_code", "64.74.01.1001"),
    )
    for name in frame:
        said = {type(value) for value in frame[name] if not pd.isna(value)}
        frame[name] = frame[name].astype("boolean" if said == {bool} else "string" if said == {str} else "float64")
    return People(frame, {})


def parts_of(*rows: dict, **more) -> pd.DataFrame:
    return score_parts(screen(people(*rows), RISK), RULES, **more)


def child(**facts) -> dict:
    return {"group": "balita_24_59", "age_months": 30.0} | facts


@pytest.mark.parametrize(
    ("haz", "severity"), [(None, 0), (1.0, 0), (-2.0, 0), (-2.5, 0.25), (-3.0, 0.5), (-4.0, 1), (-5.5, 1)]
)
def test_severity_of_a_child_goes_from_the_cut_off_to_two_z_below(haz, severity):
    assert parts_of(child(haz=haz))["severity"].tolist() == [severity]


def test_an_implausible_height_makes_nobody_severe_nor_eligible_and_counts_as_not_known():
    who = people(child(haz=-6.5, haz_flag=True), child(haz=-6.5, haz_flag=False))
    screening = screen(who, RISK)
    parts = score_parts(screening, RULES)
    assert parts["severity"].tolist() == [0, 1]
    assert parts["risks"].tolist() == [0, 1 / 6]
    assert is_eligible(screening).tolist() == [False, True]
    assert parts["data_missing"].iloc[0] > parts["data_missing"].iloc[1]


@pytest.mark.parametrize(
    ("change", "days", "found"),
    [(-0.3, 60, 1), (0.0, 28, 1), (0.01, 60, 0), (-0.3, 27, 0), (None, None, 0), (-0.3, None, 0)],
)
def test_a_child_does_not_improve_where_the_height_for_age_is_no_better_after_a_month(change, days, found):
    assert parts_of(child(haz=-2.5, haz_change=change, haz_change_days=days))["no_improvement"].tolist() == [found]


def test_a_woman_is_severe_by_strong_risks_and_blood_pressure_counts_once():
    bumil = {"group": "bumil", "gestation_weeks": 20.0}
    parts = parts_of(
        bumil | {"systolic_mmhg": 150.0, "diastolic_mmhg": 95.0, "hb_g_dl": 12.0},
        bumil | {"systolic_mmhg": 120.0, "diastolic_mmhg": 95.0, "hb_g_dl": 9.0},
        bumil | {"systolic_mmhg": 120.0, "diastolic_mmhg": 80.0, "hb_g_dl": None},
    )
    assert parts["severity"].tolist() == pytest.approx([1 / 3, 2 / 3, 0])
    assert parts["risks"].tolist() == pytest.approx([1 / 6, 2 / 6, 0])


def test_a_woman_does_not_improve_where_the_same_strong_risk_stood_at_the_contact_before():
    low, well = (
        {"group": "bumil", "hb_g_dl": 9.0, "muac_cm": 25.0},
        {"group": "bumil", "hb_g_dl": 12.0, "muac_cm": 22.0},
    )
    before = screen(people(low | {"person_id": "a"}, well | {"person_id": "b"}), RISK)
    now = people(low | {"person_id": "b"}, low | {"person_id": "a"}, low | {"person_id": "c"})
    assert score_parts(screen(now, RISK), RULES, earlier=before)["no_improvement"].tolist() == [0, 1, 0]
    assert score_parts(screen(now, RISK), RULES)["no_improvement"].tolist() == [0, 0, 0]


def test_number_of_risks_is_capped_and_screening_rules_do_not_count():
    said = {"safe_water": False, "healthy_latrine": False, "health_insurance": False, "immunised_for_age": False,
            "animal_protein": False, "vitamin_a": False, "dewormed": False, "liveable_house": False}  # fmt: skip
    parts = parts_of(child(**said), child(birth_length_cm=44.0), child(safe_water=False))
    assert parts["risks"].tolist() == [1, 0, pytest.approx(1 / 6)]


def test_an_accompanying_disease_is_one_or_nothing():
    ill = parts_of(child(comorbidity="jantung"), child(comorbidity=""), child(comorbidity=None))
    assert ill["comorbidity"].tolist() == [1, 0, 0]


def test_burden_of_an_area_is_its_place_by_number_and_share_among_those_that_can_be_assessed():
    a, b, c = "64.74.01.1001", "64.74.01.1002", "64.74.01.1003"
    rows = [child(haz=-2.5, area_code=a)] * 3 + [child(haz=0.0, area_code=a)] + [child(haz=-2.5, area_code=b)] * 2
    rows += [child(haz=0.0, area_code=b)] * 8 + [child(haz=-3.0, area_code=c)] * 9
    burden = area_burden(people(*rows), {a, b}, below=-2.0)
    assert burden == {a: 0.75, b: 0.25}
    parts = parts_of(*rows, assessable={a, b})
    assert set(parts["area_burden"][-9:]) == {NEUTRAL_BURDEN}
    assert set(parts_of(*rows)["area_burden"]) == {NEUTRAL_BURDEN}


def test_the_score_is_the_weighted_sum_of_its_parts():
    parts = pd.DataFrame({"severity": [1.0], "no_improvement": [0.0], "risks": [0.5], "comorbidity": [1.0],
                          "area_burden": [0.5]})  # fmt: skip
    assert score(parts, RULES.weights).tolist() == [pytest.approx(0.35 + 0.10 + 0.15 + 0.05)]


def test_who_is_at_risk_by_a_screening_rule_alone_or_refused_is_not_eligible():
    who = people(child(birth_length_cm=44.0), child(safe_water=False), child(safe_water=False), child(safe_water=None))
    assert is_eligible(screen(who, RISK), refused={"p2"}).tolist() == [False, True, False, False]


def test_who_is_at_risk_by_an_urgent_value_alone_goes_to_a_doctor_and_is_no_case():
    bumil = {"group": "bumil", "hb_g_dl": 12.0}
    who = people(
        bumil | {"systolic_mmhg": 150.0},
        bumil | {"systolic_mmhg": 150.0, "smoke_at_home": True},
        bumil | {"hb_g_dl": 9.0, "systolic_mmhg": 120.0},
    )
    screening = screen(who, RISK)
    assert is_eligible(screening).tolist() == [True, True, True]
    assert is_eligible(screening, urgent=screen(who, URGENT)).tolist() == [False, True, True]


def test_nothing_known_is_a_reason_for_a_visit_and_no_score():
    parts = parts_of(child(haz=None))
    assert parts["data_missing"].tolist() == [1]
    assert score(parts, RULES.weights).tolist() == [pytest.approx(RULES.weights["area_burden"] * NEUTRAL_BURDEN)]


def test_nobody_has_no_score():
    nobody = People(people(child(haz=-3.0)).frame.iloc[:0], {})
    parts = score_parts(screen(nobody, RISK), RULES)
    assert parts.empty
    assert list(parts) == [*PARTS, "data_missing"]


def test_strong_risks_are_direct_and_agreed_on():
    strong = {rule.id for rule in RISK.rules if is_strong(rule)}
    assert {"muac_low", "hb_low_pregnant", "newborn_light"} <= strong
    assert strong.isdisjoint({"poor", "smoke_at_home", "age_young", "newborn_heavy"})
    assert all(np.isfinite(RULES.weights[part]) for part in PARTS)
