"""Who is on the register in a month: measured or not, but not who is gone, too old, unborn or of unknown age."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.schemas import CHILDREN
from audit.survey.on_register import on_register

MONTH = "2025-08"
NOBODY = pd.DataFrame({"child_id": [], "age": []}, dtype=object)


def child(birth_date="2024-08-01", **more):
    row = {"child_id": "a", "birth_date": pd.Timestamp(birth_date) if birth_date else pd.NaT, **more}
    return CHILDREN.conform(pd.DataFrame([row]))


def ages(children, now=NOBODY):
    return on_register(children, now, MONTH)["age"].tolist()


@pytest.mark.parametrize(
    ("birth_date", "expected"),
    [
        ("2025-08-31", ["00-05"]),
        ("2025-09-01", []),
        ("2023-09-01", ["12-23"]),
        ("2023-08-01", ["24-35"]),
        ("2020-09-05", ["48-59"]),
        ("2020-08-01", []),
        (None, []),
    ],
)
def test_age_is_that_of_the_last_day_of_the_month(birth_date, expected):
    assert ages(child(birth_date)) == expected


@pytest.mark.parametrize(
    ("status", "day", "n"),
    [
        ("meninggal", "2025-08-31", 0),
        ("meninggal", "2025-09-01", 1),
        ("pindah", None, 0),
        ("lulus_umur", "2025-01-01", 0),
        ("menolak", "2025-01-01", 1),
        (None, None, 1),
    ],
)
def test_who_is_gone_is_not_on_it(status, day, n):
    assert len(ages(child(life_status=status, life_status_date=pd.Timestamp(day) if day else pd.NaT))) == n


def test_who_was_measured_is_there_with_the_age_of_the_visit_whatever_else_is_said():
    now = pd.DataFrame({"child_id": ["a"], "age": ["12-23"]})
    assert ages(child("2023-08-05", life_status="meninggal"), now) == ["12-23"]


def test_an_empty_register_has_nobody():
    assert on_register(child().iloc[:0], NOBODY, MONTH).columns.tolist() == ["period", "age"]
    assert ages(child().iloc[:0]) == []
