"""Limits stand beside the result they limit, and only where they bite."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit import report
from audit.disclosure.released import ShownRow, ShownTable, _seal
from audit.language import text
from audit.report.limits import attendance_limits, months_limits, selection_limits, weight_limits
from audit.report.view import View
from audit.results import Cell

NEWEST = "2025-08"


def view(context, *months: str, **released) -> View:
    own = replace(context, months=months or (NEWEST,), released={**context.released, **released})
    return View(own, "publik")


def rates(id: str, **shares: tuple[int, int] | None):
    """A released table of district, kecamatan (``k01``) and ages; ``None`` is withheld."""
    rows = []
    for name, pair in shares.items():
        at = {"area": f"17.71.{name[1:]}"} if name.startswith("k") else {} if name == "all" else {"age": name}
        cell = Cell.of(NEWEST, **at)
        hidden = ShownRow(cell, None, hidden=True)
        rows.append(hidden if pair is None else ShownRow(cell, pair[0], pair[1], pair[0] / pair[1]))
    table = ShownTable(id, "rate", tuple(rows))
    return _seal(id, table, table, ())


# Season -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("2025-08", ["vitamin A"]),
        ("2025-06", []),
        ("2026-02", ["vitamin A", "10 hari dari Februari 2026"]),
        ("2026-03", ["20 hari dari Maret 2026", "Idulfitri"]),
        ("2027-02", ["vitamin A", "kira-kira 21 hari"]),  # reckoned ahead, 8 to 28 February
    ],
)
def test_attendance_names_the_season_of_the_month_of_measuring_and_no_other(context, month, said):
    found = attendance_limits(view(context, month))
    assert len(found) == len(said)
    assert all(any(word in sentence for sentence in found) for word in said)


@pytest.mark.parametrize(
    ("month", "said"), [("2025-08", 0), ("2025-03", 2), ("2025-04", 1), ("2025-12", 1), ("2026-01", 1), ("2025-06", 0)]
)
def test_weights_are_limited_by_ramadan_harvest_and_lean_months(context, month, said):
    assert len(weight_limits(view(context, month))) == said


def test_months_of_one_season_stand_side_by_side_without_a_word(context):
    assert months_limits(view(context, "2025-02", "2025-08")) == ()
    assert months_limits(view(context, "2025-08")) == ()
    (said,) = months_limits(view(context, "2025-06", "2025-08"))
    assert "Agustus 2025 bulan vitamin A" in said
    assert "Juni" not in said


def test_the_sentences_stand_in_the_blocks_they_limit(context):
    (said,) = attendance_limits(view(context, "2025-02", "2025-08"))
    assert said in report.coverage(context).public.paragraphs
    june = replace(context, months=("2025-06", "2025-08"))
    assert months_limits(View(june, "publik"))[0] in report.stunting_by_month(june).public.paragraphs


@pytest.mark.parametrize("language", ["id", "en"])
def test_that_months_are_no_change_of_children_stands_with_the_months(context, language):
    shown = report.stunting_by_month(replace(context, language=language)).public
    assert shown.reading == text("report.stunting_by_month.reading", language)
    assert {"id": "tidak selalu sama", "en": "not always the same"}[language] in shown.reading


# Selection --------------------------------------------------------------------------------------------------------


def test_kecamatan_below_the_limit_are_named_with_their_coverage(context):
    shown = rates("coverage", all=(900, 1000), k01=(79, 100), k02=(80, 100), k03=(400, 400))
    (said,) = selection_limits(view(context, coverage=shown, **{"recorded.registered": rates("recorded.registered")}))
    names = [context.areas.by_code[f"17.71.0{i}"].name for i in (1, 2)]
    assert f"{names[0]} (79,0%)" in said
    assert names[1] not in said


def test_with_everybody_measured_nothing_is_said(context):
    shown = rates("coverage", all=(1000, 1000), k01=(100, 100), k02=(100, 100))
    assert selection_limits(view(context, coverage=shown)) == ()


def test_a_district_below_the_limit_is_told_as_a_whole(context):
    shown = rates("coverage", all=(799, 1000), k01=(10, 100))
    (said,) = selection_limits(view(context, coverage=shown))
    assert "79,9%" in said
    assert context.areas.by_code["17.71.01"].name not in said


def test_what_is_withheld_or_few_is_not_named(context):
    shown = rates("coverage", all=(900, 1000), k01=None, k02=(3, 10))
    assert selection_limits(view(context, coverage=shown)) == ()
    assert selection_limits(view(context, coverage=rates("coverage", all=None))) == ()


@pytest.mark.parametrize(
    ("young", "said"), [((96, 100), "lebih besar"), ((84, 100), "di bawah dua tahun"), ((92, 100), ""), (None, "")]
)
def test_ages_that_come_less_are_named_where_the_shares_are_far_apart(context, young, said):
    shown = {
        "coverage": rates("coverage", all=(900, 1000)),
        "recorded.registered": rates("recorded.registered", baduta=young),
    }
    found = selection_limits(view(context, **shown))
    assert len(found) == bool(said)
    assert all(said in sentence and "90,0%" in sentence for sentence in found)


def test_without_a_list_of_registered_children_nothing_can_be_said(context):
    bare = View(replace(context, released={}), "publik")
    assert selection_limits(bare) == ()
