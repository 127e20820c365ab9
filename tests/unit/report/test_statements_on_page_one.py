"""What an office said before stands on page one, neutral, with how it was counted."""

from __future__ import annotations

from datetime import date

import pytest

from audit import report
from audit.report.context import StatementRecord

ROUTINE = StatementRecord(
    date(2025, 5, 13), "Dinas Kesehatan", "pengukuran_rutin", 14.05, 2, 1389, 9884, "Mei 2025", "kabarta"
)


def paragraphs(make_context, *statements: StatementRecord) -> tuple[str, ...]:
    return report.why_figures_differ(make_context(statements=statements)).public.paragraphs


def test_a_statement_stands_first_with_office_day_and_numbers(make_context):
    first = paragraphs(make_context, ROUTINE)[0]
    assert first.startswith("Dinas Kesehatan pada 13 Mei 2025 menyampaikan 14,05% (1.389 dari 9.884)")
    assert "Mei 2025" in first
    assert "pengukuran rutin" in first
    assert "hasil bagi" not in first


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("survei", "survei rumah tangga"),
        ("terkonfirmasi", "diperiksa dokter"),
        ("cakupan", "bukan bagian anak yang pendek"),
    ],
)
def test_each_kind_says_how_it_was_counted(make_context, kind, words):
    said = StatementRecord(date(2025, 5, 13), "Bappeda", kind, 17.6)
    assert words in paragraphs(make_context, said)[0]


def test_a_percentage_that_does_not_follow_is_told_without_blame(make_context):
    said = StatementRecord(date(2025, 5, 13), "Dinas", "cakupan", 58.48, 2, 6459, 11435, agrees=False)
    first = paragraphs(make_context, said)[0]
    assert "58,48% (6.459 dari 11.435)" in first
    assert "tidak sama dengan hasil bagi" in first


def test_a_number_alone(make_context):
    said = StatementRecord(date(2025, 5, 13), "Dinas", "terkonfirmasi", None, 0, 1219)
    assert "menyampaikan 1.219 anak (periode –; media –)" in paragraphs(make_context, said)[0]


def test_page_one_holds_the_three_newest(make_context):
    said = [StatementRecord(date(2025, 5, day), f"Dinas {day}", "survei", 17.6) for day in (9, 8, 7, 6)]
    found = " ".join(paragraphs(make_context, *said))
    assert "Dinas 7" in found
    assert "Dinas 6" not in found
