"""Sponsors from canonical tables to what the public may read: nothing of pairs, nothing that can be recomputed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from audit.cases.people import People
from audit.cases.rules import screen
from audit.disclosure import printed_by, release, solve_pattern
from audit.disclosure.attack import attack
from audit.pipeline import load_params
from audit.pipeline.results_sponsors import sponsor_results
from audit.pipeline.tables import Tables
from audit.quality import Linking
from audit.reference.areas import areas_of
from audit.reference.rule_sets import rule_set
from audit.results import LineList
from audit.schemas import CHILDREN, CONSENTS, DELIVERIES, DONORS, HOUSEHOLDS, SPONSORSHIPS, VISITS, WOMEN

AREAS = areas_of("19.71")
FIRST, LATER = pd.Timestamp("2025-02-10"), pd.Timestamp("2025-08-10")
LISTS = {
    "sponsor_checks",
    "sponsor_matching_baas",
    "sponsor_matching_genting",
    "sponsor_list_baas",
    "sponsor_list_genting",
}


def register(n):
    rng = np.random.default_rng(7)
    desa = [AREAS.desa[i % len(AREAS.desa)].code for i in range(n)]
    born = FIRST - pd.to_timedelta(rng.integers(200, 1500, n), unit="D")
    ids, homes = [f"c{i:03d}" for i in range(n)], [f"h{i:03d}" for i in range(n)]
    children = CHILDREN.conform(
        pd.DataFrame({"child_id": ids, "sex": "f", "birth_date": born, "area_code": desa, "household_id": homes})
    )
    months = (FIRST - born).days.to_numpy() / 30.4375
    visits = [
        pd.DataFrame(
            {
                "child_id": ids,
                "visit_date": day,
                "seq": 1,
                "measure": "h",
                "lenhei_cm": (49 + 2.8 * months**0.86 + rng.normal(-4, 3, n)).round(1),
            }
        )
        for day in (FIRST, LATER)
    ]
    households = HOUSEHOLDS.conform(
        pd.DataFrame(
            {
                "household_id": homes,
                "area_code": desa,
                "under_fives": 1,
                "recorded_on": LATER,
                "welfare_rank": 1.0,
                "fertile_couple": True,
                "safe_water": rng.random(n) < 0.5,
                "healthy_latrine": True,
                "mother_too_young": False,
                "mother_too_old": False,
                "births_too_close": False,
                "children_too_many": False,
                "modern_contraception": True,
            }
        )
    )
    return children, VISITS.conform(pd.concat(visits, ignore_index=True)), households


def ledgers(n):
    donors = DONORS.conform(
        pd.DataFrame(
            {
                "donor_id": [f"d{i}" for i in range(n // 4)],
                "kind": "swasta",
                "joined_on": FIRST,
                "programme": "baas",
                "places": 3,
            }
        )
    )
    every = [i for i in range(n) if i % 3 == 0]
    rows = pd.DataFrame(
        {
            "sponsorship_id": [f"s{i}" for i in every],
            "donor_id": "d0",
            "started_on": pd.Timestamp("2025-04-01"),
            "months_planned": 6,
            "at_risk_before": True,
            "programme": ["baas" if i % 2 else "genting" for i in every],
            "person_id": [f"c{i:03d}" if i % 2 else None for i in every],
            "household_id": [f"h{i:03d}" for i in every],
        }
    )
    brought = pd.DataFrame(
        {
            "delivery_id": [f"x{i}" for i in every],
            "sponsorship_id": rows["sponsorship_id"],
            "delivered_on": pd.Timestamp("2025-05-01"),
            "item": "madu",
            "value_rupiah": 45_000.0,
        }
    )
    return {"donors": donors, "sponsorships": SPONSORSHIPS.conform(rows), "deliveries": DELIVERIES.conform(brought)}


@pytest.fixture(scope="module")
def compute(repository):
    params = load_params(repository / "params" / "19.71-kota-pangkalpinang.yaml")

    def of(n, *, programme=None, consents=None):
        children, visits, households = register(n)
        frame = pd.DataFrame(
            {
                "person_id": children["child_id"],
                "area_code": children["area_code"],
                "area": children["area_code"].astype(object),
                "household_id": children["household_id"],
            }
        )
        frame["age_months"] = (LATER - children["birth_date"]).dt.days / 30.4375
        frame["group"] = pd.Series(np.where(frame["age_months"] < 24, "baduta", "balita_24_59"), dtype="string")
        frame["haz"], frame["haz_flag"] = np.where(np.arange(n) % 2, -2.5, -1.5), False
        frame["welfare_rank"] = 1.0
        tables = Tables(
            children=children,
            visits=visits,
            registered=pd.DataFrame(),
            rows=(),
            linking=Linking(0, 0, 0, 0, 0, 0),
            households=households,
            women=WOMEN.empty(),
            consents=consents if consents is not None else CONSENTS.empty(),
            programme=ledgers(n) if programme is None else programme,
        )
        screening = screen(People(frame, {"welfare_rank": "household"}), rule_set("risk_practice_2026"))
        return {result.id: result for result in sponsor_results(tables, None, screening, params)}

    return of


def test_without_a_ledger_nothing_is_said(compute):
    assert compute(60, programme={}) == {}


def test_lists_are_restricted_and_no_public_form_names_a_pair(compute):
    results = compute(120)
    assert {id for id, result in results.items() if isinstance(result, LineList)} == LISTS
    pattern = solve_pattern(results.values())
    public = [release(result, pattern).public for result in results.values()]
    assert [
        one for one, result in zip(public, results.values(), strict=True) if isinstance(result, LineList) and one
    ] == []
    assert not any(id in repr(public) for id in ("d0", "c003", "h003", "s3'"))


def test_no_desa_is_counted(compute):
    places = {cell.level("area") for cell in printed_by(compute(120).values()).counts}
    assert places == {None, *(area.code for area in AREAS.kecamatan)}


@pytest.mark.parametrize("n", [40, 200])
def test_no_hidden_number_can_be_recomputed(compute, n):
    results = compute(n)
    pattern = solve_pattern(results.values())
    facts = [fact for result in results.values() for fact in release(result, pattern).facts]
    assert len([fact for fact in facts if fact.hidden]) > 10
    report = attack(facts, printed_by(results.values()).partitions)
    assert (report.attacked > 0, report.found) == (True, ())


def test_a_number_shown_that_should_be_hidden_is_found(compute):
    results = compute(40)
    pattern = solve_pattern(results.values())
    kept = {k: v for k, v in pattern.hidden.items() if v == "small"}
    leaky = replace(pattern, hidden=kept, shown=pattern.shown | (set(pattern.hidden) - set(kept)))
    facts = [fact for result in results.values() for fact in release(result, leaky).facts]
    assert attack(facts, printed_by(results.values()).partitions).found


def test_nobody_is_proposed_without_consent_and_who_agreed_is(compute):
    assert len(compute(60)["sponsor_matching_baas"].rows) == 0
    yes = pd.DataFrame(
        {"person_id": ["c001", "c005", "c009"], "purpose": "sponsor", "decided_on": FIRST, "given": [True, True, False]}
    )
    rows = compute(60, consents=CONSENTS.conform(yes))["sponsor_matching_baas"].rows
    assert sorted(rows["id"]) == ["c001", "c005"]
    assert rows["donor_id"].notna().all()


def test_the_two_programmes_are_never_added(compute):
    results = compute(120)
    for cell in printed_by(results.values()).counts:
        named = {name for name in ("baas", "genting") for attribute, level in cell.at if name in f"{attribute} {level}"}
        assert len(named) <= 1, cell.key
    assert not [id for id in results if id.startswith("sponsor_growth") and "genting" in id]
