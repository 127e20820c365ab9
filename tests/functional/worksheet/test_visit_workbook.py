"""``siapa-dikunjungi.xlsx`` as a team opens it: names from the vault, reasons in words, room for the visit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from audit.reference.areas import areas_of
from audit.report.visit_workbook import VisitBook, write_visit_workbook
from audit.store import IDENTITIES

AREAS = areas_of("17.71")
DESA = AREAS.desa[0]


@pytest.fixture
def book() -> VisitBook:
    listed = pd.DataFrame(
        {
            "child_id": ["a", "b", "nobody"], "area_code": [DESA.code, DESA.code, pd.NA], "posyandu": ["Melati"] * 3,
            "haz": [-1.9, -1.6, 0.0], "haz_slope": [-0.4 / 3, np.nan, 0.0], "age_months": [11.7, 30.0, 5.0],
            "haz_change": [-1.2, np.nan, 0.0], "change_months": [9.0, np.nan, 4.0], "risk": [0.62, 0.3, 0.004],
            "group": ["falls_and_risk", "risk", "falls"], "reasons": ["haz_slope_down;haz", "haz", ""],
            "intercept": [-2.0] * 3, "adds_haz": [1.5, 1.0, -3.0], "adds_haz_slope": [0.99, 0.1, -0.5],
        }
    )  # fmt: skip
    capacity = pd.DataFrame({"visits": [50], "reached": [3], "caught": [0.4], "months": [1]})
    people = pd.DataFrame(
        {"child_id": ["a", "b"], "name": ["Ani Contoh", "Budi Contoh"], "parent_name": ["Siti Contoh", pd.NA],
         "rt": ["03", pd.NA], "rw": ["1", pd.NA]}
    )  # fmt: skip
    return VisitBook(listed, capacity, IDENTITIES.conform(people), AREAS)


def sheets(path) -> dict[str, list[dict]]:
    book = load_workbook(path)
    out = {}
    for sheet in book.worksheets[1:]:
        head, _, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        out[sheet.title] = [dict(zip(head, row, strict=True)) for row in rows]
    return out


def test_names_places_and_measurements_stand_in_the_order_of_the_list(book, tmp_path):
    write_visit_workbook(tmp_path / "s.xlsx", book)
    first, second, third = sheets(tmp_path / "s.xlsx")["Dikunjungi"]
    assert (first["order"], first["name"], first["parent_name"]) == (1, "Ani Contoh", "Siti Contoh")
    assert first["area"] == DESA.name
    assert first["posyandu"] == "Melati, RT 03 RW 1"
    assert first["age_months"] == 11
    assert first["change"] == "turun 1,2 SD dalam 9 bulan"
    assert (second["parent_name"], second["change"]) == (None, "baru satu ukuran, atau terlalu berdekatan")
    assert (third["name"], third["area"], third["change"]) == (None, None, "tetap dalam 4 bulan")


def test_a_child_just_above_the_cut_off_is_not_shown_as_stunted(book, tmp_path):
    near = replace(book, listed=book.listed.assign(haz=[-1.97, -1.6, 0.0]))
    write_visit_workbook(tmp_path / "s.xlsx", near)
    sheet = load_workbook(tmp_path / "s.xlsx")["Dikunjungi"]
    heads = [cell.value for cell in sheet[1]]
    assert sheet.cell(3, heads.index("haz") + 1).number_format == "0.00"
    reasons = sheet.cell(3, heads.index("reasons") + 1).value
    assert "−1,97" in reasons
    assert "−2,0" not in reasons


def test_the_guide_fits_a_page_of_a4_also_where_letters_are_wide(book, tmp_path):
    write_visit_workbook(tmp_path / "s.xlsx", book)
    width = load_workbook(tmp_path / "s.xlsx").worksheets[0].column_dimensions["A"].width
    inside, letter = 8.27 - 2 * 0.7, 9 / 96  # inches; digits of DejaVu Sans, 11 pt, where Calibri is not installed
    assert width * letter <= inside


def test_risk_is_said_in_words_and_as_a_number(book, tmp_path):
    write_visit_workbook(tmp_path / "s.xlsx", book)
    rows = sheets(tmp_path / "s.xlsx")["Dikunjungi"]
    assert [row["risk_words"] for row in rows] == [
        "sangat tinggi: 62 dari 100",
        "tinggi: 30 dari 100",
        "rendah: <1 dari 100",
    ]
    assert [row["risk"] for row in rows] == [0.62, 0.3, 0.004]


def test_the_fall_is_a_reason_in_plain_words(book, tmp_path):
    write_visit_workbook(tmp_path / "s.xlsx", book)
    rows = sheets(tmp_path / "s.xlsx")["Dikunjungi"]
    assert rows[0]["reasons"].startswith(
        "Tinggi menurut umurnya turun 0,4 SD dalam 3 bulan dan tinggi menurut umurnya rendah"
    )
    assert rows[2]["reasons"] == "Beberapa hal kecil bersama-sama"


def test_there_is_empty_room_for_the_visit_and_a_filter(book, tmp_path):
    write_visit_workbook(tmp_path / "s.xlsx", book)
    sheet = load_workbook(tmp_path / "s.xlsx")["Dikunjungi"]
    assert all(row["visited_on"] is None and row["found"] is None for row in sheets(tmp_path / "s.xlsx")["Dikunjungi"])
    found = next(cell for cell in sheet[3] if sheet.cell(1, cell.column).value == "found")
    assert found.fill.fgColor.rgb.endswith("FFF7CC")
    assert sheet.auto_filter.ref == "A2:O5"


def test_contributions_add_up_to_the_log_odds(book, tmp_path):
    write_visit_workbook(tmp_path / "s.xlsx", book)
    first = sheets(tmp_path / "s.xlsx")["Sumbangan"][0]
    assert first["child_id"] == "a"
    assert first["sum"] == pytest.approx(-2.0 + 1.5 + 0.99)


def test_the_guide_says_what_so_many_visits_reach(book, tmp_path):
    def guide(book):
        write_visit_workbook(tmp_path / "s.xlsx", book)
        return [row[0].value for row in load_workbook(tmp_path / "s.xlsx").worksheets[0].iter_rows()]

    assert "Dengan 50 kunjungan sebulan, bulan pertama menjangkau kira-kira 40 dari 100 kasus baru" in guide(book)[-1]
    unknown = replace(book, capacity=book.capacity.assign(caught=np.nan))
    assert guide(unknown)[-1] == "Dengan 50 kunjungan sebulan, seluruh daftar selesai dalam 1 bulan."


def test_the_same_list_is_the_same_bytes_and_an_empty_one_has_only_heads(book, tmp_path):
    for name in ("a", "b"):
        write_visit_workbook(tmp_path / f"{name}.xlsx", book)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    write_visit_workbook(tmp_path / "c.xlsx", replace(book, listed=book.listed.iloc[:0]), language="en")
    assert sheets(tmp_path / "c.xlsx")["To visit"] == []
