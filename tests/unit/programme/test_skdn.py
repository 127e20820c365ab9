"""SKDN: the identities, the rates from summed numerators, cards, and development screening beside growth."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.anthropometry.growth import kms_status
from audit.disclosure import solve_pattern
from audit.programme.coverage import coverage
from audit.programme.development import development_by_growth
from audit.programme.growth_levels import with_growth
from audit.programme.skdn import skdn
from audit.reference.areas import areas_of
from audit.results import Cell
from audit.schemas import CHILDREN, VISITS
from audit.survey.snapshot import snapshot

AREAS = areas_of("17.71")
DESA = AREAS.desa[0].code
MONTHS = ["2025-02", "2025-03"]
# Weights in February and March (kg) of children of 20 months: N needs 200 g.
WEIGHTS = [(10.0, 10.3)] * 6 + [(10.0, 10.1)] * 3 + [(None, 10.0)] * 2 + [(10.0, None)] + [(None, "no weight")]
SCREENED = ["Sesuai", "S", "meragukan", "-", None, "P", *["sesuai"] * 7]


@pytest.fixture(scope="module")
def frame():
    children, visits = [], []
    for i, (before, after) in enumerate(WEIGHTS):
        sex = "m" if i % 2 else "f"
        children.append((f"c{i}", sex if i != 5 else None, "2023-07-01", DESA))
        if before is not None:
            visits.append((f"c{i}", "2025-02-10", before, None))
        if after is not None:
            visits.append((f"c{i}", "2025-03-10", None if after == "no weight" else after, SCREENED[i]))
    who = CHILDREN.conform(
        pd.DataFrame(children, columns=["child_id", "sex", "birth_date", "area_code"]).assign(
            birth_date=lambda f: pd.to_datetime(f["birth_date"])
        )
    )
    seen = pd.DataFrame(visits, columns=["child_id", "visit_date", "weight_kg", "development"]).assign(
        seq=1, measure="l"
    )
    seen = VISITS.conform(seen.assign(visit_date=pd.to_datetime(seen["visit_date"]), lenhei_cm=82.0))
    return with_growth(snapshot(who, seen, MONTHS, AREAS), kms_status(who, seen))


def table_of(month="2025-03", n=20, column="registered"):
    codes = [a.code for a in AREAS.desa]
    return pd.DataFrame({"area_code": codes, "month": month, column: [n] + [0] * (len(codes) - 1)})


def at(month, level, area=None):
    return Cell.of(month, gain=level, area=area)


def test_weighed_children_are_n_t_o_b_or_not_assessable(frame):
    weighed = skdn(frame, table_of(), MONTHS, AREAS).weighed
    march = {
        level: weighed[at("2025-03", level, DESA)]
        for level in ("weighed", "judged", "N", "T", "O", "B", "gain.unknown")
    }
    assert march == {"weighed": 11, "judged": 8, "N": 5, "T": 3, "O": 0, "B": 2, "gain.unknown": 1}
    assert weighed[at("2025-02", "B")] == weighed[at("2025-02", "weighed")] == 10


def test_rates_come_from_summed_numerators(frame):
    rates = skdn(frame, table_of(), MONTHS, AREAS).rates
    found = {id: dict(zip(r.denominator.cells, zip(r.numerator.counts, r.denominator.counts, strict=True), strict=True))
             for id, r in rates.items()}  # fmt: skip
    assert found["skdn_gained"][at("2025-03", "judged")] == (5, 8)
    assert found["skdn_not_gained"][at("2025-03", "judged")] == (3, 8)
    assert found["skdn_two_t"][at("2025-03", "judged")] == (0, 8)
    assert found["skdn_participation"][Cell.of("2025-03", population="registered")] == (11, 20)
    assert found["skdn_bgm"][Cell.of("2025-03", bgm="bgm_known")] == (0, 10)
    assert "skdn_coverage" not in found


def test_absent_is_k_minus_d_and_missing_where_fewer_hold_a_card_than_came(frame):
    found = skdn(frame, table_of(), MONTHS, AREAS, cards=table_of(n=15, column="cards"))
    assert found.absent.set_index("area").loc[DESA, ["cards", "weighed", "absent"]].tolist() == [15, 11, 4]
    [k_of_s] = {v for v in found.rates["skdn_coverage"].values if v}
    assert k_of_s == 15 / 20
    few = skdn(frame, table_of(), MONTHS, AREAS, cards=table_of(n=9, column="cards")).absent.set_index("area")
    assert pd.isna(few.loc[DESA, "absent"])


def test_a_month_in_which_nobody_came(frame):
    found = skdn(frame, table_of("2025-04"), ["2025-04"], AREAS)
    assert set(found.weighed.counts) == {0}
    assert set(found.rates["skdn_gained"].values) == {None}


def test_disclosure_solves_it_together_with_the_coverage_of_measuring(frame):
    found = skdn(frame, table_of(), ["2025-03"], AREAS)
    few = [cell for cell in found.weighed.cells if found.weighed[cell] in (1, 2, 3, 4)]
    pattern = solve_pattern([found.weighed, *found.rates.values(), coverage(frame, table_of(), ["2025-03"], AREAS)])
    assert few
    assert all(pattern.hides(cell) for cell in few)


def test_a_screening_that_says_nothing_known_is_not_sesuai(frame):
    table = development_by_growth(frame, "2025-03", AREAS)

    def n(result):
        return sum(table[Cell.of("2025-03", development=result, status=s)] for s in ("stunted", "not_stunted"))

    # Of thirteen one is not seen in March (c11), one has no sex and so no height for age (c5, "P").
    assert {r: n(r) for r in ("sesuai", "meragukan", "penyimpangan", "development.unknown")} == {
        "sesuai": 8, "meragukan": 1, "penyimpangan": 0, "development.unknown": 2,
    }  # fmt: skip
