"""Workbooks of the programme: what is written empty is read back, every row is accounted for, and nobody is guessed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from audit.errors import InputError
from audit.reference.areas import areas_of
from audit.reference.programme_sheet import ProgrammeSheet, SheetField
from audit.register import programme_book, programme_records
from audit.register.programme_book import read_programme_book
from audit.register.programme_records import programme_records as records_of
from audit.register.whose import Register
from audit.schemas import TABLES
from audit.schemas.table import DATE, NUMBER, TEXT, YES, Table
from audit.store import IDENTITIES, keyed_id
from audit.synth.layouts.programme import write_programme_book

DISTRICT, KEY = "17.71", b"contoh"
AREAS = areas_of(DISTRICT)
DESA = AREAS.desa[0]
KECAMATAN = AREAS.kecamatan[0]
NIK = "1771994508230001"
GIFTS = Table(
    "test_gifts",
    1,
    ("gift_id",),
    (
        ("gift_id", TEXT),
        ("donor_id", TEXT),
        ("cadre_id", TEXT),
        ("child_id", TEXT),
        ("area_code", TEXT),
        ("desa_covered", TEXT),
        ("given_on", DATE),
        ("month", TEXT),
        ("quarter", TEXT),
        ("value_rupiah", NUMBER),
        ("item", TEXT),
        ("proof", YES),
        ("source_file", TEXT),
    ),
)
SHEET = ProgrammeSheet(
    "test_gifts",
    "Bantuan",
    "satu kali penyerahan.",
    (
        SheetField("gift_id", "Nomor", "id"),
        SheetField("donor_id", "Nama Pemberi", "named", required=True, of_person=True),
        SheetField("cadre_id", "Nama Kader", "named", of_person=True, within="area_code"),
        SheetField("child_id", "NIK Anak", "person"),
        SheetField("area_code", "Desa/Kelurahan", "area"),
        SheetField("desa_covered", "Desa Tercakup", "areas"),
        SheetField("given_on", "Tanggal", "date", required=True),
        SheetField("month", "Bulan", "month"),
        SheetField("quarter", "Triwulan", "quarter"),
        SheetField("value_rupiah", "Nilai (Rp)", "rupiah"),
        SheetField("item", "Barang", "word", words={"egg": "Telur", "milk": "Susu"}, also=("Jenis Barang",)),
        SheetField("proof", "Bukti", "yes"),
    ),
)


@pytest.fixture(autouse=True)
def gifts(monkeypatch: pytest.MonkeyPatch) -> None:
    """One invented sheet in place of those of the library."""
    monkeypatch.setattr(programme_book, "SHEETS", {SHEET.table: SHEET})
    monkeypatch.setattr(programme_records, "SHEETS", {SHEET.table: SHEET})
    monkeypatch.setattr(programme_records, "TABLES", {**TABLES, GIFTS.name: GIFTS})


def people() -> Register:
    child = {"child_id": "c1", "nik": NIK, "name": "BUDI", "birth_date": datetime(2023, 8, 5), "area_code": DESA.code}
    return Register(IDENTITIES.conform(pd.DataFrame([child])))


def rows(**more: object) -> pd.DataFrame:
    first = {
        "gift_id": "G-1", "donor_id": "Ibu Sari", "child_id": NIK, "area_code": DESA.code, "desa_covered": DESA.code,
        "given_on": datetime(2025, 7, 3), "month": "2025-07", "quarter": "2025-Q3", "value_rupiah": 150000.0,
        "item": "egg", "proof": True,
    }  # fmt: skip
    return pd.DataFrame([first | more])


def written(path: Path, header: list[str], *cells: list[Any]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Bantuan"
    for row in (header, *cells):
        sheet.append(row)
    book.save(path)
    return path


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "program-bantuan.xlsx"
    write_programme_book(path, (SHEET,), {"test_gifts": rows()})
    book = read_programme_book(path, AREAS)
    assert (book.summary.rows_read, book.summary.rows_kept, len(book.set_aside.query("scope != 'sheet'"))) == (1, 1, 0)
    got = records_of({"s": book}, people(), key=KEY).tables["test_gifts"].iloc[0]
    assert (got["gift_id"], got["child_id"], got["area_code"], got["desa_covered"]) == (
        "G-1",
        "c1",
        DESA.code,
        DESA.code,
    )
    assert (got["month"], got["quarter"], got["value_rupiah"], got["item"]) == ("2025-07", "2025-Q3", 150000.0, "egg")
    assert got["given_on"] == pd.Timestamp("2025-07-03")
    assert got["proof"] is True or got["proof"] == True  # noqa: E712 (pandas' own boolean)
    assert got["source_file"] == "s"
    assert got["donor_id"] == keyed_id(KEY, "donor", "ibu sari")


def test_equal_rows_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_programme_book(tmp_path / name, (SHEET,), {"test_gifts": rows()})
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_offices_write_it_in_their_own_way(tmp_path: Path) -> None:
    header = ["No", "Jenis Barang", "nama pemberi", "Tanggal", "Desa/Kelurahan", "Bulan", "Triwulan", "Nilai (Rp)"]
    row = [1, "telur", "Ibu Sari", "3 Juli 2025", f"Kel. {DESA.name}", "Juli 2025", "TW III 2025", "Rp 150.000,-"]
    book = read_programme_book(written(tmp_path / "x.xlsx", header, row), AREAS)
    got = book.records["test_gifts"].iloc[0]
    assert (got["item"], got["area_code"], got["month"]) == ("egg", DESA.code, "2025-07")
    assert (got["quarter"], got["value_rupiah"]) == ("2025-Q3", 150000.0)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (KECAMATAN.code, KECAMATAN.code),
        (f"Kecamatan {KECAMATAN.name}", KECAMATAN.code),
        (f"Kec. {KECAMATAN.name}", KECAMATAN.code),
        ("Kota Bengkulu", DISTRICT),
        ("Negeri Antah", None),
    ],
)
def test_a_place_may_be_a_kecamatan_or_the_district(tmp_path: Path, said: str, code: str | None) -> None:
    header, row = ["Nama Pemberi", "Tanggal", "Desa/Kelurahan"], ["Ibu Sari", datetime(2025, 7, 3), said]
    book = read_programme_book(written(tmp_path / "x.xlsx", header, row), AREAS)
    assert book.records["test_gifts"]["area_code"].iloc[0] == code
    reasons = book.set_aside.query("scope == 'cell'")["reason"].tolist()
    assert reasons == ([] if code else ["desa_tak_dikenal"])


def test_every_row_is_kept_or_set_aside_with_its_place_and_reason(tmp_path: Path) -> None:
    header = ["Nama Pemberi", "Tanggal", "Barang", "Bulan", "Triwulan", "Nilai (Rp)"]
    day = datetime(2025, 7, 3)
    book = read_programme_book(
        written(
            tmp_path / "x.xlsx",
            header,
            ["Ibu Sari", day, "Telur", None, None, None],
            [None, day, "Telur", None, None, None],
            ["Ibu Sari", "kemarin", "Telur", None, None, None],
            ["Ibu Sari", day, "Emas", "bulan lalu", "Q9 2025", "banyak"],
            ["Jumlah", None, None, None, None, None],
        ),
        AREAS,
    )
    assert (book.summary.rows_read, book.summary.rows_kept, book.summary.rows_set_aside) == (5, 2, 3)
    of_rows = book.set_aside.query("scope == 'row'")[["source_row", "column", "reason"]]
    assert of_rows.to_numpy().tolist() == [
        [3, "Nama Pemberi", "isian_wajib_kosong"],
        [4, "Tanggal", "tanggal_tak_terbaca"],
        [6, pd.NA, "bukan_data"],
    ]
    of_cells = book.set_aside.query("scope == 'cell'")["reason"].tolist()
    assert of_cells == ["bulan_tak_terbaca", "triwulan_tak_terbaca", "angka_tak_terbaca", "kode_tak_dikenal"]


def test_somebody_unknown_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "program-bantuan.xlsx"
    write_programme_book(path, (SHEET,), {"test_gifts": rows(child_id="1771994508230002")})
    got = records_of({"s": read_programme_book(path, AREAS)}, people(), key=KEY)
    assert got.tables["test_gifts"]["child_id"].isna().all()
    aside = got.lists["s"].set_aside.query("scope == 'cell'")
    assert aside["reason"].tolist() == ["orang_tak_ditemukan"]
    assert aside["column"].tolist() == ["NIK Anak"]
    assert set(got.mentions["text"]) == {"1771994508230002", "Ibu Sari"}


def test_rows_that_contradict_each_other_leave_the_first(tmp_path: Path) -> None:
    path = tmp_path / "program-bantuan.xlsx"
    both = pd.concat([rows(), rows(item="milk")])
    write_programme_book(path, (SHEET,), {"test_gifts": both})
    got = records_of({"s": read_programme_book(path, AREAS)}, people(), key=KEY)
    assert got.tables["test_gifts"]["item"].tolist() == ["egg"]
    summary = got.lists["s"].summary
    assert (summary.rows_read, summary.rows_kept, summary.rows_set_aside) == (2, 1, 1)


def test_a_row_without_a_number_gets_one_of_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "program-bantuan.xlsx"
    write_programme_book(
        path, (SHEET,), {"test_gifts": pd.concat([rows(gift_id=None), rows(gift_id=None, item="milk")])}
    )
    got = records_of({"s": read_programme_book(path, AREAS)}, people(), key=KEY).tables["test_gifts"]
    assert got["gift_id"].nunique() == 2
    assert got["item"].tolist() in (["egg", "milk"], ["milk", "egg"])


def test_a_workbook_without_a_known_sheet_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "x.xlsx", ["Apa", "Saja"], [1, 2])
    with pytest.raises(InputError, match=r"x\.xlsx.*Bantuan"):
        read_programme_book(path, AREAS)


def test_nothing_handed_in_gives_no_table() -> None:
    got = records_of({}, people(), key=KEY)
    assert not got.tables
    assert not len(got.named)
    assert not len(got.mentions)


def test_two_volunteers_of_one_name_are_told_apart_by_their_place(tmp_path: Path) -> None:
    path, elsewhere = tmp_path / "program-bantuan.xlsx", AREAS.desa[1].code
    both = pd.concat(
        [
            rows(cadre_id="Siti"),
            rows(cadre_id="SITI", gift_id="G-2", area_code=elsewhere),
            rows(cadre_id="siti", gift_id="G-3"),
        ]
    )
    write_programme_book(path, (SHEET,), {"test_gifts": both})
    got = (
        records_of({"s": read_programme_book(path, AREAS)}, people(), key=KEY).tables["test_gifts"].set_index("gift_id")
    )
    ids = got["cadre_id"]
    assert ids["G-1"] == ids["G-3"] != ids["G-2"]


def test_a_child_without_a_number_is_found_by_name_and_birth_date(tmp_path: Path) -> None:
    named = SheetField("child_id_name", "Nama Anak"), SheetField("child_id_birth_date", "Tanggal Lahir", "date")
    path = tmp_path / "program-bantuan.xlsx"
    sheet = ProgrammeSheet(SHEET.table, SHEET.name, SHEET.note, (*SHEET.fields, *named))
    told = rows(child_id=None, child_id_name="Budi", child_id_birth_date=datetime(2023, 8, 5))
    write_programme_book(path, (sheet,), {"test_gifts": told})
    with pytest.MonkeyPatch.context() as patch:
        for module in (programme_book, programme_records):
            patch.setattr(module, "SHEETS", {sheet.table: sheet})
        got = records_of({"s": read_programme_book(path, AREAS)}, people(), key=KEY)
    assert got.tables["test_gifts"]["child_id"].tolist() == ["c1"]
