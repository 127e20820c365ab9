"""Guessed birth dates leave the marks that Larsen, Headey and Masters described; true ones leave none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.quality.birth_dates import age_steps, birth_months, first_days
from audit.reference.anthropometry_rules import DAYS_PER_YEAR

MONTH = "2025-08"
DAY = pd.Timestamp("2025-08-15")
Z_PER_MONTH = 0.3 / 6  # how much taller or shorter a child looks for each month of error in its age


def frame(seed: int, n: int = 6000) -> tuple[pd.DataFrame, np.ndarray]:
    """Children of 0-59 months with true birth dates, and their ages in days."""
    rng = np.random.default_rng(seed)
    days = rng.integers(0, 1826, n)
    born = DAY - pd.to_timedelta(days, unit="D")
    rows = {"period": MONTH, "haz": rng.normal(-1.2, 1.1, n), "haz_state": "known", "birth_date": born}
    return pd.DataFrame({**rows, "age_days": days.astype(float)}), days


def with_errors(rows: pd.DataFrame, said: pd.Series) -> pd.DataFrame:
    """The same children under other birth dates: whoever is taken for older looks shorter."""
    older = (rows["birth_date"] - said).dt.days / 30.4375
    return rows.assign(
        birth_date=said, haz=rows["haz"] - Z_PER_MONTH * older, age_days=(DAY - said).dt.days.astype(float)
    )


def test_true_birth_dates_leave_no_marks():
    found = [(birth_months(MONTH, rows), age_steps(MONTH, rows), first_days(MONTH, rows))
             for rows in (frame(seed)[0] for seed in range(20))]  # fmt: skip
    # Two tests at 95 % each: about one sample in ten may speak, seldom more than five of twenty.
    for checks in zip(*found, strict=True):
        assert sum(check.status != "good" for check in checks) <= 5


def test_guessed_months_drop_from_december_to_january():
    rows, _ = frame(1)
    month = np.random.default_rng(2).integers(1, 13, len(rows))
    said = pd.to_datetime({"year": rows["birth_date"].dt.year, "month": month, "day": 15})
    check = birth_months(MONTH, with_errors(rows, said)[lambda r: r["age_days"] >= 0])
    assert check.status == "fair"
    assert check.value is not None
    assert check.value < -0.2  # 0.32 in 163 surveys
    table = check.table
    assert table is not None
    assert table["of"].tolist() == [*map(str, range(1, 13)), "gap", "climb"]
    assert table.set_index("of").loc["climb", "low"] > 0
    assert int(table["n"].iloc[:12].sum()) == check.n


def test_ages_in_whole_years_jump_at_birthdays():
    rows, days = frame(3)
    # A third round their age down to the last birthday and a few days; they are taken for younger and look taller.
    guess = np.random.default_rng(4).random(len(rows)) < 0.6
    year = np.floor(days / DAYS_PER_YEAR) * DAYS_PER_YEAR
    heard = np.where(guess, year + (days - year) / 4, days).astype(int)
    said = pd.Series(DAY - pd.to_timedelta(heard, unit="D"), index=rows.index)
    check = age_steps(MONTH, with_errors(rows, said))
    assert check.status == "fair"
    assert check.value is not None
    assert check.value > 0.1
    assert check.table is not None
    assert check.table["of"].tolist() == ["24", "36", "48", "fall"]


def test_a_known_step_is_measured():
    rows, days = frame(5, n=20_000)
    rows["haz"] = np.where(days / 30.4375 >= 36, 0.5, 0.0) + 0.01 * days / 30.4375
    table = age_steps(MONTH, rows).table
    assert table is not None
    by = table.set_index("of")
    assert by.loc["36", "value"] == pytest.approx(0.5, abs=1e-9)
    assert by.loc["24", "value"] == pytest.approx(0, abs=1e-9)


def test_birthdays_on_the_first():
    rows, _ = frame(6)
    third = np.arange(len(rows)) % 3 == 0
    heard = rows["birth_date"].dt.to_period("M").dt.to_timestamp()
    check = first_days(MONTH, rows.assign(birth_date=rows["birth_date"].mask(third, heard)))
    assert check.status == "poor"
    assert check.value == pytest.approx(100 * (1 / 3 + 2 / 3 * 12 / DAYS_PER_YEAR), abs=1.0)
    rates = check.tables[0]
    assert check.n == rates.denominator.counts[0] == len(rows)  # pyright: ignore
    assert check.table is not None
    assert check.table["expected"].tolist() == [12 / 365.25, 1 / 365.25]


@pytest.mark.parametrize("check", [birth_months, age_steps, first_days])
def test_without_children_nothing_is_said(check):
    rows, _ = frame(7, n=5)
    for few in (rows.iloc[:0], rows.assign(period="2025-02"), rows.assign(birth_date=pd.NaT)):
        result = check(MONTH, few)
        assert (result.status, result.value) == ("not_assessable", None)


def test_equal_heights_have_no_spread_and_no_mark():
    rows, _ = frame(8)
    flat = rows.assign(haz=-1.0)
    assert birth_months(MONTH, flat).value == pytest.approx(0, abs=1e-12)
    assert birth_months(MONTH, flat).status == "good"
