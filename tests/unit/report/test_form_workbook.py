"""Lists that people read and sort: each cell as what it is, a filter over all rows, no names that programs read."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest

from audit.report.form_workbook import DAY, form_workbook

COLUMNS = ("name", "desa", "child", "session_date")


@pytest.fixture
def table(tmp_path):
    def write(rows, **looks):
        with form_workbook(tmp_path / "daftar.xlsx", "id") as form:
            widths = {"name": 30}
            form.table("own", COLUMNS, rows, topic="worksheet", widths=widths, width=11, frozen=2, **looks)
        return openpyxl.load_workbook(tmp_path / "daftar.xlsx").worksheets[0]

    return write


ROWS = {
    "name": ["Melati", None, "Melati"],
    "desa": ["", "Padang", "Padang"],
    "child": [12_345, 2.5, pd.NA],
    "session_date": [date(2025, 8, 14), pd.NaT, pd.Timestamp("2025-08-15")],
}


@pytest.mark.parametrize("rows", [ROWS, pd.DataFrame(ROWS)])
def test_each_value_stands_in_its_cell_as_what_it_is(table, rows):
    sheet = table(rows)
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert cells == [
        ["Melati", None, 12_345, datetime(2025, 8, 14)],
        [None, "Padang", 2.5, None],
        ["Melati", "Padang", None, datetime(2025, 8, 15)],
    ]
    assert [sheet.cell(3, j).number_format for j in (3, 4)] == ["#,##0", DAY]


def test_a_table_filters_all_its_rows_and_hides_what_only_programs_read(table):
    sheet = table(ROWS)
    assert sheet.auto_filter.ref == "A2:D5"
    assert sheet.freeze_panes == "C3"
    assert sheet.print_title_rows == "$1:$2"
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert sheet.row_dimensions[1].hidden
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == pytest.approx([30, 11], abs=1)


def test_a_table_without_rows_says_so_and_has_no_filter(table):
    sheet = table({column: [] for column in COLUMNS})
    assert sheet["A3"].value == "Tidak ada yang tercatat."
    assert sheet.auto_filter.ref is None
