"""The workbook of cases as it goes out: sheets, colours, lists, protection, names on one sheet only."""

from __future__ import annotations

import openpyxl

from audit.report.case_workbook import write_case_workbook

BADUTA, FIRST = "KK_Baduta", 3  # Excel's row of the first case


def column(sheet, name: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == name)


def test_the_same_cases_give_the_same_bytes(book, made_once, tmp_path):
    write_case_workbook(tmp_path / "lagi.xlsx", book)
    assert (tmp_path / "lagi.xlsx").read_bytes() == made_once


def test_sheets_are_those_of_the_groups_in_use(workbook):
    book = openpyxl.load_workbook(workbook)
    groups = ["KK_Catin", "KK_Bumil", "KK_Nifas", "KK_Baduta", "KK_Balita"]
    assert book.sheetnames == [
        "Petunjuk", "Identitas_Terbatas", *groups, "RTL", "Referensi", "Referensi_DO", "_meta"
    ]  # fmt: skip
    assert book["_meta"].sheet_state == "veryHidden"


def test_a_sheet_is_laid_out_for_people(workbook):
    book = openpyxl.load_workbook(workbook)
    sheet = book[BADUTA]
    assert (sheet.freeze_panes, sheet.auto_filter.ref.startswith("A2:")) == ("C3", True)
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert "TERBATAS" in sheet.oddFooter.left.text
    weight, water, length = (
        sheet.cell(FIRST, column(sheet, name)) for name in ("weight_kg", "safe_water", "lenhei_cm")
    )
    assert (weight.value, weight.protection.locked) == (8.9, True)
    assert water.value == "Tidak"
    assert (length.value, length.protection.locked, length.fill.start_color.rgb) == (None, False, "FFFFF7CC")
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert {"Ya_Tidak", "Sumber_Data", "Daftar_status"} <= lists
    assert {"Ya_Tidak", "Sumber_Data", "Daftar_status"} <= set(book.defined_names)


def test_identity_numbers_are_text_and_names_stand_on_one_sheet_only(workbook):
    book = openpyxl.load_workbook(workbook)
    sheet = book["Identitas_Terbatas"]
    nik = sheet.cell(FIRST, column(sheet, "nik"))
    assert (nik.data_type, nik.number_format, len(nik.value)) == ("s", "@", 16)
    with_names = [
        s.title for s in book if any(cell == "Orang 1" for row in s.iter_rows(values_only=True) for cell in row)
    ]
    assert with_names == ["Identitas_Terbatas"]


def test_every_item_is_defined_with_its_source(workbook, items):
    sheet = openpyxl.load_workbook(workbook)["Referensi_DO"]
    rows = list(sheet.iter_rows(min_row=FIRST, values_only=True))
    assert {row[0] for row in rows} >= set(items("baduta")) | set(items("bumil"))
    assert all(all(cell for cell in row[:7]) for row in rows)


def test_no_page_holds_more_letters_than_one_can_read_and_each_says_whose_row_it_is(workbook):
    """An A4 sheet on its side shows about 150 letters of 11 points, 200 at three quarters of that."""
    book = openpyxl.load_workbook(workbook)
    wide = [book[name] for name in (BADUTA, "KK_Bumil", "RTL")]
    assert all(letters(sheet) / sheet.page_setup.fitToWidth <= 200 for sheet in wide)
    assert {sheet.print_title_cols for sheet in wide} == {"$A:$B"}


def letters(sheet) -> float:
    """Widths of all columns; openpyxl gives a run of equal ones by its first."""
    return sum(one.width * (one.max - one.min + 1) for one in sheet.column_dimensions.values() if not one.hidden)
