"""What notebook 30 says of the cases of a cycle: before anything was written, and after; k of n, never a percentage."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from audit import report
from audit.cases.case_results import case_results
from audit.cases.review import review_states
from audit.cases.selection_frame import Selection
from audit.cases.selection_results import selection_table
from audit.disclosure import release, solve_pattern
from audit.reference.follow_up_rules import BudgetCalendar
from audit.schemas import CASES, CAUSES, ENTRIES, EVALUATIONS, FOLLOW_UPS, GATES, REVIEWS, SELECTION_FRAME
from audit.store.entries import changes, current

CYCLE, DAY = "2025-2", date(2025, 9, 15)
BLOCKS = ("case_choice", "case_patterns", "follow_up_tracker", "case_risk_shift", "case_gates")
N = 44  # baduta and balita, half each; the last twelve are not reviewed


def written(entries, table, rows):
    new = changes(
        entries, table, table.conform(pd.DataFrame(rows)), role="uji", filled_on=DAY, source_system="uji",
        only_given=True,
    )  # fmt: skip
    return pd.concat([entries, new], ignore_index=True)


@pytest.fixture(scope="module")
def entries():
    out = ENTRIES.conform(pd.DataFrame())
    groups = ["baduta", "balita_24_59"]
    rows = [
        {"case_id": f"k{i:02d}", "cycle": CYCLE, "case_no": i + 1, "person_id": f"p{i}", "group": groups[i % 2],
         "area_code": "17.71.01.1001", "chosen_by": "random" if i < 10 else "score"}
        for i in range(N)
    ]  # fmt: skip
    out = written(out, CASES, rows)
    reviews = [
        {"review_id": f"r{i:02d}", "case_id": f"k{i:02d}", "discipline": "sp_a", "reader": "pertama", "signed": True,
         "reviewed_on": pd.Timestamp(DAY)}
        for i in range(N - 12)
    ]  # fmt: skip
    out = written(out, REVIEWS, reviews)
    found = [
        {"cause_id": f"c{i:02d}", "review_id": f"r{i:02d}", "case_id": f"k{i:02d}", "cause_code": "no_latrine",
         "present": True, "level": "indirect"}
        for i in range(20)
    ]  # fmt: skip
    out = written(out, CAUSES, found)
    plans = [
        {"rtl_id": f"f{i}", "case_id": f"k{i:02d}", "activity": "Jamban", "status": status, "strength": "lemah",
         "approved_on": pd.Timestamp(DAY), "due_on": pd.Timestamp("2025-12-01"), "mechanism": "apbdes"}
        for i, status in enumerate(["selesai", "proses", "belum"])
    ]  # fmt: skip
    out = written(out, FOLLOW_UPS, plans)
    shifts = [
        {"evaluation_id": f"e{i:02d}", "case_id": f"k{i:02d}", "evaluated_on": pd.Timestamp(DAY),
         "risk_before": "berisiko", "risk_after": "tidak" if i % 4 < 2 else "berisiko"}
        for i in range(N)
    ]  # fmt: skip
    out = written(out, EVALUATIONS, shifts)
    gates = [
        {"gate_id": "sk", "done_on": pd.Timestamp(DAY), "document": "SK-RAHASIA/1"},
        {"gate_id": "ukur_ulang_3", "due_on": pd.Timestamp("2025-12-26")},
    ]
    return written(out, GATES, gates)


@pytest.fixture(scope="module")
def after(context, entries):
    states = review_states(current(entries, CASES), current(entries, REVIEWS), as_of=DAY)
    frame = SELECTION_FRAME.conform(states[["cycle", "person_id", "group", "area_code", "chosen_by"]].copy())
    calendar = BudgetCalendar(december=(11, 30))  # of a district that closes its books early
    found = case_results(entries, CYCLE, DAY, calendar=calendar, chair_until=date(2025, 8, 31))
    results = (*found, selection_table(CYCLE, Selection(frame), states))
    pattern = solve_pattern(results, k=5, min_width=3)
    return replace(
        context,
        released={r.id: release(r, pattern) for r in results},
        case_weights={"severity": 0.6, "risks": 0.4},
    )


def texts(content, table=0):
    return [[cell.text for cell in row.cells] for row in content.tables[table].rows]


@pytest.mark.parametrize("id", BLOCKS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_before_anything_is_written_a_block_is_one_sentence(context, id, language):
    content = getattr(report, id)(replace(context, released={}, language=language)).public
    assert len(content.paragraphs) == 1
    assert not content.tables


def test_no_case_gives_no_result():
    assert case_results(ENTRIES.conform(pd.DataFrame()), CYCLE, DAY) == ()


def test_causes_are_said_as_k_of_n_and_never_as_a_percentage(after):
    content = report.case_patterns(after).public
    assert texts(content)[0] == ["Jamban belum layak", "20 dari 32", "10 dari 16", "10 dari 16"]
    assert "20 dari 32 kasus" in content.paragraphs[0]
    assert "tidak mewakili" in content.paragraphs[0]
    assert "%" not in " ".join(content.paragraphs) + str(texts(content))


def test_cases_drawn_by_lot_stand_apart(after):
    content = report.case_patterns(after).public
    assert texts(content, 1) == [["Jamban belum layak", "10 dari 10"]]


def test_the_choice_shows_how_each_group_was_chosen_and_the_weights(after):
    content = report.case_choice(after).public
    assert texts(content)[0] == ["Semua kelompok", "44", "44", "10", "34", "0"]
    assert [item.term for item in content.terms] == ["Keparahan (60%)", "Banyak faktor risiko (40%)"]


def test_the_tracker_counts_plans_and_says_how_many_are_weak(after):
    content = report.follow_up_tracker(after).public
    assert {tuple(row) for row in texts(content, 0)} == {("Selesai", "1"), ("Berjalan", "1"), ("Belum dimulai", "1")}
    assert any("3 dari 3 rencana tergolong lemah" in words for words in content.paragraphs)
    assert content.figure is not None
    drawn = re.findall(r">([^<>]+)</text>", content.figure.svg)
    assert sorted(drawn) == sorted(["Selesai", "Berjalan", "Belum dimulai", "1", "1", "1"]), "one bar a state, no other"
    assert "3 tindak lanjut" in content.figure.alt


def test_risk_before_and_after_claims_no_cause(after):
    content = report.case_risk_shift(after).public
    assert texts(content)[0] == ["Semua kelompok", "44", "22", "22", "0", "0"]
    assert "tidak dapat disebut akibat audit" in content.reading


def test_a_gate_says_that_its_document_is_there_and_not_which(after):
    content = report.case_gates(after).public
    assert texts(content)[0] == ["SK tim audit", "–", "15 September 2025", "Selesai, ada dokumen"]
    assert "RAHASIA" not in str(content)


def test_plans_whose_money_comes_too_late_are_counted_with_the_reason(after):
    content = report.follow_up_tracker(after).public
    assert texts(content, 2) == [["Tenggat melewati tutup tahun anggaran.", "2"]], "the third plan is done"
    assert [len(table.rows) for table in report.follow_up_tracker(replace(after, language="en")).public.tables][2] == 1


def test_a_visit_on_a_long_holiday_and_a_term_that_ended_are_said_beside_the_gates(after):
    said = report.case_gates(after).public.paragraphs
    assert said[0] == "Masa jabatan ketua berakhir 31 Agustus 2025; pengesahan perlu ketua yang baru."
    assert len(said) == 2
    assert "26 Desember 2025, di tengah libur panjang 25 Desember 2025 sampai 28 Desember 2025" in said[1]


def test_plans_that_nobody_approved_yet_still_show_what_is_to_be_minded(context, entries):
    drafts = entries[~(entries["table"].eq(FOLLOW_UPS.name) & entries["field"].eq("approved_on"))]
    results = case_results(drafts, CYCLE, DAY)
    pattern = solve_pattern(results, k=5, min_width=3)
    content = report.follow_up_tracker(replace(context, released={r.id: release(r, pattern) for r in results})).public
    assert ["Belum disahkan ketua tim, sehingga belum dihitung.", "3"] in texts(content)
