"""Rates as they may be shown: their events are part of the balance, and few of them are withheld with all they tell."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases import Period, balance_table, case_balance, case_rates, case_spells, heights, person_time, rate_checks
from audit.cases.case_rates import EventRate
from audit.disclosure import release, solve_pattern
from audit.reference.areas import areas_of
from audit.schemas import CHILDREN, VISITS

AREAS = areas_of("17.71")
PERIOD = Period(date(2025, 3, 1), date(2025, 8, 31))
# Heights (cm) of boys born on 1 January 2023 on five days; under 81 short throughout, 90 normal throughout.
DAYS = ("2025-02-10", "2025-03-20", "2025-05-10", "2025-06-20", "2025-08-10")
COURSES = {
    (90, 90, 90, 90, 90): 10,
    (90, 90, 78, 78, 78): 6,  # becomes short
    (78, 90, 90, 90, 90): 7,  # recovers
    (78, 90, 90, 78, 78): 5,  # recovers and relapses
    (None, None, 78, 78, 78): 8,  # short when first seen: no incidence
}


def tables():
    children, visits = [], []
    for number, course in enumerate(course for course, n in COURSES.items() for _ in range(n)):
        id = f"c{number:02d}"
        children.append((id, "m", pd.Timestamp("2023-01-01"), AREAS.desa[0].code))
        visits += [(id, pd.Timestamp(day), cm) for day, cm in zip(DAYS, course, strict=True) if cm]
    who = CHILDREN.conform(pd.DataFrame(children, columns=["child_id", "sex", "birth_date", "area_code"]))
    seen = pd.DataFrame(visits, columns=["child_id", "visit_date", "lenhei_cm"]).assign(seq=1, measure="h")
    return who, VISITS.conform(seen)


@pytest.fixture(scope="module")
def found():
    children, visits = tables()
    known = heights(children, visits)
    spells = case_spells(children, known, until=PERIOD.last)
    rates = case_rates(person_time(spells, known), PERIOD.first, PERIOD.last)
    return case_balance(spells, known, [PERIOD], AREAS), rates


def test_events_are_those_of_the_balance(found):
    balance, rates = found
    flows = balance.rows[["new", "first_seen", "recovered", "returned"]].sum()
    events = {rate.id: rate.events for rate in rates}
    assert events == {"incidence": 6, "recovery": 12, "relapse": 5}
    assert flows["new"] - flows["first_seen"] == events["incidence"]
    assert (flows["recovered"], flows["returned"]) == (events["recovery"], events["relapse"])


def test_they_are_released_with_the_balance(found):
    balance, rates = found
    results = [balance_table(balance), *rate_checks(rates, PERIOD)]
    pattern = solve_pattern(results)
    shown = {r.id: release(r, pattern).public for r in results[1:]}
    assert list(shown)[:4] == [f"case_rates.incidence{part}" for part in ("", ".low", ".high", ".years")]
    assert shown["case_rates.recovery"].n == 12
    years = shown["case_rates.recovery.years"].value
    assert shown["case_rates.recovery"].value == pytest.approx(100 * 12 / years, rel=0.2)  # years are whole


def test_few_events_are_withheld_with_rate_interval_and_time():
    few = EventRate("recovery", 3, 41.4, 7.2, 1.5, 21.2)
    results = list(rate_checks([few], PERIOD))
    pattern = solve_pattern(results)
    public = [release(r, pattern).public for r in results]
    assert all(check.hidden and check.value is None and check.n is None for check in public)


def test_without_anybody_followed_there_is_no_rate():
    nobody = EventRate("relapse", 0, 0.0, None, None, None)
    checks = list(rate_checks([nobody], PERIOD))
    assert [(c.status, c.value) for c in checks] == [("not_assessable", v) for v in (None, None, None, 0)]
