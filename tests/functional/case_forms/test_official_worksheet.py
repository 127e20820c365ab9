"""The worksheet of BKKBN as districts have it: one row a case from a form, or one file a case with a question a row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from audit.errors import InputError
from audit.register.heard import ReadCases
from audit.register.official_mapping import official_mapping
from audit.register.official_worksheet import read_official
from audit.schemas import CASES, ITEMS
from audit.store.entries import conflicts, current

ON = date(2025, 10, 1)


def desa_of(book, case: str) -> str:
    code = book.cases.set_index("case_id").loc[case, "area_code"]
    return book.areas.by_code[code].name


def read(path: Path, book, entries: pd.DataFrame | None = None, mapping: Path | None = None) -> ReadCases:
    entries = book.entries if entries is None else entries
    return read_official(path, official_mapping(mapping), entries, areas=book.areas, role="tim_teknis", on=ON)


def answers(read_back: ReadCases) -> dict[str, str]:
    items = current(read_back.entries, ITEMS)
    return dict(zip(items["item_id"], items["value"], strict=True))


def save(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def form(tmp_path, book) -> Path:
    """An export of a form: two cases, a question that nobody mapped, and names that nobody may keep."""
    head = [
        "Timestamp", "Alamat email", "No. Urut Kasus Audit", "Desa/Kelurahan", "Nama Balita (sesuai KK)", "NIK",
        "1. Berat Badan (kg)", "2. PB/TB (cm)", "Imunisasi", "ASI Eksklusif", "KPSP", "Penyakit Penyerta",
        "Jumlah saudara kandung",
    ]  # fmt: skip
    rows = [
        ["9/20/2025 8:11:12", "x@contoh.go.id", 4, desa_of(book, "kasus0003"), "Orang 3", "1771990101200003",
         "8,9", "71,3", "1", "Tidak", "2. Meragukan", "0", "tiga"],
        ["9/25/2025 9:00:00", "y@contoh.go.id", "5", desa_of(book, "kasus0004"), "Orang 4", "1771990101200004",
         11.2, "dua", "2", "9", "①", "1;3", ""],
    ]  # fmt: skip
    return save(tmp_path / "form.xlsx", [head, *rows])


def test_a_form_gives_items_by_case_number(form, book):
    back = read(form, book)
    assert answers(back) == {
        "kasus0003:weight_kg": "8.9", "kasus0003:lenhei_cm": "71.3", "kasus0003:immunised_for_age": "y",
        "kasus0003:exclusive_breastfeeding": "n", "kasus0003:development": "meragukan", "kasus0003:comorbidity": "",
        "kasus0003:notes": "Jumlah saudara kandung: tiga",
        "kasus0004:weight_kg": "11.2", "kasus0004:immunised_for_age": "n", "kasus0004:development": "sesuai",
        "kasus0004:comorbidity": "jantung;saraf",
    }  # fmt: skip
    assert [(one.cell, one.reason) for one in back.rejected] == [("H3", "angka_tak_terbaca")]
    assert set(back.entries["filled_on"]) == {pd.Timestamp("2025-09-20"), pd.Timestamp("2025-09-25")}


def test_nobody_is_named_in_what_is_kept(form, book):
    kept = " ".join(read(form, book).entries["value"].dropna())
    assert not any(word in kept for word in ("Orang 3", "1771990101200003", "contoh.go.id"))


def test_reading_a_form_twice_adds_nothing_and_its_correction_replaces(form, book, tmp_path):
    once = pd.concat([book.entries, read(form, book).entries], ignore_index=True)
    assert len(read(form, book, once).entries) == 0
    changed = openpyxl.load_workbook(form)
    changed.active["H2"] = "72,0"
    changed.save(form)
    twice = pd.concat([once, read(form, book, once).entries], ignore_index=True)
    assert len(conflicts(twice)) == 0
    assert current(twice, ITEMS).set_index("item_id").loc["kasus0003:lenhei_cm", "value"] == "72"


@pytest.fixture
def sheet(tmp_path, book) -> Path:
    """One file of one case, as the Excel worksheet is laid out: head, then answer, source and definition a row."""
    rows: list[list[object]] = [
        ["KERTAS KERJA AUDIT KASUS STUNTING BADUTA"],
        ["Kabupaten/Kota", ":", "Kota Bengkulu"],
        ["Nomor Urut Kasus Audit", ":", 4],
        ["Desa", ":", desa_of(book, "kasus0003")],
        [],
        ["No", "Pertanyaan", "Jawaban", "Sumber Data", "Definisi Operasional", "Sumber DO"],
        ["I", "Identitas"],
        [1, "Nama", "Orang 3", "KK"],
        ["II", "Status gizi"],
        [2, "Berat badan", "8,9 kg", "e-PPGBM", "Berat dalam kg", "Permenkes"],
        [3, "LiLA", "13,1", "Buku KIA", "", ""],
        [4, "Asi eksklusif", "1", "Wawancara", "", ""],
        [5, "Jarak rumah ke posyandu", "2 km", "", "", ""],
    ]
    return save(tmp_path / "kasus-4.xlsx", rows)


def test_one_file_of_one_case_is_read_question_by_question(sheet, book):
    back = read(sheet, book)
    assert back.rejected == ()
    assert answers(back) == {
        "kasus0003:weight_kg": "8.9", "kasus0003:muac_cm": "13.1", "kasus0003:exclusive_breastfeeding": "y",
        "kasus0003:notes": "Jarak rumah ke posyandu: 2 km",
    }  # fmt: skip
    sources = current(back.entries, ITEMS).set_index("item_id")["data_source"]
    assert sources["kasus0003:muac_cm"] == "buku_kia"


def test_a_case_of_another_desa_is_not_taken(sheet, book):
    changed = openpyxl.load_workbook(sheet)
    changed.active["C4"] = "Desa Lain"
    changed.save(sheet)
    back = read(sheet, book)
    assert [(one.cell, one.reason) for one in back.rejected] == [("C4", "kasus_tertukar")]
    assert len(back.entries) == 0


def test_what_somebody_else_wrote_is_not_replaced(sheet, book):
    from audit.register.case_entries import Said, entries_of

    other = entries_of(
        [Said("items", "kasus0003:muac_cm", "value", "12.5", "bidan", date(2025, 9, 2))],
        book.entries, source_system="kertas_kerja",
    )  # fmt: skip
    entries = pd.concat([book.entries, other], ignore_index=True)
    found = conflicts(pd.concat([entries, read(sheet, book, entries).entries], ignore_index=True))
    assert sorted(found["value"]) == ["12.5", "13.1"]


def test_a_district_adds_its_own_spellings_and_codes(tmp_path, book, sheet):
    changed = openpyxl.load_workbook(sheet)
    changed.active["B13"], changed.active["C13"] = "Siapa mengasuh", "4"
    changed.save(sheet)
    mine = tmp_path / "pemetaan.yaml"
    mine.write_text("items: {caregiver: [siapa mengasuh]}\ncodes: {caregiver: {4: nenek_kakek}}\n", encoding="utf-8")
    assert answers(read(sheet, book, mapping=mine))["kasus0003:caregiver"] == "nenek_kakek"


@pytest.mark.parametrize("text", ["- satu\n- dua\n", "items: 3\n", "items: {a: [\n"])
def test_a_file_that_is_no_mapping_is_refused(tmp_path, text):
    (tmp_path / "salah.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        official_mapping(tmp_path / "salah.yaml")
    assert refusal.value.id == "case_form.no_mapping"


def test_a_status_of_the_visit_is_read(sheet, book):
    changed = openpyxl.load_workbook(sheet)
    changed.active["A5"], changed.active["C5"] = "Hasil kunjungan", "Ditunda"
    changed.save(sheet)
    cases = current(pd.concat([book.entries, read(sheet, book).entries]), CASES).set_index("case_id")
    assert cases.loc["kasus0003", "status"] == "ditunda"


def test_another_file_is_refused_in_one_sentence(tmp_path, book):
    with pytest.raises(InputError) as refusal:
        read(save(tmp_path / "lain.xlsx", [["Nama", "Umur"], ["a", 3]]), book)
    assert refusal.value.id == "case_form.not_official"
