"""A value that stood in a workbook and cannot be read is on the list of things set aside, never an empty cell."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.cell import Cell as BookCell

from audit.errors import InputError
from audit.register import read_visits
from audit.register.flat_file import read_flat
from audit.register.lost_cells import NOT_CALCULATED, lost_cells, package_of
from audit.register.open_workbook import open_xlsx
from audit.register.text import Unread

HEADER = ["Nama", "JK", "Tgl Lahir", "Posyandu", "Tgl Ukur", "BB", "TB"]
DONE = "<v>12</v>"


def child(n: int, **changes: object) -> list[object]:
    row = {"Nama": f"Anak {chr(64 + n)}", "JK": "P", "Tgl Lahir": "2023-02-11", "Posyandu": "Melati",
           "Tgl Ukur": "2025-02-11", "BB": 10.5, "TB": 82.5}  # fmt: skip
    return list((row | changes).values())


@pytest.fixture
def written(tmp_path):
    """A workbook as openpyxl writes it: "#N/A" becomes an error cell, "=…" a formula without a value."""

    def write(*rows: list[object]):
        book = openpyxl.Workbook()
        book.active.title = "Data"
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / "a.xlsx")
        return tmp_path / "a.xlsx"

    return write


def with_sheet_xml(path, old: str, new: str):
    """The same workbook with a part of its first sheet's XML replaced."""
    other = path.with_name("b.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part).decode("utf-8")
            if part.filename == "xl/worksheets/sheet1.xml":
                assert old in content
                content = content.replace(old, new)
            target.writestr(part.filename, content)
    return other


def cells_aside(result):
    part = result.set_aside[result.set_aside["scope"].eq("cell")]
    return list(part[["source_row", "column", "value", "reason"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"])
def test_an_error_is_set_aside_in_every_kind_of_column(written, error):
    fields = {"Nama": "name", "JK": "sex", "Tgl Lahir": "birth_date", "Posyandu": "posyandu",
              "Tgl Ukur": "visit_date", "BB": "weight_kg", "TB": "lenhei_cm"}  # fmt: skip
    for column, field in fields.items():
        changes = {column: error} if column != "Nama" else {"Nama": error, "TB": 82.5}
        result = read_visits(written([*HEADER, "Nama Ibu"], [*child(1, **changes), "Ibu A"], [*child(2), "Ibu B"]))
        assert cells_aside(result) == [(2, column, error, "galat_excel")]
        assert result.records[field].isna().tolist() == [True, False]


def test_a_formula_without_a_value_is_set_aside(written):
    result = read_visits(written(HEADER, child(1), child(2, BB="=A1*2", Posyandu="=D2"), child(3)))
    assert cells_aside(result) == [(3, "Posyandu", "=…", "rumus_tanpa_nilai"), (3, "BB", "=…", "rumus_tanpa_nilai")]
    assert result.records["weight_kg"].isna().tolist() == [False, True, False]


def test_formulas_with_their_values_are_read_as_ever(written):
    path = with_sheet_xml(written(HEADER, child(1, BB="=5+7")), "<f>5+7</f><v></v>", f"<f>5+7</f>{DONE}")
    result = read_visits(path)
    assert (result.records["weight_kg"].tolist(), cells_aside(result)) == ([12.0], [])


def test_an_empty_text_that_a_formula_gave_is_an_empty_cell(written):
    path = written(HEADER, child(1), child(2, Posyandu="=5+7"))
    path = with_sheet_xml(path, '<c r="D3"><f>5+7</f><v></v></c>', '<c r="D3" t="str"><f>5+7</f><v></v></c>')
    assert cells_aside(read_visits(path)) == []


@pytest.mark.parametrize(
    "cell",
    ['<c r="F3"><f>5+7</f></c>', '<c s="1" r="F3" t="n"><f t="shared" si="0"/><v/></c>', "<c r='F3'><f/> <v></v> </c>",
     '<c r="F3" t="str"><f>5+7</f></c>'],
)  # fmt: skip
def test_however_a_program_writes_a_formula_without_a_value(written, cell):
    path = with_sheet_xml(written(HEADER, child(1), child(2, BB="=5+7")), '<c r="F3"><f>5+7</f><v></v></c>', cell)
    assert cells_aside(read_visits(path)) == [(3, "BB", "=…", "rumus_tanpa_nilai")]


def test_a_nought_that_stands_for_a_result_to_come_is_no_value(tmp_path):
    """XlsxWriter stores 0 and asks for calculation on load; 0 kg would be "not measured" without a word."""
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("Data")
        for i, row in enumerate([HEADER, child(1), child(2), child(3)]):
            sheet.write_row(i, 0, row)
        sheet.write_formula("F3", "=5+7")
        sheet.write_formula("F4", "=5+7", None, 12)
    result = read_visits(tmp_path / "a.xlsx")
    assert cells_aside(result) == [(3, "BB", "=…", "rumus_tanpa_nilai")]
    assert result.records["weight_kg"].iloc[2] == 12.0


def test_most_of_a_column_not_calculated_is_one_sentence(written):
    with pytest.raises(InputError) as refused:
        read_visits(written(HEADER, child(1, BB="=5+7"), child(2, BB="=5+7"), child(3)))
    assert (refused.value.id, refused.value.values) == ("register.not_calculated", {"file": "a.xlsx", "sheet": "Data"})
    assert len(read_visits(written(HEADER, child(1, BB="=5+7"), child(2), child(3))).records) == 3


def test_a_sheet_of_formulas_alone_is_the_same_sentence(written):
    with pytest.raises(InputError) as refused:
        read_visits(written(*[["=Data2!A1"] * 7 for _ in range(3)]))
    assert refused.value.id == "register.not_calculated"


def test_a_row_whose_child_is_an_error_waits_for_a_person_and_a_prepared_row_does_not(written):
    errors = ["#REF!"] * 7
    prepared = ["", "", "#VALUE!", "", "", "", ""]
    result = read_visits(written(HEADER, child(1), errors, [*errors[:4], "2025-02-11", 9.5, 75], prepared))
    rows = result.set_aside[result.set_aside["scope"].eq("row")]
    assert list(zip(rows["source_row"], rows["reason"], strict=True)) == [
        (3, "tanpa_identitas"), (4, "tanpa_identitas"), (5, "bukan_data")]  # fmt: skip


def test_errors_beside_the_table_move_no_column(written):
    result = read_visits(written(HEADER, [*child(1), "", "#N/A"], child(2)))
    assert (len(result.records), cells_aside(result)) == (2, [])


def test_a_mapped_file_sets_them_aside_too(written):
    rows = read_flat(written(["kode", "cm"], ["a", 70.5], ["#REF!", "=B2"], ["c", 71.5]), ("kode", "cm"))
    assert rows.cells == {"kode": ["a", Unread("#REF!", "galat_excel"), "c"], "cm": [70.5, NOT_CALCULATED, 71.5]}
    with pytest.raises(InputError) as refused:
        read_flat(written(["kode", "cm"], ["a", "=B9"], ["b", "=B9"]), ("kode", "cm"))
    assert refused.value.id == "register.not_calculated"


def test_cells_far_apart_and_over_many_pieces_are_all_found(written):
    rows = [[n, "x" * 500, "#REF!" if n % 1000 == 0 else "y"] for n in range(1, 5001)]
    path = written(*rows)
    found = lost_cells(path, package_of(path), {"xl/worksheets/sheet1.xml"})["Data"].cells
    assert [(i, j) for i, j, _ in found] == [(n - 1, 2) for n in range(1000, 5001, 1000)]


def test_a_sheet_is_known_by_its_part_and_prefixes_do_no_harm(written):
    book = openpyxl.Workbook()
    book.active.title = "A & B <1>"
    book.active.append(["x"])
    book.create_sheet("Kedua").append(["", "#REF!"])
    path = written(["x"])
    book.save(path)
    assert [list(sheet.rows) for sheet in open_xlsx(path)] == [[["x"]], [["", Unread("#REF!", "galat_excel")]]]
    assert set(package_of(path).sheets.values()) == {"A & B <1>", "Kedua"}
    spelt = '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>{}'
    row = '<x:row r="1" hidden="1"><x:c r="B1" t="e"><x:f>A9</x:f><x:v>#REF!</x:v></x:c></x:row>'
    whole = spelt.format(row) + "</x:sheetData></x:worksheet>"
    with zipfile.ZipFile(path) as source:
        old = source.read("xl/worksheets/sheet1.xml").decode("utf-8")
    (sheet, _) = open_xlsx(with_sheet_xml(path, old, whole))
    assert (sheet.rows, sheet.hidden_rows) == ([["", Unread("#REF!", "galat_excel")]], {1})


def test_the_error_cells_of_these_tests_are_true_ones():
    assert {BookCell(openpyxl.Workbook().active, 1, 1, e).data_type for e in ("#N/A", "#REF!")} == {"e"}
