"""Every workbook of the restricted edition: a page one can read, rows one can filter, and nothing that Excel runs."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter

A4, LINE_LETTERS = 9, 1046 / 7  # letters of 7 pixels between the margins of A4 on its side (10.9 inches)
READABLE = 0.7  # of full size: 11 points become 7.7
A_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d-\d\d|\d{1,2} \w+ 20\d\d")
GUIDES = ("Petunjuk", "Panduan", "Cara Membaca", "Ringkasan")
# Cells that are read back as they were written stand as text: what a source said, and their keys.
READ_BACK = {"perbaikan.xlsx", "pemilihan.xlsx"}
FROM_SOURCES = {"disisihkan.xlsx"}
ONE_ROW = {"provinsi.xlsx"}  # the row that a district sends up: nothing to filter
FIRST_IS_THE_LIST = {"rujuk-segera.xlsx", "kunci-kasus.xlsx", "provinsi.xlsx"}


@pytest.fixture(scope="module")
def books(run_light):
    (restricted,) = (run_light.root / "reports").glob("*/*/terbatas")
    found = {
        path.relative_to(restricted).as_posix(): openpyxl.load_workbook(path) for path in restricted.rglob("*.xlsx")
    }
    assert {"disisihkan.xlsx", "tindak-lanjut.xlsx", "konvergensi.xlsx", "anggaran.xlsx"} <= found.keys()
    return found


@pytest.fixture(scope="module")
def sheets(books):
    return [(name, sheet) for name, book in books.items() for sheet in book if sheet.sheet_state == "visible"]


def tables(sheets):
    return [(name, sheet) for name, sheet in sheets if sheet.max_column > 1]


def width(sheet, first=1, last=None) -> float:
    """Letters of some columns. One that nobody set is 8.43 wide; openpyxl gives a run of equal ones by its first."""
    widths = dict.fromkeys(range(1, sheet.max_column + 1), 8.43)
    for one in sheet.column_dimensions.values():
        widths |= {j: 0 if one.hidden else one.width for j in range(one.min, one.max + 1) if j in widths}
    return sum(widths[j] for j in range(first, (last or sheet.max_column) + 1))


def where(name, sheet) -> str:
    return f"{name}: {sheet.title}"


def test_each_prints_on_a4_with_its_footer(sheets):
    for name, sheet in sheets:
        assert sheet.page_setup.paperSize == A4, where(name, sheet)
        assert "TERBATAS" in (sheet.oddFooter.left.text or ""), where(name, sheet)
        assert sheet.oddFooter.right.text == "&P / &N", where(name, sheet)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, where(name, sheet)


def test_letters_on_paper_can_be_read(sheets):
    for name, sheet in tables(sheets):
        if sheet.page_setup.fitToHeight != 0:
            continue  # one sheet of paper by intent: the page of a sector
        room = LINE_LETTERS if sheet.page_setup.orientation == "landscape" else LINE_LETTERS * 717 / 1046
        pages = sheet.page_setup.fitToWidth or 1
        again = (
            width(sheet, last=column_index_from_string(sheet.print_title_cols.rpartition("$")[2])) if pages > 1 else 0
        )
        assert room * pages / (width(sheet) + again * (pages - 1)) >= READABLE, where(name, sheet)


def test_lists_keep_their_heads_in_sight_and_on_every_page(sheets):
    for name, sheet in tables(sheets):
        if sheet.page_setup.fitToHeight != 0:
            continue
        assert sheet.freeze_panes, where(name, sheet)
        assert sheet.print_title_rows, where(name, sheet)


def test_lists_with_rows_can_be_filtered_over_all_of_them(sheets):
    for name, sheet in tables(sheets):
        head = int(re.findall(r"\d+", sheet.print_title_rows or "$1:$1")[-1])
        if (
            sheet.max_row <= head + 1
            or sheet.page_setup.fitToHeight != 0
            or name in ONE_ROW
            or sheet.title == "Pengisi"
        ):
            continue
        span = f"A{head}:{get_column_letter(sheet.max_column)}{sheet.max_row}"
        assert sheet.auto_filter.ref == span, where(name, sheet)


def test_no_words_are_clipped(sheets):
    """A row of fixed height has a line for every stretch of its longest cell."""
    for name, sheet in sheets:
        for row in sheet.iter_rows(min_row=2, max_row=min(sheet.max_row, 200)):  # openpyxl makes cells it is asked for
            high = sheet.row_dimensions[row[0].row].height
            for cell in row:
                if (
                    high is not None
                    and width(sheet, cell.column, cell.column)
                    and isinstance(cell.value, str)
                    and cell.alignment.wrap_text
                ):
                    lines = len(cell.value) / width(sheet, cell.column, cell.column)
                    assert high >= min(12 * lines, 399), f"{where(name, sheet)} {cell.coordinate}"


def test_days_are_days(sheets):
    for name, sheet in sheets:
        if Path(name).name in READ_BACK | FROM_SOURCES:
            continue
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, datetime):
                    assert "yy" in cell.number_format, f"{where(name, sheet)} {cell.coordinate}"
                assert not (isinstance(cell.value, str) and A_DAY.fullmatch(cell.value)), (
                    f"{where(name, sheet)} {cell.coordinate}"
                )


def test_nothing_is_a_formula_and_long_numbers_are_text(sheets):
    for name, sheet in sheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{where(name, sheet)} {cell.coordinate}"
                assert not (isinstance(cell.value, int | float) and abs(cell.value) >= 1e14), where(name, sheet)


def test_a_workbook_begins_with_what_it_is(books):
    for name, book in books.items():
        if name not in FIRST_IS_THE_LIST and "/" not in name:
            assert book.sheetnames[0] in GUIDES, name
            assert len(book.worksheets[0]["A1"].value) > 20, name


def test_what_was_set_aside_says_where_why_and_what_to_do(books):
    book = books["disisihkan.xlsx"]
    heads = [cell.value for cell in book["Sel"][1]]
    assert heads == ["Berkas", "Lembar", "Baris", "Sel", "Kolom", "Isi", "Alasan", "Yang perlu dilakukan"]
    assert book["Sel"].max_row > 1
    for row in book["Sel"].iter_rows(min_row=2, values_only=True):
        assert row[0] and row[2] and row[6]
