"""Indicators and totals of families from canonical tables to what the public may read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from audit.disclosure import printed_by, release, solve_pattern
from audit.disclosure.attack import attack
from audit.pipeline.reported import reported as reported_of
from audit.pipeline.results_family_totals import family_total_results
from audit.pipeline.results_indicators import TREND, indicator_results
from audit.pipeline.tables import Tables
from audit.quality import Linking
from audit.reference.areas import areas_of
from audit.results import Cell, CountTable, Finding, LineList, RateTable
from audit.schemas import CHILDREN, FAMILY_TOTALS, INDICATORS, REGISTERED, VISITS

AREAS = areas_of("17.71")
WHOLE = AREAS.district.code
KECAMATAN = [area.code for area in AREAS.kecamatan]
DESA = [area.code for area in AREAS.desa]
PERIOD = "2025-S1"
DAY = date(2025, 9, 15)


def tables(**programme: pd.DataFrame) -> Tables:
    return Tables(
        CHILDREN.empty(), VISITS.empty(), REGISTERED.empty(), rows=(), linking=Linking(0, 0, 0, 0, 0, 0),
        programme=programme,
    )  # fmt: skip


def reported(*told) -> pd.DataFrame:
    names = ["indicator", "area_code", "period", "numerator", "denominator"]
    return INDICATORS.conform(pd.DataFrame(told, columns=names).assign(source="laporan"))


def everywhere(indicator: str, k: int, n: int, *, period: str = PERIOD, places=DESA) -> list[tuple]:
    return [(indicator, code, period, k, n) for code in places]


@pytest.fixture
def results(load):
    params = load()

    def compute(*told, **programme):
        if told:
            programme["indicators"] = reported(*told)
        given = tables(**programme)
        found = indicator_results(given, params, reported_of(given, params))
        return {result.id: result for result in found}

    return compute


def rates(results, id: str = "indicators") -> dict[tuple, tuple[int, int]]:
    table = results[id]
    assert isinstance(table, RateTable)
    return {
        (cell.period, cell.level("area"), next(a for a, _ in cell.at if a.startswith("indicator."))): (k, n)
        for cell, k, n in zip(table.numerator.cells, table.numerator.counts, table.denominator.counts, strict=True)
    }


def test_nothing_is_said_where_nothing_was_handed_in(results):
    assert results() == {}


def test_the_public_sees_the_district_and_kecamatan_and_never_a_desa(results):
    found = results(*everywhere("safe_water", 90, 100))
    places = {area for _, area, _ in rates(found)}
    assert places == {None, *KECAMATAN, AREAS.unknown_parts[0]}
    assert rates(found)[PERIOD, None, "indicator.safe_water"] == (90 * len(DESA), 100 * len(DESA))
    lists = {id for id, result in found.items() if isinstance(result, LineList)}
    assert lists == {"indicators_list", "indicators_check_list", "indicators_left_out"}
    assert all(release(found[id], solve_pattern([])).public is None for id in lists)


def test_all_29_are_told_of_also_where_nothing_came(results):
    found = results(*everywhere("safe_water", 90, 100))
    told = [result for id, result in found.items() if id.startswith("indicator.")]
    assert len(told) == 29
    silent = next(result for result in told if result.values["indicator"] == "clean_living")
    assert (silent.values["period"], silent.values["reason"], silent.values["known"]) == ("", "unknown", 0)


def test_small_counts_of_a_kecamatan_are_hidden_and_cannot_be_computed(results):
    inside = [area.code for area in AREAS.within(KECAMATAN[0])]
    few = [("pregnant_extra_food", code, PERIOD, 1 if code == inside[0] else 0, 10) for code in inside]
    rest = [("pregnant_extra_food", code, PERIOD, 8, 10) for code in DESA if code not in inside]
    found = results(*few, *rest)
    pattern = solve_pattern(found.values())
    facts = [fact for result in found.values() for fact in release(result, pattern).facts]
    hidden = {fact.cell.level("area") for fact in facts if fact.hidden}
    assert KECAMATAN[0] in hidden
    assert len(hidden) > 1  # another one too, or it follows from the district
    partitions = printed_by(found.values()).partitions
    assert attack(facts, partitions).found == ()
    secondary = {key for key, reason in pattern.hidden.items() if reason == "secondary"}
    kept = {key: reason for key, reason in pattern.hidden.items() if key not in secondary}
    leaky = replace(pattern, hidden=kept, shown=pattern.shown | secondary)
    assert attack([fact for r in found.values() for fact in release(r, leaky).facts], partitions).found


def test_the_few_who_are_not_reached_are_protected_as_well(results):
    """98 of 100 tells of two: the remainder is a small count, though nobody prints it."""
    first = AREAS.within(KECAMATAN[0])[0].code
    n = 100 * len(AREAS.within(KECAMATAN[0]))
    told = [
        ("safe_water", code, PERIOD, 98 if code == first else 100, 100)
        for code in DESA
        if code.startswith(KECAMATAN[0])
    ]
    told += [("safe_water", code, PERIOD, 60, 100) for code in DESA if not code.startswith(KECAMATAN[0])]
    found = results(*told)
    cell = Cell.of(PERIOD, area=KECAMATAN[0], **{"indicator.safe_water": "reached"})
    assert found["indicators"].numerator[cell] == n - 2
    pattern = solve_pattern(found.values())
    assert pattern.hides(cell) or pattern.hides(cell.replace("indicator.safe_water", "target"))


def test_more_reached_than_there_are_is_no_figure_for_the_public(results):
    found = results(*everywhere("safe_water", 120, 100, places=KECAMATAN))
    assert not rates(found)
    check = found["indicators_to_check"]
    assert isinstance(check, Finding)
    assert check.values["n"] == len(KECAMATAN)


def test_a_kecamatan_outside_the_sum_of_the_district_is_not_printed_beside_it(results):
    inside = [area.code for area in AREAS.within(KECAMATAN[0])]
    alone = ("safe_water", KECAMATAN[1], PERIOD, 30, 60)
    found = results(*everywhere("safe_water", 90, 100, places=inside), alone)
    assert {area for _, area, _ in rates(found)} == {None, KECAMATAN[0]}
    solve_pattern(found.values())  # nothing contradicts


def test_a_district_that_is_less_than_its_kecamatan_stands_alone(results):
    found = results(*everywhere("safe_water", 90, 100, places=KECAMATAN), ("safe_water", WHOLE, PERIOD, 10, 20))
    assert {area for _, area, _ in rates(found)} == {None}
    solve_pattern(found.values())


def test_trend_and_place_are_tied_to_the_counts_behind_them(results):
    found = results(
        *everywhere("safe_water", 60, 100, period="2024-S2"),
        *everywhere("safe_water", 80, 100),
        *everywhere("proper_sanitation", 40, 100),
    )
    placed = {r.values["indicator"]: r.values for id, r in found.items() if id.startswith("indicator_place.")}
    water, sanitation = placed["safe_water"], placed["proper_sanitation"]
    assert water["trend"].value == TREND["better"]
    assert {cell.period for cell in water["trend"].cells} == {"2024-S2", PERIOD}
    assert "trend" not in sanitation
    assert (sanitation["place"].value, water["place"].value) == (1.0, 2.0)  # 50 points from 90 %, 20 from 100 %
    assert (sanitation["group"].value, water["group"].value) == (1.0, 2.0)
    assert rates(found, "indicators_before")["2024-S2", None, "indicator.safe_water"] == (
        60 * len(DESA),
        100 * len(DESA),
    )


def test_who_is_few_in_the_whole_district_has_no_place(results):
    found = results(*everywhere("safe_water", 60, 100), ("severe_wasting_treated", WHOLE, PERIOD, 28, 30))
    placed = {r.values["indicator"]: r.values for id, r in found.items() if id.startswith("indicator_place.")}
    assert "place" not in placed["severe_wasting_treated"]  # 2 not treated
    assert placed["safe_water"]["place"].value == 1.0


@pytest.mark.parametrize("k", [0, 100])
def test_nobody_and_everybody(results, k):
    found = results(*everywhere("safe_water", k, 100))
    pattern = solve_pattern(found.values())
    shown = release(found["indicators"], pattern).public
    assert {row.value for row in shown.rows if row.denominator} == {k / 100}


def totals(**changes: dict[str, int]) -> pd.DataFrame:
    """Every kecamatan with counts that agree; ``changes`` by number of the kecamatan."""
    rows = []
    for i, code in enumerate(KECAMATAN):
        ranks = {f"rank_{n}": 20 for n in range(1, 5)} | {"rank_above": 40}
        row = {"area_code": code, "target_families": 1000, "at_risk": 120, "not_at_risk": 880, "families": 2000,
               "unsafe_water": 30, "couples": 900, "mother_too_old": 200}  # fmt: skip
        rows.append(row | ranks | changes.get(f"k{i}", {}))
    return FAMILY_TOTALS.conform(pd.DataFrame(rows).assign(period="2025", source="PK"))


def families(frame: pd.DataFrame) -> dict:
    return {r.id: r for r in family_total_results(tables(family_totals=frame), AREAS, DAY)}


def test_families_at_risk_by_kecamatan_and_the_other_counts_for_the_district():
    found = families(totals())
    share = found["krs_share"]
    assert share.numerator.counts == (120 * len(KECAMATAN), *[120] * len(KECAMATAN), 0)
    counts = dict(zip(found["krs_counts"].cells, found["krs_counts"].counts, strict=True))
    assert counts[Cell.of("2025", **{"krs": "couples", "krs.mother_too_old": "given"})] == 200 * len(KECAMATAN)
    assert {cell.level("area") for cell in counts} == {None}
    assert found["krs_checked"].values["broken"] == 0
    assert not [id for id in found if id.startswith("krs_broken.")]
    solve_pattern(found.values())


@pytest.mark.parametrize(
    ("change", "identity"),
    [({"not_at_risk": 881}, "at_risk_and_not"), ({"rank_1": 21}, "ranks"), ({"unsafe_water": 121}, "water")],
)
def test_what_does_not_agree_is_named_and_left_alone(change, identity):
    found = families(totals(k1=change))
    broken = found[f"krs_broken.{identity}.{KECAMATAN[1]}"]
    assert set(broken.values) == {"area", "identity"}  # no numbers
    assert found["krs_list"].rows.set_index("area_code").loc[KECAMATAN[1], next(iter(change))] == next(
        iter(change.values())
    )
    solve_pattern(found.values())


def test_more_families_at_risk_than_there_are_is_no_share():
    found = families(totals(k0={"at_risk": 1100, "not_at_risk": 0}))
    places = {cell.level("area") for cell in found["krs_share"].numerator.cells}
    assert KECAMATAN[0] not in places
    solve_pattern(found.values())


def test_all_missing_is_checked_as_unknown_and_has_no_numbers():
    frame = FAMILY_TOTALS.conform(pd.DataFrame([{"area_code": KECAMATAN[0], "period": "2025", "source": "PK"}]))
    found = families(frame)
    assert found["krs_checked"].values["unknown"] == 5
    assert not [r for r in found.values() if isinstance(r, RateTable | CountTable)]


def test_few_families_are_hidden():
    found = families(totals(k0={"at_risk": 2, "not_at_risk": 998, "unsafe_water": 1}))
    pattern = solve_pattern(found.values())
    facts = [fact for result in found.values() for fact in release(result, pattern).facts]
    assert Cell.of("2025", area=KECAMATAN[0], krs="at_risk") in {fact.cell for fact in facts if fact.hidden}
    assert attack(facts, printed_by(found.values()).partitions).found == ()
