"""The village scorecard where data are thin: nothing known, nobody applicable, one household, standards, sources."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.programme.household_receipt import household_receipt
from audit.programme.package_availability import package_availability
from audit.programme.quarter import Quarter
from audit.programme.scorecard import scorecard
from audit.programme.scorecard_evidence import receipt_evidence
from audit.programme.scorecard_people import scorecard_people
from audit.reference.areas import areas_of
from audit.reference.service_packages import ELEMENTS, package_set, standard_set
from audit.results import Cell
from audit.schemas import CHILDREN, HOUSEHOLDS, PACKAGE_AVAILABILITY, PACKAGE_RECEIPT, SERVICES, VISITS, WOMEN

AREAS = areas_of("64.74")
DESA, OTHER = AREAS.desa[0].code, AREAS.desa[1].code
QUARTER, PACKAGES = Quarter(2025, 3), package_set()
MONTHS = ("2025-07", "2025-08", "2025-09")
CHILD, MOTHER = {"birth_date": "2025-07-05"}, {"contact_date": "2025-09-01", "group": "bumil", "gestation_weeks": 14}


def people_of(children=(), women=(), **more):
    young = [{"child_id": f"c{i}", "area_code": DESA, "household_id": "h", **row} for i, row in enumerate(children)]
    grown = [{"woman_id": f"m{i}", "area_code": DESA, "household_id": "h", **row} for i, row in enumerate(women)]
    tables = CHILDREN.conform(pd.DataFrame(young)), WOMEN.conform(pd.DataFrame(grown))
    return scorecard_people(*tables, QUARTER, PACKAGES, **more)


def noted(*rows) -> pd.DataFrame:
    """Rows of person, fact, times of July to September; a fourth value says whether it was to standard."""
    every = [
        (row[0], month, row[1], times, row[3] if len(row) > 3 else None)
        for row in rows
        for month, times in zip(MONTHS, row[2], strict=True)
    ]
    return PACKAGE_RECEIPT.conform(pd.DataFrame(every, columns=["person_id", "month", "fact", "times", "to_standard"]))


def judged(people, standards=None, **sources):
    return scorecard(people, receipt_evidence(people, [QUARTER], **sources), QUARTER, PACKAGES, AREAS, standards)


def count(table, level, of="received", place=None):
    return table[Cell.of("2025-Q3", area=place, service=level, receipt=of)]


def test_of_nobody_there_is_no_share():
    found = judged(people_of())
    assert found.received.values[0] is None
    assert found.missing.rows.empty
    assert household_receipt(found, AREAS).all_received.values[0] is None


def test_what_nobody_noted_is_unknown_and_not_no():
    found = judged(people_of([CHILD], [MOTHER]))
    assert set(found.states.to_numpy().ravel()) == {-1, -2, -3}
    assert count(found.received.denominator, "pairs", "applicable") == 6 + 6  # 10 - 4 TS; 8 - 1 TS - 1 of unknown risk
    assert count(found.unknown.numerator, "pairs", "receipt.unknown") == 12
    assert found.missing.rows["missing"].tolist() == [""]
    homes = household_receipt(found, AREAS)
    assert (homes.all_received.numerator.counts[0], homes.unknown.numerator.counts[0]) == (0, 1)


def test_a_month_without_a_note_leaves_open_what_is_not_reached():
    people = people_of([CHILD, CHILD, CHILD])
    receipt = noted(
        ("c0", "home_visit", (1, 0, None)), ("c1", "home_visit", (1, 1, None)), ("c2", "home_visit", (1, 0, 0))
    )
    assert judged(people, receipt=receipt).states["child.home_visit"].tolist() == [-1, 1, 0]


@pytest.mark.parametrize(("risk", "state"), [(True, 0), (False, -2), (None, -3)])
def test_a_home_visit_is_due_to_a_mother_at_risk_alone(risk, state):
    people = people_of(women=[MOTHER], at_risk=pd.Series({"m0": risk}, dtype="boolean"))
    found = judged(people, receipt=noted(("m0", "home_visit", (0, 0, 0))))
    assert found.states["mother.home_visit"].tolist() == [state]


@pytest.mark.parametrize(
    ("born", "stage"),
    [("2025-09-30", "00-05"), ("2025-04-01", "00-05"), ("2025-03-28", "06-09"), ("2023-10-15", "18-23")],
)
def test_stage_of_a_child_on_the_last_day(born, stage):
    assert people_of([{"birth_date": born}])["stage"].tolist() == [stage]


@pytest.mark.parametrize(
    "row",
    [{"birth_date": "2025-10-01"}, {"birth_date": "2023-09-01"}, {}, {**CHILD, "life_status": "meninggal"}],
)
def test_who_is_not_born_too_old_without_a_date_or_no_longer_here_is_not_in_it(row):
    assert people_of([row]).empty


@pytest.mark.parametrize(
    ("weeks", "stage"), [(8, "trimester_1"), (14, "trimester_2"), (23, "trimester_3"), (None, None)]
)
def test_stage_of_a_pregnancy_runs_on_to_the_last_day(weeks, stage):
    people = people_of(women=[{**MOTHER, "gestation_weeks": weeks}])  # and 29 days on
    assert people["stage"].astype(object).where(people["stage"].notna(), None).tolist() == [stage]


def test_a_pregnancy_long_past_its_last_week_and_an_old_delivery_are_not_in_it():
    long = {"contact_date": "2024-10-01", "group": "bumil", "gestation_weeks": 30}
    old = {"contact_date": "2025-09-01", "group": "busui", "delivery_date": "2025-05-01"}
    assert people_of(women=[long, old]).empty


def test_postnatal_visits_are_not_due_before_forty_two_days_and_count_across_quarters():
    rows = [
        {"contact_date": "2025-09-20", "group": "nifas", "delivery_date": "2025-09-10"},
        {"contact_date": "2025-07-10", "group": "nifas", "delivery_date": "2025-06-20"},
    ]
    people = people_of(women=rows)
    june = PACKAGE_RECEIPT.conform(
        pd.DataFrame([("m1", "2025-06", "postnatal", 2)], columns=["person_id", "month", "fact", "times"])
    )
    receipt = pd.concat([noted(("m0", "postnatal", (0, 0, 1)), ("m1", "postnatal", (1, 0, 0))), june])
    assert judged(people, receipt=receipt).states["mother.postnatal"].tolist() == [-2, 1]


def test_received_and_received_to_standard_are_two_things():
    row = {"contact_date": "2025-09-20", "group": "nifas", "delivery_date": "2025-08-10"}
    people = people_of(women=[row, row, row])
    receipt = noted(
        ("m0", "postnatal", (0, 2, 2), True), ("m1", "postnatal", (0, 2, 2), False), ("m2", "postnatal", (0, 2, 2))
    )
    found = judged(people, standard_set("spm_health_2024"), receipt=receipt)
    assert found.states["mother.postnatal"].tolist() == [1, 1, 1]
    assert found.judged["mother.postnatal"].tolist() == [1, 0, -1]  # not marked: the quality is not known
    assert found.judged["mother.latrine"].tolist() == [-4, -4, -4]
    cell = Cell.of("2025-Q3", service="mother.postnatal", standard="to_standard")
    assert found.to_standard.numerator[cell] == 1
    assert found.to_standard.denominator[cell.replace("standard", "standard.due")] == 3


def test_a_child_of_a_desa_that_measured_is_known_not_to_have_been_measured():
    people = people_of([CHILD, CHILD, {**CHILD, "area_code": OTHER}])
    days = ("2025-07-20", "2025-08-20", "2025-09-20")
    rows = [{"child_id": "c0", "visit_date": day, "seq": 1, "weight_kg": 4.0, "lenhei_cm": 55.0} for day in days]
    found = judged(people, visits=VISITS.conform(pd.DataFrame(rows)))
    assert found.states["child.length"].tolist() == [1, 0, -1]


def test_families_and_lists_of_services_fill_what_they_know():
    people = people_of([CHILD])
    home = {"household_id": "h", "recorded_on": "2025-02-01", "safe_water": True, "healthy_latrine": False}
    got = [("c0", "2025-08-01", "home_visit", "received"), ("c0", "2025-08-09", "home_visit", "received")]
    services = pd.DataFrame(got, columns=["person_id", "date", "service_code", "stage"])
    found = judged(people, households=HOUSEHOLDS.conform(pd.DataFrame([home])), services=SERVICES.conform(services))
    row = found.states.iloc[0]
    assert (row["child.safe_water"], row["child.latrine"], row["child.health_insurance"]) == (1, 0, -1)
    assert row["child.home_visit"] == 1


def test_one_household_with_everything_is_all_of_it():
    people = people_of([CHILD])
    facts = ("length", "home_visit", "safe_water", "latrine", "birth_certificate", "health_insurance")
    homes = household_receipt(judged(people, receipt=noted(*(("c0", fact, (1, 1, 1)) for fact in facts))), AREAS)
    assert (homes.all_received.values[0], homes.lines.rows.empty) == (1.0, True)
    assert homes.packages["paud"].values == (None,)  # nothing is due of a child of two months


def test_availability_is_apart_from_receipt_and_a_desa_without_a_form_is_unknown():
    form = [
        {"area_code": DESA, "package": "kia", **dict.fromkeys(ELEMENTS, True)},
        {"area_code": DESA, "package": "paud", **dict.fromkeys(ELEMENTS, False)},
        {"area_code": DESA, "package": "gizi", **dict.fromkeys(ELEMENTS, True), "supply": False, "staff": None},
        {"area_code": OTHER, "package": "kia", **dict.fromkeys(ELEMENTS, True), "staff": None},
    ]
    table = PACKAGE_AVAILABILITY.conform(pd.DataFrame(form).assign(quarter="2025-Q3"))
    found = package_availability(table, "2025-Q3", PACKAGES, AREAS)
    by = found.table.set_index(["area_code", "package"])
    assert by.loc[(DESA, ["kia", "paud", "gizi", "sanitasi"]), "available"].tolist() == [
        "package_ready",
        "package_none",
        "package_partial",
        "package.unknown",
    ]
    assert by.loc[(DESA, "gizi"), ["lacking", "not_noted"]].tolist() == ["supply", "staff"]
    assert by.loc[(OTHER, "kia"), "available"] == "package.unknown"
    cell = Cell.of("2025-Q3", package="kia", available="package_ready")
    assert (found.counts[cell], found.counts[cell.replace("available", "desa")]) == (1, len(AREAS.desa))
    assert not found.counts.personal


def test_there_is_no_fifth_quarter():
    with pytest.raises(ValueError, match="no quarter 5"):
        Quarter(2025, 5)
