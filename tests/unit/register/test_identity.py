from __future__ import annotations

from datetime import date

import pytest

from audit.register.identity import is_unnamed, looks_like_nik, read_name, read_nik

NIK = "1771994508230001"


@pytest.mark.parametrize(
    "cell", [NIK, NIK + "\u00a0\u00a0", "'" + NIK, "1771 9945 0823 0001", "17.71.99.450823.0001", "1771-9945-0823-0001"]
)
def test_sixteen_intact_digits(cell):
    assert read_nik(cell) == (NIK, "ok", "")


@pytest.mark.parametrize(
    ("cell", "nik", "status", "reason"),
    [
        ("17719**********", None, "disensor", ""),
        ("1771XXXXXXXXXXXX", None, "disensor", ""),
        ("1,77199E+15", None, "eksponen_excel", "nik_eksponen"),
        ("1.77199e15", None, "eksponen_excel", "nik_eksponen"),
        (float(NIK), None, "angka_float", "nik_angka"),
        (1771994508230000, None, "angka_float", "nik_angka"),
        ("76.9", None, "angka_float", "nik_angka"),
        (NIK + ".0", None, "angka_float", "nik_angka"),
        ("1771999999", "1771999999", "panjang_salah", ""),
        (NIK + "1", NIK + "1", "panjang_salah", ""),
        ("belum punya", None, "panjang_salah", "nik_panjang_salah"),
        (date(2020, 1, 1), None, "panjang_salah", "nik_panjang_salah"),
        ("1771994508230000", None, "", "nik_tiruan"),
        ("9" * 16, None, "", "nik_tiruan"),
        ("0", None, "", "nik_tiruan"),
        (0, None, "", "nik_tiruan"),
        (0.0, None, "", "nik_tiruan"),
        ("0000000000", None, "", "nik_tiruan"),
        ("-", None, "", ""),
        ("", None, "", ""),
    ],
)
def test_everything_else_is_not_repaired(cell, nik, status, reason):
    assert read_nik(cell) == (nik, status, reason)


def test_what_can_only_be_a_nik():
    assert all(map(looks_like_nik, [NIK, "17719**********", "1,77199E+15", "1771999999", float(NIK)]))
    assert not any(map(looks_like_nik, ["76.9", 412.5, "Jl. Melati 123456789", "-", ""]))


def test_names_have_letters():
    assert read_name(" SITI\u00a0 ROHMAH ") == ("SITI ROHMAH", False, "")
    assert read_name("Nur'aini") == ("Nur'aini", False, "")
    assert read_name("-") == (None, False, "")
    assert read_name("12") == (None, False, "nama_tanpa_huruf")
    assert read_name(3.0) == (None, False, "nama_tanpa_huruf")


@pytest.mark.parametrize("cell", ["14/02/2025", "14 Februari 2025", "2025-02-14\u00a0", date(2025, 2, 14)])
def test_a_date_is_no_name(cell):
    assert read_name(cell) == (None, False, "nama_berisi_tanggal")


@pytest.mark.parametrize("name", ["Rina 2", "Siti 3 Mei", "Mei Juni"])
def test_a_name_may_hold_digits_and_months(name):
    assert read_name(name) == (name, False, "")


@pytest.mark.parametrize(
    "name", ["BY NY SITI", "By. Ny. Siti", "BAYI NY. ANI", "Bayi", "by ny", "BAYI IBU RINA", "Bayi Rina"]
)
def test_babies_without_a_name(name):
    assert is_unnamed(name)


@pytest.mark.parametrize("name", ["Bayu Pratama", "Bya", "Abyan", "Byanca Ny"])
def test_names_that_only_look_so(name):
    assert not is_unnamed(name)
