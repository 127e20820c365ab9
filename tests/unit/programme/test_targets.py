"""Targets have a type and a document; counts of children are told with how many were measured."""

from __future__ import annotations

import pytest

from audit.language import LANGUAGES, text
from audit.programme.targets import Counted, Target, case_sentences, new_case_sentence
from audit.reference.targets import national_targets
from audit.results import Cell, CountValue

DOCUMENT = "RPJMD Kota Contoh 2025-2029"


@pytest.mark.parametrize(
    "parts",
    [
        {"type": "survey_prevalence", "survey": "SSGI"},
        {"type": "survey_prevalence", "percent": 14.0},
        {"type": "survey_prevalence", "percent": 0.0, "survey": "SSGI"},
        {"type": "survey_prevalence", "percent": 100.0, "survey": "SSGI"},
        {"type": "single_digit"},
        {"type": "single_digit", "survey": "SSGI", "percent": 9.0},
        {"type": "cases"},
        {"type": "cases", "cases": 0},
        {"type": "no_new_cases", "cases": 3},
        {"type": "no_new_cases", "document": " "},
    ],
)
def test_half_a_target_is_none(parts):
    with pytest.raises(ValueError, match="not a target"):
        Target(**({"year": 2029, "document": DOCUMENT} | parts))


def test_single_digit_is_below_ten_and_a_figure_may_be_met_exactly():
    single = Target("single_digit", 2029, DOCUMENT, survey="SSGI")
    assert single.met_by(0.0999)
    assert not single.met_by(0.10)
    named = Target("survey_prevalence", 2029, DOCUMENT, survey="SSGI", percent=14.0)
    assert named.met_by(0.14)
    assert not named.met_by(0.1401)
    assert (single.proportion, named.proportion) == (0.10, 0.14)


def test_a_count_is_no_prevalence():
    with pytest.raises(ValueError, match="no prevalence"):
        Target("cases", 2029, DOCUMENT, cases=9).met_by(0.1)
    with pytest.raises(ValueError, match="no number of cases"):
        case_sentences(Target("no_new_cases", 2029, DOCUMENT), [])
    with pytest.raises(ValueError, match="new cases"):
        new_case_sentence(Target("cases", 2029, DOCUMENT, cases=9), new(0), since="2025-02", until="2025-08")


def test_every_target_of_the_nation_has_a_document_and_a_source():
    goals = national_targets()
    assert [(g.year, g.percent) for g in goals if g.year > 2024] == [(2025, 18.8), (2029, 14.2), (2045, 5.0)]
    assert all(g.document and g.source for g in goals)


def counted(month, stunted, measured):
    cell = Cell.of(month)
    return Counted(month, CountValue(cell.replace("status", "stunted"), stunted), CountValue(cell, measured))


def new(n):
    return CountValue(Cell.of("2025-08", change="new"), n)


CASES = Target("cases", 2029, DOCUMENT, cases=100)


@pytest.mark.parametrize(
    ("stunted", "year", "id", "fewer"),
    [
        (140, 2029, "cases_pace", 10),
        (141, 2029, "cases_pace", 11),
        (100, 2029, "cases_within", None),
        (0, 2029, "cases_within", None),
        (140, 2025, "cases_above", None),
    ],
)
def test_cases_beside_their_target(stunted, year, id, fewer):
    target = Target("cases", year, DOCUMENT, cases=100)
    said = case_sentences(target, [counted("2025-08", stunted, 900)])
    assert [s.id for s in said] == [f"target.{id}"]
    assert said[0].values.get("fewer") == fewer
    assert said[0].values["stunted"].value == stunted


def test_an_earlier_count_stands_with_its_own_number_of_children():
    said = case_sentences(CASES, [counted("2025-08", 140, 900), counted("2024-08", 90, 400)])
    assert [s.id for s in said] == ["target.cases_pace", "target.cases_before"]
    assert (said[1].values["month"], said[1].values["measured"].value) == ("2024-08", 400)
    assert case_sentences(CASES, []) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hidden_count_leaves_a_sentence_that_tells_nothing_of_it(language):
    for left in (140, 90):
        for sentence in case_sentences(CASES, [counted("2024-08", 3, 40), counted("2025-08", left, 900)]):
            shown = {k: v for k, v in sentence.values.items() if not isinstance(v, CountValue) and k != "fewer"}
            words = text(f"{sentence.id}.disamarkan", language, **shown)
            assert not any(str(n) in words for n in (left, 900, 40))
    # Above, within and reached are told alike, so that hiding says nothing of the side.
    ids = ("cases_above", "cases_pace", "cases_within")
    values = {"cases": 100, "year": "2029", "document": DOCUMENT}
    assert len({text(f"target.{id}.disamarkan", language, **values) for id in ids}) == 1


@pytest.mark.parametrize(("n", "id"), [(0, "no_new_cases"), (7, "new_cases")])
def test_new_cases(n, id):
    said = new_case_sentence(Target("no_new_cases", 2025, DOCUMENT), new(n), since="2025-02", until="2025-08")
    assert said.id == f"target.{id}"
    hidden = {
        text(f"target.{which}.disamarkan", "id", year="2025", document=DOCUMENT)
        for which in ("no_new_cases", "new_cases")
    }
    assert len(hidden) == 1
