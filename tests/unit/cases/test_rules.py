"""Every rule at its bound, with a value missing, and asked of nobody who does not belong to it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.cases.people import People
from audit.cases.rules import AT_RISK, FINDING_COLUMNS, NOT_ASKED, NOT_ASSESSABLE, NOT_AT_RISK, screen
from audit.reference.rule_sets import rule_set

# Rule, group, what else is known, a value at risk, a value beside it that is not. Corrections C9-C17 of the practice
# notes are in it: 140/90 with 90 itself, glucose from 200 alone, tablets by product, first T.
NUMBERS = [
    ("age_young", "bumil", {}, "age_years", 19, 20),
    ("age_old", "catin", {}, "age_years", 36, 35),
    ("muac_low", "bumil", {}, "muac_cm", 23.4, 23.5),
    ("bmi_low", "catin", {}, "bmi", 18.4, 18.5),
    ("bmi_low_early_pregnancy", "bumil", {"gestation_weeks": 12.0}, "bmi", 18.9, 19.0),
    ("bmi_high_early_pregnancy", "bumil", {"gestation_weeks": 12.0}, "bmi", 29.1, 29.0),
    ("hb_low_bride", "catin", {}, "hb_g_dl", 11.9, 12.0),
    ("hb_low_pregnant", "bumil", {}, "hb_g_dl", 10.9, 11.0),
    ("height_short_mother", "bumil", {}, "height_cm", 144.9, 145.0),
    ("children_many", "bumil", {}, "children_alive", 4, 3),
    ("births_close", "bumil", {}, "birth_interval_months", 23, 24),
    ("blood_pressure_systolic", "bumil", {}, "systolic_mmhg", 140, 139),
    ("blood_pressure_diastolic", "bumil", {}, "diastolic_mmhg", 90, 89),
    ("glucose_high", "bumil", {}, "random_glucose_mg_dl", 200, 199),
    ("glucose_high", "bumil", {}, "random_glucose_mg_dl", 201, 90),
    ("several_fetuses", "bumil", {}, "fetuses", 2, 1),
    ("antenatal_visits_few", "bumil", {"gestation_weeks": 36.0}, "antenatal_visits", 5, 6),
    ("iron_tablets_few", "bumil", {"gestation_weeks": 36.0, "supplement_product": "ttd"}, "supplement_tablets", 89, 90),
    (
        "mms_tablets_few",
        "bumil",
        {"gestation_weeks": 36, "supplement_product": "mms"},
        "supplement_tablets",
        179,
        180,
    ),
    ("no_supplement_bride", "catin", {}, "supplement_tablets", 0, 1),
    ("born_early_mother", "nifas", {}, "birth_gestation_weeks", 36, 37),
    ("born_late_mother", "nifas", {}, "birth_gestation_weeks", 43, 42),
    ("newborn_light", "nifas", {}, "newborn_weight_kg", 2.4, 2.5),
    ("newborn_heavy", "nifas", {}, "newborn_weight_kg", 4.0, 3.9),
    ("newborn_short", "nifas", {}, "newborn_length_cm", 47.9, 48.0),
    ("several_newborns", "nifas", {}, "newborns", 2, 1),
    ("height_short", "baduta", {}, "haz", -2.01, -2.0),
    ("weight_low", "baduta", {}, "waz", -2.01, -2.0),
    ("thin", "balita_24_59", {}, "whz", -2.01, -2.0),
    ("born_light", "baduta", {}, "birth_weight_kg", 2.49, 2.5),
    ("born_short", "baduta", {}, "birth_length_cm", 47.9, 48.0),
    ("born_early", "balita_24_59", {}, "gestation_weeks", 36, 37),
    ("complementary_early", "baduta", {}, "complementary_from_months", 5, 6),
    ("poor", "baduta", {}, "welfare_rank", 2, 3),
    ("far_from_service", "bumil", {}, "distance_km", 10.1, 10.0),
]
WORDS = [
    ("stunted_child_before", "bumil", {}, "has_stunted_child", True, False),
    ("proteinuria", "bumil", {}, "proteinuria", True, False),
    ("chronic_disease", "bumil", {}, "chronic_disease", True, False),
    ("no_premarital_check", "catin", {}, "premarital_check", False, True),
    ("no_marriage_counselling", "catin", {}, "marriage_counselling", False, True),
    ("smoke_at_home", "catin", {}, "smoke_at_home", True, False),
    ("birth_complication", "nifas", {}, "birth_complication", True, False),
    ("not_breastfeeding", "nifas", {}, "breastfeeding", False, True),
    ("no_contraception", "nifas", {}, "contraception", "tidak", "modern"),
    ("weight_not_rising", "baduta", {}, "weight_gain_status", "T", "N"),
    ("no_early_breastfeeding", "baduta", {}, "early_breastfeeding", False, True),
    ("no_exclusive_breastfeeding", "baduta", {}, "exclusive_breastfeeding", False, True),
    ("no_animal_protein", "baduta", {"age_months": 6.0}, "animal_protein", False, True),
    ("meals_few", "baduta", {"age_months": 6.0}, "meals_enough", False, True),
    ("not_immunised", "baduta", {}, "immunised_for_age", False, True),
    ("no_vitamin_a", "baduta", {"age_months": 6.0}, "vitamin_a", False, True),
    ("not_dewormed", "baduta", {"age_months": 12.0}, "dewormed", False, True),
    ("recent_illness", "balita_24_59", {}, "recent_illness", "diare;ispa", ""),
    ("comorbidity", "baduta", {}, "comorbidity", "tb", ""),
    ("development_doubtful", "baduta", {}, "development", "meragukan", "sesuai"),
    ("no_parenting_class", "baduta", {}, "parenting_class", False, True),
    ("mother_young", "baduta", {}, "mother_too_young", True, False),
    ("mother_old", "baduta", {}, "mother_too_old", True, False),
    ("siblings_close", "baduta", {}, "births_too_close", True, False),
    ("siblings_many", "baduta", {}, "children_too_many", True, False),
    ("water_unsafe", "busui", {}, "safe_water", False, True),
    ("latrine_unsafe", "bumil", {}, "healthy_latrine", False, True),
    ("house_unfit", "bumil", {}, "liveable_house", False, True),
    ("no_insurance", "nifas", {}, "health_insurance", False, True),
]
URGENT = [
    ("oedema", "baduta", {}, "oedema", "y", "n"),
    ("severely_thin", "balita_24_59", {}, "whz", -3.01, -3.0),
    ("muac_very_low", "baduta", {"age_months": 6.0}, "muac_cm", 11.4, 11.5),
    ("weight_lost_infant", "baduta", {"age_months": 5.9}, "weight_change_kg", -0.1, 0.0),
    ("weight_very_low_infant", "baduta", {"age_months": 5.9}, "waz", -3.01, -3.0),
    ("development_deviant", "balita_24_59", {}, "development", "penyimpangan", "meragukan"),
    ("blood_pressure_systolic", "bumil", {}, "systolic_mmhg", 140, 139),
    ("blood_pressure_diastolic", "bumil", {}, "diastolic_mmhg", 90, 89),
    ("hb_very_low", "bumil", {}, "hb_g_dl", 7.9, 8.0),
    ("danger_sign", "bumil", {}, "danger_sign", True, False),
]
CASES = [("risk_practice_2026", *case) for case in (*NUMBERS, *WORDS)] + [("urgent_practice_2026", *c) for c in URGENT]
# Whoever is outside these limits is not asked.
OUTSIDE = [
    ("risk_practice_2026", "bmi_low_early_pregnancy", "bumil", {"gestation_weeks": 13.0, "bmi": 17.0}),
    ("risk_practice_2026", "antenatal_visits_few", "bumil", {"gestation_weeks": 35.0, "antenatal_visits": 1.0}),
    ("risk_practice_2026", "iron_tablets_few", "bumil",
     {"gestation_weeks": 38.0, "supplement_product": "mms", "supplement_tablets": 10.0}),
    ("risk_practice_2026", "no_vitamin_a", "baduta", {"age_months": 5.9, "vitamin_a": False}),
    ("risk_practice_2026", "not_dewormed", "baduta", {"age_months": 11.9, "dewormed": False}),
    ("risk_practice_2026", "hb_low_pregnant", "catin", {"hb_g_dl": 9.0}),
    ("urgent_practice_2026", "muac_very_low", "baduta", {"age_months": 5.9, "muac_cm": 10.0}),
    ("urgent_practice_2026", "weight_lost_infant", "baduta", {"age_months": 6.0, "weight_change_kg": -1.0}),
]  # fmt: skip


def people(*rows: dict) -> People:
    frame = pd.DataFrame([{"person_id": f"p{i}", "area_code": "17.71.01.1001", **row} for i, row in enumerate(rows)])
    for name in frame:
        if frame[name].map(type).isin([bool]).any():
            frame[name] = frame[name].astype("boolean")
    return People(frame, {})


def state(rules: str, rule: str, **row) -> int:
    return int(screen(people(row), rule_set(rules)).states[rule].iloc[0])


@pytest.mark.parametrize(("rules", "rule", "group", "known", "field", "risky", "safe"), CASES)
def test_at_and_beside_the_bound(rules, rule, group, known, field, risky, safe):
    assert state(rules, rule, group=group, **known, **{field: risky}) == AT_RISK
    assert state(rules, rule, group=group, **known, **{field: safe}) == NOT_AT_RISK


@pytest.mark.parametrize(("rules", "rule", "group", "known", "field", "risky", "safe"), CASES)
def test_a_missing_value_is_not_assessable_and_another_group_is_not_asked(
    rules, rule, group, known, field, risky, safe
):
    assert state(rules, rule, group=group, **known) == NOT_ASSESSABLE
    assert state(rules, rule, group=group, **known, **{field: pd.NA}) == NOT_ASSESSABLE
    asked = rule_set(rules)[rule].groups
    for other in {"catin", "bumil", "nifas", "baduta"} - set(asked):
        assert state(rules, rule, group=other, **known, **{field: risky}) == NOT_ASKED


def test_every_rule_stands_in_the_table_above():
    for rules in ("risk_practice_2026", "urgent_practice_2026"):
        assert {case[1] for case in CASES if case[0] == rules} == {rule.id for rule in rule_set(rules).rules}


@pytest.mark.parametrize(("rules", "rule", "group", "row"), OUTSIDE)
def test_outside_its_limits_a_rule_is_not_asked(rules, rule, group, row):
    assert state(rules, rule, group=group, **row) == NOT_ASKED


@pytest.mark.parametrize(("rules", "rule", "group", "row"), OUTSIDE)
def test_where_a_limit_is_unknown_a_rule_is_not_assessable(rules, rule, group, row):
    limits = {condition.field for condition in rule_set(rules)[rule].where}
    unknown = {name: value for name, value in row.items() if name not in limits}
    if limits:
        assert state(rules, rule, group=group, **unknown) == NOT_ASSESSABLE


def test_an_age_is_that_of_the_day_on_which_the_value_was_noted():
    """Asked about vitamin A at five months, six months old today: not late, and its arm was measured too young."""
    frame = people({"group": "baduta", "age_months": 6.2, "vitamin_a": False, "muac_cm": 11.0}).frame.assign(
        birth_date=pd.Timestamp("2025-02-25"), visit_on=pd.Timestamp("2025-08-01"), visit_source="e-PPGBM"
    )
    children = People(frame, {"vitamin_a": "visit", "muac_cm": "visit"})
    assert screen(children, rule_set("risk_practice_2026")).states["no_vitamin_a"].tolist() == [NOT_ASKED]
    assert screen(children, rule_set("urgent_practice_2026")).states["muac_very_low"].tolist() == [NOT_ASKED]
    later = People(frame.assign(visit_on=pd.Timestamp("2025-08-28")), children.origins)
    assert screen(later, rule_set("urgent_practice_2026")).states["muac_very_low"].tolist() == [AT_RISK]


def test_an_implausible_value_is_no_risk_but_is_urgent_and_measured_again():
    children = people({"group": "baduta", "whz": -5.5, "whz_flag": True, "age_months": 20.0})
    assert screen(children, rule_set("risk_practice_2026")).states["thin"].tolist() == [NOT_ASSESSABLE]
    found = screen(children, rule_set("urgent_practice_2026")).findings()
    assert found[["rule_id", "measure_again"]].to_numpy().tolist() == [["severely_thin", True]]


def test_a_finding_carries_value_unit_source_day_and_cause():
    frame = people(
        {"group": "bumil", "hb_g_dl": 10.456, "systolic_mmhg": 150.0, "proteinuria": True},
        {"group": "catin", "hb_g_dl": 13.0},
        {"group": "baduta", "recent_illness": "diare", "age_months": 14.0},
    ).frame.assign(visit_on=pd.Timestamp("2025-08-01"), visit_source="elsimil", history_on=pd.NaT, history_source=pd.NA)
    everybody = People(frame, {"hb_g_dl": "visit", "systolic_mmhg": "visit", "recent_illness": "history"})
    found = screen(everybody, rule_set("risk_practice_2026")).findings()
    assert tuple(found.columns) == FINDING_COLUMNS
    assert found[["person_id", "rule_id", "value", "unit", "cause"]].to_numpy().tolist() == [
        ["p0", "hb_low_pregnant", "10.46", "g/dL", "direct"],
        ["p0", "blood_pressure_systolic", "150", "mmHg", "direct"],
        ["p0", "proteinuria", "y", "", "direct"],
        ["p2", "recent_illness", "diare", "", "direct"],
    ]
    assert found["source_system"].fillna("").tolist() == ["elsimil", "elsimil", "", ""]
    assert found["found_on"].isna().tolist() == [False, False, True, True]


def test_findings_of_some_are_those_of_everybody_about_them():
    rng = np.random.default_rng(3)
    rows = [{"group": "bumil", "hb_g_dl": float(hb), "muac_cm": float(m)} for hb, m in rng.uniform(9, 26, (40, 2))]
    screening = screen(people(*rows), rule_set("risk_practice_2026"))
    everything, mask = screening.findings(), np.arange(40) % 3 == 0
    some = everything[everything["person_id"].isin([f"p{i}" for i in range(0, 40, 3)])].reset_index(drop=True)
    pd.testing.assert_frame_equal(screening.findings(mask), some)
    pd.testing.assert_frame_equal(screening.findings(np.flatnonzero(mask)), some)
    assert screening.findings(np.array([], dtype=int)).empty


def test_risks_are_counted_without_those_of_screening():
    screening = screen(
        people({"group": "nifas", "newborn_weight_kg": 4.2, "newborns": 2.0}), rule_set("risk_practice_2026")
    )
    assert screening.number(AT_RISK).tolist() == [1]
    assert screening.number(AT_RISK, kind=None).tolist() == [2]


def test_nobody_at_all_gives_empty_tables():
    nobody = People(pd.DataFrame({"person_id": [], "group": [], "area_code": []}, dtype="string"), {})
    screening = screen(nobody, rule_set("risk_practice_2026"))
    assert screening.states.shape == (0, len(rule_set("risk_practice_2026").rules))
    assert tuple(screening.findings().columns) == FINDING_COLUMNS
