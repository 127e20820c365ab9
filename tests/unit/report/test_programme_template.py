"""The empty workbooks of the programme: read back as empty, and they say how to fill them in."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from audit.reference.areas import areas_of
from audit.reference.programme_sheet import ProgrammeSheet, SheetField
from audit.register import programme_book
from audit.register.programme_book import read_programme_book
from audit.report import programme_template
from audit.report.programme_template import write_programme_template

WORDS = {"egg": "Telur", "milk": "Susu"}
SHEET = ProgrammeSheet(
    "test_gifts",
    "Bantuan",
    "satu kali penyerahan.",
    (
        SheetField("donor_id", "Nama Pemberi", "named", required=True),
        SheetField("given_on", "Tanggal", "date", required=True),
        SheetField("item", "Barang", "word", words=WORDS),
        SheetField("proof", "Bukti", "yes"),
    ),
)


@pytest.fixture
def form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(programme_template, "BOOKS", {"bantuan": (SHEET,)})
    monkeypatch.setattr(programme_book, "SHEETS", {SHEET.table: SHEET})
    path = tmp_path / "program-bantuan.xlsx"
    write_programme_template(path, "bantuan")
    return path


def test_the_empty_form_holds_no_row(form: Path) -> None:
    book = read_programme_book(form, areas_of("17.71"))
    assert len(book.records["test_gifts"]) == 0
    assert (book.summary.rows_read, book.summary.rows_set_aside) == (0, 0)


def test_the_guide_says_what_a_row_is(form: Path) -> None:
    book = openpyxl.load_workbook(form)
    assert book.sheetnames == ["Petunjuk", "Bantuan"]
    assert any("satu kali penyerahan" in str(cell.value) for (cell,) in book["Petunjuk"].iter_rows())


def test_words_are_offered_and_nothing_is_refused(form: Path) -> None:
    checks = openpyxl.load_workbook(form)["Bantuan"].data_validations.dataValidation
    lists = {str(check.formula1) for check in checks if check.type == "list"}
    assert lists == {'"Telur,Susu"', '"Ya,Tidak"'}
    assert {check.errorStyle for check in checks} == {"warning"}


def test_what_is_required_says_so(form: Path) -> None:
    checks = openpyxl.load_workbook(form)["Bantuan"].data_validations.dataValidation
    said = {check.promptTitle: check.prompt for check in checks}
    assert "(wajib)" in str(said["Nama Pemberi"])
    assert "(boleh kosong)" in str(said["Barang"])
