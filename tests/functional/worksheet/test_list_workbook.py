"""The empty lists of people: what is typed into them comes back, also with the slips of those who type."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from audit.cli import main
from audit.reference.areas import areas_of
from audit.reference.people_lists import LISTS, WORDS
from audit.register.list_fields import ListField, layout
from audit.register.people_list import ImportedList, read_people_list
from audit.report.list_workbook import LIST_TEMPLATES, write_list_template

AREAS = areas_of("17.71")
KECAMATAN, DESA = AREAS.kecamatan[0], AREAS.desa[0]
PLACES = {"kecamatan": KECAMATAN.name, "desa": DESA.name}


def typed(field: ListField) -> tuple[object, object]:
    """What somebody types into a cell, and what is to come back."""
    if field.name in PLACES:
        return PLACES[field.name], PLACES[field.name]
    if field.words is not None:
        code, word = next(iter(WORDS[field.name].items()))
        return f"{word} ", code
    if field.limits:
        value = (field.limits[0] + field.limits[1]) // 2
        return (f"{value:.0f},0" if field.kind == "number" else value), value
    return {
        "nik": ("1771994508950001", "1771994508950001"),
        "kk": ("1771990101010001", "1771990101010001"),
        "date": (datetime(2025, 2, 28), date(2025, 2, 28)),
        "birth_date": (datetime(1995, 8, 5), date(1995, 8, 5)),
        "name": ("Siti  Aminah", "Siti Aminah"),
        "text": ("Elsimil", "Elsimil"),
        "office": ("Puskesmas", "Puskesmas"),
        "slug": ("PMT ibu hamil", "pmt_ibu_hamil"),
        "pressure": ("120/80", (120, 80)),
        "yes": ("ya ", True),
        "named": ("Tidak", False),
        "birth_weight": ("2,9", 2.9),
        "birth_length": (48.5, 48.5),
    }[field.kind]


def fill(path: Path, list_id: str) -> dict[str, object]:
    """Type one row; returns what is to come back."""
    fields = [layout(list_id).fields[name] for name in layout(list_id).template]
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[-1]
    for j, field in enumerate(fields, start=1):
        sheet.cell(2, j, typed(field)[0])  # pyright: ignore[reportArgumentType]
    book.save(path)
    return {field.name: typed(field)[1] for field in fields}


def read(path: Path, list_id: str) -> ImportedList:
    return read_people_list(path, layout(list_id), AREAS)


@pytest.fixture(params=LISTS)
def filled(tmp_path, request) -> tuple[Path, str, dict[str, object]]:
    path = tmp_path / "daftar.xlsx"
    write_list_template(path, request.param)
    return path, request.param, fill(path, request.param)


def test_what_was_typed_comes_back(filled):
    path, list_id, expected = filled
    list_ = read(path, list_id)
    row = list_.records[list(expected)].iloc[0].to_dict()
    assert row == expected
    assert (list_.summary.rows_read, list_.summary.rows_kept) == (1, 1)
    assert list_.set_aside["reason"].tolist() == ["lembar_tanpa_judul_kolom"]  # the guide


def test_libreoffice_may_save_it_again(filled, tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here: its own way of saving cannot be tried")
    path, list_id, expected = filled
    (tmp_path / "lagi").mkdir()
    home = f"-env:UserInstallation={(tmp_path / 'kantor').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "lagi"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    list_ = read(tmp_path / "lagi" / path.name, list_id)
    assert list_.records[list(expected)].iloc[0].to_dict() == expected


@pytest.mark.parametrize("list_id", LISTS)
def test_an_empty_template_is_an_empty_list(tmp_path, list_id):
    path = tmp_path / "kosong.xlsx"
    write_list_template(path, list_id)
    assert read(path, list_id).summary.rows_read == 0


def test_rows_pasted_below_and_a_renamed_sheet_do_no_harm(tmp_path):
    path = tmp_path / "ibu.xlsx"
    write_list_template(path, "women")
    fill(path, "women")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[-1]
    sheet.title = "Data Juni"
    names = list(layout("women").template)
    sheet.cell(9, names.index("nik") + 1, "1771995703900002")
    sheet.cell(9, names.index("contact_date") + 1, "28-06-2025")
    sheet.cell(9, names.index("hb_g_dl") + 1, "=1+1")
    sheet.cell(12, 1, "Jumlah")
    book.save(path)
    list_ = read(path, "women")
    assert list_.records["source_row"].tolist() == [2, 9]
    assert list_.records["contact_date"].tolist() == [date(2025, 2, 28), date(2025, 6, 28)]
    rows = list_.set_aside[list_.set_aside["scope"].ne("sheet")]
    assert rows[["source_row", "reason"]].to_numpy().tolist() == [[12, "bukan_data"], [9, "rumus_tanpa_nilai"]]


def test_nik_stay_text_and_choices_are_offered(tmp_path):
    path = tmp_path / "ibu.xlsx"
    write_list_template(path, "women")
    sheet = openpyxl.load_workbook(path).worksheets[-1]
    names = list(layout("women").template)
    formats = {name: sheet.column_dimensions[openpyxl.utils.get_column_letter(j)].number_format
               for j, name in enumerate(names, start=1)}  # fmt: skip
    assert {formats["nik"], formats["kk"], formats["blood_pressure"]} == {"@"}
    offered = {
        next(iter(rule.sqref.ranges)).coord.split("2")[0]: rule for rule in sheet.data_validations.dataValidation
    }
    assert len(offered) == len(names)
    rule = offered[openpyxl.utils.get_column_letter(names.index("breastfeeding") + 1)]
    assert (rule.type, rule.formula1, rule.errorStyle) == ("list", '"Ya,Tidak"', "warning")


def test_both_languages_write_the_headers_that_are_read_and_the_same_bytes_twice(tmp_path):
    for language in ("id", "en"):
        paths = [tmp_path / f"{language}{i}.xlsx" for i in (1, 2)]
        for path in paths:
            write_list_template(path, "consents", language=language)
        assert paths[0].read_bytes() == paths[1].read_bytes()
        header = [cell.value for cell in openpyxl.load_workbook(paths[0]).worksheets[-1][1]]
        assert header == [layout("consents").fields[name].header for name in layout("consents").template]


def test_the_command_writes_every_list(tmp_path, capsys):
    assert main(["worksheet", "templates", "--out", str(tmp_path / "isian")]) == 0
    assert {path.name for path in (tmp_path / "isian").iterdir()} >= set(LIST_TEMPLATES.values())
    said = capsys.readouterr().out
    assert all(name in said for name in LIST_TEMPLATES.values())
