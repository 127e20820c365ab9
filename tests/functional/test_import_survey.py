"""``aks import --survey``: children and WHO's table with intervals, or one sentence and nothing written."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from audit.cli import main

HEAD = "sex,agedays,weight,lenhei,cluster,sw,region"
CHILDREN = [
    f"{'mf'[n % 2]},{400 + 20 * n},{9 + n / 10},{(70, 76)[n % 3 > 0] + n / 2},{n % 4},{1 + n % 3},{'AB'[n % 2]}"
    for n in range(24)
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "survei.csv"
    path.write_text("\n".join([HEAD, *CHILDREN, "m,400,0,74,1,1,A"]) + "\n", encoding="utf-8")
    return path


def test_children_table_and_list_are_written(file, tmp_path, capsys):
    out = tmp_path / "hasil"
    assert main(["import", str(file), "--survey", "--by", "region", "--out", str(out), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)["survei.csv"]
    assert (facts["rows_read"], facts["rows_kept"], facts["clusters"], facts["cells_set_aside"]) == (25, 25, 4, 1)
    assert {path.name for path in out.iterdir()} == {"survei.csv.csv", "survei.csv.who.csv", "disisihkan.xlsx"}
    table = pd.read_csv(out / "survei.csv.who.csv").set_index(["group", "indicator", "stat"])["value"]
    assert table["All", "HAZ", "unwpop"] == 25
    assert table["Geographical region: B", "HAZ", "unwpop"] == 12
    assert table["All", "HA_2", "ll"] < table["All", "HA_2", "r"] < table["All", "HA_2", "ul"]
    assert len(pd.read_csv(out / "survei.csv.csv")) == 25


def test_two_runs_give_the_same_bytes(file, tmp_path):
    written = []
    for name in ("a", "b"):
        assert main(["import", str(file), "--survey", "--out", str(tmp_path / name)]) == 0
        written.append([(tmp_path / name / f"survei.csv{end}").read_bytes() for end in (".csv", ".who.csv")])
    assert written[0] == written[1]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--survey", "--by", "wealth"], 11, "area, region"),
        (["--survey"], 10, "--out"),
        ([], 10, "--district, --out"),
    ],
)
def test_a_mistake_is_one_sentence_and_nothing_is_written(file, tmp_path, capsys, arguments, code, words):
    out = tmp_path / "hasil"
    there = ["--out", str(out)] if code == 11 else []
    assert main(["import", str(file), *arguments, *there]) == code
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert words.split(", ")[-1] in said
    assert not out.exists()
