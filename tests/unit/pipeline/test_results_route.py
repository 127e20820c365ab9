"""The verification route as results: nothing without packs, lists that no public file holds, nothing recomputable."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from audit.disclosure import printed_by, release, solve_pattern
from audit.disclosure.attack import attack
from audit.pipeline import load_params
from audit.pipeline.results_route import route_results
from audit.pipeline.tables import Tables
from audit.reference.areas import areas_of
from audit.reference.visit_rules import VISIT_GROUPS
from audit.results import CountTable, LineList
from audit.schemas import CHILDREN, REGISTERED, VISITS

AREAS = areas_of("35.71")
MONTH = "2025-08"


@pytest.fixture(scope="module")
def compute(repository):
    params = load_params(repository / "params" / "35.71-kota-kediri.yaml")

    def run(n: int, *, packs: bool = True, predicted: bool = True) -> dict:
        rng = np.random.default_rng(8)
        desa = [AREAS.desa[i % len(AREAS.desa)].code for i in range(n)]
        now = pd.DataFrame({"child_id": [f"c{i}" for i in range(n)], "period": MONTH, "area": desa, "area_code": desa})
        for index in ("haz", "waz", "whz"):
            now[f"{index}_state"] = np.where(rng.random(n) < 0.08, "flagged", "known")
        now = now.assign(visit_date=pd.Timestamp("2025-08-05"), weight_kg=9.0, lenhei_cm=75.0)
        kids = CHILDREN.conform(now[["child_id", "area_code"]].assign(birth_date=pd.Timestamp("2024-08-01")))
        listed = now[["child_id", "area_code"]].assign(group=np.array(VISIT_GROUPS)[rng.integers(0, 3, n)])
        found = {"visit_first": LineList("visit_first", listed)} if predicted else {}
        own = params if packs else params.model_copy(update={"mini_workshop": None})
        tables = Tables(kids, VISITS.empty(), REGISTERED.empty(), (), None)
        return {result.id: result for result in route_results(tables, SimpleNamespace(now=now), found, own)}

    return run


def test_without_packs_nothing_and_without_a_forecast_no_list_of_visits(compute):
    assert compute(50, packs=False) == {}
    assert set(compute(50, predicted=False)) == {"remeasure_kecamatan", "remeasure_list"}


def test_every_listed_child_is_counted_in_one_kecamatan(compute):
    found = compute(200)
    table = found["to_visit_kecamatan"]
    assert isinstance(table, CountTable)
    counts = zip(table.cells, table.counts, strict=True)
    assert sum(n for cell, n in counts if cell.level("visit_list") == "listed") == 200
    assert len(found["remeasure_list"].rows) == sum(found["remeasure_kecamatan"].counts)


@pytest.mark.parametrize("n", [40, 400])
def test_no_hidden_number_can_be_recomputed(compute, n):
    results = compute(n)
    pattern = solve_pattern(results.values())
    facts = [fact for result in results.values() for fact in release(result, pattern).facts]
    assert attack(facts, printed_by(results.values()).partitions).found == ()
    if n == 40:
        assert pattern.hidden
