from __future__ import annotations

from datetime import date, time

import pytest

from audit.register.numbers import (
    read_birth_length,
    read_birth_weight,
    read_lenhei,
    read_muac,
    read_number,
    read_weight,
    read_z,
)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (12.5, 12.5),
        (12, 12.0),
        ("12,5", 12.5),
        ("10.15", 10.15),
        (" 12 , 5\u00a0", 12.5),
        ("'85,1", 85.1),
        ("-3,91", -3.91),  # pandas.read_html makes -391 of it
        ("\N{MINUS SIGN}0.4", -0.4),
        (",5", 0.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("3.300", 3.3),  # a single separator is decimal; as thousands of grams it is 3.3 kg too
    ],
)
def test_comma_and_point_are_read(cell, value):
    assert read_number(cell).value == pytest.approx(value)


@pytest.mark.parametrize("cell", ["", "-", "\u00a0", " - ", "–", "n/a", "nihil"])
def test_a_cell_that_says_nothing_is_missing_without_a_reason(cell):
    assert read_number(cell) == read_number("")
    assert read_number(cell).reason == ""


@pytest.mark.parametrize("cell", ["dua belas", "12..5", "1.2.3", "12,5,1", "12-5", True, "1,2.34,5"])
def test_what_is_no_number_is_not_guessed(cell):
    assert read_number(cell).value is None
    assert read_number(cell).reason == "angka_tak_terbaca"


@pytest.mark.parametrize("cell", [date(2025, 9, 12), time(12, 9)])
def test_a_number_that_excel_made_a_date_is_lost(cell):
    assert read_number(cell).reason == "angka_jadi_tanggal"


@pytest.mark.parametrize(
    ("cell", "unit", "kg"),
    [
        (9.8, "", 9.8),
        ("9,8 kg", "", 9.8),
        (9855, "", 9.855),
        (3300.0, "", 3.3),
        ("9855 gr", "", 9.855),
        (9855, "gram", 9.855),
        (9.8, "gram", 9.8),  # kilograms under a header of grams: no child weighs ten grams
    ],
)
def test_weight_in_grams_and_kilograms(cell, unit, kg):
    assert read_weight(cell, unit) == (pytest.approx(kg), "")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (0, ""),
        ("0", ""),
        (-9.8, "di_luar_batas"),
        (250, "di_luar_batas"),
        (200_000, "di_luar_batas"),
        ("85 cm", "satuan_lain"),
    ],
)
def test_impossible_weights_are_missing(cell, reason):
    assert read_weight(cell) == (None, reason)


@pytest.mark.parametrize(
    ("cell", "unit", "kg", "reason", "mark"),
    [
        ("2,9", "", 2.9, "", False),
        (2900, "", 2.9, "", True),
        (500, "", 0.5, "", True),
        (499, "", None, "satuan_tak_pasti", False),
        (20, "", None, "satuan_tak_pasti", False),
        (10, "", 10.0, "", False),
        (10.1, "", None, "di_luar_batas", False),
        (19, "", None, "di_luar_batas", False),
        ("0,0029", "", None, "di_luar_batas", False),  # grams divided twice, perhaps
        (0.25, "", 0.25, "", False),
        (15000, "", None, "di_luar_batas", False),
        (2900, "gram", 2.9, "", False),  # the header says grams: nothing to mark
        (450, "gram", 0.45, "", False),
        (100, "gram", None, "satuan_tak_pasti", False),
        (2.9, "gram", 2.9, "", False),
        (2900, "kg", 2.9, "", True),
        ("2900 gr", "", 2.9, "", False),
        (0, "", None, "", False),
        (29000, "", None, "di_luar_batas", False),
        (-2.9, "", None, "di_luar_batas", False),
        ("49 cm", "", None, "satuan_lain", False),
    ],
)
def test_birth_weight_is_grams_kilograms_or_undecided(cell, unit, kg, reason, mark):
    value, why, marked = read_birth_weight(cell, unit)
    assert (value is None) == (kg is None)
    assert value == pytest.approx(kg)
    assert (why, marked) == (reason, mark)


def test_birth_length_zero_is_missing_and_marked():
    assert read_birth_length(0) == (None, "", True)
    assert read_birth_length("0") == (None, "", True)
    assert read_birth_length("-") == (None, "", False)
    assert read_birth_length(49) == (49.0, "", False)
    assert read_birth_length(3.1) == (None, "di_luar_batas", False)  # the weight, most likely
    assert read_birth_length("3 kg") == (None, "satuan_lain", False)


def test_length_and_muac():
    assert read_lenhei("85,1 cm") == (85.1, "")
    assert read_lenhei(45_000) == (None, "di_luar_batas")  # an Excel date serial
    assert read_lenhei(0) == (None, "")
    assert read_lenhei("12 kg") == (None, "satuan_lain")
    assert read_muac("0") == (None, "")
    assert read_muac("14,5") == (14.5, "")
    assert read_muac(145) == (None, "di_luar_batas")
    assert read_muac(145, "mm") == (14.5, "")
    assert read_muac("145 mm") == (14.5, "")


def test_exported_z_scores_keep_their_zero():
    assert read_z(0) == (0.0, "")
    assert read_z("-3,91") == (-3.91, "")
    assert read_z("999.99") == (None, "")
    assert read_z("Outlier") == (None, "")
    assert read_z("Normal") == (None, "angka_tak_terbaca")
    assert read_z("2 kg") == (None, "satuan_lain")
