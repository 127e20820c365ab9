"""Items of the worksheet: every one has words in both languages, limits that agree with the lists, a source."""

from __future__ import annotations

import pytest

from audit.language.catalogue import LANGUAGES, ids
from audit.reference.people_lists import LISTS
from audit.reference.rule_sets import GROUPS
from audit.reference.worksheet_items import DATA_SOURCES, NOTES, SECTIONS, worksheet_items
from audit.register.list_fields import layout
from audit.schemas import CHILD_HISTORY, CHILDREN, HOUSEHOLDS, VISITS, WOMEN

ITEMS = {(group, item.code): item for group in GROUPS for item in worksheet_items(group)}
COMPUTED = {"age_months", "age_years", "haz", "waz", "whz", "visit_on", "blood_pressure"}


@pytest.mark.parametrize("group", GROUPS)
def test_items_stand_once_in_the_order_of_sections_and_end_with_notes(group):
    items = worksheet_items(group)
    assert len({item.code for item in items}) == len(items)
    order = [SECTIONS.index(item.section) for item in items]
    assert order == sorted(order)
    assert items[-1].code == NOTES


def test_every_item_says_where_it_is_found_and_who_defined_it():
    assert [code for code, item in ITEMS.items() if item.data_source not in DATA_SOURCES or not item.source] == []


def test_what_the_data_answer_is_a_field_of_a_table_or_computed():
    known = {name for table in (CHILDREN, VISITS, WOMEN, HOUSEHOLDS, CHILD_HISTORY) for name in table.names} | COMPUTED
    assert {item.field for item in ITEMS.values() if item.field} <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_and_answer_has_words_and_no_words_are_left_over(language):
    codes = {item.code for item in ITEMS.values()}
    words = {f"label.{code}" for code in codes} | {f"definition.{code}" for code in codes}
    own = {(item.words, code) for item in ITEMS.values() if item.words for code in item.choices(language)}
    there = {id.partition(".")[2] for id in ids(language) if id.startswith("worksheet_item.")}
    assert {id for id in there if not id.startswith("word.")} == words
    assert {id for id in there if id.startswith("word.")} <= {f"word.{name}.{code}" for name, code in own}
    assert all(item.label(language) and item.definition(language) for item in ITEMS.values())


def test_limits_and_units_are_those_of_the_lists_of_women():
    fields = layout("women").fields
    women = {code: item for (group, code), item in ITEMS.items() if group in ("bumil", "nifas") and item.limits}
    shared = [code for code in women if code in fields and fields[code].limits]
    assert len(shared) > 8
    assert {c: (women[c].limits, women[c].unit) for c in shared} == {
        c: (fields[c].limits, fields[c].unit) for c in shared
    }


def test_limits_enclose_only_what_can_be_read():
    assert all(item.limits[0] < item.limits[1] for item in ITEMS.values() if item.limits)
    assert {item.kind for item in ITEMS.values() if item.limits} == {"number", "whole"}


def test_a_coded_item_has_a_list_and_no_other_has():
    assert {bool(item.words) for item in ITEMS.values() if item.kind in ("code", "codes")} == {True}
    assert {item.words for item in ITEMS.values() if item.kind not in ("code", "codes")} == {""}


def test_an_unknown_group_is_a_bug():
    with pytest.raises(ValueError, match="no target group"):
        worksheet_items("remaja")


def test_the_lists_of_people_are_the_same_lists():
    assert set(LISTS) == {"couples", "women", "households", "services", "child_history", "consents"}
