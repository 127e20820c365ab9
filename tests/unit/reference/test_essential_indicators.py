"""The list of 29 and its targets, held against the domain notes where they stand."""

from __future__ import annotations

import re

import pytest

from audit.errors import ReferenceDataError
from audit.language import text
from audit.reference.essential_indicators import (
    FRAMEWORK,
    FRAMEWORKS,
    TARGETS_UNTIL,
    agreed_targets,
    essential_indicators,
    essential_targets,
)

LIST = essential_indicators()
IDS = [indicator.id for indicator in LIST]


def test_there_are_29_numbered_in_order():
    assert [indicator.number for indicator in LIST] == list(range(1, 30))
    assert len(set(IDS)) == 29


@pytest.mark.shared
def test_every_target_of_the_notes_is_here(shared):
    notes = shared("reference/domain.md").read_text(encoding="utf-8")
    table = notes.partition("**The 29 essential indicators**")[2].partition("Same app adds")[0]
    rows = re.findall(r"^\| (\d+) \| [^|]+ \| ([\d.]+) ([^|]*)\|", table, re.MULTILINE)
    assert len(rows) == 29
    said: dict[str, set[float]] = {}
    for target in essential_targets():
        said.setdefault(target.indicator, set()).add(target.percent)
    for number, percent, rest in rows:
        indicator = LIST[int(number) - 1]
        other = re.findall(r"\((\d+) in BKKBN", rest)
        assert said[indicator.id] == {float(percent), *map(float, other)}
        assert ("lower is better" in rest) == (indicator.direction == "lower")


def test_where_two_documents_differ_no_target_is_agreed():
    assert {t.percent for t in essential_targets() if t.indicator == "girls_iron_tablets"} == {58.0, 80.0}
    assert set(IDS) - set(agreed_targets()) == {"girls_iron_tablets"}
    assert agreed_targets()["unmet_need"] == pytest.approx(0.074)
    assert agreed_targets()["safe_water"] == 1.0


def test_gaps_of_the_sources_stay_open():
    assert [i.number for i in LIST if i.kind == ""] == [2, 3, 5]
    assert [i.number for i in LIST if i.definition == "open"] == [13, 19, 23]
    assert all((i.kind == "") == (i.kind_confidence == "") for i in LIST)
    assert all(t.document or t.confidence != "H" for t in essential_targets())


def test_nine_indicators_are_specific():
    """Practice note U11: the kind belongs to the activity; the annex of Perpres 72/2021 names nine specific ones."""
    assert [i.number for i in LIST if i.kind == "specific"] == [1, 10, 11, 14, 15, 16, 17, 18, 19]


def test_the_list_is_dated_and_its_targets_end():
    assert FRAMEWORKS[FRAMEWORK] == "2022-11-27"
    assert {target.year for target in essential_targets()} == {TARGETS_UNTIL}


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_indicator_has_words(language):
    for id in IDS:
        assert text(f"indicator.name.{id}", language)
        assert text(f"indicator.numerator.{id}", language) != text(f"indicator.denominator.{id}", language)


def test_an_unknown_list_is_refused():
    with pytest.raises(ReferenceDataError) as refused:
        essential_indicators("esensial_30")
    assert refused.value.exit_code == 12
