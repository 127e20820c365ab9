from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from audit.register import read_visits
from audit.register.result import CONTACTS, RECORDS, UNRECORDED

CHILD = ["Ani Contoh", "P", "01/02/2024", "15/08/2025", "9,8", "78,5"]
HEADER = ["Nama Anak", "JK", "Tgl Lahir", "Tanggal Pengukuran", "Berat", "Tinggi"]


def contacts(folder: Path, headers: list[str], *rows: list[str]) -> list[tuple[int, str | None, str | None]]:
    file = folder / "register.csv"
    lines = [[*HEADER, *headers], *([*CHILD, *row] for row in rows)]
    file.write_text("\n".join(";".join(line) for line in lines), encoding="utf-8")
    read = read_visits(file)
    assert list(read.records.columns) == list(RECORDS)
    assert read.contacts.dtypes.astype(str).to_dict() == CONTACTS
    frame = read.contacts.astype(object).where(read.contacts.notna(), None)
    return list(frame[["source_row", "address", "phone"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    "heading",
    ["No HP", "No. Telp", "Telepon", "HP", "WA", "Nomor Handphone Ibu", "NOHP", "no telp/wa", "No. WhatsApp", "Phone"],
)
def test_headings_of_telephone_numbers(tmp_path, heading):
    assert contacts(tmp_path, [heading], ["0812-3456-7890"]) == [(2, None, "0812-3456-7890")]


@pytest.mark.parametrize("heading", ["Alamat", "ALAMAT LENGKAP", "Alamat Rumah", "Alamat Orang Tua", "Alamatt"])
def test_headings_of_addresses(tmp_path, heading):
    assert contacts(tmp_path, [heading], ["Jl. Melati No. 5"]) == [(2, "Jl. Melati No. 5", None)]


@pytest.mark.parametrize("heading", ["Wali", "Keterangan", "Hasil", "Posyandu", "Waktu", "NIK"])
def test_other_headings(tmp_path, heading):
    assert contacts(tmp_path, [heading], ["Melati"]) == []


def test_only_rows_with_either_and_two_addresses_of_one_row(tmp_path):
    rows = [["Jl. A 1", "Jl. B 2", "0736-21345"], ["-", "", "tidak ada"], ["", "Jl. C 3", ""]]
    assert contacts(tmp_path, ["Alamat KTP", "Alamat Domisili", "Telp"], *rows) == [
        (2, "Jl. A 1", "0736-21345"),
        (2, "Jl. B 2", None),
        (4, "Jl. C 3", None),
    ]


def test_a_child_without_a_measurement_has_an_address_and_a_name_too(tmp_path):
    file = tmp_path / "register.csv"
    lines = [
        [*HEADER, "Alamat"],
        [*CHILD, "Jl. A 1"],
        ["Budi Contoh", "L", "01/02/2024", "", "", "", "Jl. B 2"],
        ["Jumlah", "", "", "2", "", "", ""],
    ]
    file.write_text("\n".join(";".join(line) for line in lines), encoding="utf-8")
    read = read_visits(file)
    assert len(read.records) == 1
    assert list(read.contacts["address"]) == ["Jl. A 1", "Jl. B 2"]
    assert read.unrecorded[["source_row", "name"]].to_numpy().tolist() == [[3, "Budi Contoh"]]
    assert read.unrecorded.dtypes.astype(str).to_dict() == UNRECORDED


def test_a_number_that_excel_took_for_a_number(tmp_path):
    book = openpyxl.Workbook()
    book.active.append([*HEADER, "No HP"])
    book.active.append([*CHILD[:4], 9.8, 78.5, 81234567890.0])
    book.save(tmp_path / "register.xlsx")
    assert list(read_visits(tmp_path / "register.xlsx").contacts["phone"]) == ["81234567890"]


def test_a_file_without_such_columns(tmp_path):
    assert contacts(tmp_path, [], []) == []
