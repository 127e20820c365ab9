"""What notebook 30 says of the audit itself: in sentences, without names, without blame, without a claim of effect."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from audit import report
from audit.cases.audit_budget import BudgetLine, audit_budget
from audit.cases.audit_of_audit import agreement_checks, agreement_lines
from audit.cases.review import CauseAgreement
from audit.disclosure import release, solve_pattern
from audit.reference.case_groups import PREVENTABLE, REMEASURED, REVIEW, cause_partition
from audit.results import Cell, CheckResult, CountTable, LineList, RateTable, Sentence
from audit.survey.rater_agreement import rater_agreement

CYCLE = "2025-2"
BLOCKS = ("case_preventable", "reader_agreement", "audit_of_audit", "audit_budget", "province_table")
CASE = Cell.of(CYCLE, review="case")


def texts(content, table=0):
    return [[cell.text for cell in row.cells] for row in content.tables[table].rows]


def shown(context, *results, **changes):
    pattern = solve_pattern(results)
    return replace(context, released={r.id: release(r, pattern) for r in results}, **changes)


@pytest.mark.parametrize("id", BLOCKS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_before_anything_is_written_a_block_is_one_sentence(context, id, language):
    content = getattr(report, id)(replace(context, released={}, language=language)).public
    assert len(content.paragraphs) == 1
    assert not content.tables


def grades(**found: int) -> CountTable:
    top = Cell.of(CYCLE, review="reviewed").replace("cause.no_latrine", "present")
    counts = {top: sum(found.values())}
    counts |= {top.replace("cause.no_latrine", grade): found.get(grade, 0) for grade in PREVENTABLE}
    by = (REVIEW, cause_partition("no_latrine"))
    return CountTable("causes_preventable", tuple(counts), tuple(counts.values()), by)


def test_who_could_help_to_prevent_is_said_as_k_of_n(context):
    content = report.case_preventable(shown(context, grades(layanan=20, lintas_sektor=12))).public
    assert content.paragraphs == (
        "Jamban belum layak: pada 20 dari 32 kasus dengan penyebab ini, pakar menilai layanan dapat mencegahnya.",
    )
    assert texts(content) == [["Jamban belum layak", "32", "0", "20", "12", "0", "0", "0"]]
    assert "bukan untuk mencari siapa yang salah" in content.reading


def test_a_small_number_of_cases_is_neither_shown_nor_ranked(context):
    content = report.case_preventable(shown(context, grades(layanan=20, keluarga=2))).public
    assert content.paragraphs == ("Sebagian angka disamarkan agar tidak ada orang yang dapat dikenali.",)
    assert not content.tables
    with_one_shown = grades(layanan=20, keluarga=2, lintas_sektor=3, tidak=30)
    assert "2" not in texts(report.case_preventable(shown(context, with_one_shown)).public)[0]


def test_causes_that_nobody_graded_are_no_finding(context):
    content = report.case_preventable(shown(context, grades(not_graded=20))).public
    assert not content.tables


def read_twice(agree: int, differ: int):
    first = [True] * agree + [True] * differ
    second = [True] * agree + [False] * differ
    return rater_agreement(first, second, (True, False))


def test_agreement_is_said_with_its_interval_and_causes_are_restricted(context):
    overall = read_twice(18, 2)
    lines = agreement_lines([CauseAgreement("no_latrine", overall)])
    block = report.reader_agreement(shown(context, *agreement_checks(overall), lines, edition="terbatas"))
    assert block.public.paragraphs[0].startswith("Dua pakar membaca 20 kasus")
    assert "baik (AC1 0,89, rentang perkiraan" in block.public.paragraphs[0]  # (0.9 - 0.095) / 0.905
    assert not block.public.tables
    assert texts(block.restricted)[0][:4] == ["Jamban belum layak", "20", "18 dari 20", "0,89"]


def test_full_agreement_has_no_interval_and_few_cases_no_number(context):
    content = report.reader_agreement(shown(context, *agreement_checks(read_twice(20, 0)))).public
    assert "(AC1 1,00)" in content.paragraphs[0]
    content = report.reader_agreement(shown(context, *agreement_checks(read_twice(4, 0)))).public
    assert "disamarkan" in content.paragraphs[0]
    assert "1,00" not in str(content)


def test_the_draw_of_second_readers_shows_numbers_of_cases_to_the_team_alone(context):
    rows = pd.DataFrame(
        {"case_no": [3, 9], "group": ["baduta", "bumil"], "area_code": ["17.71.01.1001", pd.NA], "read": [True, False]}
    )
    block = report.reader_agreement(shown(context, LineList("second_readers", rows), edition="terbatas"))
    assert [row[0] for row in texts(block.restricted)] == ["3", "9"]
    assert [row[3] for row in texts(block.restricted)] == ["Sudah dibaca pakar kedua", "Menunggu pakar kedua"]
    assert not block.public.tables


def steps(n: int, days: float) -> CheckResult:
    return CheckResult(
        "selection_to_review", "cases", "fair", days, "days", n, Sentence("review.days.selection_to_review")
    )


def closed(k: int, n: int) -> RateTable:
    return RateTable(
        "closed_on_time",
        CountTable("closed_on_time", (Cell.of(CYCLE, plan="on_time"),), (k,), personal=False),
        CountTable("closed_on_time.of", (Cell.of(CYCLE, plan="due"),), (n,), personal=False),
    )


def again(every: int, some: int, never: int) -> CountTable:
    cells = tuple(CASE.replace("remeasured", level) for level in REMEASURED.below(None))
    return CountTable("remeasured", cells, (every, some, never), (REVIEW, REMEASURED))


def attendance(people: int) -> CountTable:
    cell = Cell.of(CYCLE, meeting=f"{CYCLE}-rapat_pakar", role="tim_pakar")
    return CountTable("attendance", (cell,), (people,), personal=False)


def test_how_the_audit_went_is_said_in_days_plans_and_cases(context):
    parts = (steps(20, 10.0), closed(3, 4), again(8, 6, 12), attendance(4))
    content = report.audit_of_audit(shown(context, *parts)).public
    said = " ".join(content.paragraphs)
    assert "dalam 10 hari atau kurang" in said
    assert "3 dari 4 tindak lanjut yang sudah jatuh tempo selesai tepat waktu" in said
    assert (
        "Dari 26 kasus yang sudah waktunya diukur ulang, 8 diukur setiap bulan, 6 pada sebagian bulan, dan 12 belum"
        in said
    )
    assert "tidak menyatakan bahwa audit mengubah prevalensi" in said
    assert texts(content, 1) == [["Rapat tim pakar", "4"]]
    assert "%" not in said


def test_few_cases_are_withheld_and_plans_that_are_not_due_are_said(context):
    content = report.audit_of_audit(shown(context, steps(3, 12.5), closed(0, 0), again(2, 9, 9))).public
    said = " ".join(content.paragraphs)
    assert "12,5" not in str(content)
    assert texts(content)[0][1:] == ["*", "*"]
    assert "Belum ada tindak lanjut yang jatuh tempo" in said
    assert "disamarkan" in said


def test_the_budget_of_the_audit_is_said_in_rupiah(context):
    lines = [BudgetLine("expert_fee", 3, 24_000_000, 12_000_000), BudgetLine("meeting", 4, 6_000_000, 0)]
    content = report.audit_budget(shown(context, audit_budget(CYCLE, lines))).public
    assert content.paragraphs == ("Dari pagu audit Rp30.000.000, Rp12.000.000 (40%) sudah terealisasi.",)
    assert texts(content)[0] == ["Seluruh anggaran audit", "30.000.000", "12.000.000", "40%"]
    nothing = report.audit_budget(shown(context, audit_budget(CYCLE, [BudgetLine("other", 1, 0, 0)]))).public
    assert nothing.paragraphs == ("Pagu audit Rp0; realisasinya Rp0.",)


def test_the_table_for_the_province_is_in_the_restricted_edition_alone(context):
    row = pd.DataFrame({"area_code": ["17.71"], "stage_1_closed_on": [pd.Timestamp("2025-07-01")],
                        "stage_2_closed_on": [pd.NaT], "reviewed": [3]})  # fmt: skip
    block = report.province_table(shown(context, LineList("province_table", row), edition="terbatas"))
    assert [cells[1] for cells in texts(block.restricted)] == [context.district_name, "1 Juli 2025", "–", "3"]
    assert not block.public.tables
    assert "edisi terbatas" in block.public.paragraphs[0]
