"""A merged place holds for all its rows; a merged measurement is nobody's but the first row's, and is listed."""

from __future__ import annotations

import openpyxl
import pytest
import xlwt

from audit.register import read_visits
from audit.register.flat_file import read_flat
from audit.register.text import Unread

HEADER = ["Posyandu", "Nama", "JK", "Tgl Lahir", "Nama Ibu", "Tgl Ukur", "BB", "TB"]
CHILDREN = [
    ["Melati", "Ani", "P", "2023-02-11", "Ibu A", "2025-02-11", 10.5, 82.5],
    ["", "Budi", "L", "2023-03-11", "Ibu B", "2025-02-12", 11.5, 83.5],
    ["", "Caca", "P", "2023-04-11", "Ibu C", "2025-02-13", 12.5, 84.5],
    ["Mawar", "Dedi", "L", "2023-05-11", "Ibu D", "2025-02-14", 13.5, 85.5],
]


@pytest.fixture
def read(tmp_path):
    def read(rows, *merges: str):
        book = openpyxl.Workbook()
        for row in [HEADER, *rows]:
            book.active.append(row)
        for area in merges:
            book.active.merge_cells(area)  # empties all but the first cell, as Excel does
        book.save(tmp_path / "a.xlsx")
        result = read_visits(tmp_path / "a.xlsx")
        assert result.summary.rows_read == result.summary.rows_kept + result.summary.rows_set_aside
        return result

    return read


def aside(result, scope="cell"):
    part = result.set_aside[result.set_aside["scope"].eq(scope)]
    return list(part[["source_row", "column", "value", "reason"]].itertuples(index=False, name=None))


def test_a_merged_posyandu_holds_for_all_its_rows_and_no_other(read):
    result = read(CHILDREN, "A2:A4")
    assert result.records["posyandu"].tolist() == ["Melati", "Melati", "Melati", "Mawar"]
    assert aside(result) == []
    assert read(CHILDREN).records["posyandu"].isna().tolist() == [False, True, True, False]


@pytest.mark.parametrize("field", [("weight_kg", "G", "BB", "10.5"), ("lenhei_cm", "H", "TB", "82.5")])
def test_a_merged_measurement_goes_to_no_other_child_and_is_listed(read, field):
    name, letter, label, value = field
    result = read(CHILDREN, f"{letter}2:{letter}3")
    assert result.records[name].isna().tolist() == [False, True, False, False]
    assert aside(result) == [(3, label, value, "sel_gabungan")]


@pytest.mark.parametrize(
    ("letter", "label", "field", "value"),
    [
        ("C", "JK", "sex", "P"),
        ("D", "Tgl Lahir", "birth_date", "2023-02-11"),
        ("E", "Nama Ibu", "parent_name", "Ibu A"),
    ],
)
def test_what_is_known_of_one_child_goes_to_no_other(read, letter, label, field, value):
    result = read(CHILDREN, f"{letter}2:{letter}3")
    assert result.records[field].isna().tolist() == [False, True, False, False]
    assert aside(result) == [(3, label, value, "sel_gabungan")]


def test_a_child_over_several_visits_is_one_child(read):
    result = read(CHILDREN, "B2:B3", "C2:C3", "D2:D3", "E2:E3")
    first, second = (result.records.loc[n] for n in (0, 1))
    for field in ("name", "sex", "birth_date", "parent_name"):
        assert first[field] == second[field]
    assert (second["weight_kg"], str(second["visit_date"].date())) == (11.5, "2025-02-12")
    assert aside(result) == []


def test_the_second_line_of_a_child_is_no_visit(read):
    rows = [CHILDREN[0], ["", "", "", "", "Ayah A", "", "", ""], CHILDREN[3]]
    result = read(rows, *(f"{letter}2:{letter}3" for letter in "ABCDFGH"))
    assert result.records["name"].tolist() == ["Ani", "Dedi"]
    assert [(row, reason) for row, _, _, reason in aside(result, "row")] == [(3, "bukan_data")]


def test_the_day_of_a_session_holds_for_those_who_were_measured(read):
    rows = [row.copy() for row in CHILDREN]
    rows[2][6:] = ["", ""]
    result = read(rows, "F2:F5")
    assert result.records["visit_date"].astype(str).tolist() == ["2025-02-11"] * 3
    assert [(row, reason) for row, _, _, reason in aside(result, "row")] == [(4, "tanpa_pengukuran")]


def test_a_cell_merged_to_the_right_is_not_copied(read):
    rows = [row.copy() for row in CHILDREN]
    rows[1][6:] = [11.5, ""]
    result = read(rows, "G3:H3", "G4:H5")
    assert result.records["lenhei_cm"].isna().tolist() == [False, True, True, True]
    assert result.records["weight_kg"].isna().tolist() == [False, False, False, True]
    assert aside(result) == [(5, "BB", "12.5", "sel_gabungan")]


def test_a_total_within_a_merged_place_stays_a_total(read):
    total = ["", "Jumlah", "", "", "", "", 34.5, 250.5]
    assert [entry[3] for entry in aside(read([*CHILDREN[:3], total], "A2:A5"), "row")] == ["bukan_data"]


def test_old_workbooks_and_html_are_filled_the_same_way(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for i, row in enumerate([HEADER, *CHILDREN[:3]]):
        for j, value in enumerate(row):
            if j or not i:
                sheet.write(i, j, value)
    sheet.write_merge(1, 3, 0, 0, "Melati")
    book.save(str(tmp_path / "a.xls"))
    assert read_visits(tmp_path / "a.xls").records["posyandu"].tolist() == ["Melati"] * 3
    lines = ["".join(f"<td>{cell}</td>" for cell in row[1:]) for row in [HEADER, *CHILDREN[:3]]]
    first = ["<td>Posyandu</td>", '<td rowspan="3">Melati</td>', "", ""]
    body = "".join(f"<tr>{a}{b}</tr>" for a, b in zip(first, lines, strict=True))
    (tmp_path / "b.xls").write_text(f"<html><table>{body}</table></html>", encoding="utf-8")
    assert read_visits(tmp_path / "b.xls").records["posyandu"].tolist() == ["Melati"] * 3


def test_merges_around_blank_rows_and_over_one_another_are_followed_once(read):
    blank = [""] * 8
    result = read([CHILDREN[0], blank, CHILDREN[1], CHILDREN[3]], "A2:A4")
    assert result.records["posyandu"].tolist() == ["Melati", "Melati", "Mawar"]


def test_a_mapped_file_copies_nothing(tmp_path):
    book = openpyxl.Workbook()
    for row in (["kode", "cm"], ["a", 70.5], ["b", ""]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.save(tmp_path / "a.xlsx")
    assert read_flat(tmp_path / "a.xlsx", ("kode", "cm")).cells["cm"] == [70.5, Unread("70.5", "sel_gabungan")]
