"""One scale of words for uncertainty: its limits, and that nothing without an interval is put in order."""

from __future__ import annotations

import pytest

from audit import report
from audit.disclosure.released import ShownRow
from audit.language import text
from audit.report.certainty import precision, scale_words, side_of, undivided_top
from audit.report.sections.places import kecamatan_rows
from audit.report.view import View
from audit.results import Cell

SELEBAR, GADING, TELUK = "17.71.01", "17.71.02", "17.71.03"
Z = 1.959964  # of the normal distribution at 97.5 %


def row(value: float | None, low: float | None, high: float | None) -> ShownRow:
    return ShownRow(Cell("2025-08"), 20, 100, value, low, high)


def of_cv(cv: float, value: float = 0.2) -> ShownRow:
    """A rate whose symmetric 95 % interval has this coefficient of variation."""
    return row(value, value - Z * cv * value, value + Z * cv * value)


@pytest.mark.parametrize(
    ("cv", "word"),
    [(0.0, "firm"), (0.164, "firm"), (0.166, "fair"), (0.332, "fair"), (0.334, "rough"), (0.5, "rough")],
)
def test_the_limits_are_those_of_statistics_canada(cv, word):
    assert precision(of_cv(cv)) == word


def test_a_rate_of_zero_with_an_interval_is_rough_and_one_without_has_no_word():
    assert precision(row(0.0, 0.0, 0.04)) == "rough"
    assert precision(row(0.2, None, None)) == ""
    assert precision(row(None, None, None)) == ""


@pytest.mark.parametrize(
    ("low", "high", "side"),
    [(0.21, 0.3, "higher"), (0.1, 0.19, "lower"), (0.2, 0.3, "unclear"), (0.1, 0.2, "unclear"), (None, None, None)],
)
def test_a_rate_is_beside_another_only_with_its_whole_interval(low, high, side):
    assert side_of(row(0.25, low, high), 0.2) == side


def test_the_top_brings_all_that_cannot_be_told_apart_from_it():
    rows = [("a", row(0.1, 0.08, 0.12)), ("b", row(0.2, 0.16, 0.24)), ("c", row(0.3, 0.22, 0.38))]
    assert undivided_top(rows) == ("b", "c")
    assert undivided_top(rows[:2]) == ("b",)
    assert undivided_top([*rows, ("d", row(0.4, None, None))]) == ()
    assert undivided_top([]) == ()


def test_a_card_says_how_wide_its_range_is_and_nothing_without_one(make_context, rates):
    def detail(figures):
        table = rates("stunting", {None: figures})
        return report.key_figures(make_context(released={table.id: table})).public.cards[0].detail

    assert detail((200, 1000, 0.19, 0.21)) == "rentang perkiraan 19,0–21,0% (sempit)"
    assert detail((20, 100, 0.13, 0.29)) == "rentang perkiraan 13,0–29,0% (sedang)"
    assert detail((4, 40, 0.02, 0.24)) == "rentang perkiraan 2,0–24,0% (lebar, tafsirkan dengan hati-hati)"
    assert detail((20, 100, None, None)) == ""


def test_kecamatan_stand_by_value_with_intervals_and_by_code_without(make_context, rates):
    def order(limits):
        places = {SELEBAR: 10, GADING: 30, TELUK: 20}
        figures = {code: (n, 100, *(limits(n) if limits else (None, None))) for code, n in places.items()}
        table = rates("stunting", {None: (60, 300, 0.15, 0.25), **figures})
        view = View(make_context(released={table.id: table}), "publik")
        return [name for name, _ in kecamatan_rows(view, view.table("stunting"))[1:]]

    assert order(lambda n: (n / 100 - 0.05, n / 100 + 0.05)) == ["Gading Cempaka", "Teluk Segara", "Selebar"]
    assert order(None) == ["Selebar", "Gading Cempaka", "Teluk Segara"]


def test_the_methods_tell_the_scale(context):
    items = {item.term: item.meaning for item in report.methods(context).public.terms}
    said = items[text("report.methods.certainty.term", "id")]
    assert said == scale_words(View(context, "publik"))
    assert "16,5%" in said
    assert "33,3%" in said
    assert "tidak diurutkan" in said
