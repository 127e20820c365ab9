"""Nobody who needs a doctor waits: the list is there after every import and every run, also a refused one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import yaml

import audit.pipeline.prepare
from audit.cli import main
from audit.errors import DisclosureError, InputError
from audit.pipeline import load_params
from audit.pipeline.border import KEY_VARIABLE
from audit.pipeline.known_hashes import KnownHashes
from audit.pipeline.plan import decide
from audit.pipeline.prepare import prepare
from audit.pipeline.prepared import is_prepared, load_results
from audit.pipeline.prepared_tables import load_tables
from audit.pipeline.project import Project
from audit.schemas import REFERRALS
from audit.store.cycles import CycleStore
from audit.store.entries import current

PARAMS = Path("params/64.74-kota-bontang.yaml")
LIST = "rujuk-segera.xlsx"


def rows_of(path: Path) -> list[dict[str, str]]:
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[2:]]


def audit_of(project: Project):
    return load_params(project.root / PARAMS, root=project.root)


def listed(project: Project) -> list[dict[str, str]]:
    return rows_of(project.vault(audit_of(project)) / LIST)


def with_changes(project: Project, **changes: object) -> None:
    path = project.root / PARAMS
    content = yaml.safe_load(path.read_text(encoding="utf-8")) | changes
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def with_source(project: Project, **source: object) -> None:
    content = yaml.safe_load((project.root / PARAMS).read_text(encoding="utf-8"))
    more = {"producer": "Dinas", "cut_off": date(2025, 8, 31), "handover": "BA", "publishable": True} | source
    with_changes(project, sources=[*content["sources"], more])


# Import ---------------------------------------------------------------------------------------------------------------

EXPORT = """\
NIK,Nama,JK,Tgl Lahir,Nama Ortu,Kec,Pukesmas,Desa/Kel,Posyandu,Tanggal Pengukuran,Berat,Tinggi,Cara Ukur,LILA
6474990508220001,ANI,P,10/08/2023,SITI,BONTANG UTARA,BONTANG UTARA I,GUNTUNG,MELATI,14/08/2025,8.0,85.0,Berdiri,11.2
6474990508220002,BUDI,L,11/08/2023,WATI,BONTANG UTARA,BONTANG UTARA I,GUNTUNG,MELATI,14/08/2025,12.0,86.0,Berdiri,15.0
"""


def imported(tmp_path, *more: str) -> Path:
    (tmp_path / "ekspor.csv").write_text(EXPORT, encoding="utf-8")
    out = tmp_path / "hasil"
    assert main(["import", str(tmp_path / "ekspor.csv"), "--district", "64.74", "--out", str(out), *more]) == 0
    return out


def test_an_import_writes_the_list_and_says_how_many_and_where(tmp_path, capsys):
    out = imported(tmp_path)
    first = capsys.readouterr().out.splitlines()[0]
    assert "1 sasaran" in first
    assert (out / LIST).as_posix() in first
    rows = rows_of(out / LIST)
    assert {(row["name"], row["nik"], row["puskesmas"]) for row in rows} == {
        ("ANI", "6474990508220001", "BONTANG UTARA I")
    }
    assert {row["value"] for row in rows} >= {"11,2 cm"}


def test_an_import_says_the_number_as_json_too(tmp_path, capsys):
    imported(tmp_path, "--json")
    assert json.loads(capsys.readouterr().out)[LIST] == 1


def test_the_list_of_an_import_is_for_its_owner(tmp_path):
    assert not (imported(tmp_path) / LIST).stat().st_mode & 0o077


def test_a_key_that_an_import_made_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    monkeypatch.setattr("audit.store.id_key.default_key_path", lambda: tmp_path / "aks" / "kunci")
    imported(tmp_path)
    assert str(tmp_path / "aks" / "kunci") in capsys.readouterr().out


# Run ------------------------------------------------------------------------------------------------------------------


def test_a_run_leaves_the_list_in_the_vault_and_in_the_restricted_edition(finished):
    rows = listed(finished)
    assert rows
    assert (finished.report(audit_of(finished)) / "terbatas" / LIST).is_file()
    assert not (finished.report(audit_of(finished)) / "publik" / LIST).exists()
    tables = load_tables(finished.interim(audit_of(finished)))
    assert len(tables.referrals) == len(rows)
    assert set(tables.referrals["referral_id"]) == {row["referral_id"] for row in rows}


def test_the_public_results_count_people_and_name_nobody(finished):
    results = load_results(finished.interim(audit_of(finished)))
    referrals = load_tables(finished.interim(audit_of(finished))).referrals
    assert results["headline.urgent"].values["n"].value == referrals["person_id"].nunique()
    public = json.loads((finished.report(audit_of(finished)) / "publik" / "hasil.json").read_text(encoding="utf-8"))
    assert any(row["indikator"] == "urgent_referrals.steps" for row in public)
    assert not any(row["indikator"] == "urgent_referrals" for row in public)


def test_preparing_again_adds_nothing_and_changes_no_key(finished):
    params = audit_of(finished)
    before, list_before = CycleStore(finished.cycle(params)).entries(), (finished.vault(params) / LIST).read_bytes()
    assert decide(params, finished, known=KnownHashes(finished.root))[0] == "unchanged"
    prepare(params, finished)
    assert CycleStore(finished.cycle(params)).entries().equals(before)
    assert (finished.vault(params) / LIST).read_bytes() == list_before
    assert decide(params, finished, known=KnownHashes(finished.root))[0] == "unchanged"


def fresh(project: Project) -> Path:
    """Take the list away, so that only a new one can be found."""
    path = project.vault(audit_of(project)) / LIST
    path.unlink()
    return path


def test_a_source_that_may_not_be_published_leaves_the_list(finished, capsys):
    path = fresh(finished)
    content = yaml.safe_load((finished.root / PARAMS).read_text(encoding="utf-8"))
    with_changes(finished, sources=[s | {"publishable": False} for s in content["sources"]])
    with pytest.raises(DisclosureError):
        prepare(audit_of(finished), finished, to_publish=True)
    assert rows_of(path)


def test_a_refusal_of_the_results_leaves_the_list(finished, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise DisclosureError("pipeline.not_publishable", source="x", producer="y")

    path = fresh(finished)
    monkeypatch.setattr(audit.pipeline.prepare, "compute", refuse)
    with pytest.raises(DisclosureError):
        prepare(audit_of(finished), finished)
    assert rows_of(path)


def test_a_refused_run_says_where_the_list_lies(finished, capsys):
    with_changes(finished, sources=[
        s | {"publishable": False}
        for s in yaml.safe_load((finished.root / PARAMS).read_text(encoding="utf-8"))["sources"]
    ])  # fmt: skip
    assert main(["run", str(PARAMS)]) == 13
    assert "data/private/64.74/rujuk-segera.xlsx" in capsys.readouterr().out


def test_whoever_has_died_is_taken_off_at_the_next_run(finished):
    gone = listed(finished)[0]
    life = finished.root / "data" / "raw" / "status.csv"
    life.parent.mkdir(parents=True, exist_ok=True)
    person = load_tables(finished.interim(audit_of(finished))).referrals.set_index("referral_id")
    child = person.loc[gone["referral_id"], "person_id"]
    life.write_text(f"id anak;status;tanggal\n{child};meninggal;2025-09-01\n", encoding="utf-8")
    with_source(finished, id="status", kind="life_status", path="data/raw/status.csv")
    prepare(audit_of(finished), finished)
    codes = {row["referral_id"] for row in listed(finished)}
    assert gone["referral_id"] not in codes
    assert codes


# What comes back ------------------------------------------------------------------------------------------------------


def hand_in(project: Project, name="rujuk-segera.xlsx", **cells: object) -> str:
    """Fill in the first row and put the list where lists that come back lie; returns its code."""
    params = audit_of(project)
    book = openpyxl.load_workbook(project.vault(params) / LIST)
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    for column, value in cells.items():
        sheet.cell(3, at[column]).value = value
    book["Pengisi"].cell(3, 1).value, book["Pengisi"].cell(3, 2).value = "bidan", "14/09/2025"
    folder = project.root / "data" / "raw" / params.district.code / "isian"
    folder.mkdir(parents=True, exist_ok=True)
    book.save(folder / name)
    return str(sheet.cell(3, at["referral_id"]).value)


def test_a_list_that_came_back_is_a_reason_to_run_and_stands_in_the_next(finished):
    code = hand_in(finished, told="Puskesmas", told_on="12/09/2025", arrived_on="13/09/2025")
    params = audit_of(finished)
    assert decide(params, finished, known=KnownHashes(finished.root))[0] == "answers"
    prepare(params, finished)
    row = current(CycleStore(finished.cycle(params)).entries(), REFERRALS).set_index("referral_id").loc[code]
    assert (row["told"], row["arrived_on"]) == ("Puskesmas", pd.Timestamp("2025-09-13"))
    steps = load_results(finished.interim(params))["urgent_referrals.steps"]
    people = load_tables(finished.interim(params)).referrals["person_id"].nunique()
    assert steps.counts[0] == people
    assert next(row for row in listed(finished) if row["referral_id"] == code)["told"] == "Puskesmas"
    assert is_prepared(params, finished)
    parts = len(CycleStore(finished.cycle(params)).entries())
    prepare(params, finished)
    assert len(CycleStore(finished.cycle(params)).entries()) == parts


def test_a_file_that_nobody_can_read_refuses_no_run(finished):
    hand_in(finished)
    folder = finished.root / "data" / "raw" / "64.74" / "isian"
    (folder / "rusak.xlsx").write_bytes(b"PK\x03\x04" + bytes(40))
    params = audit_of(finished)
    prepare(params, finished)
    book = openpyxl.load_workbook(finished.vault(params) / LIST)
    assert "rusak.xlsx" in str(book["Isian perlu dibetulkan"]["A3"].value)


def test_a_damaged_store_is_told_by_its_file(finished):
    params = audit_of(finished)
    part = min((finished.cycle(params) / "parts").glob("*.parquet"))
    part.unlink()
    with pytest.raises(InputError, match=part.name):
        prepare(params, finished)
