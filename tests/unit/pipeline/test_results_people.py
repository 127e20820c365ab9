"""Needs, families at risk and lokus from canonical tables to what the public may read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from audit.cases import stunting
from audit.cases.people import People
from audit.cases.rules import screen
from audit.disclosure import printed_by, release, solve_pattern
from audit.disclosure.attack import attack
from audit.pipeline import load_params
from audit.pipeline.results_people import people_results
from audit.programme.coverage import coverage
from audit.reference.areas import areas_of
from audit.reference.indicator_rules import LOW_RULES
from audit.reference.rule_sets import rule_set
from audit.results import CheckResult, CountTable, LineList, RateTable, Sentence
from audit.schemas import HOUSEHOLDS, SERVICES

AREAS = areas_of("64.74")
MONTH = "2025-08"
N = 600
NEEDS = {"needs", "needs_overlap", "needs_cascade", "needs_office"}
FAMILIES = {"families_at_risk", "families_at_risk_share", "families_factors", "families_welfare"}


def everybody(n: int) -> pd.DataFrame:
    """Children of every desa in turn; who lives without a latrine, is poor, smokes is drawn."""
    rng = np.random.default_rng(3)
    desa = [AREAS.desa[i % len(AREAS.desa)].code for i in range(n)]
    frame = pd.DataFrame({"person_id": [f"p{i:03d}" for i in range(n)], "area_code": desa, "area": desa})
    frame["group"] = np.where(np.arange(n) % 3 == 0, "baduta", "balita_24_59")
    frame["household_id"] = [f"h{i:03d}" for i in range(n)]
    frame["age_months"] = np.where(frame["group"].eq("baduta"), 14.0, 40.0)
    frame["welfare_rank"] = rng.integers(1, 9, n).astype(float)
    for name, share in (("healthy_latrine", 0.8), ("safe_water", 0.9), ("smoke_at_home", 0.4)):
        frame[name] = pd.array(rng.random(n) < share, dtype="boolean")
    return frame


@pytest.fixture(scope="module")
def compute_people(repository):
    params = load_params(repository / "params" / "64.74-kota-bontang.yaml")

    def compute(n: int = N, *, refused: tuple[str, ...] = (), low: dict | None = None, short: str = "") -> dict:
        people = everybody(n)
        homes = HOUSEHOLDS.conform(
            people[["household_id", "area_code", "healthy_latrine", "safe_water", "welfare_rank"]].assign(under_fives=1)
        )
        given = people[["person_id"]].iloc[::4].assign(
            date=pd.Timestamp("2025-06-01"), service_code="x", need="environment", stage="received",
            provider_id="Dinas PU",
        )  # fmt: skip
        measured = pd.DataFrame(
            {"period": MONTH, "area": [a.code for a in AREAS.desa for _ in range(30)], "status": "not_stunted"}
        )
        measured.loc[measured["area"].eq(short), "status"] = "moderately_stunted"
        listed = pd.DataFrame({"area_code": [a.code for a in AREAS.desa], "month": MONTH, "registered": 30})
        heaping = CheckResult(
            "h", "area_code", "good", None, "percent", 0, Sentence("x"),
            table=pd.DataFrame({"area_code": [], "alarm": []}),
        )  # fmt: skip
        results = people_results(
            screen(People(people, {}), rule_set("risk_practice_2026")),
            homes,
            SERVICES.conform(given),
            refused=refused,
            stunting=stunting(measured, [MONTH], AREAS),
            coverage=coverage(measured, listed, [MONTH], AREAS),
            heaping=heaping,
            params=params.model_copy(update={"months": (MONTH,)}),
            areas=AREAS,
            low=low,
        )
        return {result.id: result for result in results}

    return compute


@pytest.fixture(scope="module")
def results(compute_people):
    return compute_people()


def tables(results) -> list[CountTable]:
    found = []
    for result in results.values():
        found += [result] if isinstance(result, CountTable) else []
        found += [result.numerator, result.denominator] if isinstance(result, RateTable) else []
    return found


def test_every_result_is_there_and_the_lists_are_not_public(results):
    lists = {id for id, result in results.items() if isinstance(result, LineList)}
    assert set(results) - lists == NEEDS | FAMILIES | {"lokus", "lokus_missing.indicators"}
    assert lists == {"needs_list", "families_at_risk_list", "lokus_list"}
    assert all(release(results[id], solve_pattern([])).public is None for id in lists)


def test_no_public_table_counts_a_single_desa(results):
    places = {cell.level("area") for table in tables(results) for cell in table.cells}
    assert places == {None, *(a.code for a in AREAS.kecamatan), AREAS.unknown_parts[0]}
    assert {c.level("area") for t in tables(results) if t.id.startswith("need") for c in t.cells} == {None}


def test_no_hidden_number_can_be_recomputed_from_all_of_them(compute_people):
    few = compute_people(45)  # of nearly every cell only a handful
    pattern = solve_pattern(few.values())
    facts = [fact for result in few.values() for fact in release(result, pattern).facts]
    hidden = [fact for fact in facts if fact.hidden]
    assert len(hidden) > 10
    report = attack(facts, printed_by(few.values()).partitions)
    assert (report.attacked > 0, report.found) == (True, ())


def test_a_number_shown_that_should_be_hidden_is_found(compute_people):
    few = compute_people(45)
    pattern = solve_pattern(few.values())
    key, _ = next(pair for pair in sorted(pattern.hidden.items()) if pair[1] == "secondary" or "need." in pair[0])
    leaky = replace(pattern, hidden={k: v for k, v in pattern.hidden.items() if v == "small"},
                    shown=pattern.shown | {k for k, v in pattern.hidden.items() if v != "small"})  # fmt: skip
    facts = [fact for result in few.values() for fact in release(result, leaky).facts]
    assert key
    assert attack(facts, printed_by(few.values()).partitions).found


def test_whoever_refused_the_audit_is_counted_and_on_no_list(compute_people, results):
    who = results["needs_list"].rows["person_id"].iloc[0]
    without = compute_people(refused=(who,))
    assert who not in set(without["needs_list"].rows["person_id"])
    assert len(without["needs_list"].rows) < len(results["needs_list"].rows)
    assert without["needs"] == results["needs"]


def test_with_nobody_and_no_family_nothing_is_said_of_them(compute_people):
    nothing = compute_people(0)
    assert set(nothing) == {
        "lokus", "lokus_list", *(f"lokus_missing.{name}" for name in ("families", "indicators")),
    }  # fmt: skip
    assert nothing["lokus"].counts[1] == 0


def test_a_district_at_no_risk_and_one_all_at_risk(results):
    share = results["families_at_risk_share"]
    rows = results["families_at_risk_list"].rows
    whole = dict(
        zip(share.numerator.cells, zip(share.numerator.counts, share.denominator.counts, strict=True), strict=True)
    )
    district = next(counts for cell, counts in whole.items() if cell.level("area") is None)
    assert district[0] == int(rows["family"].eq("at_risk").sum())
    homes = everybody(N)
    no = ~homes["healthy_latrine"].to_numpy(dtype=bool) | ~homes["safe_water"].to_numpy(dtype=bool)
    assert district[0] == int(no.sum())


def low_everywhere(count: int) -> dict:
    codes = [a.code for a in AREAS.desa]
    frame = pd.DataFrame({"low": count, "known": 29, "total": 29}, index=pd.Index(codes, name="area_code"))
    return dict.fromkeys(LOW_RULES, frame)


def test_a_desa_that_meets_all_four_criteria_is_a_lokus_once_indicators_are_reported(compute_people):
    families = compute_people()["families_at_risk_list"].rows
    worst = families.loc[families["family"].eq("at_risk"), "area_code"].value_counts().index[0]
    without, high = compute_people(short=worst), compute_people(short=worst, low=low_everywhere(0))
    found = compute_people(short=worst, low=low_everywhere(29))
    assert (without["lokus"].counts[1], high["lokus"].counts[1], found["lokus"].counts[1]) == (0, 0, 1)
    assert "lokus_missing.indicators" in without
    assert "lokus_missing.indicators" not in found
    rows = found["lokus_list"].rows.set_index("area_code")
    assert rows.loc[worst, "status"] == "focus"
    assert 0 < rows.loc[worst, "chosen"] <= rows.loc[worst, "ways"]
    assert (rows.drop(index=worst)["chosen"] < rows.loc[worst, "chosen"]).all()


def test_how_firm_the_choice_is_is_said_in_numbers_of_desa(compute_people):
    found = compute_people(low=low_everywhere(29))
    firm = found["lokus_firm"]
    assert set(firm.sentence.values) == {"focus", "firm", "ways", "unknown"}
    assert release(firm, solve_pattern([])).public is not None
    assert release(found["lokus_choices"], solve_pattern([])).public is None
    assert "lokus_firm" not in compute_people()
