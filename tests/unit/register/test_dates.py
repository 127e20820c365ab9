from __future__ import annotations

from datetime import date, datetime, time

import pytest

from audit.errors import InputError
from audit.register.dates import after_place, date_order, day_in_month, is_bare_day, looks_like_date, read_date

DAY = date(2025, 2, 11)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime(2025, 2, 11, 8, 30),
        "2025-02-11",
        "2025-02-11\u00a0",
        "2025/2/11",
        "2025-02-11 00:00:00",
        "2025-02-11T08:30:00Z",
        "11/02/2025",
        "11-02-2025",
        "11.2.25",
        "11 / 02 / 2025",
        "11/02/2025 08.30 WIB",
        "11 Februari 2025",
        "11 Pebruari 2025",
        "11-Feb-25",
        "11feb2025",
        "Feb 11, 2025",
        45699,
        45699.0,
        45699.75,
        "45699",
    ],
)
def test_every_form_of_a_date_seen_in_registers(cell):
    assert read_date(cell, "dmy") == (DAY, "")


def test_the_order_is_that_of_the_file():
    assert read_date("11/02/2025", "mdy") == (date(2025, 11, 2), "")
    assert read_date("02/11/2025", "mdy") == (DAY, "")
    assert read_date("02/02/2025", "") == (date(2025, 2, 2), "")
    assert read_date("11/02/2025", "") == (None, "tanggal_tak_terbaca")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("x", "tanggal_tak_terbaca"),  # became today in one system
        ("2020", "tanggal_tak_terbaca"),  # became 1905 there
        (2020, "tanggal_tak_terbaca"),
        ("3 Tahun - 11 Bulan - 26 Hari", "tanggal_tak_terbaca"),
        ("31/02/2025", "tanggal_bertentangan"),
        ("02/25/2025", "tanggal_bertentangan"),
        (date(1905, 7, 12), "tahun_tak_masuk_akal"),
        ("11/02/0205", "tahun_tak_masuk_akal"),
        ("20250211", "tanggal_tak_terbaca"),
        (True, "tanggal_tak_terbaca"),
        (time(8, 30), "tanggal_tak_terbaca"),
        ("11 Febuari Maret 2025", "tanggal_tak_terbaca"),
    ],
)
def test_what_is_no_date_is_not_guessed(cell, reason):
    assert read_date(cell, "dmy") == (None, reason)


@pytest.mark.parametrize("cell", ["", "-", "\u00a0"])
def test_an_empty_cell_has_no_reason(cell):
    assert read_date(cell, "dmy") == (None, "")


def test_order_needs_one_date_that_decides():
    assert date_order(["05/08/2023", "25/08/2023", "-", date(2023, 1, 1), 45000], "a.csv") == "dmy"
    assert date_order(["8/5/2023", "8/25/2023"], "a.csv") == "mdy"
    assert date_order(["2023-08-05", "", "5 Mei 2023", "05/05/2023"], "a.csv") == ""
    assert date_order([], "a.csv") == ""


def test_ambiguous_dates_alone_are_refused():
    with pytest.raises(InputError) as refused:
        date_order(["05/08/2023", "02/11/2025"], "a.csv")
    assert refused.value.id == "register.dates_undecidable"
    assert refused.value.values == {"file": "a.csv", "n": 2}


def test_two_orders_are_refused_but_a_typing_error_is_not():
    with pytest.raises(InputError) as refused:
        date_order(["25/08/2023"] * 10 + ["08/25/2023"], "a.csv")
    assert refused.value.id == "register.dates_mixed"
    assert date_order(["25/08/2023"] * 100 + ["08/25/2023"], "a.csv") == "dmy"


def test_a_day_number_under_a_month():
    assert day_in_month(11, 2025, 2) == (DAY, "")
    assert day_in_month("11", 2025, 2) == (DAY, "")
    assert day_in_month(30, 2025, 2) == (None, "tanggal_tak_terbaca")
    assert day_in_month("2025-02-11", 2025, 2) == (None, "tanggal_tak_terbaca")


def test_a_bare_day_is_a_day_number_and_nothing_else():
    assert all(map(is_bare_day, [1, 31.0, "7", "07"]))
    assert not any(map(is_bare_day, [0, 32, "11.5", "11/02", "", "x", 2025]))


def test_place_of_birth_before_the_date():
    assert after_place("Bengkulu, 11-02-2025") == "11-02-2025"
    assert after_place("11-02-2025") == "11-02-2025"
    assert after_place(DAY) is DAY


def test_looks_like_date():
    assert looks_like_date("31/12/2025")
    assert not looks_like_date("31")
