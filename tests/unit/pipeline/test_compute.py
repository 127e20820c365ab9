"""From canonical tables to what page one says: a place whose heights pile up at the cut-off is not singled out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
import pytest

from audit.anthropometry import value_at_z
from audit.pipeline import load_params
from audit.pipeline.compute import compute
from audit.pipeline.params import DecisionParams, MoneyParams
from audit.pipeline.tables import Tables
from audit.quality import Linking
from audit.reference.areas import areas_of
from audit.results import Cell, Finding, LineList, RateTable, Result, Sentence
from audit.schemas import CHILDREN, REGISTERED, VISITS

MONTH, DAY = "2025-08", pd.Timestamp("2025-08-15")
AREAS = areas_of("64.74")
CROWDED = AREAS.kecamatan[0].code  # the kecamatan with the highest prevalence
A_KECAMATAN, MEAN_THERE, MEAN_ELSEWHERE, SD = 600, -1.9, -1.0, 1.05  # children; z
LIFTED_FROM, EDGE = -2.3, -1.99  # z


def tables(*, lifted: bool) -> Tables:
    """All registered children measured; in the crowded kecamatan those just stunted may be entered as just not."""
    rng = np.random.default_rng(6)
    desa = np.concatenate([rng.choice([d.code for d in AREAS.within(k.code)], A_KECAMATAN) for k in AREAS.kecamatan])
    n = len(desa)
    there = np.char.startswith(desa.astype(str), f"{CROWDED}.")
    z = rng.normal(np.where(there, MEAN_THERE, MEAN_ELSEWHERE), SD)
    if lifted:
        z[there & (z >= LIFTED_FROM) & (z < -2)] = EDGE
    sex, age = rng.choice(["m", "f"], n), rng.integers(800, 1800, n)
    ids = [f"c{i:04d}" for i in range(n)]
    children = {"child_id": ids, "sex": sex, "birth_date": DAY - pd.to_timedelta(age, unit="D"), "area_code": desa}
    visits = {
        "child_id": ids,
        "visit_date": DAY,
        "seq": 1,
        "weight_kg": np.round(rng.normal(12, 1.5, n), 1),
        "lenhei_cm": np.round(value_at_z("haz", sex, age, z), 1),
        "measure": "h",
    }
    counts = pd.Series(desa).value_counts().reindex([d.code for d in AREAS.desa], fill_value=0)
    registered = {"area_code": counts.index, "month": MONTH, "registered": counts.to_numpy()}
    return Tables(
        CHILDREN.conform(pd.DataFrame(children)),
        VISITS.conform(pd.DataFrame(visits)),
        REGISTERED.conform(pd.DataFrame(registered)),
        rows=(),
        linking=Linking(n, n, 0, 0, n, 0),
    )


@pytest.fixture(scope="module")
def results(repository) -> Mapping[bool, Mapping[str, Result]]:
    """All results by whether heights were lifted; the one decision wished for is about a kecamatan."""
    wish = DecisionParams(
        rule="priority_kecamatan", who="Bappeda", by=date(2025, 12, 15), money=MoneyParams(status="unfunded")
    )
    params = load_params(repository / "params" / "64.74-kota-bontang.yaml")
    params = params.model_copy(update={"months": (MONTH,), "decisions": (wish,)})
    return {lifted: compute(tables(lifted=lifted), params) for lifted in (False, True)}


def places_named(results: Mapping[str, Result]) -> set[str]:
    """Area codes in the headline and the decisions."""
    said = [r for r in results.values() if isinstance(r, Finding) and r.id.startswith("decision.")]
    values = [value for finding in said for value in finding.values.values()]
    headline = results["headline.measured"]
    assert isinstance(headline, Sentence)
    return {
        v
        for v in (*values, *headline.values.values())
        if isinstance(v, str) and v.startswith(f"{AREAS.district.code}.")
    }


def not_assessable(results: Mapping[str, Result]) -> dict[str, str]:
    found = results["not_assessable_areas"]
    assert isinstance(found, LineList)
    return dict(found.rows.to_numpy().tolist())


def test_the_kecamatan_surely_above_the_district_is_named_where_it_can_be_assessed(results):
    assert places_named(results[False]) == {CROWDED}
    assert CROWDED not in not_assessable(results[False])


def test_the_same_kecamatan_with_heaping_is_not_named_but_listed_as_not_assessable(results):
    rates = results[True]["stunting"]
    assert isinstance(rates, RateTable)
    at = rates.numerator.cells.index
    low = rates.low[at(Cell.of(MONTH, area=CROWDED, status="stunted"))]
    district = rates.values[at(Cell.of(MONTH, status="stunted"))]
    assert low is not None and district is not None and low > district  # it would be named but for the heaping
    assert places_named(results[True]) == set()
    assert not_assessable(results[True])[CROWDED] == "heaping"
    others = [k.code for k in AREAS.kecamatan if k.code != CROWDED]
    assert not set(others) & set(not_assessable(results[True]))
