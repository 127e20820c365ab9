"""The register of statements is read, or refused with one sentence that names the row."""

from __future__ import annotations

from datetime import date

import pytest

from audit.errors import InputError
from audit.programme.statements import read_statements, statement_slips, write_statements_form

HEAD = "Tanggal;Instansi;Jenis Angka;Persen;Pembilang;Penyebut;Periode;Wilayah;Media;Sumber"


def written(tmp_path, *rows: str):
    path = tmp_path / "pernyataan.csv"
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8-sig")
    return path


def test_statements_stand_newest_first(tmp_path):
    path = written(
        tmp_path,
        "13/05/2025;Dinas Kesehatan;pengukuran rutin;14,05;1.389;9.884;Mei 2025;Kota;kabarta;https://contoh.id/a",
        "24/09/2025;Bappeda;survei;17,6;;;2024;Kota;siaran pers;SSGI 2024",
    )
    newest, older = read_statements(path)
    assert (newest.said_on, newest.office, newest.kind, newest.percent) == (
        date(2025, 9, 24),
        "Bappeda",
        "survei",
        17.6,
    )
    assert (newest.numerator, newest.denominator, newest.row) == (None, None, 3)
    assert (older.numerator, older.denominator, older.percent, older.digits) == (1389, 9884, 14.05, 2)
    assert statement_slips((newest, older), path.name) == ()


def test_a_percentage_that_does_not_follow_is_kept_and_told(tmp_path):
    path = written(tmp_path, "13/05/2025;Dinas;cakupan;58,48;6.459;11.435;2025;Kota;rilis;laman")
    (slip,) = statement_slips(read_statements(path), path.name)
    assert (slip.line, slip.file) == (2, "pernyataan.csv")
    assert round(slip.computed, 2) == 56.48


@pytest.mark.parametrize(
    ("row", "id"),
    [
        (";Dinas;survei;17,6;;;;;;laman", "statement.missing"),
        ("13/05/2025;;survei;17,6;;;;;;laman", "statement.missing"),
        ("13/05/2025;Dinas;survei;17,6;;;;;;", "statement.missing"),
        ("13/05/2025;Dinas;survei;;;;;;;laman", "statement.missing"),
        ("13/05/2025;Dinas;kira-kira;17,6;;;;;;laman", "statement.kind"),
        ("13/05/2025;Dinas;survei;176;;;;;;laman", "statement.unread"),
        ("13/05/2025;Dinas;survei;banyak;;;;;;laman", "statement.unread"),
        ("besok;Dinas;survei;17,6;;;;;;laman", "statement.unread"),
        ("13/05/2025;Dinas;survei;;12a;;;;;laman", "statement.unread"),
        ("13/05/2025;Dinas;pengukuran_rutin;50;12;6;;;;laman", "statement.too_many"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(tmp_path, row, id):
    with pytest.raises(InputError) as error:
        read_statements(written(tmp_path, row))
    assert error.value.id == id
    assert error.value.values["row"] == "2"
    assert "pernyataan.csv" in str(error.value)


def test_the_empty_form_reads_back_as_nothing_said(tmp_path):
    path = tmp_path / "formulir.csv"
    write_statements_form(path)
    assert read_statements(path) == ()
