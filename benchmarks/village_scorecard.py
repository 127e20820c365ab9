"""CPU seconds of the village scorecard: 50,000 mothers and children, forms of 12 months, four quarters, one core.

    python benchmarks/village_scorecard.py [people]

Counted: whom each quarter is about, the evidence of all sources, every state, every table by place and service, the
lists of persons, and simultaneous receipt by household. Bar: 5 CPU seconds.
"""

import sys
import time

import numpy as np
import pandas as pd
from bar import keep_within

from audit.programme.household_receipt import household_receipt
from audit.programme.quarter import Quarter
from audit.programme.scorecard import scorecard
from audit.programme.scorecard_evidence import receipt_evidence
from audit.programme.scorecard_people import scorecard_people
from audit.reference.areas import areas_of
from audit.reference.service_packages import package_set, standard_set_on
from audit.schemas import CHILDREN, HOUSEHOLDS, KPM_CHILDREN, KPM_MOTHERS, SERVICES, VISITS, WOMEN

PEOPLE, MOST, SEED, DISTRICT = 50_000, 5.0, 2025, "14.03"
QUARTERS = [Quarter(2025, n) for n in (1, 2, 3, 4)]
MONTHS = [str(month) for month in pd.period_range("2025-01", "2025-12", freq="M")]
CHILDREN_SHARE, NOT_NOTED, NO = 0.8, 0.05, 0.3


def sources(people: int) -> dict[str, pd.DataFrame]:
    """Seeded canonical tables of an invented district."""
    rng = np.random.default_rng(SEED)
    desa = np.array([area.code for area in areas_of(DISTRICT).desa])
    young = round(people * CHILDREN_SHARE)
    grown = people - young
    home = np.array([f"h{i:06d}" for i in range(young)])
    child = np.array([f"c{i:06d}" for i in range(young)])
    born = np.datetime64("2025-12-31") - rng.integers(0, 900, young).astype("timedelta64[D]")
    children = {"child_id": child, "birth_date": born, "area_code": rng.choice(desa, young), "household_id": home}
    woman = np.array([f"w{i:06d}" for i in range(grown)])
    contact = np.datetime64("2025-01-15") + rng.integers(0, 340, grown).astype("timedelta64[D]")
    women = {
        "woman_id": woman, "contact_date": contact, "group": "bumil", "gestation_weeks": rng.integers(6, 39, grown),
        "area_code": rng.choice(desa, grown), "household_id": home[:grown],
    }  # fmt: skip
    at = np.repeat(np.arange(young), len(MONTHS))
    visits = {
        "child_id": child[at], "visit_date": np.tile(np.array(MONTHS, dtype="datetime64[M]").astype("datetime64[D]"),
        young), "seq": 1, "weight_kg": np.where(rng.random(len(at)) < NO, np.nan, 8.0), "lenhei_cm": 70.0,
    }  # fmt: skip
    homes = {"household_id": home, "recorded_on": np.datetime64("2025-03-01"), "safe_water": rng.random(young) < NO}
    seen = {
        "person_id": child, "date": np.datetime64("2025-05-20"), "service_code": "Konseling gizi", "stage": "received",
    }  # fmt: skip
    return {
        "children": CHILDREN.conform(pd.DataFrame(children)),
        "women": WOMEN.conform(pd.DataFrame(women)),
        "visits": VISITS.conform(pd.DataFrame(visits)),
        "households": HOUSEHOLDS.conform(pd.DataFrame(homes)),
        "services": SERVICES.conform(pd.DataFrame(seen)),
        "kpm_children": KPM_CHILDREN.conform(form(child, KPM_CHILDREN.names, rng)),
        "kpm_mothers": KPM_MOTHERS.conform(form(woman, KPM_MOTHERS.names, rng)),
    }


def form(ids: np.ndarray, names: tuple[str, ...], rng: np.random.Generator) -> pd.DataFrame:
    """Every fact of everybody in every month: yes, no, or nobody noted it."""
    n = len(ids) * len(MONTHS)
    columns: dict[str, object] = {"person_id": np.repeat(ids, len(MONTHS)), "month": np.tile(MONTHS, len(ids))}
    for fact in set(names) & set(package_set().facts):
        said = pd.Series(rng.random(n) > NO, dtype="boolean")
        columns[fact] = said.mask(pd.Series(rng.random(n) < NOT_NOTED))
    return pd.DataFrame(columns)


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    of = sources(people)
    packages, areas = package_set(), areas_of(DISTRICT)
    began = time.process_time()
    by_quarter = [scorecard_people(of["children"], of["women"], quarter, packages) for quarter in QUARTERS]
    listed = time.process_time()
    evidence = receipt_evidence(
        pd.concat(by_quarter), QUARTERS, forms=(of["kpm_mothers"], of["kpm_children"]), visits=of["visits"],
        households=of["households"], services=of["services"],
    )  # fmt: skip
    known = time.process_time()
    pairs = cells = 0
    for quarter, who in zip(QUARTERS, by_quarter, strict=True):
        found = scorecard(who, evidence, quarter, packages, areas, standard_set_on(quarter.end.date()))
        tables = (found.received, found.unknown, found.to_standard)
        homes = household_receipt(found, areas)
        pairs += sum(table.denominator.counts[0] for table in tables[:1])
        cells += sum(len(table.numerator.cells) for table in (*tables, homes.all_received))
        assert len(found.persons.rows) == len(who)
        assert len(found.missing.rows) <= len(who)
    judged = time.process_time()
    rows = len(of["kpm_children"]) + len(of["kpm_mothers"]) + len(of["visits"])
    print(
        f"{people} people, {rows} rows of forms and visits, {len(QUARTERS)} quarters: {pairs} services due, "
        f"{cells} shares; people {listed - began:.2f} s, evidence {known - listed:.2f} s, "
        f"scorecards {judged - known:.2f} s"
    )
    keep_within(judged - began, MOST * max(people / PEOPLE, 1))


if __name__ == "__main__":
    main()
