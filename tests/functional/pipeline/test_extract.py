"""``aks extract`` on the register of a small district, from its params to a folder that may be handed over."""

from __future__ import annotations

import csv
import json
import os
import re
import stat
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml
from light_project import NAME, hashes

from audit.cli import main
from audit.disclosure.identities import Identities
from audit.disclosure.leak_scan import scan
from audit.pipeline.keys import file_sha256
from audit.pipeline.load import load_params
from audit.pipeline.prepare import prepare
from audit.pipeline.project import Project
from audit.store import read_identities, read_mentions

DOCUMENT = {"number": "CONTOH/1/2025", "valid_until": date(2026, 6, 30)}
SOUND = {
    "audit": f"params/{NAME}.yaml",
    "recipient": "Universitas Contoh",
    "purpose": "Uji",
    "ethics": DOCUMENT,
    "permit": DOCUMENT,
    "agreement": DOCUMENT,
    "consent": {"basis": "waived", "decision": "CONTOH/2"},
    "tables": ["persons", "person_time", "exposures", "selection"],
    "levels": {"age": "years", "area": "district", "sex": "none", "exposures": "each", "group": "kind"},
    "exposures_agreed": "Pasal 4",
    "suppress_percent": 15,
}
DAY = re.compile(r"\b(19|20)\d\d-\d\d-\d\d\b")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, lay_project) -> Project:
    """A project whose data have been read: all that an extract needs of ``aks run``."""
    project = lay_project(tmp_path_factory.mktemp("ekstrak") / "proyek")
    prepare(load_params(project.root / "params" / f"{NAME}.yaml", root=project.root), project)
    (project.root / "params" / "extracts").mkdir()
    return project


@pytest.fixture
def made(prepared, monkeypatch):
    """Run the verb on params that differ from sound ones; returns its exit code and the folder."""
    monkeypatch.chdir(prepared.root)

    def run(name: str = "uji", **changes: object) -> tuple[int, Path]:
        path = prepared.root / "params" / "extracts" / f"{name}.yaml"
        content = {key: value for key, value in (SOUND | changes).items() if value is not None}
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return main(["extract", str(path.relative_to(prepared.root))]), prepared.extract(name)

    return run


def identities_of(project: Project) -> Identities:
    vault = project.vault(load_params(project.root / "params" / f"{NAME}.yaml", root=project.root))
    return Identities.of_vault(read_identities(vault), read_mentions(vault))


def test_it_holds_everything_that_it_must_and_nothing_that_names_anybody(made, prepared, capsys):
    code, folder = made()
    assert code == 0, capsys.readouterr()
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    tables = {"persons.csv", "person_time.csv", "exposures.csv", "selection.csv"}
    described = {"datapackage.json", "kamus-data.csv"}
    own = {"buku-kode.md", "ketentuan.md", "alir.csv", "alir.svg", "tautan.csv", "manifest.json"}
    assert names == tables | described | own | {f"twin/{name}" for name in tables | described | {"BACA-SAYA.md"}}
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert {o["path"]: o["sha256"] for o in manifest["outputs"]} == {
        name: file_sha256(folder / name) for name in names - {"manifest.json"}
    }
    for name in tables:
        assert not DAY.search((folder / name).read_text(encoding="utf-8")), name
    excepted = ["Kota Bontang", "Dinas Kesehatan Kota Bontang"]
    report = scan([folder / name for name in tables], identities_of(prepared), excepted=excepted, base=folder)
    assert report.hits == ()
    assert report.files == len(tables)
    if os.name != "nt":
        assert all(not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO) for path in (folder, *folder.rglob("*")))


def test_people_are_as_alike_as_the_manifest_says(made):
    _, folder = made()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    persons = pd.read_csv(folder / "persons.csv", dtype=str, keep_default_na=False)
    sizes = persons.groupby(["age", "area_code", "visits", "followed", "exit_reason"]).size()
    assert manifest["anonymity"]["persons"]["k"] >= 5
    assert sizes.min() >= manifest["anonymity"]["persons"]["k"]
    assert all(attack["unique"] == 0 for attack in manifest["attacks"][:2])
    assert all(attack["most_likely"] <= 1 / 5 for attack in manifest["attacks"][:2])


def test_the_same_params_give_the_same_bytes(made):
    _, folder = made()
    before = hashes(folder)
    _, folder = made()
    assert hashes(folder) == before


def test_two_extracts_share_no_id(made):
    ids = []
    for name in ("satu", "dua"):
        code, folder = made(name)
        assert code == 0
        with (folder / "persons.csv").open(encoding="utf-8", newline="") as file:
            ids.append({row["person_id"] for row in csv.DictReader(file)})
    assert ids[0]
    assert ids[0].isdisjoint(ids[1])


@pytest.mark.parametrize(
    ("changes", "code", "says"),
    [
        ({"ethics": None}, 10, "KEPK"),
        ({"permit": None}, 10, "izin penelitian"),
        ({"agreement": None}, 10, "PKS"),
        ({"permit": {"number": "LAMA/1", "valid_until": date(2025, 1, 1)}}, 10, "LAMA/1"),
        ({"levels": {"age": "weeks", "area": "desa", "time": "weeks"}, "suppress_percent": 0}, 13, "kasarkan"),
    ],
)
def test_a_refusal_is_one_sentence_and_leaves_nothing(made, prepared, capsys, changes, code, says):
    capsys.readouterr()
    ended, folder = made("ditolak", **changes)
    said = capsys.readouterr()
    assert ended == code
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert says in said.err
    assert not folder.exists()
    assert not list(folder.parent.glob("*.partial"))


def test_data_that_changed_since_they_were_read_are_read_again_first(made, prepared, capsys):
    source = prepared.root / "data" / "sample" / "64.74" / "persetujuan-2025.csv"
    content = source.read_bytes()
    source.write_bytes(content + b"\n")
    try:
        code, _ = made("basi")
    finally:
        source.write_bytes(content)
    assert code == 11
    assert "aks run" in capsys.readouterr().err


def test_a_source_that_is_not_cleared_leaves_in_no_extract(made, prepared, monkeypatch, capsys):
    monkeypatch.setattr("audit.pipeline.extract.is_prepared", lambda params, project: True)
    path = prepared.root / "params" / f"{NAME}.yaml"
    content = path.read_text(encoding="utf-8")
    path.write_text(content.replace("publishable: true", "publishable: false", 1), encoding="utf-8")
    try:
        code, folder = made("tertutup")
    finally:
        path.write_text(content, encoding="utf-8")
    assert code == 13
    assert "publishable" in capsys.readouterr().err
    assert not folder.exists()
