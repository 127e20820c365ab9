"""Commands that cannot be used as typed: argparse's own refusals, each as one sentence of the catalogue."""

from __future__ import annotations

import pytest

from audit.cli import main

ENGLISH = ("required", "invalid", "choose", "argument", "unrecognized", "expected", "usage", "show")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("", "PERINTAH"),
        ("terbangkan", "pilih salah satu: demo, run"),
        ("runn", "mungkin maksudnya run"),
        ("run", "Sebutkan berkas params, atau satu rencana dengan --plan"),
        ("run a.yaml --forse", "Perintah aks run tidak mengenal --forse"),
        ("bench --x", "aks bench --help"),
        ("run a.yaml --jobs dua", 'bukan "dua"'),
        ("run a.yaml --jobs 9", "dari 1 sampai 8"),
        ("worksheet templates --out o --measurers 99", "dari 1 sampai 30"),
        ("worksheet templates isi.xlsx --out o", "hapus isi.xlsx"),
        ("worksheet export --out o", "Sebutkan berkas parameternya"),
        ("worksheet read --out o", "Sebutkan lembar kerja yang sudah diisi"),
        ("run a.yaml --jobs", "tulis isi untuk --jobs"),
        ("run a.yaml --force=ya", "--force ditulis tanpa isi"),
        ("import a.csv", "sebutkan --district, --out"),
        ("params", "sebutkan check|schema|lock;"),
        ("params chek", "mungkin maksudnya check"),
        ("verify --key", "tulis isi untuk --key"),
    ],
)
def test_a_mistyped_command_is_one_indonesian_sentence_with_its_code(command, words, capsys):
    assert main(command.split()) == 10
    told = capsys.readouterr().err
    assert words in told
    assert told.endswith("(kode 10)\n")
    assert len(told.splitlines()) == 1
    assert [word for word in ENGLISH if word in told] == []


def test_what_is_not_foreseen_still_gets_a_sentence(capsys):
    assert main(["import", "a.csv", "--district", "--out", "o"]) == 10
    assert main(["run", "a.yaml", "--j", "1"]) == 10  # --json or --jobs
    assert capsys.readouterr().err.count("(kode 10)") == 2


@pytest.mark.parametrize("command", [["--help"], ["run", "--help"]])
def test_help_is_in_one_language(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("cara pakai: aks")
    assert [word for word in ENGLISH if word in told] == []


def test_an_unknown_district_is_told_with_those_that_may_be_meant(tmp_path, capsys):
    assert main(["import", str(tmp_path / "a.csv"), "--district", "Bengkulu", "--out", str(tmp_path / "o")]) == 12
    assert "17.71 Kota Bengkulu" in capsys.readouterr().err
