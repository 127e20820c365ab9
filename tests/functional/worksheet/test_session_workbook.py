"""A standardisation session from the empty form to what each cadre takes home, through the command line."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from audit.cli import main
from audit.register.session_form import read_session
from audit.report.session_workbook import write_session_template

CHILDREN = np.array([70.1, 75.3, 80.2, 84.9, 90.4, 95.8, 73.3, 78.7, 99.6, 103.2])
ERROR = {0: 0.0, 1: 0.2, 2: 2.0, 3: 0.1}  # cm between the rounds
NAMES = {0: "Pendamping", 1: "Kader Satu", 2: "Kader Dua", 3: "Kader Tiga"}


@pytest.fixture
def filled(tmp_path) -> Path:
    """The form as three cadres and a supervisor fill it in: commas for points, as people type."""
    path = tmp_path / "sesi.xlsx"
    write_session_template(path, measurers=3)
    book = openpyxl.load_workbook(path)
    book["Sesi"]["A3"] = datetime(2025, 8, 14)
    for measurer, name in NAMES.items():
        book["Peserta"].cell(3 + measurer, 2, name)
        book["Peserta"].cell(3 + measurer, 3, "Melati")
    for turn in (1, 2):
        for row in book[f"Putaran {turn}"].iter_rows(min_row=3):
            measurer, child = row[1].value, row[2].value
            length = CHILDREN[child - 1] + ERROR[measurer] * (turn - 1)
            row[3].value, row[4].value, row[5].value = 10.0 + child, f"{length:.1f}".replace(".", ","), 14.2
    book.save(path)
    return path


def change(path: Path, sheet: str, cell: str, value: object) -> None:
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def everything(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def test_what_was_typed_comes_back(filled):
    form = read_session(filled)
    assert form.wrong == ()
    assert form.day == "2025-08-14"
    assert form.participants["name"].tolist() == list(NAMES.values())
    assert len(form.readings) == 4 * 10 * 2
    second = form.readings[form.readings["round"].eq(2) & form.readings["measurer"].eq(2)]
    assert second["lenhei_cm"].tolist() == pytest.approx((CHILDREN + 2).round(1).tolist())


def test_an_empty_form_is_no_session(tmp_path, capsys):
    assert main(["worksheet", "templates", "--out", str(tmp_path), "--measurers", "4"]) == 0
    form = tmp_path / "sesi-standardisasi.xlsx"
    assert read_session(form).readings.empty
    change(form, "Sesi", "A3", datetime(2025, 8, 14))
    assert main(["worksheet", "read", str(form), "--out", str(tmp_path)]) == 11
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("name", ["sesi-standardisasi.xlsx", "pernyataan.csv"])
def test_a_form_that_may_be_filled_in_is_not_written_over(name, tmp_path, capsys):
    (tmp_path / name).write_bytes(b"terisi")
    assert main(["worksheet", "templates", "--out", str(tmp_path)]) == 17
    assert name in capsys.readouterr().err
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {name: b"terisi"}


def test_the_form_warns_of_unusual_numbers_and_has_no_formula(tmp_path):
    write_session_template(tmp_path / "a.xlsx", measurers=3)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    rules = book["Putaran 1"].data_validations.dataValidation
    assert [str(rule.sqref) for rule in rules] == ["D3:D42", "E3:E42", "F3:F42"]
    assert {rule.errorStyle for rule in rules} == {"warning"}
    assert "=" not in {str(cell)[:1] for s in book for row in s.iter_rows(values_only=True) for cell in row if cell}


def test_the_same_form_has_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_session_template(tmp_path / name, measurers=3)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_each_cadre_gets_her_own_results_and_nobody_elses(filled, tmp_path, capsys):
    out = tmp_path / "hasil"
    assert main(["worksheet", "read", str(filled), "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["n"], told["doubtful"], told["wrong"]) == (3, 0, 0)
    own = {m: everything(out / f"hasil-peserta-{m:02d}.xlsx") for m in (1, 2, 3)}
    for measurer, words in own.items():
        assert NAMES[measurer] in words
        assert not [name for other, name in NAMES.items() if other != measurer and name in words]
        assert "peringkat" not in words.casefold()
    assert "1,41 cm" in own[2]  # 2.0 / sqrt(2)
    assert "Mari berlatih lagi" in own[2]
    assert "Hasil Anda cocok" in own[1]
    assert not (out / "hasil-peserta-00.xlsx").exists()
    coordinator = everything(out / "perlu-penyegaran.xlsx")
    assert NAMES[2] in coordinator
    assert NAMES[1] not in coordinator


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "id", "place"),
    [
        ("Putaran 1", "E5", "delapan puluh", "worksheet.no_number", "E5"),
        ("Putaran 2", "E14", -80, "worksheet.no_number", "E14"),
        ("Putaran 1", "D5", "80 cm", "worksheet.other_unit", "D5"),
        ("Putaran 1", "B13", 9, "worksheet.unknown_measurer", "B13"),
        ("Putaran 1", "C13", 11, "worksheet.unknown_child", "C13"),
        ("Putaran 1", "A13", 3, "worksheet.unknown_round", "A13"),
        ("Putaran 1", "C13", 2, "worksheet.reading_twice", "C14"),
        ("Putaran 1", "C13", None, "worksheet.no_whole_number", "C13"),
        ("Peserta", "A5", 1, "worksheet.number_twice", "A5"),
        ("Sesi", "A3", "kemarin", "worksheet.no_date", "A3"),
    ],
)
def test_each_wrong_entry_is_one_sentence_with_its_place(filled, sheet, cell, value, id, place):
    change(filled, sheet, cell, value)
    said = [(s.id, s.values["sheet"], s.values["cell"]) for s in read_session(filled).wrong]
    assert (id, sheet, place) in said
    assert all(sentence.values.keys() == {"sheet", "cell"} for sentence in read_session(filled).wrong)


def test_a_gross_slip_is_marked_to_be_checked_and_kept(filled, tmp_path):
    change(filled, "Putaran 2", "E14", 14.1)  # measurer 1, child 2: 75,5 without its first digit and more
    assert main(["worksheet", "read", str(filled), "--out", str(tmp_path)]) == 0
    book = openpyxl.load_workbook(tmp_path / "perlu-penyegaran.xlsx")
    assert [c.value for c in book["Perlu periksa"][3]] == [1, 2, 2, "Panjang/tinggi badan", 14.1, 75.3]
    assert "dicocokkan dengan kertas" in everything(tmp_path / "hasil-peserta-01.xlsx")


def test_a_session_without_its_day_says_which_cell(filled, tmp_path, capsys):
    change(filled, "Sesi", "A3", None)
    change(filled, "Sesi", "A4", None)
    assert main(["worksheet", "read", str(filled), "--out", str(tmp_path)]) == 11
    assert "A3" in capsys.readouterr().err


def test_another_workbook_is_refused_in_one_sentence(tmp_path, capsys):
    openpyxl.Workbook().save(tmp_path / "lain.xlsx")
    assert main(["worksheet", "read", str(tmp_path / "lain.xlsx"), "--out", str(tmp_path)]) == 11
    assert len(capsys.readouterr().err.splitlines()) == 1
