"""What was filled into the workbook of corrections acts at the next import, leaves a trace, and alters no source."""

from __future__ import annotations

import hashlib

import openpyxl
import pandas as pd
import pytest
import yaml

from audit.pipeline import load_params
from audit.pipeline.open import context_of
from audit.pipeline.prepare import prepare
from audit.pipeline.prepared_tables import load_tables
from audit.pipeline.vault_files import CORRECTIONS, TRACE
from audit.register.correction_workbook import FILLED, SHEET

PARAMS = "params/64.74-kota-bontang.yaml"
PRODUCER = {"producer": "Dinas Kesehatan (data contoh)", "cut_off": "2025-09-01"}


@pytest.fixture
def with_source(finished):
    """Add a source to the params of the project."""

    def add(id: str, kind: str, path: str):
        file = finished.root / PARAMS
        params = yaml.safe_load(file.read_text(encoding="utf-8"))
        params["sources"].append({"id": id, "kind": kind, "path": path, **PRODUCER})
        file.write_text(yaml.safe_dump(params, allow_unicode=True, default_flow_style=False), encoding="utf-8")
        return load_params(file)

    return add


def test_a_corrected_posture(finished, with_source):
    params = load_params(finished.root / PARAMS)
    prepare(params, finished)
    book = openpyxl.load_workbook(finished.vault(params) / CORRECTIONS)
    sheet = book[SHEET]
    at = {cell.value: cell.column for cell in sheet[1]}
    row = next(r for r in range(3, sheet.max_row + 1) if sheet.cell(r, at["current"]).value == "h")
    for key, answer in zip(FILLED, ("terlentang", "menurut buku KIA", "bidan", "1/9/2025"), strict=True):
        sheet.cell(row, at[key]).value = answer
    place = {key: sheet.cell(row, at[key]).value for key in ("source_file", "source_row", "child_id", "visit_date")}
    filled = finished.root / "data" / "raw" / "isian" / "perbaikan.xlsx"
    filled.parent.mkdir(parents=True, exist_ok=True)
    book.save(filled)
    source = next(finished.root / s.path for s in params.sources if s.id == place["source_file"])
    before = hashlib.sha256(source.read_bytes()).hexdigest()

    params = with_source("perbaikan", "corrections", "data/raw/isian/perbaikan.xlsx")
    prepare(params, finished)
    visits = load_tables(finished.interim(params)).visits
    said = visits[visits["child_id"].eq(place["child_id"]) & visits["visit_date"].eq(place["visit_date"])]
    assert said["measure"].tolist() == ["l"]
    trace = pd.read_csv(finished.vault(params) / TRACE, sep=";", encoding="utf-8-sig")
    assert trace[["outcome", "role", "corrected"]].to_numpy().tolist() == [["applied", "bidan", "l"]]
    assert hashlib.sha256(source.read_bytes()).hexdigest() == before


def test_the_restricted_edition_takes_the_workbook_along(report):
    assert (report / "terbatas" / CORRECTIONS).is_file()
    assert not list((report / "publik").glob("perbaikan*"))


def test_a_statement_reaches_the_report(finished, with_source):
    register = finished.root / "data" / "raw" / "isian" / "pernyataan.csv"
    register.parent.mkdir(parents=True, exist_ok=True)
    register.write_text(
        "Tanggal;Instansi;Jenis Angka;Persen;Pembilang;Penyebut;Periode;Media;Sumber\n"
        "13/05/2025;Dinas;cakupan;58,48;6.459;11.435;Mei 2025;rilis;laman\n",
        encoding="utf-8-sig",
    )
    params = with_source("pernyataan", "statements", "data/raw/isian/pernyataan.csv")
    prepare(params, finished)
    (said,) = context_of(params, finished, edition="publik").statements
    assert (said.office, said.percent, said.numerator, said.agrees) == ("Dinas", 58.48, 6459, False)
