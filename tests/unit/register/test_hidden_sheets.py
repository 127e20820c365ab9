"""What Excel does not show: a hidden sheet is not read but named; hidden rows are read and counted."""

from __future__ import annotations

import openpyxl
import pytest

from audit.errors import InputError
from audit.register import read_visits
from audit.register.flat_file import read_flat

HEADER = ["Nama", "JK", "Tgl Lahir", "Tgl Ukur", "BB", "TB"]
ANI = ["Ani", "P", "2023-02-11", "2025-02-11", 10.5, 82.5]
BUDI = ["Budi", "L", "2023-03-11", "2025-02-11", 11.5, 83.5]


@pytest.fixture
def write(tmp_path):
    def write(sheets, states=(), hidden_rows=()):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
            sheet.sheet_state = dict(states).get(name, "visible")
        for row in hidden_rows:
            book.worksheets[0].row_dimensions[row].hidden = True
        book.save(tmp_path / "a.xlsx")
        return tmp_path / "a.xlsx"

    return write


def sheets_aside(result):
    part = result.set_aside[result.set_aside["scope"].eq("sheet")]
    return list(part[["source_sheet", "value", "reason"]].fillna("").itertuples(index=False, name=None))


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_with_a_table_is_not_read_but_named(write, state):
    sheets = {"Februari": [HEADER, ANI], "Lama": [HEADER, BUDI], "Kode": [["1", "2"]]}
    result = read_visits(write(sheets, {"Lama": state, "Kode": state}))
    assert result.records["name"].tolist() == ["Ani"]
    assert sheets_aside(result) == [("Lama", "", "lembar_tersembunyi"), ("Kode", "", "lembar_tanpa_judul_kolom")]
    assert (result.summary.sheets_read, result.summary.sheets_set_aside) == (1, 2)


def test_a_table_on_a_hidden_sheet_alone_is_one_sentence(write):
    path = write({"Rekap": [["Jumlah", 1]], "Data": [HEADER, ANI]}, {"Data": "hidden"})
    with pytest.raises(InputError) as refused:
        read_visits(path)
    assert (refused.value.id, refused.value.values["sheet"]) == ("register.only_hidden", "Data")
    with pytest.raises(InputError) as refused:
        read_flat(path, ("Nama", "BB"))
    assert (refused.value.id, refused.value.values["sheet"]) == ("register.only_hidden", "Data")


def test_hidden_rows_are_read_and_counted(write):
    result = read_visits(write({"Data": [HEADER, ANI, BUDI]}, hidden_rows=(3, 9)))
    assert result.records["name"].tolist() == ["Ani", "Budi"]
    assert sheets_aside(result) == [("Data", "1", "baris_tersembunyi")]
    assert sheets_aside(read_visits(write({"Data": [HEADER, ANI, BUDI]}))) == []


def test_a_mapped_file_says_the_same(write):
    sheets = {"Satu": [HEADER, ANI, BUDI], "Dua": [HEADER, BUDI]}
    rows = read_flat(write(sheets, {"Dua": "hidden"}, hidden_rows=(3,)), ("Nama", "BB"))
    assert rows.cells["Nama"] == ["Ani", "Budi"]
    assert rows.left == [("Satu", None, "1", "baris_tersembunyi"), ("Dua", None, None, "lembar_tersembunyi")]
