"""The table to search holds the public numbers in words, and asks no other machine for anything."""

from __future__ import annotations

import builtins
import re
from dataclasses import replace

import pytest

from audit.disclosure.released import ShownRow, ShownTable, _seal
from audit.report.figure_list import figure_list
from audit.results import Cell


@pytest.fixture
def audit(make_context):
    def cell(area=None):
        return Cell.of("2025-08", status="stunted", area=area)

    whole = ShownRow(cell(), 1231, 9876, 1231 / 9876, 0.1, 0.2)
    hidden = ShownRow(cell("17.71.01"), None, hidden=True)
    empty = ShownRow(cell("17.71.02"), 0, 0)
    public = ShownTable("stunting", "rate", (whole, hidden, empty), "wilson")
    restricted = replace(public, rows=(whole, ShownRow(cell("17.71.01"), 4321, 5678, 0.76), empty))
    return make_context(released={"stunting": _seal("stunting", public, restricted)})


@pytest.mark.parametrize("edition", ["publik", "terbatas"])
def test_it_holds_the_public_numbers_in_words_in_either_edition(audit, edition):
    frame = figure_list(replace(audit, edition=edition)).frame()
    found = {row[1]: row[3:7] for row in frame.itertuples(index=False, name=None)}
    north, east = (audit.areas.by_code[code].name for code in ("17.71.01", "17.71.02"))
    assert found == {
        audit.district_name: ("9.876", "1.231", "12,5%", "tidak"),
        north: ("*", "*", "*", "ya"),
        east: ("0", "0", "–", "tidak"),
    }
    assert list(frame.columns[:3]) == ["Hasil", "Wilayah", "Periode"]


def test_it_brings_its_library_along_and_points_nowhere(audit):
    html = figure_list(audit)._repr_mimebundle_()["text/html"]
    assert "1.231" in html
    assert "4.321" not in html
    assert "Baris _START_ sampai _END_ dari _TOTAL_" in html
    assert re.findall(r"""(?:src|href)=["']?https?:|unpkg|cdn""", html) == []


def test_without_the_library_it_is_a_plain_table(audit, monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.startswith("itables"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    html = figure_list(audit)._repr_mimebundle_()["text/html"]
    assert html.startswith("<table")
    assert "<script" not in html
    assert "12,5%" in html


def test_nothing_released_is_said_in_words(make_context):
    assert figure_list(make_context(released={}))._repr_mimebundle_()["text/html"] == (
        "<p>Belum ada angka yang diterbitkan.</p>"
    )
