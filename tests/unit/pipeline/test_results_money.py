"""Money, own programmes and tasks from canonical tables to results: nothing without a row, each with its owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from audit.disclosure import printed_by, release, solve_pattern
from audit.disclosure.attack import attack
from audit.pipeline import load_params
from audit.pipeline.results_money import money_results
from audit.pipeline.results_sectors import sector_results
from audit.pipeline.tables import Tables
from audit.quality import Linking
from audit.reference.areas import areas_of
from audit.reference.essential_indicators import essential_indicators
from audit.results import Cell, CountTable, Finding, LineList, RateTable, Result, Sentence
from audit.schemas import (
    ACTION_YEARS,
    BUDGET_LINES,
    CHILDREN,
    CONSULTATIONS,
    COST_INGREDIENTS,
    FORUM_MEETINGS,
    LOCAL_PROGRAMMES,
    OBSTACLES,
    REGISTERED,
    SERVICE_GAPS,
    VISITS,
    Table,
)

CODE, CYCLE = "64.74", "2025-2"
NOTHING = Linking(records=0, visits=0, merged=0, undated=0, children=0, to_decide=0)
LINE = {
    "line_id": "1", "area_code": CODE, "year": 2025, "opd": "Forum CSR Kota Bontang", "activity": "Telur",
    "allocated_rupiah": 100.0, "realised_rupiah": 140.0, "source": "csr", "as_of": pd.Timestamp("2025-08-31"),
}  # fmt: skip
SAID = Sentence("convergence.reason.cancelled", {"action": "x", "year": "2025"})
ACTION = {"area_code": CODE, "year": 2023, "framework": "aksi8_2018_2024"}


@pytest.fixture(scope="module")
def params(repository):
    return load_params(repository / "params" / "64.74-kota-bontang.yaml")


def tables(*given: tuple[Table, dict]) -> Tables:
    rows: dict[Table, list[dict]] = {}
    for table, row in given:
        rows.setdefault(table, []).append(row)
    programme = {table.name: table.conform(pd.DataFrame(own)) for table, own in rows.items()}
    return Tables(CHILDREN.empty(), VISITS.empty(), REGISTERED.empty(), (), NOTHING, programme=programme)


def money(params, *given: tuple[Table, dict]) -> dict[str, Result]:
    results = money_results(tables(*given), None, None, params)  # type: ignore[arg-type] - it looks at neither
    return {result.id: result for result in results}


def tasks(params, found: dict[str, Result], *given: tuple[Table, dict]) -> dict[str, Result]:
    return {result.id: result for result in sector_results(tables(*given), found, params)}


def attention(*reasons: tuple[str, dict]) -> dict[str, Result]:
    """An action of the work of 2023 with its reasons, as the results of actions have them."""
    key, name = "aksi8_2018_2024.2023.", "convergence.action.aksi8_2018_2024.rembuk_stunting"
    state = {"name": name, "state": "convergence.state.cancelled"}
    found = [Finding(f"action_state.{key}rembuk_stunting", SAID, values=state)]
    for n, (reason, values) in enumerate(reasons):
        said = Sentence(f"convergence.reason.{reason}", {"action": name, "year": "2023", **values})
        id = f"action_attention.{key}{n:02d}.rembuk_stunting"
        found.append(Finding(id, said, values={"reason": reason, "action": "rembuk_stunting"}))
    return {one.id: one for one in found}


def listed(results: dict[str, Result]) -> pd.DataFrame:
    rows = results["sector_task_list"]
    assert isinstance(rows, LineList)
    return rows.rows.set_index("task_id")


def test_nothing_is_said_of_what_nobody_handed_in(params):
    assert money(params) == {}
    assert tasks(params, {}) == {}


def test_each_table_brings_its_own_results(params):
    assert "money_allocated" in money(params, (BUDGET_LINES, LINE))
    part = {
        "ingredient_id": "1", "service": "sanitation", "year": 2025, "kind": "other", "quantity": 10.0,
        "price_rupiah": 5.0, "persons_reached": 40,
    }  # fmt: skip
    gap = {
        "gap_id": "1", "service": "sanitation", "year": 2025, "needed": 90, "reached": 40, "taken_up_percent": 80.0,
        "taken_up_low_percent": 70.0, "taken_up_high_percent": 90.0, "source": "catatan",
    }  # fmt: skip
    found = money(params, (COST_INGREDIENTS, part), (SERVICE_GAPS, gap))
    assert {"cost_people", "service_gap", "service_cost.sanitation", "service_order.sanitation"} == set(found)
    assert set(money(params, (COST_INGREDIENTS, part))) >= {"service_left.sanitation"}


def test_own_programmes_are_told_from_records_that_are_there_already(params):
    found = money(
        params,
        (BUDGET_LINES, LINE | {"realised_rupiah": 38.0}),
        (ACTION_YEARS, ACTION | {"action": "rembuk_stunting", "status": "selesai", "panel_grade": "A"}),
        (ACTION_YEARS, ACTION | {"action": "reviu_kinerja", "status": "proses"}),
        (CONSULTATIONS, {"input_id": "1", "given_on": pd.Timestamp("2025-08-01")}),
        (CONSULTATIONS, {
            "input_id": "2", "given_on": pd.Timestamp("2025-08-01"), "answer": "Ya",
            "answered_on": pd.Timestamp("2025-08-09"),
        }),
    )  # fmt: skip
    reach = {id.removeprefix("programme_reach."): f.values for id, f in found.items() if id.startswith("programme_")}
    assert reach == {
        "appraisal": {"k": 1, "of": 8, "year": "2023"},
        "consultation": {"n": 2, "k": 1, "decided": 0},
        "funds": {"percent": 38, "year": "2025"},
    }


def test_an_action_finished_after_the_report_is_not_done_yet(params, repository):
    bengkalis = load_params(repository / "params" / "14.03-kabupaten-bengkalis.yaml")
    row = ACTION | {"area_code": "14.03", "status": "selesai"}
    found = money(
        bengkalis,
        (ACTION_YEARS, row | {"action": "rembuk_stunting", "finished_on": pd.Timestamp("2025-12-01")}),
        (ACTION_YEARS, row | {"action": "reviu_kinerja", "finished_on": pd.Timestamp("2024-01-01")}),
    )
    values = found["programme_reach.actions"].values
    assert (values["k"], values["of"]) == (1, 8)


def test_tasks_of_every_kind_carry_whom_they_name(params):
    given = (
        (OBSTACLES, {
            "obstacle_id": "o1", "area_code": CODE, "raised_on": pd.Timestamp("2025-07-01"), "owner": "LPM Belimbing",
            "obstacle": "Air", "due_on": pd.Timestamp("2025-08-01"),
        }),
        (OBSTACLES, {"obstacle_id": "o2", "raised_on": pd.Timestamp("2025-07-01"), "status": "selesai"}),
        (ACTION_YEARS, ACTION | {"action": "rembuk_stunting", "owner": "Bapperida Kota Bontang"}),
        (ACTION_YEARS, ACTION | {"year": 2022, "action": "rembuk_stunting", "owner": "Media Bontang"}),
        (LOCAL_PROGRAMMES, {
            "output_id": "p1", "programme": "cadres", "output": "Kader", "unit": "kader", "planned": 9, "reached": 4,
            "next_step": "Melatih",
        }),
        (LOCAL_PROGRAMMES, {
            "output_id": "p2", "programme": "funds", "output": "x", "unit": "y", "planned": 4, "reached": 4,
            "next_step": "Selesai",
        }),
    )  # fmt: skip
    found = money(params, (BUDGET_LINES, LINE)) | {
        "decision.coverage": Finding(
            "decision.coverage",
            Sentence("decision.coverage"),
            values={"who": "Media Bontang", "by_when": date(2025, 11, 30), "money": "decision.money.unfunded"},
        ),
        **attention(("cancelled", {}), ("under_spent", {"realised": 1, "budget": 9, "least": 90})),
        "other.topic": Finding("other.topic", SAID, values={"owner": "KUA"}),
        "silent.topic": Finding("silent.topic", SAID),
    }  # fmt: skip
    rows = listed(tasks(params, found, *given))
    actors = rows["actor"].to_dict()
    assert actors == {
        "o1": "lpm", "aksi8_2018_2024.2023.rembuk_stunting": "opd", "p1": "opd", "1": "business",
        "decision.coverage": "media", "other.topic": "kua",
    }  # fmt: skip
    assert rows.loc["o1", "state"] == "overdue"
    assert rows.loc["decision.coverage", "money"] == "belum berdana, mohon ditetapkan sumbernya"
    assert "realisasi di atas pagu" in rows.loc["1", "what"]
    said = rows.loc["aksi8_2018_2024.2023.rembuk_stunting", "what"]
    assert said == "Aksi 3 (rembuk stunting), kerja tahun 2023: dibatalkan"  # money of a year that is over is no task


def test_no_typed_word_of_a_task_is_public_but_next_steps_of_own_programmes(params):
    given = (
        (OBSTACLES, {
            "obstacle_id": "o1", "area_code": CODE, "raised_on": pd.Timestamp("2025-07-01"), "owner": "Ibu Siti Rahma",
            "obstacle": "Rahasia", "kind": "akses", "due_on": pd.Timestamp("2025-08-01"),
        }),
        (LOCAL_PROGRAMMES, {
            "output_id": "p1", "programme": "cadres", "output": "Kader", "unit": "kader", "planned": 9, "reached": 4,
            "next_step": "Melatih",
        }),
    )  # fmt: skip
    found = tasks(params, money(params, (BUDGET_LINES, LINE | {"activity": "Rahasia"})), *given)
    public = [one for id, one in found.items() if id.startswith("sector_task.")]
    assert len(public) == len(listed(found)) == 3
    assert "Siti" not in str(public)
    assert "Rahasia" not in str(public)
    assert "Melatih" in str(public)
    by_kind = {one.values["kind"]: one for one in public}
    assert by_kind["obstacle"].values["due"] == "2025-08"
    assert by_kind["obstacle"].values["who"] == "sectors.nobody"
    assert by_kind["money"].values["who"] == "needs.office.partner"


def test_an_indicator_is_a_task_only_where_it_is_surely_short_and_nobody_is_few(params):
    known = [one.id for one in essential_indicators()[:4]]
    numbers = {"numerator": [40, 4, 90, 40], "denominator": [100, 100, 100, 100], "met": ["no", "no", "unclear", "no"]}
    rows = pd.DataFrame({"indicator": known, "area_code": CODE, "reason": "", "short": 50.0, **numbers})
    cells = [[Cell.of("2025", **{f"indicator.{id}": level}) for id in known[:3]] for level in ("reached", "target")]
    rates = RateTable(
        "indicators", CountTable("indicators", tuple(cells[0]), (40, 4, 90)),
        CountTable("indicators.of", tuple(cells[1]), (100, 100, 100)),
    )  # fmt: skip
    found = tasks(params, {"indicators_list": LineList("indicators_list", rows), "indicators": rates})
    (task,) = listed(found).reset_index().to_dict("records")  # few, unclear, and one whose figure is not possible: none
    assert task["task_id"] == f"indicator.{known[0]}"
    assert (task["sector"], task["actor"], task["named"]) == ("pemerintah", "unknown", None)
    assert "selisih ke target 50" in task["what"]
    assert found["sector_task.001"].sentence.values["n"].cells == (cells[1][0], cells[0][0])


def test_an_action_of_a_year_that_its_framework_does_not_cover_is_not_told(params, repository):
    bengkalis = load_params(repository / "params" / "14.03-kabupaten-bengkalis.yaml")
    row = ACTION | {"area_code": "14.03", "status": "selesai"}
    found = money(
        bengkalis, (ACTION_YEARS, row | {"action": "rembuk_stunting"}),
        (ACTION_YEARS, row | {"action": "reviu_kinerja", "year": 2025}), (ACTION_YEARS, row | {"action": "lain"}),
    )  # fmt: skip
    assert found["programme_reach.actions"].values == {"k": 1, "of": 8, "year": "2023"}


def test_mini_workshops_of_this_year_are_counted_with_their_kecamatan(repository):
    bengkulu = load_params(repository / "params" / "17.71-kota-bengkulu.yaml")
    first, second = (area.code for area in areas_of("17.71").kecamatan[:2])
    held = [(first, "2025-02-01"), (first, "2025-06-01"), (second, "2024-06-01"), (second, "2025-12-01"), (None, None)]
    given = [
        (FORUM_MEETINGS, {"meeting_id": str(n), "area_code": area, "kind": "mini_lokakarya",
                          "held_on": pd.Timestamp(day) if day else pd.NaT})
        for n, (area, day) in enumerate(held)
    ]  # fmt: skip
    of = len(areas_of("17.71").kecamatan)
    values = money(bengkulu, *given)["programme_reach.mini_workshop"].values
    assert values == {"k": 1, "of": of, "n": 2, "year": "2025"}


def test_a_gap_of_nobody_is_no_task(params):
    cells = [Cell.of("2025", service_gap=f"sanitation.{level}") for level in ("needed", "reached", "gap")]
    found = {"service_gap": CountTable("service_gap", tuple(cells), (50, 20, 30))}
    rows = listed(tasks(params, found))
    assert rows.loc["gap.sanitation", ["kind", "actor", "sector"]].tolist() == ["gap", "opd", "pemerintah"]
    assert tasks(params, {"service_gap": CountTable("service_gap", tuple(cells), (50, 50, 0))}) == {}


def test_no_hidden_number_of_people_can_be_recomputed(params):
    """Few are reached by one service and by one programme: both stay hidden beside their wholes and rupiah."""
    part = {
        "ingredient_id": "1", "service": "sanitation", "year": 2025, "kind": "other", "quantity": 1.0,
        "price_rupiah": 9.0, "persons_reached": 3,
    }  # fmt: skip
    gap = {"gap_id": "1", "service": "sanitation", "year": 2025, "needed": 80, "reached": 3}
    own = {
        "output_id": "1", "programme": "cadres", "output": "Kader", "unit": "kader", "planned": 60, "reached": 58,
    }  # fmt: skip
    found = money(params, (COST_INGREDIENTS, part), (SERVICE_GAPS, gap), (LOCAL_PROGRAMMES, own))
    pattern = solve_pattern(tuple(found.values()))
    released = {id: release(result, pattern) for id, result in found.items()}
    assert released["cost_people"].public.rows[0].hidden
    gaps = {row.cell.level("service_gap"): row.hidden for row in released["service_gap"].public.rows}
    assert gaps["sanitation.reached"]
    assert gaps["sanitation.gap"] or gaps["sanitation.needed"]
    people = {row.cell.level("own_programme"): row.hidden for row in released["own_programme_people"].public.rows}
    assert people["cadres.01.gap"]
    assert sum(people.values()) >= 2
    facts = [fact for one in released.values() for fact in one.facts]
    attack(facts, printed_by(found.values()).partitions).check()


def test_results_do_not_depend_on_the_order_of_rows(params):
    given = tables((BUDGET_LINES, LINE), (BUDGET_LINES, LINE | {"line_id": "2", "activity": "Susu"}))
    turned = replace(given, programme={name: rows[::-1] for name, rows in given.programme.items()})
    first, second = (
        {r.id: r for r in money_results(one, None, None, params) if isinstance(r, CountTable)}  # type: ignore[arg-type]
        for one in (given, turned)
    )
    assert first == second
