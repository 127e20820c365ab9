"""Decree, chair, budget days, holidays and experts in params: what may be written, and what is told of a slip."""

from __future__ import annotations

from datetime import date

import pytest

from audit.errors import ParamsError
from audit.reference.follow_up_rules import BudgetCalendar


def test_what_a_district_does_not_write_is_not_known(load):
    params = load()
    assert (params.team.decree, params.team.chair, params.calendar.holidays, params.cases.experts) == (
        None,
        None,
        (),
        (),
    )
    assert params.calendar.budget == BudgetCalendar()


def test_everything_that_may_be_written(load):
    params = load(
        """team:
  decree: {number: "188.45/99/2025", signed_on: 2025-01-10, valid_until: 2027-06-30}
  chair: {office: "Wakil Wali Kota", until: 2030-02-20}
calendar: {apbd_p: "08-31", closing: "12-10", holidays: [2025-11-17]}
cases:
  experts:
    - {discipline: sp_a, institution: "RSUD", mode: luring}
    - {discipline: sp_a, reader: kedua, outside: true}
""",
    )
    assert params.team.decree is not None
    assert params.team.decree.valid_until == date(2027, 6, 30)
    assert params.calendar.budget.amended(2025) == date(2025, 8, 31)
    assert params.calendar.budget.closing(2026) == date(2026, 12, 10)
    assert params.calendar.holidays == (date(2025, 11, 17),)
    assert [(e.reader, e.outside) for e in params.cases.experts] == [("pertama", False), ("kedua", True)]


@pytest.mark.parametrize(
    ("more", "id", "shown"),
    [
        ("team: {decree: {number: a, signed_on: 2025-02-01, valid_until: 2025-01-31}}", "decree_order", "valid_until"),
        ("team: {decree: {number: a}}", "missing_inside", "signed_on"),
        ("team: {chair: {nama: Budi}}", "unknown_key_here", "office"),
        ('calendar: {closing: "31 Desember"}', "form_month_day", "09-30"),
        ('calendar: {apbd_p: "02-30"}', "no_such_day", "apbd_p"),
        ("calendar: {holidays: [2025-11-17, 2025-11-17]}", "holiday_twice", "holidays"),
        ("calendar: {holidays: [17-11-2025]}", "form_date", "2025-10-08"),
        ("cases: {experts: [{discipline: gizi}, {discipline: gizi}]}", "expert_twice", "experts"),
        ("cases: {experts: [{discipline: dokter}]}", "not_allowed", "sp_a"),
    ],
)
def test_a_slip_is_told_with_its_line(load, more, id, shown):
    with pytest.raises(ParamsError) as refusal:
        load(more + "\n")
    assert refusal.value.id == f"params.{id}"
    assert "baris 8" in str(refusal.value)
    assert shown in str(refusal.value)
