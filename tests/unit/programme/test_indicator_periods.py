"""Periods as offices write them: the newest of each indicator, and only one of the same length before it."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.programme.indicator_periods import newest_periods, read_period

DAY = date(2025, 9, 15)


def newest(*periods: str, as_of: date = DAY) -> tuple[str, str] | None:
    rows = pd.DataFrame({"indicator": "safe_water", "period": list(periods)})
    return newest_periods(rows, "indicator", as_of).get("safe_water")


@pytest.mark.parametrize(
    ("written", "last", "months"),
    [
        ("2025", 2025 * 12 + 11, 12),
        ("2025-S1", 2025 * 12 + 5, 6),
        ("2025-s2", 2025 * 12 + 11, 6),
        ("2025-Q3", 2025 * 12 + 8, 3),
        ("2025-08", 2025 * 12 + 7, 1),
        (" 2025-8 ", 2025 * 12 + 7, 1),
    ],
)
def test_what_can_be_read(written, last, months):
    found = read_period(written)
    assert found is not None
    assert (found.last, found.months) == (last, months)


@pytest.mark.parametrize("written", ["", "2025-S3", "2025-Q5", "2025-13", "2025-00", "Semester I 2025", "25-08"])
def test_nobody_guesses_the_rest(written):
    assert read_period(written) is None


def test_the_newest_and_the_one_of_its_length_before_it():
    assert newest("2024-S1", "2024-S2", "2025-S1") == ("2025-S1", "2024-S2")
    assert newest("2024", "2025-S1") == ("2025-S1", "")
    assert newest("2025-S1") == ("2025-S1", "")


def test_a_period_counts_once_it_has_begun():
    assert newest("2025-09", "2025-10") == ("2025-09", "")
    assert newest("2026") is None
    assert newest("2024", "2025") == ("2025", "2024")


def test_of_two_that_end_together_the_longer_is_taken():
    assert newest("2024-S2", "2024-Q4", "2024") == ("2024", "")


def test_each_level_has_its_own():
    rows = pd.DataFrame({"indicator": ["a", "a", "b", "c"], "period": ["2025-07", "2025-08", "2024", "entah"]})
    assert newest_periods(rows, "indicator", DAY) == {"a": ("2025-08", "2025-07"), "b": ("2024", "")}


def test_no_rows_have_no_period():
    assert newest_periods(pd.DataFrame({"indicator": [], "period": []}), "indicator", DAY) == {}
