"""Workbooks of the programme are told from everything else by the names of their sheets."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from audit.reference.programme_sheets import SHEETS
from audit.register.programme_file import is_programme_book


def workbook(path: Path, name: str) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = name
    book.save(path)
    return path


@pytest.mark.parametrize("table", SHEETS)
def test_each_sheet_is_known(tmp_path, table):
    assert is_programme_book(workbook(tmp_path / "a.xlsx", SHEETS[table].name.upper()))


def test_other_files_are_not(tmp_path):
    text, package = tmp_path / "a.csv", tmp_path / "b.zip"
    text.write_text("Nama;NIK\n", encoding="utf-8")
    with zipfile.ZipFile(package, "w") as out:
        out.writestr("lain.xml", "<sheet name='Tim'/>")
    assert not any(map(is_programme_book, (workbook(tmp_path / "c.xlsx", "Laporan Gizi"), text, package, tmp_path)))
