"""Workbooks of money and of sectors: one page a sector, what does not fit is said, lines as they were handed in."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from audit.language import text
from audit.programme.money_checks import check_lines
from audit.programme.sector_tasks import TASK_COLUMNS, assigned
from audit.reference.areas import areas_of
from audit.reference.sectors import SECTORS
from audit.report.money_workbook import write_money_workbook
from audit.report.sector_workbook import SectorBook, write_sector_workbook
from audit.schemas import BUDGET_LINES

AREAS = areas_of("17.71")
DESA = AREAS.desa[0]


def sectors(path: Path, *rows: dict, language="id"):
    base = dict.fromkeys(TASK_COLUMNS) | {"kind": "plan", "state": "open", "what": "Bangun jamban", "money": ""}
    frame = pd.DataFrame([base | {"task_id": f"t{n:03d}"} | row for n, row in enumerate(rows)], dtype=object)
    frame["due_on"] = pd.to_datetime(frame["due_on"])
    book = SectorBook(assigned(frame), AREAS, "Kota Bengkulu", "2025-2")
    write_sector_workbook(path, book, language=language)
    return openpyxl.load_workbook(path)


def column(sheet, j: int) -> list[str]:
    return [cell.value for cell in sheet[openpyxl.utils.get_column_letter(j)] if cell.value is not None]


def test_each_sector_has_one_sheet_that_prints_on_one_page_of_a4(tmp_path):
    book = sectors(tmp_path / "t.xlsx", {"named": "Camat"})
    names = [text(f"rtl.plan.sector.{sector}", "id") for sector in SECTORS]
    assert book.sheetnames == ["Petunjuk", *names, "Semua tugas"]
    for name in names:
        page = book[name]
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert {page.page_setup.fitToWidth, page.page_setup.fitToHeight} <= {
            None,
            1,
        }  # absent is 1: ECMA-376, 18.3.1.63
        assert page.page_setup.paperSize == 9
    assert book["Semua tugas"].page_setup.fitToHeight == 0  # as many pages as it takes
    assert "Belum ada tugas yang tercatat bagi sektor ini." in column(book["Media"], 2)


def test_a_task_says_who_where_when_and_nobody_is_said_too(tmp_path):
    book = sectors(
        tmp_path / "t.xlsx",
        {
            "named": "Lurah",
            "area_code": DESA.code,
            "due_on": "2025-10-31",
            "state": "overdue",
            "money": "BOK atau BOKB",
        },
        {"named": None},
    )
    row = [cell.value for cell in book["Pemerintah"][3]]
    assert row == [
        1,
        "Bangun jamban",
        "Lurah",
        DESA.name,
        datetime(2025, 10, 31),
        "Melewati tenggat",
        "RTL",
        "BOK atau BOKB",
    ]
    assert column(book["Belum ditetapkan"], 3)[-1] == "Belum ditetapkan"
    assert len(column(book["Semua tugas"], 4)) == 3


def test_what_does_not_fit_on_the_page_is_counted_and_stands_behind(tmp_path):
    book = sectors(tmp_path / "t.xlsx", *({"named": "Camat", "what": "Membahas jamban keluarga"} for _ in range(90)))
    page = book["Pemerintah"]
    numbers = [value for value in column(page, 1) if isinstance(value, int)]
    assert 20 < len(numbers) < 90
    assert column(page, 2)[-1] == f"dan {90 - len(numbers)} tugas lain pada lembar Semua tugas"
    assert book["Semua tugas"].max_row == 91


def test_one_long_task_is_shown_however_long(tmp_path):
    book = sectors(tmp_path / "t.xlsx", {"named": "Camat", "what": "kata " * 2000})
    assert column(book["Pemerintah"], 1)[-1] == 1


@pytest.mark.parametrize("language", ["id", "en"])
def test_equal_tasks_give_equal_bytes_in_both_languages(tmp_path, language):
    for name in ("a.xlsx", "b.xlsx"):
        sectors(tmp_path / name, {"named": "Camat"}, language=language)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_lines_to_look_at_stand_first_and_every_line_as_it_was(tmp_path):
    rows = [
        {"line_id": "1", "year": 2025, "opd": "Dinas PU", "activity": "Jamban", "service": "sanitation",
         "source": "apbd", "package": "sanitasi", "intervention": "spesifik", "direct": True, "allocated_rupiah": 100.0,
         "realised_rupiah": 120.0},
        {"line_id": "2", "year": 2025, "opd": "Bappeda", "activity": "Rembuk", "budget_code": "5.01.02"},
    ]  # fmt: skip
    lines = check_lines(BUDGET_LINES.conform(pd.DataFrame(rows)), as_of=date(2025, 9, 15))
    write_money_workbook(tmp_path / "a.xlsx", lines)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Petunjuk", "Perlu dilihat", "Belum bertanda", "Semua baris"]
    heads = [cell.value for cell in book["Semua baris"][1]]
    looked = dict(zip(heads, [cell.value for cell in book["Perlu dilihat"][3]], strict=True))
    assert (looked["intervention"], looked["expected"]) == ("Spesifik", "Sensitif")
    assert looked["checks"].startswith("realisasi di atas pagu; spesifik/sensitif")
    assert (looked["allocated_rupiah"], looked["realised_rupiah"]) == (100, 120)
    other = dict(zip(heads, [cell.value for cell in book["Belum bertanda"][3]], strict=True))
    assert other["untagged_list"].count(";") == 3
    assert other["budget_code"] == "5.01.02"
    assert other["allocated_rupiah"] is None  # not written is not zero
    assert book["Semua baris"].max_row == 4
