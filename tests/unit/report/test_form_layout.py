"""How sheets for filling in are laid out: rows as high as their words."""

from __future__ import annotations

import openpyxl
import pytest

from audit.report.form_workbook import form_workbook, make_room


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
