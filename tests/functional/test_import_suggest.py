"""``aks import --suggest``: YAML on standard output or in a file, or one sentence."""

from __future__ import annotations

import json

import pytest
import yaml

from audit.cli import main


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "studi.csv"
    path.write_text("id;sex;weight;ht;agedays\n1;m;9;76;400\n2;f;10;80;500\n", encoding="utf-8")
    return path


def test_the_mapping_goes_to_standard_output_or_to_a_file(file, tmp_path, capsys):
    assert main(["import", str(file), "--suggest"]) == 0
    words = capsys.readouterr().out
    assert yaml.safe_load(words)["mapping"]["age"] == {"column": "agedays", "unit": "days"}
    out = tmp_path / "params" / "pemetaan.yaml"
    assert main(["import", str(file), "--suggest", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == words
    assert "2 hal" in capsys.readouterr().out  # child and first_month


def test_json_gives_each_guess(file, capsys):
    assert main(["import", str(file), "--suggest", "--json"]) == 0
    guesses = json.loads(capsys.readouterr().out)["guesses"]
    assert [guess["part"] for guess in guesses] == ["child", "sex", "weight", "length", "first_month", "age"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--suggest", "--survey"], 10), (["--suggest", "{file}"], 10), (["--suggest", "--out", "{folder}"], 17)],
)
def test_a_mistake_is_one_sentence(file, tmp_path, capsys, arguments, code):
    given = [word.format(file=file, folder=tmp_path) for word in arguments]
    assert main(["import", str(file), *given]) == code
    assert capsys.readouterr().err.count("\n") == 1
