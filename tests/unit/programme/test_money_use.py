"""Use of money: what nobody wrote is not zero, a line counts once, and the year is that of the report."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.programme.money_use import budget_year, money_results_of, money_year, repeated
from audit.results import Cell, CountTable, Finding, RateTable
from audit.schemas import BUDGET_LINES

AS_OF = date(2025, 9, 15)


def lines(*rows: dict) -> pd.DataFrame:
    base = {"area_code": "64.74", "year": 2025, "opd": "Dinas Kesehatan", "source": "apbd"}
    made = [base | {"line_id": f"{n}", "activity": f"Kegiatan {n}"} | row for n, row in enumerate(rows)]
    return BUDGET_LINES.conform(pd.DataFrame(made))


def results(frame: pd.DataFrame, year: int = 2025, as_of: date = AS_OF) -> dict:
    return {one.id: one for one in money_results_of(money_year(frame, year, as_of))}


def at(table: CountTable, level: str, year: int = 2025) -> int:
    return table[Cell.of(str(year), money=level)]


def share(table: RateTable, level: str) -> float | None:
    return table.values[table.numerator.cells.index(Cell.of("2025", money=level))]


def test_use_is_of_lines_where_both_amounts_are_known():
    found = results(
        lines(
            {"allocated_rupiah": 100.0, "realised_rupiah": 40.0},
            {"allocated_rupiah": 300.0},  # use not recorded: allocated, but in no share
            {"realised_rupiah": 25.0},  # allocation not recorded
        )
    )
    assert at(found["money_allocated"], "all") == 400
    assert share(found["money_realised"], "all") == 0.4
    assert found["money_realised"].denominator.counts[0] == 100
    assert (found["money_recorded"].numerator.counts[0], found["money_recorded"].denominator.counts[0]) == (2, 3)


def test_nothing_recorded_is_no_share_and_nothing_used_is_0_percent():
    assert share(results(lines({"allocated_rupiah": 100.0}))["money_realised"], "all") is None
    assert share(results(lines({"allocated_rupiah": 100.0, "realised_rupiah": 0.0}))["money_realised"], "all") == 0.0
    whole = results(lines({"allocated_rupiah": 100.0, "realised_rupiah": 100.0}))
    assert share(whole["money_realised"], "all") == 1.0


def test_an_amount_below_zero_is_unknown():
    found = results(lines({"allocated_rupiah": -5.0, "realised_rupiah": 3.0}))
    assert at(found["money_allocated"], "all") == 0
    assert share(found["money_realised"], "all") is None


def test_levels_of_every_split_add_up_to_the_whole():
    found = results(
        lines(
            {"allocated_rupiah": 100.0, "action": "rembuk_stunting", "direct": False},
            {"allocated_rupiah": 20.0, "package": "gizi", "direct": True, "source": None, "intervention": "spesifik"},
            {"allocated_rupiah": 3.0, "intervention": "keduanya"},
        )
    )
    table = found["money_allocated"]
    for split in ("source", "direct", "intervention", "action", "package"):
        levels = [cell.level("money") for cell in table.cells if (cell.level("money") or "").startswith(f"{split}.")]
        assert sum(at(table, level) for level in levels) == 123, split
    assert at(table, "source.unknown") == 20
    assert at(table, "intervention.unknown") == 103  # a word that is neither is not said
    assert at(table, "direct.unknown") == 3


def test_money_is_never_personal():
    found = results(lines({"allocated_rupiah": 2.0, "realised_rupiah": 1.0}))
    tables = [one for one in found.values() if isinstance(one, CountTable)]
    tables += [
        side for one in found.values() if isinstance(one, RateTable) for side in (one.numerator, one.denominator)
    ]
    assert len(tables) == 5
    assert not any(table.personal for table in tables)


def test_a_line_that_stands_twice_counts_once_and_one_of_another_source_does_not_repeat_it():
    twice = lines(
        {"activity": "Rembuk stunting", "allocated_rupiah": 100.0},
        {"activity": "rembuk  Stunting", "allocated_rupiah": 100.0},
        {"activity": "Rembuk stunting", "allocated_rupiah": 100.0, "source": "bok"},
        {"activity": "Rembuk stunting", "allocated_rupiah": 90.0},
    )
    assert repeated(twice).tolist() == [False, True, False, False]
    assert at(results(twice)["money_allocated"], "all") == 290


def test_lines_of_which_nothing_is_known_repeat_nothing():
    assert repeated(lines({"activity": None}, {"activity": None})).tolist() == [False, False]
    same = {"activity": "Rembuk"}
    assert repeated(lines(same, same)).tolist() == [False, False]  # allocations not written


def test_the_year_is_the_newest_that_has_begun():
    assert budget_year(lines({"year": 2024}, {"year": 2026}), AS_OF) == 2024
    assert budget_year(lines({"year": 2026}), AS_OF) is None
    assert budget_year(BUDGET_LINES.empty(), AS_OF) is None


def test_lines_of_another_year_are_in_no_figure():
    found = results(lines({"allocated_rupiah": 5.0}, {"allocated_rupiah": 70.0, "year": 2024}))
    assert at(found["money_allocated"], "all") == 5


@pytest.mark.parametrize(
    ("day", "months"), [("2025-08-31", 8), ("2025-08-30", 7), ("2025-01-05", 0), ("2026-02-01", 12), ("2025-12-31", 12)]
)
def test_only_whole_months_have_passed(day, months):
    found = money_year(lines({"as_of": pd.Timestamp(day)}), 2025, date(2026, 3, 1))
    assert found.months == months


def test_a_day_after_the_report_says_nothing_and_without_a_day_there_is_no_pace():
    late = results(lines({"as_of": pd.Timestamp("2025-12-31")}))
    assert "money_pace" not in late
    known = results(lines({"as_of": pd.Timestamp("2025-12-31")}, {"as_of": pd.Timestamp("2025-06-30")}))["money_pace"]
    assert isinstance(known, Finding)
    assert known.values == {"day": date(2025, 6, 30), "months": 6, "year": "2025"}
