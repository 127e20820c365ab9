"""How sheets for filling in are laid out: rows as high as their words, pages as wide as one can read."""

from __future__ import annotations

import openpyxl
import pytest

from audit.report.form_workbook import form_workbook, make_room, print_across, print_wide


@pytest.fixture
def laid_out(tmp_path):
    """Lay a sheet out and read it back as another program does."""

    def lay(work):
        with form_workbook(tmp_path / "lembar.xlsx", "id") as form:
            work(form.book.add_worksheet("Uji"))
        return openpyxl.load_workbook(tmp_path / "lembar.xlsx")["Uji"]

    return lay


def test_a_row_is_as_high_as_its_longest_cell(laid_out):
    sheet = laid_out(lambda sheet: make_room(sheet, 2, [("x" * 100, 20), ("x" * 30, 60)]))
    assert sheet.row_dimensions[3].height >= 15 * 100 / 20


@pytest.mark.parametrize("cells", [[], [("", 20)], [("Ibu hamil", 20)]])
def test_a_row_of_short_words_is_left_alone(laid_out, cells):
    assert laid_out(lambda sheet: make_room(sheet, 2, cells)).row_dimensions[3].height is None


@pytest.mark.parametrize(("columns", "pages", "titles"), [(14, None, None), (15, 2, "$A:$B"), (28, 2, "$A:$B")])
def test_pages_side_by_side_say_whose_row_it_is(laid_out, columns, pages, titles):
    sheet = laid_out(lambda sheet: print_across(sheet, columns, repeated=2))
    assert (sheet.page_setup.fitToWidth, sheet.print_title_cols) == (pages, titles)


@pytest.mark.parametrize(
    ("widths", "pages", "titles"),
    [([30] * 6, None, None), ([30] * 7, 2, "$A:$A"), ([30] * 12, 3, "$A:$A"), ([400], None, None)],
)
def test_columns_of_words_are_counted_by_their_width(laid_out, widths, pages, titles):
    # a page holds 180 letters; with 30 of the first column on each, 150 of the others
    sheet = laid_out(lambda sheet: print_wide(sheet, widths, repeated=1))
    assert (sheet.page_setup.fitToWidth, sheet.print_title_cols) == (pages, titles)
