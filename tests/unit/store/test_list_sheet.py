"""Sheets of lists set their page from what stands in them: letters that one reads, rows that show their words."""

from __future__ import annotations

from itertools import product
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from audit.store import new_workbook

A4_LANDSCAPE = 10.9 * 96 / 7  # letters of 7 pixels that fit between the margins at full size
READABLE = 0.7  # of full size: under it a letter of 11 points is smaller than 7.7 points


@pytest.fixture
def laid(tmp_path):
    """Lay a sheet out and read it back as another program does."""

    def lay(work):
        with new_workbook(tmp_path / "lembar.xlsx") as book:
            sheet = book.add_worksheet("Uji")
            work(book, sheet)
        return openpyxl.load_workbook(tmp_path / "lembar.xlsx")["Uji"]

    return lay


def columns(*widths, frozen=0):
    def work(_, sheet):
        sheet.set_landscape()
        for j, width in enumerate(widths):
            sheet.set_column(j, j, width)
            sheet.write_string(0, j, "x")
        sheet.freeze_panes(1, frozen)

    return work


@pytest.mark.parametrize("widths", [[20] * 4, [20] * 9, [20] * 10, [12] * 40, [30, *[25] * 20], [180, 40]])
@pytest.mark.parametrize("frozen", [0, 1, 3])
def test_letters_stay_readable_however_wide_the_table_is(laid, widths, frozen):
    sheet = laid(columns(*widths, frozen=frozen))
    pages = sheet.page_setup.fitToWidth or 1
    again = 0
    if pages > 1:
        last = sheet.print_title_cols.rpartition("$")[2]
        again = sum(widths[: openpyxl.utils.column_index_from_string(last)])
    assert A4_LANDSCAPE * pages / (sum(widths) + again * (pages - 1)) >= READABLE


def test_a_table_that_fits_is_one_page_wide_and_repeats_nothing(laid):
    sheet = laid(columns(30, 30, 30))
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight, sheet.print_title_cols) == (None, 0, None)


def test_pages_side_by_side_repeat_the_frozen_columns(laid):
    assert laid(columns(*[30] * 12, frozen=2)).print_title_cols == "$A:$B"


def test_a_page_that_was_set_to_one_sheet_of_paper_stays_so(laid):
    def work(_, sheet):
        columns(*[30] * 12)(_, sheet)
        sheet.fit_to_pages(1, 1)

    sheet = laid(work)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, None)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_rows_are_as_high_as_their_longest_words_and_others_are_left_alone(laid):
    def work(book, sheet):
        wrapped, plain = book.add_format({"text_wrap": True}), book.add_format()
        sheet.set_column(0, 0, 20)
        sheet.write_string(0, 0, "x" * 100, wrapped)
        sheet.write_string(1, 0, "pendek", wrapped)
        sheet.write_string(2, 0, "x" * 100, plain)
        sheet.write_string(3, 0, "x" * 100_000, wrapped)
        sheet.write_string(4, 0, "x" * 100, wrapped)
        sheet.set_row(4, 18)

    high = {row: laid(work).row_dimensions[row].height for row in range(1, 6)}
    assert high[1] >= 15 * 100 / 20
    assert (high[2], high[3], high[5]) == (None, None, 18)
    assert high[4] <= 409


def test_every_sheet_is_a4_and_a_hidden_one_is_left_as_it_is(tmp_path):
    with new_workbook(tmp_path / "lembar.xlsx") as book:
        book.add_worksheet("Uji").write_string(0, 0, "x")
        hidden = book.add_worksheet("_meta")
        hidden.very_hidden()
    book = openpyxl.load_workbook(tmp_path / "lembar.xlsx")
    assert book["Uji"].page_setup.paperSize == 9
    assert book["_meta"].page_setup.paperSize is None


WORDS = ["Melati", "", "Ya & <tidak>", None, "x" * 100, "Melati", 3.5, "dua\nbaris", "Melati", "x" * 100, "Melati"]


def test_a_column_of_words_is_what_xlsxwriter_writes_cell_by_cell(tmp_path):
    """Byte for byte, whatever stands in it: what XlsxWriter keeps of a cell is written without it, so it may change."""
    ours, theirs = tmp_path / "ours.xlsx", tmp_path / "theirs.xlsx"
    with new_workbook(ours) as book:
        look, sheet = book.add_format({"text_wrap": True}), book.add_worksheet("Uji")
        sheet.set_column(0, 1, 20)
        sheet.write_words(2, 0, WORDS, look)
        sheet.write_words(2, 1, WORDS, look)
        sheet.write_number(2, 2, 7, look)
        sheet.hide()  # so that nothing else is set in it
        book.add_worksheet("Lain").write_string(0, 0, "Melati")
    with xlsxwriter.Workbook(theirs) as book:
        look, sheet = book.add_format({"text_wrap": True}), book.add_worksheet("Uji")
        sheet.set_column(0, 1, 20)
        for j, (i, words) in product((0, 1), enumerate(WORDS, start=2)):
            if isinstance(words, str) and words:
                sheet.write_string(i, j, words, look)
        sheet.write_number(2, 2, 7, look)
        sheet.hide()
        book.add_worksheet("Lain").write_string(0, 0, "Melati")
    for part in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
        assert ZipFile(ours).read(part) == ZipFile(theirs).read(part)


def test_rows_of_a_column_of_words_are_as_high_as_those_written_cell_by_cell(laid):
    def column(book, sheet):
        look = book.add_format({"text_wrap": True})
        sheet.set_column(0, 0, 20)
        sheet.write_words(2, 0, WORDS, look)

    def cells(book, sheet):
        look = book.add_format({"text_wrap": True})
        sheet.set_column(0, 0, 20)
        for i, words in enumerate(WORDS, start=2):
            if isinstance(words, str) and words:
                sheet.write_string(i, 0, words, look)

    def high(work):
        rows = laid(work).row_dimensions
        return [rows[i].height for i in range(1, 16)]

    assert high(column) == high(cells)
    assert sum(height is not None for height in high(column)) == 3
