"""The words of the report: every rule speaks, hides without numbers, and nobody is blamed."""

from __future__ import annotations

import re

import pytest

from audit.cases.decisions import RULES
from audit.language import LANGUAGES, ids

OURS = ("report", "group", "decision", "headline", "glossary")
NEVER = {
    "id": ("kerdil", "gagal", "lalai", "menyumbang", "pelaku", "tersangka", "skor ibu", "zero stunting", "peringkat",
           "auditor"),
    "en": ("stunter", "failed", "culprit", "guilty", "zero stunting", "ranking", "auditor", "adoption"),
}  # fmt: skip
CAUSAL = {
    "id": ("berkat", "akibat", "disebabkan", "menurunkan", "menaikkan", "dampak", "efek", "karena program"),
    "en": ("because of", "due to", "thanks to", "caused by", "impact", "effect of", "reduced by"),
}


def messages(language: str) -> dict[str, str]:
    return {id: m for id, m in ids(language).items() if id.partition(".")[0] in OURS and isinstance(m, str)}


def placeholders(message: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", message))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_says_who_by_when_how_many_where_and_with_what_money(rule, language):
    said = messages(language)
    full = placeholders(said[f"decision.{rule}"])
    assert full == {"who", "by_when", "children", "place", "money"}
    assert placeholders(said[f"decision.{rule}.disamarkan"]) == full - {"children"}
    assert said[f"decision.action.{rule}"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_hides_holds_no_number_of_children(language):
    hiding = {id: m for id, m in messages(language).items() if id.endswith(".disamarkan")}
    assert hiding
    assert all(placeholders(m) <= {"who", "by_when", "place", "money", "area", "month"} for m in hiding.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_hurt_and_words_of_cause_never_stand(language):
    found = {
        id: word
        for id, message in messages(language).items()
        for word in (*NEVER[language], *CAUSAL[language])
        if re.search(rf"\b{word}\b", message.lower())
    }
    assert found == {}


def test_both_languages_say_the_same_with_the_same_values():
    indonesian, english = messages("id"), messages("en")
    assert set(indonesian) == set(english)
    assert {id for id in indonesian if placeholders(indonesian[id]) != placeholders(english[id])} == set()


@pytest.mark.parametrize("status", ["unfunded", "no_cost", "funded"])
def test_money_or_its_absence_has_words(status):
    assert f"decision.money.{status}" in messages("id")
