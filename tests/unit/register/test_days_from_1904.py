"""Dates of a workbook that counts days from 1904 are those that Excel shows."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

from audit.register import read_visits
from audit.register.flat_file import read_flat

BORN, SEEN = date(2023, 2, 11), date(2025, 2, 11)


@pytest.fixture(params=[CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900], ids=["1904", "1900"])
def book(request, tmp_path):
    """A workbook of either system: the first child has dates, the second bare day numbers."""
    book = openpyxl.Workbook()
    book.epoch = request.param
    book.active.append(["Nama", "JK", "Tgl Lahir", "Tgl Ukur", "BB", "TB"])
    book.active.append(["Ani", "P", BORN, SEEN, 10.5, 82.5])
    book.active.append(["Budi", "L", to_excel(BORN, request.param), to_excel(SEEN, request.param), 10.5, 82.5])
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_dates_and_bare_day_numbers_are_the_same_days(book):
    records = read_visits(book).records
    assert records["birth_date"].dt.date.tolist() == [BORN, BORN]
    assert records["visit_date"].dt.date.tolist() == [SEEN, SEEN]
    assert records["weight_kg"].tolist() == [10.5, 10.5]


def test_so_are_those_of_a_mapped_file(book):
    cells = read_flat(book, ("Tgl Ukur", "BB"), dates=("Tgl Ukur",)).cells
    assert cells["Tgl Ukur"] == [SEEN, to_excel(SEEN)]
    assert cells["BB"] == [10.5, 10.5]


def test_a_day_of_the_month_stays_one(tmp_path):
    """In a register with a group of columns for each month, 11 is the 11th."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["Nama", "JK", "Tgl Lahir", "Januari 2025", "", "", "Februari 2025", "", ""])
    book.active.append(["", "", "", "Tgl Ukur", "BB", "TB", "Tgl Ukur", "BB", "TB"])
    book.active.append(["Ani", "P", BORN, 11, 10.5, 82.5, 12, 10.6, 83.5])
    book.save(tmp_path / "a.xlsx")
    days = read_visits(tmp_path / "a.xlsx").records["visit_date"].astype(str).tolist()
    assert days == ["2025-01-11", "2025-02-12"]
