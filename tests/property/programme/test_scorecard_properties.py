"""Whatever the states: what does not apply changes no share, all received is 100 %, and unknown only widens."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.programme.quarter import Quarter
from audit.programme.scorecard import scorecard
from audit.programme.scorecard_evidence import receipt_evidence
from audit.programme.scorecard_people import scorecard_people
from audit.reference.areas import areas_of
from audit.reference.service_packages import package_set
from audit.results import Cell
from audit.schemas import CHILDREN, PACKAGE_RECEIPT, WOMEN

AREAS = areas_of("64.74")
DESA = [area.code for area in AREAS.desa[:2]]
QUARTER, PACKAGES = Quarter(2025, 3), package_set()
MONTHS = [str(month) for month in pd.period_range("2023-10", "2025-09", freq="M")]
FACTS = [fact for fact in PACKAGES.facts if fact not in ("antenatal", "iron_tablets", "postnatal")]


def found(ages: list[int], times: dict[tuple[int, str], int | None], mothers: int = 0):
    """Children of some months of age; ``times``: of each month, by child and fact; no note where it is missing."""
    born = [QUARTER.end - pd.Timedelta(days=int(age * 30.4375) + 1) for age in ages]
    rows = {"child_id": [f"c{i}" for i in range(len(ages))], "birth_date": born}
    children = CHILDREN.conform(pd.DataFrame(rows).assign(area_code=[DESA[i % 2] for i in range(len(ages))]))
    women = {"woman_id": [f"m{i}" for i in range(mothers)], "contact_date": pd.Timestamp("2025-09-01")}
    grown = WOMEN.conform(pd.DataFrame(women).assign(group="bumil", gestation_weeks=20, area_code=DESA[0]))
    risk = pd.Series({f"m{i}": False for i in range(mothers)}, dtype="boolean")
    people = scorecard_people(children, grown, QUARTER, PACKAGES, at_risk=risk)
    notes = [(f"c{i}", month, fact, n) for (i, fact), n in times.items() for month in MONTHS if n is not None]
    receipt = PACKAGE_RECEIPT.conform(pd.DataFrame(notes, columns=["person_id", "month", "fact", "times"]))
    return scorecard(people, receipt_evidence(people, [QUARTER], receipt=receipt), QUARTER, PACKAGES, AREAS)


def share(result, level: str, place: str | None = None) -> float | None:
    cell = Cell.of("2025-Q3", area=place, service=level, receipt="received")
    return result.received.values[result.received.numerator.cells.index(cell)]


ages = st.lists(st.integers(0, 22), min_size=1, max_size=4)
notes = st.lists(st.sampled_from([None, 0, 1, 2]), min_size=4 * len(FACTS), max_size=4 * len(FACTS))


def spread(values: list[int | None], n: int) -> dict[tuple[int, str], int | None]:
    return {(i, fact): values[i * len(FACTS) + j] for i in range(n) for j, fact in enumerate(FACTS)}


@settings(max_examples=6)
@given(ages)
def test_all_received_is_everything_at_every_level(ages):
    result = found(ages, {(i, fact): 2 for i in range(len(ages)) for fact in FACTS})
    assert share(result, "child") == share(result, "pairs") == 1.0
    assert result.persons.rows["share"].eq(1.0).all()


@settings(max_examples=6)
@given(ages, notes, st.integers(1, 3))
def test_people_to_whom_a_service_does_not_apply_change_no_share_of_it(ages, values, more):
    times = spread(values, len(ages))
    alone, beside = found(ages, times), found([*ages, *[0] * more], times)
    for service in ("child.immunisation", "child.weighing", "child.parent_counselling", "child.parenting"):
        assert share(alone, service) == share(beside, service)
    with_mothers = found(ages, times, mothers=more)
    assert share(alone, "child") == share(with_mothers, "child")
    assert share(with_mothers, "mother.home_visit") is None


@settings(max_examples=6)
@given(ages, notes)
def test_counts_of_services_and_of_desa_add_up_and_unknown_only_widens(ages, values):
    result = found(ages, spread(values, len(ages)))
    for table in (result.received.numerator, result.received.denominator, result.unknown.numerator):
        by = dict(zip(((c.level("service"), c.level("area")) for c in table.cells), table.counts, strict=True))
        assert by["child", None] == sum(by[s.id, None] for s in PACKAGES.of("child"))
        assert by["pairs", None] == sum(by["pairs", code] for code in DESA)
    persons = result.persons.rows
    assert (persons["share"] <= persons["most"]).all()
    counted = persons[["received", "not_received", "unknown"]].sum(axis=1)
    assert np.array_equal(counted, persons["applicable"])
