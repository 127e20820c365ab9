"""From the risk a team noted to its referral: whose first, which counts, and who still waits."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.programme.companion_lag import median_lag, risks_found
from audit.programme.companion_people import window_of
from audit.schemas import COMPANION_CONTACTS

WINDOW = window_of("2025-08", date(2025, 9, 15))


def contacts(*rows: tuple) -> pd.DataFrame:
    names = ("person_id", "contact_date", "risk_found", "referred", "referred_on")
    made = [
        {"contact_id": f"c{i}", "team_id": "t", **dict(zip(names, row, strict=False))} for i, row in enumerate(rows)
    ]
    return COMPANION_CONTACTS.conform(pd.DataFrame(made, columns=["contact_id", "team_id", *names]))


def test_the_first_risk_of_the_window_and_the_first_referral_after_it():
    found = risks_found(
        contacts(
            ("a", "2025-02-01", True, True, "2025-02-03"),  # before the window
            ("a", "2025-04-01", True, False, None),
            ("a", "2025-04-20", True, True, "2025-04-11"),
            ("a", "2025-05-20", False, True, "2025-05-20"),
        ),
        WINDOW,
    )
    assert found[["person_id", "days", "state"]].to_numpy().tolist() == [["a", 10.0, "risk_referred"]]


@pytest.mark.parametrize(
    ("row", "days", "state"),
    [
        (("a", "2025-08-31", True, False, None), 15.0, "waiting_long"),
        (("a", "2025-08-25", True, None, None), 21.0, "waiting_long"),
        (("a", "2025-08-31", True, True, "2025-09-16"), 15.0, "waiting_long"),  # not known yet on the day
        (("a", "2025-08-31", True, True, "2025-08-31"), 0.0, "risk_referred"),
        (("a", "2025-08-31", True, True, "2025-08-30"), 15.0, "waiting_long"),  # it answers an older risk
    ],
)
def test_who_is_referred_and_who_waits(row, days, state):
    found = risks_found(contacts(row), WINDOW)
    assert found[["days", "state"]].to_numpy().tolist() == [[days, state]]


def test_a_referral_without_a_day_is_a_referral_and_no_time():
    found = risks_found(
        contacts(("a", "2025-08-01", True, True, None), ("b", "2025-08-01", True, True, "2025-08-05")), WINDOW
    )
    assert found["state"].tolist() == ["risk_referred", "risk_referred"]
    assert found["days"].isna().tolist() == [True, False]
    assert median_lag(found) == 4


def test_fourteen_days_are_not_yet_long():
    window = window_of("2025-08", date(2025, 8, 31))
    rows = contacts(("a", "2025-08-17", True, False, None), ("b", "2025-08-16", True, False, None))
    assert risks_found(rows, window)["state"].tolist() == ["waiting_short", "waiting_long"]


def test_the_median_counts_those_who_wait():
    rows = [(f"p{i}", "2025-04-01", True, True, f"2025-04-{2 + i:02d}") for i in range(3)]
    rows += [(f"w{i}", "2025-04-01", True, False, None) for i in range(4)]
    assert median_lag(risks_found(contacts(*rows[:3]), WINDOW)) == 2
    assert median_lag(risks_found(contacts(*rows[:6]), WINDOW)) == 3
    assert median_lag(risks_found(contacts(*rows), WINDOW)) is None


def test_nobody_and_nobody_at_risk():
    assert median_lag(risks_found(contacts(), WINDOW)) is None
    assert not len(risks_found(contacts(("a", "2025-04-01", None, True, "2025-04-02")), WINDOW))
