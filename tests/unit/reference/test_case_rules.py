"""Data of the case audit: codebook, kinds of activity, holidays, gates; every one of them has its words."""

from __future__ import annotations

from datetime import date

import pytest

from audit.language import LANGUAGES, has
from audit.reference.case_groups import CASE_GROUP, CHOSEN, CONFIRMED, REMEASURED, REVIEW, SHIFT
from audit.reference.causes import LEVELS, causes
from audit.reference.cycle_rules import GATES_IN_ORDER, STAGES
from audit.reference.follow_up_rules import MECHANISMS, SECTORS, STRENGTHS, BudgetCalendar, activity_kinds
from audit.reference.holidays import holidays, is_listed, long_break
from audit.reference.review_rules import DISCIPLINES, REQUIRED
from audit.reference.rule_sets import GROUPS

IDS = [
    *(f"cause.{code}" for code in causes()),
    *(f"rtl.kind.{kind}" for kind in activity_kinds()),
    *(f"rtl.plan.mechanism.{mechanism}" for mechanism in MECHANISMS),
    *(f"rtl.plan.sector.{sector}" for sector in SECTORS),
    *(f"cycle.gate.{gate}" for gate in GATES_IN_ORDER),
    *(f"cycle.holiday.{day.id}" for year in (2025, 2026) for day in holidays(year)),
    *(
        f"review.level.{split.attribute}.{level}"
        for split in (CASE_GROUP, CHOSEN, CONFIRMED, REMEASURED, REVIEW, SHIFT)
        for below in split.children.values()
        for level in below
        if level != "no_case"
    ),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_its_words(language):
    assert [id for id in IDS if not has(id, language)] == []


def test_the_codebook_names_every_level_in_order():
    levels = [LEVELS.index(cause.level) for cause in causes().values()]
    assert levels == sorted(levels)
    assert set(levels) == {0, 1, 2}
    known = {"", "diets", "care", "food", "practices", "services", "governance", "resources", "norms"}
    assert {cause.unicef_2020 for cause in causes().values()} <= known


def test_counselling_and_classroom_training_are_weak_and_building_is_strong():
    kinds = activity_kinds()
    assert {kinds["penyuluhan"].strength, kinds["pelatihan_kelas"].strength} == {"lemah"}
    assert kinds["air_dan_sanitasi"].strength == "kuat"
    assert {kind.strength for kind in kinds.values()} == set(STRENGTHS)


def test_every_group_asks_for_disciplines_that_there_are():
    assert set(REQUIRED) == set(GROUPS)
    assert {d for demands in REQUIRED.values() for demand in demands for d in demand} <= set(DISCIPLINES)


def test_gates_stand_in_the_order_of_the_stages():
    assert sorted(set(GATES_IN_ORDER.values())) == list(STAGES)
    stages = list(GATES_IN_ORDER.values())
    assert stages == sorted(stages)


@pytest.mark.parametrize(("year", "national", "shared"), [(2025, 17, 11), (2026, 17, 8)])
def test_days_off_are_as_many_as_the_decrees_say(year, national, shared):
    kinds = [day.kind for day in holidays(year)]
    assert (kinds.count("national"), kinds.count("shared_leave")) == (national, shared)


def test_years_without_a_decree_know_fixed_dates_and_those_of_the_district():
    assert not is_listed(2031)
    assert [day.day.isoformat()[5:] for day in holidays(2031)] == ["01-01", "05-01", "06-01", "08-17", "12-25"]
    assert date(2031, 1, 24) in {day.day for day in holidays(2031, [date(2031, 1, 24)])}


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2025-04-04", "2025-03-28", "2025-04-07"),  # Nyepi and Eid
        ("2025-12-27", "2025-12-25", "2025-12-28"),
        ("2025-08-16", "2025-08-16", "2025-08-18"),
        ("2026-03-21", "2026-03-18", "2026-03-24"),
    ],
)
def test_long_breaks_by_the_calendar(day, first, last):
    found = long_break(date.fromisoformat(day))
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize("day", ["2025-08-30", "2025-05-01", "2025-08-19"])
def test_a_weekend_a_single_holiday_and_a_working_day_are_no_long_break(day):
    assert long_break(date.fromisoformat(day)) is None


def test_a_local_holiday_can_make_one():
    friday = date(2025, 8, 29)
    assert long_break(friday, [friday]).last == date(2025, 8, 31)


def test_a_district_sets_its_own_closing_days():
    assert BudgetCalendar().amended(2025) == date(2025, 9, 30)
    assert BudgetCalendar(december=(12, 20)).closing(2025) == date(2025, 12, 20)
