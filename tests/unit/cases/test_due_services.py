"""What falls due in a month: by whole months of age, by week of pregnancy, by wedding; unknown is not due."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.cases.due_services import due_lines, due_services, due_table
from audit.reference.areas import areas_of
from audit.reference.forum_rules import DUE_SERVICES
from audit.results import Cell

AREAS = areas_of("35.71")
DESA = AREAS.within("35.71.01")[0].code
OCTOBER, FEBRUARY = pd.Period("2025-10", "M"), pd.Period("2026-02", "M")
IDS = [service.id for service in DUE_SERVICES]


def people(*rows: dict) -> pd.DataFrame:
    base = {"group": "baduta", "area": DESA, "area_code": DESA, "birth_date": None, "wedding_date": None,
            "gestation_weeks": None, "visit_on": None}  # fmt: skip
    frame = pd.DataFrame([{"person_id": f"p{i}"} | base | row for i, row in enumerate(rows)])
    for day in ("birth_date", "wedding_date", "visit_on"):
        frame[day] = pd.to_datetime(frame[day])
    return frame.astype({"gestation_weeks": "float64"})


def due(month: pd.Period, *rows: dict) -> list[list[str]]:
    found = due_services(people(*rows), month)
    return [[id for id in IDS if row[id]] for row in found.to_dict("records")]


@pytest.mark.parametrize(
    ("born", "services"),
    [
        ("2025-04-01", ["complementary_food"]),
        ("2025-04-30", ["complementary_food"]),
        ("2025-05-01", []),
        ("2025-03-31", []),
        ("2025-01-15", ["measles_rubella"]),
        (None, []),
    ],
)
def test_children_by_the_months_that_they_complete(born, services):
    assert due(OCTOBER, {"birth_date": born}) == [services]


@pytest.mark.parametrize(
    ("born", "given"), [("2025-08-28", True), ("2025-09-01", False), ("2021-03-01", True), ("2021-02-28", False)]
)
def test_vitamin_a_is_for_six_to_fifty_nine_months_in_february_and_august(born, given):
    group = "baduta" if born > "2024" else "balita_24_59"
    assert ("vitamin_a" in due(FEBRUARY, {"birth_date": born, "group": group})[0]) == given
    assert "vitamin_a" not in due(OCTOBER, {"birth_date": born, "group": group})[0]


@pytest.mark.parametrize(
    ("weeks", "services"),
    [
        (15.0, ["antenatal_contact"]),  # 30 days on, 1 October: 19.3 weeks; the month reaches 20
        (35.0, ["birth_plan"]),  # 39.3: delivery, and no contact week beyond 36
        (38.0, []),  # 42.3
        (float("nan"), []),
    ],
)
def test_pregnancies_by_the_week_that_they_reach(weeks, services):
    row = {"group": "bumil", "gestation_weeks": weeks, "visit_on": "2025-09-01"}
    assert due(OCTOBER, row) == [services]


def test_weddings_of_the_month_and_everybody_after_delivery():
    rows = (
        {"group": "catin", "wedding_date": "2025-10-31"},
        {"group": "catin", "wedding_date": "2025-11-01"},
        {"group": "catin"},
        {"group": "nifas"},
    )
    assert due(OCTOBER, *rows) == [["before_wedding"], [], [], ["post_partum"]]


def test_nobody_is_due_where_there_is_nobody_and_every_kecamatan_has_its_zero():
    frame = people({"birth_date": "2025-04-05"})
    found = due_services(frame, OCTOBER)
    table = due_table(frame, found, "2025-2", AREAS)
    mine = Cell.of("2025-2", person="person", area="35.71.01", **{"due.complementary_food": "due"})
    assert table[mine] == 1
    assert sum(table.counts) == 1
    assert len(table.cells) == len(AREAS.kecamatan) * len(DUE_SERVICES)
    assert due_lines(frame, found).rows["service"].tolist() == ["complementary_food"]
    assert due_lines(frame.iloc[:0], found.iloc[:0]).rows.empty
