"""The verbs as people type them: what they print, and that a mistake is one sentence with an exit code."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest
import yaml

from audit.cli import main
from audit.reference.programme_sheets import SHEETS
from audit.synth.layouts.programme import write_programme_book

HEAD = "Nama;JK;Tgl Lahir;Nama Ortu;Desa/Kel;Tanggal Pengukuran;Berat;Tinggi;Cara Ukur\n"
ROWS = (
    "BUNGA LESTARI;P;2023-05-17;DEWI;Mojoroto;2025-02-14;10,2;82,5;Terlentang\n"
    "JUMLAH;;;;;;;;\n"
    "RAKA PRATAMA;L;2022-01-30;RINA;Mojoroto;2025-02-14;13,4;93,1;Berdiri\n"
)


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "ekspor.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


def test_import_writes_records_and_says_the_row_equation(export, tmp_path, capsys):
    out = tmp_path / "hasil"
    assert main(["import", str(export), "--district", "35.71", "--out", str(out)]) == 0
    assert "3 baris dibaca = 2 dipakai + 1 disisihkan; 2 pengukuran" in capsys.readouterr().out
    assert sorted(p.name for p in out.iterdir()) == ["disisihkan.xlsx", "ekspor.csv.csv", "rujuk-segera.xlsx"]
    records = pd.read_csv(out / "ekspor.csv.csv", dtype={"area_code": str})
    assert records["weight_kg"].tolist() == [10.2, 13.4]
    assert set(records["area_code"].str[:5]) == {"35.71"}


def test_import_as_json(export, tmp_path, capsys):
    assert main(["import", str(export), "--district", "35.71", "--out", str(tmp_path / "o"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ekspor.csv"]["rows_read"] == 3


def test_import_knows_a_workbook_of_the_programme_by_its_sheets(tmp_path, capsys):
    sheet = SHEETS["donors"]
    donors = pd.DataFrame({"donor_id": ["Ibu Rina", None], "kind": ["perorangan", "swasta"]})
    write_programme_book(tmp_path / "buku.xlsx", (sheet,), {sheet.table: donors})
    out = tmp_path / "hasil"
    assert main(["import", str(tmp_path / "buku.xlsx"), "--district", "35.71", "--out", str(out)]) == 0
    assert capsys.readouterr().out.count("2 baris dibaca = 1 baris dipakai + 1 baris disisihkan") == 1
    assert sorted(p.name for p in out.iterdir()) == ["buku.xlsx.donors.csv", "disisihkan.xlsx"]
    assert pd.read_csv(out / "buku.xlsx.donors.csv")["donor_id"].tolist() == ["Ibu Rina"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["import", "tidak-ada.xlsx", "--district", "35.71", "--out", "o"], 11),
        (["import", ".", "--district", "35.71", "--out", "o"], 11),
        (["import", "ekspor.csv", "--district", "99.99", "--out", "o"], 12),
        (["import", "ekspor.csv", "--out", "o"], 10),
        (["run", "params/tidak-ada.yaml"], 10),
        (["plan"], 10),
        (["terbangkan"], 10),
        ([], 10),
        (["synth", "--district", "11.01"], 10),
    ],
)
def test_a_mistake_is_one_sentence_and_leaves_nothing(export, arguments, code, monkeypatch, capsys):
    monkeypatch.chdir(export.parent)
    assert main(arguments) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert told.err.endswith(f"(kode {code})\n")
    assert sorted(p.name for p in export.parent.iterdir()) == ["ekspor.csv"]


def test_synth_refuses_a_district_without_a_recipe(project, capsys):
    assert main(["synth", "--district", "11.01"]) == 12
    assert "11.01" in capsys.readouterr().err


def test_params_are_checked_and_described(project, capsys):
    assert main(["params", "check"]) == 0
    assert "64.74-kota-bontang.yaml" in capsys.readouterr().out
    assert main(["params", "check", "--json"]) == 0
    assert [checked["doubts"] for checked in json.loads(capsys.readouterr().out)] == [[]]
    assert main(["params", "schema"]) == 0
    assert "district" in json.loads(capsys.readouterr().out)["properties"]


def test_params_of_an_extract_are_checked(project, repository, capsys):
    folder = project.root / "params" / "extracts"
    folder.mkdir()
    own = folder / "contoh-universitas.yaml"
    own.write_bytes((repository / "params" / "extracts" / own.name).read_bytes())
    assert main(["params", "check", str(own)]) == 0
    assert "Universitas Contoh" in capsys.readouterr().out
    own.write_text(own.read_text(encoding="utf-8").replace("valid_until: 2026", "valid_until: 2020"), encoding="utf-8")
    assert main(["params", "check", str(own)]) == 10
    assert "KEPK-CONTOH/1/2025" in capsys.readouterr().err


def test_a_plan_is_locked_and_a_change_of_it_refused(project, edit_params, capsys):
    plan = project.root / "rencana.md"
    plan.write_text("Prevalensi menurut kecamatan.\n", encoding="utf-8")
    assert main(["params", "lock", str(plan)]) == 0
    told = yaml.safe_load(capsys.readouterr().out.partition("\n")[2])["analysis_plan"]
    assert told["date"] == date.today()
    path = edit_params(analysis_plan=told | {"date": "2025-08-20"})
    assert main(["params", "check", str(path)]) == 0
    plan.write_text("Prevalensi menurut desa.\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["params", "check", str(path)]) == 11
    assert "rencana.md" in capsys.readouterr().err
    assert main(["params", "lock", str(project.root / "tidak-ada.md")]) == 11
    assert "tidak-ada.md" in capsys.readouterr().err


def test_a_first_district_of_ones_own_needs_the_example_a_file_and_a_yes(project, repository, export, capsys):
    copy = project.root / "params" / "11.01-kabupaten-aceh-selatan.yaml"
    copy.write_bytes((repository / "params" / "_contoh-daerah.yaml").read_bytes())
    assert main(["params", "check", str(copy)]) == 11  # the file of data is not there yet
    assert "data/raw/11.01/eppgbm-2025.xlsx" in capsys.readouterr().err
    (project.root / "data" / "raw" / "11.01").mkdir(parents=True)
    export.rename(project.root / "data" / "raw" / "11.01" / "eppgbm-2025.xlsx")
    assert main(["params", "check", str(copy)]) == 0
    assert "publishable: true" in capsys.readouterr().out
    assert main(["run", str(copy)]) == 13  # nobody has allowed it yet
    assert "kode 13" in capsys.readouterr().out


def test_a_doubt_about_params_is_told_and_refuses_nothing(project, edit_params, capsys):
    path = edit_params(cycle="2024-2")
    assert main(["params", "check", str(path)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert "siap dipakai" in told[0]
    assert "siklus 2024-2" in told[1]


@pytest.mark.parametrize(
    "verb",
    ["demo", "run", "plan", "status", "verify", "diff", "reproduce", "sign", "import", "params", "synth", "lab"],
)
def test_every_verb_explains_itself(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0
    assert "--json" in capsys.readouterr().out
