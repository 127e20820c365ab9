"""PAUD of two to six years: whose month is unknown stays unknown, and a desa without a form is in no denominator."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.programme.paud_attendance import paud_people, paud_rates
from audit.programme.quarter import Quarter
from audit.reference.areas import areas_of
from audit.schemas import CHILDREN, KPM_PAUD

DESA, OTHER = (area.code for area in areas_of("64.74").desa[:2])
QUARTER = Quarter(2025, 2)


def people(forms, children=None):
    every = children or [("c1", "2022-01-01", DESA), ("c2", "2022-01-01", DESA), ("c3", "2022-01-01", OTHER)]
    table = CHILDREN.conform(pd.DataFrame(every, columns=["child_id", "birth_date", "area_code"]))
    rows = KPM_PAUD.conform(pd.DataFrame(forms, columns=["person_id", "month", "paud"]))
    found = paud_people(table, rows, QUARTER)
    return found, dict(zip(found["person_id"], found["paud"], strict=True))


def filed(child, *said):
    return [(child, month, yes) for month, yes in zip(QUARTER.months, said, strict=True)]


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ((False, True, None), "paud.attending"),
        ((False, False, False), "paud.not_attending"),
        ((False, False, None), "paud.unknown"),
    ],
)
def test_one_month_is_attending_and_no_needs_every_month(said, level):
    _, levels = people(filed("c1", *said))
    assert levels == {"c1": level, "c2": "paud.unknown"}  # c3 lives where nobody filed


def test_only_children_of_two_to_six_years_count():
    every = [("young", "2023-08-01", DESA), ("two", "2023-06-01", DESA), ("six", "2018-08-01", DESA)]
    every += [("seven", "2018-06-01", DESA), ("unborn", None, DESA)]
    _, levels = people(filed("two", True, True, True), every)
    assert set(levels) == {"two", "six"}


def test_nobody_filed_is_nobody_in_the_denominator():
    found, _ = people([])
    rate, unknown = paud_rates(found, QUARTER)
    assert (rate.denominator.counts, rate.values, unknown.numerator.counts) == ((0,), (None,), (0,))


def test_shares_of_all_and_of_none():
    found, _ = people([*filed("c1", True, True, True), *filed("c2", False, True, False)])
    assert paud_rates(found, QUARTER)[0].values == (1.0,)
    found, _ = people([*filed("c1", False, False, False), *filed("c2", False, False, False)])
    assert paud_rates(found, QUARTER)[0].values == (0.0,)
