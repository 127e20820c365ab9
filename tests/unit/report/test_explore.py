"""Dropdowns pick among public rows; they count nothing, and hide what the report hides."""

from __future__ import annotations

import builtins
import re
from dataclasses import replace

import pytest

from audit.disclosure.released import ShownRow, ShownTable, _seal
from audit.report.explore import Choice, explore
from audit.results import Cell

MONTH, BEFORE = "2025-08", "2025-02"
NORTH, SOUTH = "17.71.01", "17.71.02"


def released(id, rows, restricted=None):
    public = ShownTable(id, "rate", tuple(rows), "wilson")
    return _seal(id, public, replace(public, rows=tuple(restricted)) if restricted else public)


def row(month, n, of, **levels):
    return ShownRow(Cell.of(month, status="stunted", **levels), n, of, n / of, 0.1, 0.3)


@pytest.fixture
def audit(make_context):
    hidden = ShownRow(Cell.of(MONTH, status="stunted", area=SOUTH), None, hidden=True)
    stunting = released(
        "stunting",
        [row(MONTH, 231, 1234), row(BEFORE, 97, 987), row(MONTH, 61, 401, area=NORTH), hidden],
        [row(MONTH, 3, 402, area=SOUTH)],
    )
    ages = released(
        "stunting_age_sex",
        [row(MONTH, 231, 1234), row(MONTH, 41, 321, age="12-23"), row(MONTH, 23, 155, age="12-23", sex="f")],
    )
    desa = released("stunted_by_group", [row(MONTH, 17, 118, area=f"{NORTH}.1001", age="baduta")])
    results = {"stunting": stunting, "stunting_age_sex": ages, "stunted_by_group": desa}
    return make_context(released=results, months=(BEFORE, MONTH))


def cells(html: str) -> list[list[str]]:
    rows = re.findall(r'<tr class="level.*?</tr>', html, flags=re.DOTALL)
    return [[re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


def test_a_choice_shows_its_rows_and_no_other(audit):
    ((place, what, of, n, percent, _),) = cells(explore(audit).shown(Choice(NORTH, "", MONTH)))
    assert (place, what) == (audit.areas.by_code[NORTH].name, "Pendek atau sangat pendek")
    assert (of, n, percent) == ("401", "61", "15,2%")


def test_a_set_of_children_that_two_tables_count_stands_once(audit):
    assert [row[2:4] for row in cells(explore(audit).shown(Choice("", "", MONTH)))] == [["1.234", "231"]]


def test_both_sexes_stand_under_an_age(audit):
    rows = cells(explore(audit).shown(Choice("", "12-23", MONTH)))
    assert [(row[1], row[3]) for row in rows] == [
        ("Pendek atau sangat pendek", "41"), ("Pendek atau sangat pendek, perempuan", "23"),
    ]  # fmt: skip


@pytest.mark.parametrize("edition", ["publik", "terbatas"])
def test_what_is_hidden_from_the_public_is_hidden_here_in_either_edition(audit, edition):
    ((_, _, *numbers),) = cells(explore(replace(audit, edition=edition)).shown(Choice(SOUTH, "", MONTH)))
    assert numbers == ["*"] * 4


def test_a_choice_without_numbers_says_where_there_are_some(audit):
    html = explore(audit).shown(Choice(NORTH, "12-23", MONTH))
    assert "<table" not in html
    assert "ada angka untuk: Semua umur." in html
    assert "belum ada angka" in explore(audit).shown(Choice(SOUTH, "", BEFORE))


def test_no_desa_can_be_chosen(audit):
    explorer = explore(audit)
    assert explorer.areas == ("", *(area.code for area in audit.areas.kecamatan))
    assert {line.choice.area for line in explorer.lines} == {"", NORTH, SOUTH}
    assert explorer.ages == ("", "12-23")
    assert explorer.months == (MONTH, BEFORE)


def test_choosing_in_the_dropdowns_changes_the_table(audit):
    widget = explore(audit).widget()
    area, age, month, table = widget.children
    assert [dropdown.description for dropdown in (area, age, month)] == ["Wilayah", "Umur", "Bulan"]
    assert "1.234" in table.value
    area.value = NORTH
    assert "401" in table.value
    assert "1.234" not in table.value
    area.value, month.value = "", BEFORE
    assert "987" in table.value


def test_without_widgets_every_place_stands_in_one_table(audit, monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name == "ipywidgets":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    shown = explore(audit)._repr_mimebundle_()
    assert set(shown) == {"text/html", "text/plain"}
    assert [row[3] for row in cells(shown["text/html"])] == ["231", "61", "*"]


def test_nothing_released_is_said_in_words(make_context):
    shown = explore(make_context(released={}))._repr_mimebundle_()["text/html"]
    assert "<table" not in shown
    assert "belum ada angka yang diterbitkan" in shown


def test_it_speaks_english(audit):
    html = explore(replace(audit, language="en")).shown(Choice(NORTH, "", MONTH))
    assert "15.2%" in html
    assert "Figures by area, age and month" in html
