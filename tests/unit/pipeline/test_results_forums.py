"""Forums and kecamatan packs from canonical tables to what the public may read: no name, no desa, nothing guessed."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from audit.cases.people import People
from audit.cases.rules import screen
from audit.disclosure import printed_by, release, solve_pattern
from audit.disclosure.attack import attack
from audit.pipeline import load_params
from audit.pipeline.results_forums import due_month, forum_results
from audit.pipeline.tables import Tables
from audit.reference.areas import areas_of
from audit.reference.rule_sets import rule_set
from audit.results import CountTable, LineList
from audit.schemas import (
    CHILDREN,
    CONSENTS,
    FORUM_AGREEMENTS,
    FORUM_MEETINGS,
    OBSTACLES,
    REFERRALS,
    REGISTERED,
    VISITS,
)

AREAS = areas_of("35.71")
MONTH, N = "2025-08", 900
PERSON = "Melati Kartika"  # typed into free text: it must never leave


def people(n: int = N) -> pd.DataFrame:
    rng = np.random.default_rng(5)
    desa = [AREAS.desa[i % len(AREAS.desa)].code for i in range(n)]
    frame = pd.DataFrame({"person_id": [f"p{i:03d}" for i in range(n)], "area_code": desa, "area": desa})
    frame["group"] = np.array(["baduta", "balita_24_59", "bumil", "catin", "nifas"])[np.arange(n) % 5]
    frame["birth_date"] = pd.Timestamp("2025-04-10") - pd.to_timedelta(rng.integers(0, 200, n), unit="D")
    frame["age_months"], frame["age_years"] = 6.0, 25.0
    frame["gestation_weeks"] = rng.integers(8, 38, n).astype(float)
    frame["visit_on"] = pd.Timestamp("2025-09-01")
    frame["wedding_date"] = pd.Timestamp("2025-09-20") + pd.to_timedelta(rng.integers(0, 90, n), unit="D")
    frame["received_on"] = pd.NaT
    frame["muac_cm"] = rng.normal(24.0, 2.0, n)
    for name in ("premarital_check", "marriage_counselling", "safe_water"):
        frame[name] = pd.array(rng.random(n) < 0.7, dtype="boolean")
    return frame


def programme() -> dict[str, pd.DataFrame]:
    meetings = FORUM_MEETINGS.conform(
        pd.DataFrame(
            {"meeting_id": ["m1"], "kind": ["mini_lokakarya"], "area_code": ["35.71.01"],
             "held_on": pd.to_datetime(["2025-06-10"])}
        )
    )  # fmt: skip
    agreed = FORUM_AGREEMENTS.conform(
        pd.DataFrame(
            {"agreement_id": ["a1", "a2"], "meeting_id": "m1", "activity": [f"Jemput {PERSON}", "Rapat"],
             "office": ["Puskesmas", PERSON], "activity_kind": ["rapat_koordinasi", "kind_of_ours"],
             "due_on": pd.to_datetime(["2025-07-01", None]), "status": ["belum", "selesai"]}
        )
    )  # fmt: skip
    obstacles = OBSTACLES.conform(
        pd.DataFrame(
            {"obstacle_id": ["o1", "o2"], "area_code": ["35.71.01.1001", "35.71"], "obstacle": [PERSON, "x"],
             "raised_on": pd.to_datetime(["2025-05-01", "2025-05-01"]), "kind": ["dana", None],
             "owner": ["Camat", None], "closed_on": pd.to_datetime([None, "2025-06-01"])}
        )
    )  # fmt: skip
    return {"forum_meetings": meetings, "forum_agreements": agreed, "obstacles": obstacles}


@pytest.fixture(scope="module")
def compute(repository):
    params = load_params(repository / "params" / "35.71-kota-kediri.yaml")

    def run(*, packs: bool = True, n: int = N, refused: tuple[str, ...] = (), given=None) -> dict:
        frame = people(n)
        children = frame[frame["group"].isin(["baduta", "balita_24_59"])]
        age = np.where(children["group"].eq("baduta"), "06-11", "24-35")
        now = pd.DataFrame({"period": MONTH, "area": children["area"], "age": age, "child_id": children["person_id"]})
        consents = CONSENTS.conform(
            pd.DataFrame({"person_id": list(refused), "purpose": "audit", "given": False,
                          "decided_on": pd.Timestamp("2025-08-01")})
        )  # fmt: skip
        referrals = REFERRALS.conform(
            pd.DataFrame(
                {"referral_id": [f"r{i}" for i in range(60)], "person_id": frame["person_id"].iloc[:60].to_numpy(),
                 "area_code": frame["area_code"].iloc[:60].to_numpy(), "group": "baduta", "rule_id": "x",
                 "found_on": pd.Timestamp("2025-09-01")}
            )
        )  # fmt: skip
        kids = CHILDREN.conform(
            children[["person_id", "area_code", "birth_date"]].rename(columns={"person_id": "child_id"})
        )
        registered = pd.DataFrame(
            {"area_code": [a.code for a in AREAS.desa], "month": MONTH, "registered": 40, "projected": 45}
        )
        tables = Tables(
            kids, VISITS.empty(), REGISTERED.conform(registered), (), None, consents=consents, referrals=referrals,
            programme=programme() if given is None else given,
        )  # fmt: skip
        own = params if packs else replace_model(params)
        screening = screen(People(frame, {}), rule_set("risk_practice_2026"))
        found = forum_results(tables, SimpleNamespace(now=now.iloc[: len(now) * 9 // 10]), screening, own)
        return {result.id: result for result in found}

    return run


def replace_model(params):
    return params.model_copy(update={"mini_workshop": None})


def test_nothing_is_said_where_nothing_was_handed_in_and_no_pack_is_asked_for(compute):
    assert compute(packs=False, given={}) == {}


def test_without_packs_the_forums_are_told_all_the_same(compute):
    assert set(compute(packs=False)) == {
        "forum_meeting.35.71.01", "forum_promise.0001", "forum_promise.0002", "promises_by_state",
        "forum_promises_list", "forum_obstacle.0001", "obstacles_by_place", "forum_obstacles_list",
    }  # fmt: skip


def test_what_people_typed_is_in_the_restricted_lists_alone(compute):
    results = compute()
    pattern = solve_pattern(results.values())
    public = [released.public for result in results.values() if (released := release(result, pattern)).public]
    assert PERSON not in str(public)
    assert PERSON in str(results["forum_promises_list"].rows.to_dict())
    assert results["forum_promise.0001"].values["office"] == "needs.office.puskesmas"
    late = results["forum_promise.0001"].values
    assert (late["state"], late["due"]) == ("rtl.plan.state.overdue", "2025-07")
    assert results["forum_promise.0002"].values["activity"] == "forum_pack.unwritten"  # a kind that we do not know


def test_the_next_meeting_follows_the_rhythm_of_the_params(compute):
    assert compute()["forum_meeting.35.71.01"].values["next"] == "2025-10"


def test_no_cell_lies_below_the_kecamatan(compute):
    for result in compute().values():
        tables = [result] if isinstance(result, CountTable) else [getattr(result, "numerator", None)]
        for table in filter(None, tables):
            assert all((cell.level("area") or "").count(".") <= 2 for cell in table.cells), table.id


def test_who_refused_the_audit_is_on_no_list(compute):
    lists = ("due_list", "couples_list")
    everybody = compute()
    due = everybody["due_list"].rows["person_id"].iloc[0]
    bride = everybody["couples_list"].rows["person_id"].iloc[0]
    some = compute(refused=(due, bride))
    for id in lists:
        assert isinstance(some[id], LineList)
        assert not {due, bride} & set(some[id].rows["person_id"])


def test_parts_of_a_kecamatan_never_exceed_it(compute):
    found = compute()["couples"]
    for cell, n in zip(found.cells, found.counts, strict=True):
        whole = replace(cell, at=tuple(pair for pair in cell.at if not pair[0].startswith("couple.")))
        assert n <= found[whole]


@pytest.mark.parametrize("n", [60, 300, N])
def test_no_hidden_number_can_be_recomputed(compute, n):
    results = compute(n=n)
    pattern = solve_pattern(results.values())
    facts = [fact for result in results.values() for fact in release(result, pattern).facts]
    assert attack(facts, printed_by(results.values()).partitions).found == ()
    if n == 60:
        assert pattern.hidden


def test_the_month_after_december_is_january():
    assert str(due_month(pd.Timestamp("2025-12-31").date())) == "2026-01"
