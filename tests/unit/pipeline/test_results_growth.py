"""What a run says of growth: small public tables whose cells agree with all others, desa in the restricted edition."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.disclosure import release, solve_pattern
from audit.pipeline.results_growth import growth_results
from audit.programme.coverage import coverage
from audit.reference.areas import areas_of
from audit.results import Cell, CountTable, LineList, RateTable
from audit.schemas import CHILDREN, VISITS
from audit.survey.snapshot import snapshot

AREAS = areas_of("17.71")
MONTHS = ("2025-06", "2025-07", "2025-08")


def results(months=MONTHS, screened=None):
    rng = np.random.default_rng(3)
    desa = [d.code for k in AREAS.kecamatan for d in AREAS.within(k.code)[:2] for _ in range(40)]
    n = len(desa)
    ids = [f"c{i:04d}" for i in range(n)]
    children = CHILDREN.conform(
        pd.DataFrame(
            {
                "child_id": ids,
                "sex": rng.choice(["m", "f"], n),
                "birth_date": pd.Timestamp("2025-08-10") - pd.to_timedelta(rng.integers(200, 1500, n), unit="D"),
                "area_code": desa,
            }
        )
    )
    start = rng.normal(11, 1.5, n)
    visits = [
        pd.DataFrame(
            {"child_id": ids, "visit_date": pd.Timestamp(f"{m}-10"), "weight_kg": np.round(start + 0.2 * i, 1)}
        )
        for i, m in enumerate(MONTHS)
    ]
    seen = pd.concat(visits).assign(seq=1, lenhei_cm=82.0, measure="l", development=screened)
    seen = VISITS.conform(seen)
    registered = pd.DataFrame([(d.code, m, 50) for d in AREAS.desa for m in MONTHS])
    registered.columns = pd.Index(["area_code", "month", "registered"])
    frame = snapshot(children, seen, months, AREAS)
    found = growth_results(children, seen, registered, frame, months, AREAS)
    return {r.id: r for r in found}, coverage(frame, registered, months, AREAS)


@pytest.fixture(scope="module")
def found():
    return results()


def test_public_tables_hold_the_district_by_month_and_kecamatan_in_the_newest(found):
    table = found[0]["skdn_gained"]
    assert isinstance(table, RateTable)
    places = {(c.period, c.level("area")) for c in table.numerator.cells}
    assert places == {(m, None) for m in MONTHS} | {(MONTHS[-1], k.code) for k in AREAS.kecamatan}


def test_gain_can_be_judged_from_the_second_month_on(found):
    counts = found[0]["skdn"]
    assert isinstance(counts, CountTable)
    assert [counts[Cell.of(m, gain="judged")] for m in MONTHS] == [0, *[counts[Cell.of(MONTHS[1], gain="weighed")]] * 2]


def test_desa_add_up_and_stay_in_the_restricted_edition(found):
    lines, counts = found[0]["skdn_desa"], found[0]["skdn"]
    assert isinstance(lines, LineList)
    assert lines.rows["weighed"].sum() == counts[Cell.of(MONTHS[-1], gain="weighed")]
    pattern = solve_pattern([*found[0].values(), found[1]])
    assert release(lines, pattern).public is None


def test_its_cells_agree_with_those_of_coverage(found):
    pattern = solve_pattern([*found[0].values(), found[1]])
    assert [release(r, pattern).id for r in found[0].values()] == list(found[0])


def test_one_month_has_no_faltering_and_no_screening_no_table():
    ids = set(results(months=MONTHS[-1:])[0])
    assert not any(id.startswith(("faltering", "development")) for id in ids)
    assert "skdn" in ids


def test_a_screening_that_was_recorded_is_counted():
    table = results(screened="sesuai")[0]["development_by_growth"]
    assert isinstance(table, CountTable)
    assert sum(n for c, n in zip(table.cells, table.counts, strict=True) if c.level("development") != "sesuai") == 0
    assert sum(table.counts) > 0
