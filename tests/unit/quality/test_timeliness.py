"""Entry within a month; without days of entry nothing can be said."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.quality.timeliness import timeliness

VISIT = pd.Timestamp("2025-08-10")


def rows(*days: float | None) -> pd.DataFrame:
    entered = [pd.NaT if d is None else VISIT + pd.Timedelta(days=d) for d in days]
    frame = pd.DataFrame({"visit_date": [VISIT] * len(days), "entry_date": entered})
    return frame.astype("datetime64[s]")


@pytest.mark.parametrize(
    ("days", "status", "value"),
    [
        ((0, 3, 31), "good", 100.0),
        ((0, 1, 2, 3, 32), "fair", 80.0),
        ((0, 40), "poor", 50.0),
        ((-1, 0), "poor", 50.0),
        ((None, 5), "good", 100.0),
        ((None,), "not_assessable", None),
        ((), "not_assessable", None),
    ],
)
def test_shares(days, status, value):
    check = timeliness("2025-2", rows(*days))
    assert (check.status, check.value) == (status, value)
    assert check.n == sum(d is not None for d in days)


def test_a_file_without_days_of_entry_is_not_assessable():
    check = timeliness("2025-2", rows(1, 2).drop(columns="entry_date"))
    assert (check.status, check.value, check.n) == ("not_assessable", None, 0)


def test_entry_before_measuring_is_counted_apart():
    table = timeliness("2025-2", rows(-2, 1, 60)).table
    assert table is not None
    assert dict(zip(table["of"], table["n"], strict=True)) == {"in_time": 1, "late": 1, "before_measuring": 1}
