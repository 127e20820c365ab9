"""A view hands out one edition's forms and puts every kind of value into words."""

from __future__ import annotations

from datetime import date

import pytest

from audit.disclosure.released import ShownRate, ShownRow, ShownSentence
from audit.report.view import View, enough
from audit.results import Cell


@pytest.fixture
def view(context) -> View:
    return View(context, "publik")


def test_each_kind_of_value_is_put_into_words(view):
    values = view.values(
        {
            "month": "2025-08",
            "place": "17.71",
            "places": "17.71.01,17.71.02",
            "rate": ShownRate(0.1945),
            "none": ShownRate(None),
            "who": "Dinas Kesehatan",
            "n": 1234,
            "day": date(2025, 9, 5),
        }
    )
    assert values == {
        "month": "Agustus 2025",
        "place": "Kota Bengkulu",
        "places": "Selebar dan Gading Cempaka",
        "rate": "19,5%",
        "none": "–",
        "who": "Dinas Kesehatan",
        "n": 1234,
        "day": date(2025, 9, 5),
    }


def test_a_message_among_the_values_uses_the_other_values(view):
    values = view.values({"money": "decision.money.funded", "rupiah": 24_000_000, "fund": "BOK"})
    assert values["money"] == "dana Rp24.000.000 dari BOK"


def test_a_name_with_a_dot_is_no_message(view):
    assert view.values({"who": "dr. Siti, Sp.A"}) == {"who": "dr. Siti, Sp.A"}


def test_a_hidden_sentence_is_spoken_without_its_numbers(view):
    spoken = view.spoken(ShownSentence("headline.measured.disamarkan", {"area": "17.71", "month": "2025-08"}))
    assert "Kota Bengkulu" in spoken
    assert not any(c.isdigit() for c in spoken.replace("2025", ""))


def test_what_a_run_does_not_have_is_none(make_context):
    empty = View(make_context(released={}), "publik")
    assert empty.table("stunting") is None
    assert empty.check("digits.lenhei") is None
    assert empty.findings("decision.") == ()


def test_a_result_of_another_kind_is_a_bug(view):
    with pytest.raises(TypeError, match="stunting is a ShownTable"):
        view.check("stunting")


def test_public_and_restricted_forms_are_kept_apart(context):
    public, restricted = View(context, "publik").table("stunting"), View(context, "terbatas").table("stunting")
    assert any(row.hidden for row in public.rows)
    assert not any(row.hidden for row in restricted.rows)


@pytest.mark.parametrize(
    ("code", "name", "level"),
    [
        (None, "Kota Bengkulu", "district"),
        ("17.71.01", "Selebar", "kecamatan"),
        ("17.71.00", "Kecamatan tidak diketahui", "kecamatan"),
        ("17.71.01.00", "Desa atau kelurahan tidak diketahui", "desa"),
        ("17.71.01.1001", "Pagar Dewa", "desa"),
    ],
)
def test_areas_have_names_and_levels(view, code, name, level):
    assert (view.area(code), view.level(code)) == (name, level)


@pytest.mark.parametrize(
    ("low", "high", "words"), [(0.184, 0.2055, "18,4–20,6%"), (None, None, "–"), (0.0, 1.0, "0,0–100,0%")]
)
def test_intervals_in_words(view, low, high, words):
    assert view.interval(ShownRow(Cell("2025-08"), 1, 2, 0.5, low, high)) == words


@pytest.mark.parametrize(("at", "words"), [(0.1 + 0.2, "30%"), (0.025, "2,5%"), (0.0, "0%"), (1.0, "100%")])
def test_axis_marks_are_whole_where_they_can_be(view, at, words):
    assert view.tick(at) == words


@pytest.mark.parametrize(
    ("of", "value", "expected"), [(20, 0.5, True), (19, 0.5, False), (None, None, False), (90, None, False)]
)
def test_enough_children_for_a_percentage(of, value, expected):
    assert enough(ShownRow(Cell("2025-08"), 1, of, value)) is expected
