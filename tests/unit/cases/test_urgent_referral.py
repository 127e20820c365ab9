"""Who needs a doctor now: each threshold at its edge, implausible values, life status, and what is not asked."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.urgent_referral import FOUND, new_referrals, referral_id, urgent_at_import, urgent_findings
from audit.reference.areas import areas_of
from audit.reference.rule_sets import rule_set
from audit.schemas import CHILD_HISTORY, CHILDREN, REFERRALS, VISITS, WOMEN

AS_OF = date(2025, 9, 15)
AREAS = areas_of("64.74")
DESA = AREAS.desa[0].code
RULES = rule_set("urgent_practice_2026")
VISIT = pd.Timestamp("2025-08-10")


def conform(rows, table):
    made = pd.DataFrame(rows)
    for name, dtype in table.columns:
        if name in made and dtype.startswith("datetime"):
            made[name] = pd.to_datetime(made[name])
    return table.conform(made)


def child(id="anak", days=730, **more):
    return {"child_id": id, "sex": "m", "birth_date": VISIT - pd.Timedelta(days=days), "area_code": DESA} | more


def visit(id="anak", on=VISIT, **more):
    return {"child_id": id, "visit_date": on, "seq": 1, "measure": "h", "source_file": "eppgbm"} | more


def woman(**more):
    seen = {"woman_id": "ibu", "contact_date": VISIT, "group": "bumil", "gestation_weeks": 30.0, "area_code": DESA}
    return seen | {"source_system": "elsimil"} | more


def found(children=(), visits=(), women=(), history=(), as_of=AS_OF, rules=RULES):
    return urgent_findings(
        conform(list(children), CHILDREN),
        conform(list(visits), VISITS),
        conform(list(women), WOMEN),
        conform(list(history), CHILD_HISTORY),
        as_of=as_of,
        areas=AREAS,
        rules=rules,
    )


def rules_of(frame):
    return frame["rule_id"].to_list()


def test_columns_and_kinds_are_those_of_referrals():
    rows = found([child()], [visit(oedema="y")])
    assert tuple(rows.columns) == FOUND
    assert rows.to_dict("records") == [
        {
            "referral_id": referral_id("anak", "oedema", VISIT), "person_id": "anak", "group": "balita_24_59",
            "area_code": DESA, "rule_id": "oedema", "value": "y", "found_on": VISIT, "measure_again": False,
        }
    ]  # fmt: skip
    REFERRALS.conform(rows)


def test_nobody_is_found_among_nobody():
    assert found().empty
    assert tuple(found().columns) == FOUND


@pytest.mark.parametrize(("muac", "hit"), [(11.4, True), (11.5, False), (11.49, True), (None, False)])
def test_arm_circumference_at_its_bound(muac, hit):
    assert rules_of(found([child()], [visit(muac_cm=muac)])) == ["muac_very_low"] * hit


@pytest.mark.parametrize(("days", "hit"), [(179, False), (182, False), (183, True), (1826 - 40, True)])
def test_arm_circumference_is_asked_from_six_months(days, hit):
    """5.9 months is not yet six; the age is that on the day of measuring, not today's."""
    assert ("muac_very_low" in rules_of(found([child(days=days)], [visit(muac_cm=11.4)]))) is hit


@pytest.mark.parametrize(("kg", "hit"), [(9.5, True), (9.7, False)])
def test_weight_for_height_at_its_bound(kg, hit):
    """WHO 2006 wfh_boys, 87.0 cm: -3 SD 9.6 kg, median 12.2 kg."""
    assert rules_of(found([child()], [visit(weight_kg=kg, lenhei_cm=87.0)])) == ["severely_thin"] * hit


@pytest.mark.parametrize(
    ("days", "now", "hit"), [(150, 6.0, True), (150, 6.1, False), (150, 6.2, False), (190, 6.0, False)]
)
def test_any_weight_lost_before_six_months(days, now, hit):
    before = visit(on=VISIT - pd.Timedelta(days=30), weight_kg=6.1)
    rows = found([child(days=days)], [before, visit(weight_kg=now)])
    assert ("weight_lost_infant" in rules_of(rows)) is hit
    if hit:
        assert rows["value"].to_list() == ["-0.1"]


@pytest.mark.parametrize(("kg", "days", "hit"), [(4.8, 122, True), (5.0, 122, False), (4.8, 190, False)])
def test_very_low_weight_for_age_before_six_months(kg, days, hit):
    """WHO 2006 wfa_boys, 4 months: -3 SD 4.9 kg."""
    assert ("weight_very_low_infant" in rules_of(found([child(days=days)], [visit(weight_kg=kg)]))) is hit


