"""What is said of the audit itself, from entries to results: roles, days, plans, second readers, the province."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.audit_results import audit_results
from audit.disclosure import printed_by, release, solve_pattern
from audit.disclosure.attack import attack
from audit.reference.cycle_rules import PROVINCE_COLUMNS
from audit.results import Cell, LineList
from audit.schemas import (
    ATTENDANCE,
    CASES,
    CAUSES,
    ENTRIES,
    EVALUATIONS,
    FOLLOW_UPS,
    GATES,
    REFERRALS,
    REVIEWS,
)
from audit.store.entries import changes

CYCLE, DAY = "2025-2", date(2025, 12, 20)
N, TWICE = 20, 6
AREA = "17.71.01.1001"


def written(entries, table, rows):
    frame = table.conform(pd.DataFrame(rows))
    new = changes(entries, table, frame, role="uji", filled_on=DAY, source_system="uji", only_given=True)
    return pd.concat([entries, new], ignore_index=True)


def story(*, disseminated: str | None = "2025-09-10") -> pd.DataFrame:
    """Twenty baduta: all reviewed ten days after they were chosen, six read twice; anaemia in ten."""
    out = written(
        ENTRIES.empty(),
        CASES,
        [
            {"case_id": f"k{i:02d}", "cycle": CYCLE, "case_no": i + 1, "person_id": f"p{i}", "group": "baduta",
             "area_code": AREA, "chosen_by": "score", "chosen_on": pd.Timestamp("2025-08-01")}
            for i in range(N)
        ],
    )  # fmt: skip
    reviews = [(i, "pertama") for i in range(N)] + [(i, "kedua") for i in range(TWICE)]
    out = written(
        out,
        REVIEWS,
        [
            {"review_id": f"r{i:02d}-{reader}", "case_id": f"k{i:02d}", "discipline": "sp_a", "reader": reader,
             "signed": True, "reviewed_on": pd.Timestamp("2025-08-11")}
            for i, reader in reviews
        ],
    )  # fmt: skip
    found = [(i, "pertama") for i in range(10)] + [(i, "kedua") for i in range(5)]
    out = written(
        out,
        CAUSES,
        [
            {"cause_id": f"c{i:02d}-{reader}", "review_id": f"r{i:02d}-{reader}", "case_id": f"k{i:02d}",
             "cause_code": "anaemia", "present": True, "level": "direct",
             "preventable_by": "layanan" if i < 8 else "keluarga"}
            for i, reader in found
        ],
    )  # fmt: skip
    out = written(
        out,
        FOLLOW_UPS,
        [
            {"rtl_id": f"f{i}", "case_id": f"k{i:02d}", "activity": "Jamban", "status": ["selesai", "proses"][i // 3],
             "approved_on": pd.Timestamp("2025-08-21"), "due_on": pd.Timestamp("2025-10-01"),
             "done_on": pd.Timestamp("2025-09-20") if i < 3 else pd.NaT}
            for i in range(4)
        ],
    )  # fmt: skip
    if disseminated:
        gate = {"gate_id": "diseminasi_1", "done_on": pd.Timestamp(disseminated), "document": "BA/1"}
        out = written(out, GATES, [gate])
    out = written(
        out,
        EVALUATIONS,
        [
            {"evaluation_id": f"e{i}", "case_id": f"k{i:02d}", "evaluated_on": pd.Timestamp("2025-10-10")}
            for i in range(8)
        ],
    )
    came = {"attendance_id": "a", "meeting": f"{CYCLE}-rapat_pakar", "role": "tim_pakar", "office": "RSUD", "people": 4}
    return written(out, ATTENDANCE, [came])


def results_of(entries: pd.DataFrame, *, columns=PROVINCE_COLUMNS) -> dict:
    found = audit_results(entries, REFERRALS.empty(), CYCLE, DAY, area_code="17.71", seed=3, columns=columns)
    return {result.id: result for result in found}


@pytest.fixture(scope="module")
def results():
    return results_of(story())


def test_where_no_case_was_chosen_nothing_is_said():
    assert results_of(ENTRIES.empty()) == {}


def test_steps_plans_and_people_are_those_of_the_story(results):
    assert (results["selection_to_review"].value, results["selection_to_review"].n) == (10, N)
    assert (results["review_to_plan"].value, results["review_to_plan"].n) == (10, 4)
    assert results["closed_on_time"].values == (0.75,)
    assert results["attendance"].counts == (4,)
    grades = results["causes_preventable"]
    top = Cell.of(CYCLE, review="reviewed").replace("cause.anaemia", "present")
    assert (grades[top], grades[top.replace("cause.anaemia", "layanan")]) == (10, 8)


def test_two_readers_of_six_cases_differ_in_one(results):
    """pi = 11 of 12, so chance is 2 x 11/12 x 1/12; they agree in 5 of 6."""
    chance = 2 * 11 / 12 / 12
    assert results["reader_agreement"].value == round((5 / 6 - chance) / (1 - chance), 2)
    assert results["reader_agreement"].n == TWICE
    assert results["reader_agreement_causes"].rows[["cause_code", "n"]].to_numpy().tolist() == [["anaemia", TWICE]]


def test_a_fifth_of_the_cases_is_drawn_for_a_second_reader_by_number(results):
    rows = results["second_readers"].rows
    assert len(rows) == 4
    assert list(rows.columns) == ["case_no", "group", "area_code", "read"]
    assert rows["read"].tolist() == [number <= TWICE for number in rows["case_no"]]


def test_cases_measured_again_are_counted_once_a_month_was_due(results):
    table = results["remeasured"]
    counts = {cell.level("remeasured"): n for cell, n in zip(table.cells, table.counts, strict=True)}
    assert counts == {"every_month": 0, "some": 8, "never": 12}
    assert "remeasured" not in results_of(story(disseminated=None))
    assert "remeasured" not in results_of(story(disseminated="2026-01-05"))


def test_the_province_gets_the_columns_of_params_in_their_order():
    row = results_of(story(), columns=("reviewed", "cycle", "plans_done"))["province_table"].rows
    assert list(row.columns) == ["reviewed", "cycle", "plans_done"]
    assert row.to_numpy().tolist() == [[N, CYCLE, 3]]


def test_lists_are_restricted_and_nothing_hidden_can_be_recomputed(results):
    pattern = solve_pattern(results.values())
    shown = {id: release(result, pattern) for id, result in results.items()}
    lists = {id for id, result in results.items() if isinstance(result, LineList)}
    assert lists == {"reader_agreement_causes", "second_readers", "province_table"}
    assert all(shown[id].public is None for id in lists)
    facts = [fact for released in shown.values() for fact in released.facts]
    assert any(fact.hidden for fact in facts)  # keluarga 2 of 10
    assert attack(facts, printed_by(results.values()).partitions).found == ()
