"""What a run says of quality: one pile is found and named in the restricted edition alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.anthropometry import zscores
from audit.cases import stunting, stunting_age_sex
from audit.disclosure import release, solve_pattern
from audit.pipeline.results_quality import area_heaping, quality_results
from audit.programme.coverage import coverage
from audit.quality import flags
from audit.reference.areas import areas_of
from audit.results import LineList
from audit.survey.snapshot import snapshot

MONTH = "2025-08"
AREAS = areas_of("17.71")
PILED, LOW, PLAIN = (kecamatan.code for kecamatan in AREAS.kecamatan[:3])
A_KECAMATAN, LIFTED_FROM = 700, -2.6  # children; z-scores from which on a child is lifted to the cut-off


def scores(children: pd.DataFrame, visits: pd.DataFrame) -> np.ndarray:
    age = (visits["visit_date"] - children["birth_date"]).dt.days
    measured = {"lenhei": visits["lenhei_cm"], "measure": visits["measure"]}
    return zscores(sex=children["sex"], age=age, **measured)["haz"].to_numpy()


def register(*, piled: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(11)
    desa = [d for code in (PILED, LOW, PLAIN) for d in rng.choice([a.code for a in AREAS.within(code)], A_KECAMATAN)]
    n = len(desa)
    age = rng.integers(730, 1800, n)
    children = pd.DataFrame(
        {
            "child_id": [f"a{i}" for i in range(n)],
            "sex": rng.choice(["m", "f"], n),
            "birth_date": pd.Timestamp("2025-08-15") - pd.to_timedelta(age, unit="D"),
            "area_code": pd.Series(desa, dtype=object).where(rng.random(n) > 0.01),
            "posyandu": pd.Series(rng.choice(["Melati", "Mawar"], n), dtype=object).where(rng.random(n) > 0.05),
        }
    )
    visits = pd.DataFrame(
        {
            "child_id": children["child_id"],
            "visit_date": pd.Timestamp("2025-08-15"),
            "seq": 1,
            "weight_kg": np.round(rng.normal(12, 1.5, n), 1),
            "lenhei_cm": np.round(86 + (age - 730) * 0.019 + rng.normal(-4.5, 3.5, n), 1),
            "measure": "h",
            "muac_cm": np.round(rng.normal(15, 1, n), 1),
            "oedema": pd.Series(pd.NA, index=range(n), dtype="string"),
        }
    )
    in_pile = np.array([code.startswith(f"{PILED}.") for code in desa])
    while piled and (short := in_pile & ((z := scores(children, visits)) >= LIFTED_FROM) & (z < -2)).any():
        visits.loc[short, "lenhei_cm"] = np.round(visits.loc[short, "lenhei_cm"] + 0.1, 1)
    return children, visits


def results_of(*, piled: bool):
    children, visits = register(piled=piled)
    now = snapshot(children, visits, (MONTH,), AREAS)
    lists = [(d.code, MONTH, 1000 if d.parent == LOW else 50) for d in AREAS.desa]
    registered = pd.DataFrame(lists, columns=["area_code", "month", "registered"])
    covered = coverage(now, registered, (MONTH,), AREAS)
    beside = [covered, stunting(now, (MONTH,), AREAS), stunting_age_sex(now, MONTH), flags(now, (MONTH,))]
    return list(quality_results(children, now, covered, area_heaping(children, now), MONTH, AREAS)), beside


@pytest.fixture(scope="module")
def piled():
    return results_of(piled=True)


def named(results, id: str):
    return next(r for r in results if r.id == id)


def test_each_result_has_an_id_of_its_own(piled):
    ids = [result.id for result in (*piled[0], *piled[1])]
    assert len(set(ids)) == len(ids)


def test_its_cells_agree_with_those_of_other_results_and_can_be_released(piled):
    results = [*piled[0], *piled[1]]
    pattern = solve_pattern(results)
    shown = {r.id: release(r, pattern) for r in results}
    lists = {r.id for r in results if isinstance(r, LineList)}
    assert lists == {"scorecard_places", "heaping_areas", "not_assessable_areas"}
    assert all(shown[id].public is None for id in lists)


def test_a_pile_is_found_and_named_in_the_restricted_list_alone(piled):
    finding, areas = named(piled[0], "cutoff_heaping"), named(piled[0], "heaping_areas").rows
    assert finding.sentence.id == "rows.heaping_found"
    assert not finding.sentence.values
    kecamatan = areas[areas["level"].eq("kecamatan")]
    assert kecamatan[["area_code", "verdict"]].values.tolist() == [[PILED, "pile"]]


def test_where_nothing_was_lifted_nothing_is_said_to_be_clean():
    results, _ = results_of(piled=False)
    assert named(results, "cutoff_heaping").sentence.id == "rows.heaping_not_found"
    assert named(results, "heaping_areas").rows.empty


def test_an_area_with_a_pile_or_few_measured_cannot_be_assessed(piled):
    reasons = dict(named(piled[0], "not_assessable_areas").rows.to_numpy().tolist())
    assert reasons[PILED] == "heaping"
    assert reasons[LOW] == "coverage_low"
    assert PLAIN not in reasons


def test_the_histogram_holds_the_children_around_the_cutoff(piled):
    table = named(piled[0], "haz_around_cutoff")
    children, visits = register(piled=True)
    z = scores(children, visits)
    assert sum(table.counts) == ((z >= -3) & (z < -1)).sum()
    below, above = table.counts[9], table.counts[10]
    assert below == ((z >= -2.1) & (z < -2)).sum()
    assert above > 2 * below


def test_places_without_a_known_area_bear_the_code_of_what_is_known(piled):
    places = named(piled[0], "scorecard_places").rows
    assert "17.71.00" in set(places["subject"])
    assert "completeness.area_code" not in set(places["check"])
