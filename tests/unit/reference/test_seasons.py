"""Times of the year: Ramadan by the government's days, vitamin A in February and August, harvests over the new year."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from audit.reference.holidays import holidays
from audit.reference.seasons import SEASONS, holds_eid, season_rows, seasons_of

FASTS = [(date.fromisoformat(row.first), date.fromisoformat(row.last)) for row in season_rows() if row.kind == "days"]
MONTHS = [f"{year}-{month:02d}" for year in range(2023, 2028) for month in range(1, 13)]


def names(month: str) -> set[str]:
    return {season.name for season in seasons_of(month)}


def test_each_year_from_2023_to_2027_has_its_ramadan_of_a_lunar_month():
    assert [first.year for first, _ in FASTS] == [2023, 2024, 2025, 2026, 2027]
    assert {(last - first).days + 1 for first, last in FASTS} <= {29, 30}
    assert all((later[0] - earlier[0]).days in (354, 355) for earlier, later in pairwise(FASTS))


@pytest.mark.parametrize("year", [2025, 2026])
def test_idulfitri_is_the_first_holiday_of_the_decree_after_ramadan(year):
    (last,) = [last for first, last in FASTS if first.year == year]
    decreed = [h.day for h in holidays(year) if h.id == "eid_al_fitr" and h.kind == "national"]
    assert min(decreed) == last + timedelta(days=1)
    assert holds_eid(f"{min(decreed):%Y-%m}")


def test_days_of_ramadan_are_counted_once_whatever_months_they_fall_into():
    counted = sum(s.days for month in MONTHS for s in seasons_of(month) if s.name == "ramadan")
    assert counted == sum((last - first).days + 1 for first, last in FASTS)


def test_a_month_holds_the_days_of_ramadan_that_fall_into_it():
    (ramadan,) = [s for s in seasons_of("2026-02") if s.name == "ramadan"]
    assert (ramadan.days, ramadan.confidence) == (10, "official")  # 19 to 28 February
    assert not holds_eid("2026-02")
    assert holds_eid("2026-03")
    assert "ramadan" not in names("2026-04")


def test_a_reckoned_year_says_that_it_is():
    assert {s.confidence for s in seasons_of("2027-02") if s.name == "ramadan"} == {"calculated"}


def test_vitamin_a_is_february_and_august_of_every_year():
    assert {month for month in MONTHS if "vitamin_a" in names(month)} == {
        f"{year}-{month}" for year in range(2023, 2028) for month in ("02", "08")
    }


def test_a_season_runs_over_the_end_of_a_year():
    assert {month[-2:] for month in MONTHS if "lean" in names(month)} == {"12", "01"}


def test_of_a_year_without_a_date_nothing_is_said():
    assert names("2019-05") == set()  # Ramadan of 1440 H
    assert not holds_eid("2019-06")


def test_a_month_without_any_season_has_none():
    assert seasons_of("2025-06") == ()


def test_every_row_has_a_source_and_a_known_season():
    assert {row.season for row in season_rows()} == set(SEASONS)
    assert all(row.source and row.confidence in ("official", "calculated", "national") for row in season_rows())
