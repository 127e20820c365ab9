"""Cells of lists of people: what each kind of field makes of what offices type."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from audit.register.list_cells import born_date, read_cell
from audit.register.list_fields import layout
from audit.register.text import Unread


def read(list_id: str, field: str, cell, **how):
    return read_cell(cell, layout(list_id).fields[field], **how)


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("muac_cm", "23,5", 23.5), ("muac_cm", "23.5 cm", 23.5), ("muac_cm", "235 mm", 23.5), ("muac_cm", 0, None),
        ("hb_g_dl", "11,2 g/dL", 11.2), ("hb_g_dl", "11.2gr%", 11.2), ("hb_g_dl", "-", None), ("hb_g_dl", 0.0, None),
        ("gestation_weeks", "32 minggu", 32), ("gestation_weeks", "32 minggu 3 hari", 32),
        ("gestation_weeks", "32+3", 32),
        ("gestation_weeks", 28.0, 28), ("birth_interval_months", "3 tahun", 36),
        ("birth_interval_months", "18 bln", 18),
        ("children_alive", 0, 0), ("children_alive", "3 anak", 3), ("supplement_tablets", "90 tablet", 90),
        ("newborn_weight_kg", "2900", 2.9), ("newborn_weight_kg", "2,9", 2.9), ("newborn_length_cm", "48", 48),
        ("random_glucose_mg_dl", "110 mg/dl", 110),
    ],
)  # fmt: skip
def test_measurements_in_the_ways_of_offices(field, cell, value):
    assert read("women", field, cell) == (value, "")


@pytest.mark.parametrize(
    ("field", "cell", "reason"),
    [
        ("muac_cm", "235", "di_luar_batas"), ("muac_cm", "duapuluh", "angka_tak_terbaca"),
        ("hb_g_dl", "112", "di_luar_batas"), ("hb_g_dl", "11 minggu", "satuan_lain"),
        ("hb_g_dl", ">11", "angka_tak_terbaca"),
        ("hb_g_dl", datetime(2025, 11, 2), "angka_jadi_tanggal"), ("children_alive", "2,5", "angka_tak_bulat"),
        ("gestation_weeks", 60, "di_luar_batas"), ("height_cm", "1,55", "di_luar_batas"),
        ("newborn_weight_kg", "29", "satuan_tak_pasti"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_not_guessed(field, cell, reason):
    assert read("women", field, cell) == (None, reason)


def test_a_header_may_name_the_unit():
    assert read("women", "muac_cm", "235", unit="mm") == (23.5, "")
    assert read("women", "birth_interval_months", "2", unit="tahun") == (24, "")
    assert read("women", "newborn_weight_kg", "480", unit="gram") == (0.48, "")


def test_a_header_in_another_unit_is_not_converted_by_guess():
    assert read("women", "gestation_weeks", "5", unit="bulan") == (None, "satuan_lain")
    assert read("women", "gestation_weeks", "20 minggu", unit="bulan") == (20, "")
    assert read("women", "gestation_weeks", "20", unit="isi angka") == (20, "")
    assert read("women", "random_glucose_mg_dl", "10", unit="mmol l") == (180.16, "")


def test_the_unit_of_the_cell_goes_before_that_of_the_header():
    assert read("women", "birth_interval_months", "18 bulan", unit="tahun") == (18, "")


@pytest.mark.parametrize(
    ("cell", "value"),
    [("120/80", (120, 80)), ("120 / 80 mmHg", (120, 80)), ("110-70", (110, 70)), ("", None), ("-", None)],
)
def test_blood_pressure(cell, value):
    assert read("women", "blood_pressure", cell) == (value, "")


@pytest.mark.parametrize("cell", ["120", "120/", "normal", "1200/80"])
def test_blood_pressure_that_is_none(cell):
    assert read("women", "blood_pressure", cell) == (None, "tekanan_tak_terbaca")


@pytest.mark.parametrize("cell", ["Ya", "ya ", "Y", "Ada", "sudah", "POSITIF", "1", 1, True, "+1", "++", "✓", "√"])
def test_yes(cell):
    assert read("women", "proteinuria", cell) == (True, "")


@pytest.mark.parametrize("cell", ["Tidak", "tdk", "Belum", "tidak ada", "NEGATIF", "0", 0, False, "Tidak pernah"])
def test_no_and_tidak_ada_is_no(cell):
    assert read("women", "proteinuria", cell) == (False, "")


@pytest.mark.parametrize("cell", ["", " ", "-", "?", "tidak tahu", "Lupa", "belum diperiksa"])
def test_no_answer_is_neither_yes_nor_no(cell):
    assert read("women", "proteinuria", cell) == (None, "")


@pytest.mark.parametrize("cell", ["mungkin", "kadang", 7])
def test_an_answer_that_is_none_is_listed(cell):
    assert read("women", "proteinuria", cell) == (None, "jawaban_tak_dikenal")


def test_a_header_that_asks_for_the_opposite():
    field = layout("households").fields["safe_water"]
    assert layout("households").header("Air Minum Tidak Layak") == ("safe_water", "", True)
    assert read_cell("Ya", field, inverse=True) == (False, "")
    assert read_cell("Tidak", field, inverse=True) == (True, "")
    assert read_cell("", field, inverse=True) == (None, "")


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("Hipertensi", (True, "")), ("ya", (True, "")), ("tidak ada keluhan", (False, "")), ("Sehat", (False, "")),
     ("tidak tahu", (None, "")), ("", (None, "")), ("belum jelas", (None, "jawaban_tak_dikenal"))],
)  # fmt: skip
def test_a_disease_that_is_named_is_there(cell, answer):
    assert read("women", "chronic_disease", cell) == answer


@pytest.mark.parametrize(
    ("cell", "codes"),
    [("Diare; ISPA", "diare;ispa"), ("batuk pilek, diare", "diare;ispa"), ("Tidak ada", ""), ("tidak", ""), ("", None),
     ("alergi susu", "lain"), ("ISPA dan batuk", "ispa"), ("tidak tahu", None)],
)  # fmt: skip
def test_several_codes_and_none_is_not_missing(cell, codes):
    assert read("child_history", "recent_illness", cell) == (codes, "")


@pytest.mark.parametrize(
    ("list_id", "field", "cell", "code"),
    [
        ("women", "group", "BUMIL", "bumil"), ("women", "group", "Ibu Nifas", "nifas"),
        ("women", "contraception", "IUD", "mkjp"),
        ("women", "contraception", "Suntik 3 bulan", "modern"), ("women", "contraception", "Tidak ada", "tidak"),
        ("women", "supplement_product", "Fe", "ttd"), ("child_history", "caregiver", "Nenek", "nenek_kakek"),
        ("child_history", "development", "Menyimpang", "penyimpangan"),
        ("consents", "purpose", "Orang Tua Asuh", "sponsor"),
        ("services", "stage", "diterima", "received"), ("services", "need", "gizi", "intake"),
    ],
)  # fmt: skip
def test_codes_in_many_words(list_id, field, cell, code):
    assert read(list_id, field, cell) == (code, "")


def test_a_word_without_a_code_is_listed():
    assert read("women", "group", "remaja") == (None, "kode_tak_dikenal")


@pytest.mark.parametrize(
    ("cell", "day"),
    [("17/03/85", date(1985, 3, 17)), ("17-3-2005", date(2005, 3, 17)), ("Bengkulu, 17 Maret 1985", date(1985, 3, 17)),
     ("05/08/24", date(2024, 8, 5)), (datetime(1979, 1, 2), date(1979, 1, 2)), ("12 Agt 95", date(1995, 8, 12))],
)  # fmt: skip
def test_birth_dates_of_grown_people(cell, day):
    assert born_date(cell, "dmy") == (day, "")


def test_a_birth_date_before_1940_is_no_birth_date():
    assert born_date("01/01/1905", "dmy") == (None, "tahun_tak_masuk_akal")


@pytest.mark.parametrize(
    ("cell", "number"), [("1771994508950001", "1771994508950001"), ("1771 9945 0895 0001", "1771994508950001")]
)
def test_a_whole_nik_is_kept(cell, number):
    assert read("women", "nik", cell) == (number, "")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("17719945", "nik_panjang_salah"), ("1,77E+15", "nik_eksponen"), (1.771994508950001e15, "nik_angka"),
     ("0000000000000000", "nik_tiruan"), ("17719**********", "")],
)  # fmt: skip
def test_a_broken_nik_is_none(cell, reason):
    assert read("women", "nik", cell) == (None, reason)


@pytest.mark.parametrize("cell", ["Bidan Siti", "dr. Ahmad", "Ibu Rina"])
def test_a_provider_is_an_office_and_nobodys_name(cell):
    assert read("services", "provider_id", cell) == (None, "pelaksana_orang")


@pytest.mark.parametrize("cell", ["Puskesmas Sawah Lebar", "Bidan Desa", "RSUD", "Dinas Sosial"])
def test_offices_and_facilities_are_kept(cell):
    assert read("services", "provider_id", cell) == (cell, "")


@pytest.mark.parametrize(("cell", "rank"), [("Desil 2", 2), (1, 1), (">4", 5), ("lebih dari 4", 5)])
def test_welfare_ranks(cell, rank):
    assert read("households", "welfare_rank", cell) == (rank, "")


def test_a_cell_that_excel_lost_says_why():
    assert read("women", "hb_g_dl", Unread("#N/A", "galat_excel")) == (None, "galat_excel")
