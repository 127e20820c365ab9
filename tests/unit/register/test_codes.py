from __future__ import annotations

from datetime import date

import pytest

from audit.register.codes import read_gain, read_measure, read_rt_rw, read_sex, read_unit_number, read_vitamin_a


@pytest.mark.parametrize(
    "cell", ["L", "l\u00a0", "LK", "Laki-laki", "laki - laki", "Laki laki", "1", 1, 1.0, "Pria", "Laki2"]
)
def test_boys(cell):
    assert read_sex(cell) == ("m", "")


@pytest.mark.parametrize("cell", ["P", "PR", "Perempuan", "perempaun", "wanita", 2, "2"])
def test_girls(cell):
    assert read_sex(cell) == ("f", "")


def test_other_sexes_are_not_guessed():
    assert read_sex("-") == (None, "")
    assert read_sex("L/P") == (None, "jk_tak_dikenal")
    assert read_sex("0") == (None, "jk_tak_dikenal")
    assert read_sex("1", numbers=False) == (None, "jk_tak_dikenal")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("T", "l"),
        ("L", "l"),
        ("Telentang", "l"),
        ("TERLENTANG", "l"),
        ("tidur", "l"),
        ("B", "h"),
        ("H", "h"),
        ("tegak", "h"),
    ],
)
def test_posture(cell, code):
    assert read_measure(cell) == (code, "")


def test_unknown_posture_and_gain_are_listed():
    assert read_measure("duduk") == (None, "cara_ukur_tak_dikenal")
    assert read_gain("X") == (None, "naik_tak_dikenal")
    assert [read_gain(c)[0] for c in ("N", "t", "O", "B", "Naik", "Tidak naik", "-")] == [
        "N",
        "T",
        "O",
        "B",
        "N",
        "T",
        None,
    ]


def test_vitamin_a_is_kept_as_it_is():
    assert read_vitamin_a(1.0) == ("1", "")
    assert read_vitamin_a("0") == ("0", "")  # null is not zero
    assert read_vitamin_a("-") == (None, "")


def test_rt_and_rw():
    assert read_unit_number("007") == ("7", "")
    assert read_unit_number(11.0) == ("11", "")
    assert read_unit_number("RT 03") == ("3", "")
    assert read_unit_number("0") == (None, "")
    assert read_unit_number("Dusun Mekar") == ("Dusun Mekar", "")
    assert read_unit_number(date(2025, 4, 11)) == (None, "angka_jadi_tanggal")


@pytest.mark.parametrize("cell", ["11/04", "011/004", "RT 11 RW 4", "RT.11/RW.04", "RT: 011 / RW: 004", "11-4"])
def test_rt_and_rw_in_one_cell(cell):
    assert read_rt_rw(cell) == ("11", "4", "")


def test_rt_rw_that_cannot_be_taken_apart():
    assert read_rt_rw("07/00") == ("7", None, "")
    assert read_rt_rw(date(2025, 4, 11)) == (None, None, "angka_jadi_tanggal")
    assert read_rt_rw("Gang Mawar") == (None, None, "rt_rw_tak_terbaca")
    assert read_rt_rw("-") == (None, None, "")
