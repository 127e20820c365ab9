from __future__ import annotations

import pytest
from python_calamine import CalamineWorkbook

from audit.errors import OutputError
from audit.language import has, ids
from audit.register import read_visits, write_set_aside

LINES = (
    "DAFTAR BALITA",
    "Nama;JK;Tgl Lahir;Tgl Ukur;BB",
    "Ani;P;2023-08-05;2025-02-11;=1+1",
    "JUMLAH;;;;10",
    "Budi;L;2023-08-25;31/02/2025;9,8",
)


@pytest.fixture
def result(tmp_path):
    path = tmp_path / "daftar.csv"
    path.write_text("\n".join(LINES) + "\nCici;P;25/12/2023;2025-02-11;9,9", encoding="utf-8")
    return read_visits(path)


def sheets(path):
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_every_entry_has_its_place_its_value_and_what_to_do(result, tmp_path):
    write_set_aside(result, tmp_path / "disisihkan.xlsx")
    found = sheets(tmp_path / "disisihkan.xlsx")
    assert list(found) == ["Petunjuk", "Ringkasan", "Baris", "Sel", "Lembar dan judul"]
    assert found["Baris"][1][:6] == ["daftar.csv", "", 4, "", "Nama", "JUMLAH"]
    cells = {tuple(row[2:6]) for row in found["Sel"][1:]}
    assert cells == {(3, "E3", "BB", "=1+1"), (5, "D5", "Tgl Ukur", "31/02/2025")}  # a formula stays a text
    assert all(
        row[6].endswith(".") and row[7].endswith(".")
        for name in ("Baris", "Sel", "Lembar dan judul")
        for row in found[name][1:]
    )
    assert found["Ringkasan"][1][1].startswith("daftar.csv: 4 baris dibaca = 3 baris dipakai + 1 baris disisihkan")


def test_several_files_in_english_and_the_same_bytes_twice(result, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_set_aside({"satu": result, "dua": result}, tmp_path / name, language="en")
    assert [row[0] for row in sheets(tmp_path / "a.xlsx")["Cells"][1:]] == ["satu", "satu", "dua", "dua"]
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_place_that_cannot_be_written(result, tmp_path):
    with pytest.raises(OutputError) as refused:
        write_set_aside(result, tmp_path / "tidak_ada" / "a.xlsx")
    assert refused.value.exit_code == 17


def test_every_reason_has_a_sentence_in_both_languages(repository):
    import re

    package = repository / "src/audit/register"
    written = {
        r for file in package.glob("*.py") for r in re.findall(r'"([a-z]+(?:_[a-z0-9]+)+)"', file.read_text("utf-8"))
    }
    known = {id.removeprefix("register.reason.") for id in ids("id") if id.startswith("register.reason.")}
    assert known <= written
    assert all(has(f"register.reason.{reason}", "en") for reason in known)
