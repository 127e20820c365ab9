"""Rule sets are sound data: each rule has a source, groups and needs that exist, and words in both languages."""

from __future__ import annotations

import re

import pytest

from audit.errors import ReferenceDataError
from audit.language import LANGUAGES, text
from audit.reference.needs import NEEDS
from audit.reference.rule_sets import GROUPS, rule_set, rule_set_ids
from audit.schemas import CHILD_HISTORY, CHILDREN, HOUSEHOLDS, VISITS, WOMEN

RULES = [(id, rule) for id in rule_set_ids() for rule in rule_set(id).rules]
NAMED = [pytest.param(id, rule, id=f"{id}.{rule.id}") for id, rule in RULES]
# Fields that are computed from columns of the canonical tables.
COMPUTED = {"age_months", "age_years", "bmi", "haz", "waz", "whz", "weight_change_kg"}


def test_there_are_the_sets_that_params_may_name():
    assert set(rule_set_ids()) >= {
        "risk_practice_2026", "risk_elsimil_2021", "risk_who_anaemia_2024", "urgent_practice_2026",
        "families_at_risk_2022", "families_at_risk_4t_2022",
    }  # fmt: skip
    for id in rule_set_ids():
        assert rule_set(id).id == id
        assert set(rule_set(id).title) == set(LANGUAGES)


@pytest.mark.parametrize(("id", "rule"), NAMED)
def test_a_rule_is_whole(id, rule):
    assert rule.source
    assert rule.confidence in ("H", "M", "L")
    assert set(rule.groups) <= {*GROUPS, "family"}
    assert rule.groups
    assert set(rule.needs) <= set(NEEDS)
    assert bool(rule.cause) is not id.startswith("urgent")
    assert bool(rule.unit) is isinstance(rule.asks.bound, float)
    columns = {name for table in (CHILDREN, VISITS, WOMEN, HOUSEHOLDS, CHILD_HISTORY) for name in table.names}
    assert set(rule.fields) <= columns | COMPUTED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_and_unit_has_words_that_differ_within_a_set(language):
    for id in rule_set_ids():
        labels = [text(f"rules.rule.{rule.id}", language) for rule in rule_set(id).rules]
        assert len(set(labels)) == len(labels), id
    assert all(text(f"rules.unit.{rule.unit}", language) for _, rule in RULES if rule.unit)


@pytest.mark.parametrize("id", rule_set_ids())
def test_ids_of_rules_are_unique(id):
    ids = [rule.id for rule in rule_set(id).rules]
    assert len(set(ids)) == len(ids)


def test_help_is_never_a_risk_and_nobody_is_blamed():
    """Practice notes, C13 and C15: no rule asks for assistance, fetal weight or fundal height."""
    asked = {field for _, rule in RULES for field in rule.fields}
    assert not asked & {"assistance", "caregiver", "fundal_height_cm", "fetal_weight_g"}
    words = " ".join(text(f"rules.rule.{rule.id}", "id").lower() for _, rule in RULES)
    assert not re.search(r"\b(gagal|lalai|kerdil|bansos|malas|tidak mau|ibu tidak|salah)\b", words)


def test_a_birth_length_is_never_alone_a_reason():
    for id, rule in RULES:
        if rule.asks.field in ("birth_length_cm", "newborn_length_cm") or rule.id == "newborn_heavy":
            assert rule.kind == "screening", id


def test_a_set_with_a_base_is_that_set_with_its_own_in_their_place():
    base, elsimil, who = (rule_set(id) for id in ("risk_practice_2026", "risk_elsimil_2021", "risk_who_anaemia_2024"))
    assert elsimil["hb_low_bride"].asks.bound == 11.5
    assert base["hb_low_bride"].asks.bound == 12
    assert elsimil["children_many"].asks.bound == 2
    assert elsimil["births_close"].asks.bound == 48
    assert elsimil["blood_pressure_diastolic"] == base["blood_pressure_diastolic"]
    assert {rule.id for rule in base.rules} - {rule.id for rule in who.rules} == {"hb_low_pregnant"}
    middle = who["hb_low_trimester_2"]
    assert middle.asks.bound == 10.5
    assert [(c.test, c.bound) for c in middle.where] == [("at_least", 14.0), ("below", 28.0)]


def test_a_panel_may_set_another_bound_and_the_set_says_so():
    changed = rule_set("urgent_practice_2026").with_bounds({"hb_very_low": 7})
    assert changed["hb_very_low"].asks.bound == 7.0
    assert changed.changed == ("hb_very_low",)
    assert changed.keeps_implausible
    assert rule_set("urgent_practice_2026")["hb_very_low"].asks.bound == 8.0


@pytest.mark.parametrize("rule", ["no_such_rule", "danger_sign"])
def test_a_bound_of_a_rule_without_one_is_refused(rule):
    with pytest.raises(ReferenceDataError) as refused:
        rule_set("urgent_practice_2026").with_bounds({rule: 1})
    assert refused.value.exit_code == 12


def test_an_unknown_set_is_refused_with_those_that_are_known():
    with pytest.raises(ReferenceDataError) as refused:
        rule_set("risk_2019")
    assert "risk_practice_2026" in str(refused.value.values)


@pytest.mark.parametrize("id", ["urgent_practice_2026", "families_at_risk_2022", "families_at_risk_4t_2022"])
def test_sources_that_a_report_prints_are_named_in_english_too(id):
    rules = rule_set(id).rules
    assert rules
    words = r"\b(Catatan|butir|dalam pers|istri|atau|tahun|jarak|anak)\b"
    assert [rule.id for rule in rules if re.search(words, rule.source_en or rule.source)] == []
