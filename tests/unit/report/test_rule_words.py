"""Rules in words: labels, bounds and values as people read them."""

from __future__ import annotations

import pytest

from audit.language import LANGUAGES, has
from audit.reference.people_lists import WORDS
from audit.reference.rule_sets import rule_set, rule_set_ids
from audit.report.rule_words import bound_words, rule_label, value_words


@pytest.mark.parametrize(
    ("rules", "rule", "said"),
    [
        ("risk_practice_2026", "muac_low", "< 23,5 cm"),
        ("risk_practice_2026", "blood_pressure_diastolic", "≥ 90 mmHg"),
        ("risk_practice_2026", "age_old", "> 35 tahun"),
        ("risk_practice_2026", "poor", "≤ 2 peringkat"),
        ("risk_practice_2026", "height_short", "< −2 SD"),
        ("risk_practice_2026", "water_unsafe", ""),
    ],
)
def test_a_bound_with_its_unit(rules, rule, said):
    assert bound_words(rule_set(rules)[rule]) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("22.15", "cm", "22,15 cm"),
        ("140", "mmHg", "140 mmHg"),
        ("-3.08", "z", "−3,08 SD"),
        ("200", "mg/dL", "200 mg/dL"),
        ("2", "rank", "peringkat 2"),
        ("y", "", ""),
        ("n", "", ""),
        ("meragukan", "", "meragukan"),
        ("diare;tb", "", "diare, TB"),
        ("sesuatu", "", "sesuatu"),
    ],
)
def test_a_value_as_people_read_it(value, unit, said):
    assert value_words(value, unit) == said


def test_english_has_its_own():
    assert value_words("22.15", "cm", "en") == "22.15 cm"
    assert rule_label("smoke_at_home", "en") == "Tobacco smoke at home"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_and_every_code_of_a_rule_can_be_said(language):
    for id in rule_set_ids():
        for rule in rule_set(id).rules:
            assert rule_label(rule.id, language)
            assert bool(bound_words(rule, language)) is bool(rule.unit)
    codes = [code for field in ("recent_illness", "comorbidity") for code in WORDS[field]]
    assert all(has(f"rules.code.{code}", language) for code in (*codes, "T", "meragukan", "penyimpangan"))