@pytest.mark.parametrize(
    ("said", "hit"), [("penyimpangan", True), ("meragukan", False), ("sesuai", False), (None, False)]
)
def test_development(said, hit):
    history = {"child_id": "anak", "recorded_on": VISIT, "development": said, "source_system": "kpsp"}
    assert rules_of(found([child()], [visit()], history=[history])) == ["development_deviant"] * hit


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("systolic_mmhg", 140.0, "blood_pressure_systolic"),
        ("systolic_mmhg", 139.0, None),
        ("diastolic_mmhg", 90.0, "blood_pressure_diastolic"),
        ("diastolic_mmhg", 89.0, None),
        ("hb_g_dl", 7.9, "hb_very_low"),
        ("hb_g_dl", 8.0, None),
        ("danger_sign", True, "danger_sign"),
        ("danger_sign", False, None),
        ("danger_sign", None, None),
    ],
)
def test_a_pregnant_woman_at_each_bound(field, value, rule):
    assert rules_of(found(women=[woman(**{field: value})])) == [rule] * (rule is not None)


def test_only_a_pregnant_woman_is_asked_about_her_blood_pressure():
    assert found(women=[woman(group="catin", systolic_mmhg=180.0, gestation_weeks=None)]).empty


def test_the_panel_of_a_district_may_set_another_bound():
    assert found(women=[woman(hb_g_dl=8.5)], rules=RULES.with_bounds({"hb_very_low": 9.0}))["value"].to_list() == [
        "8.5"
    ]


def test_an_implausible_value_is_listed_to_be_measured_again_and_not_dropped():
    (row,) = found([child()], [visit(weight_kg=5.0, lenhei_cm=87.0)]).to_dict("records")
    assert (row["rule_id"], row["measure_again"]) == ("severely_thin", True)


def test_the_newest_visit_counts():
    older = visit(on=VISIT - pd.Timedelta(days=60), muac_cm=11.0)
    assert found([child()], [older, visit(muac_cm=12.0)]).empty


@pytest.mark.parametrize("status", ["meninggal", "pindah", "menolak", "lulus_umur"])
def test_who_is_no_longer_there_is_not_found(status):
    gone = {"life_status": status, "life_status_date": pd.Timestamp("2025-09-01")}
    assert found([child(**gone)], [visit(oedema="y")]).empty
    assert found(women=[woman(systolic_mmhg=180.0, **gone)]).empty
    assert len(found([child(**gone)], [visit(oedema="y")], as_of=date(2025, 8, 20))) == 1


def test_a_child_of_five_is_not_found():
    assert found([child(days=1826)], [visit(oedema="y")]).empty


@pytest.mark.parametrize("consent", [False, None, True])
def test_treatment_waits_for_no_consent(consent):
    assert len(found([child(consent_audit=consent)], [visit(oedema="y")])) == 1


def test_a_child_of_unknown_age_is_asked_what_needs_no_age():
    (row,) = found([child(birth_date=None)], [visit(oedema="y", muac_cm=11.0)]).to_dict("records")
    assert row["rule_id"] == "oedema"
    assert pd.isna(row["group"])


def test_at_import_each_child_is_judged_in_its_own_month():
    """A child who has turned five since, and a visit in a mistyped year, leave nobody out."""
    children = conform([child("lama", days=1800), child("baru"), child("salah")], CHILDREN)
    visits = [
        visit("lama", on=VISIT, muac_cm=11.0),
        visit("baru", on=VISIT + pd.DateOffset(months=6), muac_cm=11.0),
        visit("salah", on=VISIT + pd.DateOffset(years=2), muac_cm=11.0),
    ]
    rows = urgent_at_import(children, conform(visits, VISITS), areas=AREAS, rules=RULES)
    assert rows["person_id"].to_list() == ["baru", "lama", "salah"]


def test_an_import_without_visits_finds_nobody():
    nobody = urgent_at_import(conform([child()], CHILDREN), conform([], VISITS), areas=AREAS, rules=RULES)
    assert tuple(nobody.columns) == FOUND
    assert nobody.empty


# What begins a referral -----------------------------------------------------------------------------------------------


def referral(on, closed=None, rule="oedema"):
    return {"referral_id": referral_id("anak", rule, on), "person_id": "anak", "rule_id": rule, "found_on": on,
            "closed_on": closed}  # fmt: skip


def begins(known, on=VISIT):
    rows = found([child()], [visit(on=on, oedema="y")], as_of=on.date())
    return len(new_referrals(rows, conform(known, REFERRALS)))


def test_the_same_finding_is_no_second_referral():
    assert begins([]) == 1
    assert begins([referral(VISIT)]) == 0
    assert begins([referral(VISIT, closed=VISIT)]) == 0


def test_while_a_referral_is_open_a_newer_finding_of_its_rule_is_no_other():
    later = VISIT + pd.Timedelta(days=20)
    assert begins([referral(VISIT)], on=later) == 0
    assert begins([referral(VISIT, rule="muac_very_low")], on=later) == 1


@pytest.mark.parametrize(("closed", "new"), [(19, 1), (20, 0), (21, 0)])
def test_after_closing_only_a_later_finding_begins_the_next(closed, new):
    later = VISIT + pd.Timedelta(days=20)
    assert begins([referral(VISIT, closed=VISIT + pd.Timedelta(days=closed))], on=later) == new


def test_ids_are_of_person_rule_and_day():
    ids = {referral_id(p, r, d) for p in ("a", "b") for r in ("oedema", "x") for d in (VISIT, date(2025, 8, 11))}
    assert len(ids) == 8
    assert referral_id("a", "oedema", VISIT) == referral_id("a", "oedema", date(2025, 8, 10))
