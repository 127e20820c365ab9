"""Checks of budget lines: each finds what it is for, and leaves the line as it is."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.language import has
from audit.programme.money_checks import check_lines, check_table, line_list, untagged_table
from audit.reference.money_rules import INTERVENTIONS, KIND_OF, MONEY_CHECKS, UNTAGGED
from audit.reference.needs import activities
from audit.results import Cell
from audit.schemas import BUDGET_LINES

AS_OF = date(2025, 9, 15)
SOUND = {
    "area_code": "64.74", "year": 2025, "opd": "Dinas Kesehatan", "source": "apbd", "package": "gizi", "direct": True,
    "service": "food_garden", "intervention": "sensitif", "allocated_rupiah": 100.0, "realised_rupiah": 100.0,
    "as_of": pd.Timestamp("2025-08-31"),
}  # fmt: skip


def checked(*rows: dict) -> pd.DataFrame:
    made = [SOUND | {"line_id": f"{n}", "activity": f"Kegiatan {n}"} | row for n, row in enumerate(rows)]
    return check_lines(BUDGET_LINES.conform(pd.DataFrame(made)), as_of=AS_OF)


def test_a_sound_line_that_is_wholly_used_has_nothing_to_look_at():
    one = checked({}).iloc[0]
    assert (one["checks"], one["untagged"]) == ("", "")


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"realised_rupiah": 101.0}, "above_allocation"),
        ({"intervention": "spesifik"}, "swapped"),
        ({"allocated_rupiah": None}, "no_allocation"),
        ({"allocated_rupiah": -1.0, "realised_rupiah": -2.0}, "no_allocation;no_realisation"),
        ({"realised_rupiah": None}, "no_realisation"),
        ({"as_of": pd.Timestamp("2025-12-31")}, "after_report"),
    ],
)
def test_each_check_finds_its_line(change, check):
    assert checked(change).iloc[0]["checks"] == check


def test_the_kind_is_that_of_the_activity_never_of_the_office():
    """Perpres 72/2021 by the table of activities: a garden is sensitive, food for children specific."""
    rows = checked(
        {"opd": "Dinas Kesehatan", "service": "food_garden", "intervention": "spesifik"},
        {"opd": "Dinas Pertanian", "service": "local_food_child", "intervention": "spesifik"},
        {"service": None, "intervention": "spesifik"},
        {"service": "food_garden", "intervention": None},
    )
    assert rows["checks"].str.contains("swapped").tolist() == [True, False, False, False]
    assert rows["expected"].tolist()[:2] == ["sensitif", "spesifik"]
    assert rows["intervention"].tolist()[0] == "spesifik"  # kept as it was written


def test_every_kind_of_activity_is_one_that_a_line_may_say():
    assert {KIND_OF[activity.kind] for activity in activities()} == set(INTERVENTIONS)


def test_before_its_day_a_line_without_a_realisation_is_not_late():
    assert checked({"realised_rupiah": None, "as_of": None}).iloc[0]["checks"] == ""
    assert checked({"realised_rupiah": None, "as_of": None, "year": 2024}).iloc[0]["checks"] == "no_realisation"


def test_a_line_that_stands_twice_is_named_once():
    rows = checked({"activity": "Rembuk"}, {"activity": "REMBUK"})
    assert rows["checks"].tolist() == ["", "twice"]


def test_what_is_not_written_is_listed_and_a_package_places_a_line_as_an_action_does():
    rows = checked(
        {"source": None, "intervention": "keduanya", "direct": None, "package": None},
        {"package": None, "action": "rembuk_stunting"},
    )
    assert rows["untagged"].tolist() == ["source;placed;intervention;direct", ""]


def test_tables_count_lines_and_lines_are_restricted():
    rows = checked({"realised_rupiah": 101.0, "intervention": "spesifik"}, {"realised_rupiah": 101.0, "source": None})
    table, lacking = check_table(2025, rows), untagged_table(2025, rows)
    assert table[Cell.of("2025", money="money_checks.above_allocation")] == 2
    assert table[Cell.of("2025", money="money_checks.swapped")] == 1
    assert table[Cell.of("2025", money="money_checks.twice")] == 0
    assert lacking[Cell.of("2025", money="money_untagged.source")] == 1
    assert not table.personal
    assert len(line_list(rows).rows) == 2


def test_without_lines_there_is_nothing():
    rows = check_lines(BUDGET_LINES.empty(), as_of=AS_OF)
    assert rows.empty
    assert sum(check_table(2025, rows).counts) == sum(untagged_table(2025, rows).counts) == 0


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_check_and_tag_has_words(language):
    ids = [f"money.check.{id}" for id in MONEY_CHECKS] + [f"money.untagged.{id}" for id in UNTAGGED]
    assert [id for id in ids if not has(id, language)] == []
