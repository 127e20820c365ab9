"""From a register with addresses and telephone numbers to public files of every kind: none of them passes."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
import typst
import yaml

from audit.cli import main
from audit.disclosure.identities import Identities
from audit.disclosure.leak_scan import scan
from audit.pipeline import load_params
from audit.pipeline.border import cross_border, key_for
from audit.register import read_visits
from audit.store import read_mentions

PARAMS = "params/64.74-kota-bontang.yaml"
NIK = "1771994508230001"
REGISTER = f"""Nama Balita;NIK;JK;Tgl Lahir;Nama Ortu;Tanggal Pengukuran;Berat;Tinggi;Alamat;No. Telp
Ani Lestari;{NIK};P;01/02/2024;Siti Rahmawati;15/08/2025;9,8;78,5;Jl. Kenanga No. 7;(0548) 21345
Budi Santoso;;L;01/03/2024;Rina Dewi;15/08/2025;10,8;79,5;RT 01 RW 02 Kel. Api-Api;tidak ada
"""
PLANTED = {
    "name": "SITI  rahmawati",
    "nik": "1771 9945 0823 0001",
    "phone": "+62 548-21345",
    "address": "Jalan Kenanga Nomor 7",
}


@pytest.fixture(scope="module")
def identities(tmp_path_factory) -> Identities:
    file = tmp_path_factory.mktemp("register") / "register.csv"
    file.write_text(REGISTER, encoding="utf-8")
    read = read_visits(file)
    return Identities.of(
        [*read.records["name"], *read.records["parent_name"]],
        niks=read.records["nik"].dropna(),
        phones=read.contacts["phone"].dropna(),
        addresses=read.contacts["address"].dropna(),
    )


def page(text: str) -> bytes:
    return f"<html><body><p>{text}</p></body></html>".encode()


def results(text: str) -> bytes:
    return json.dumps([{"id": "r", "catatan": text}]).encode()


def drawing(text: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg"><title>{text}</title></svg>'.encode()


def paper(text: str) -> bytes:
    return typst.compile(f'#set document(date: none)\n#figure(rect(), alt: "{text}")'.encode(), format="pdf")


def workbook(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>{text}</t></si></sst>")
    return out.getvalue()


FILES = {"laporan.html": page, "hasil.json": results, "grafik.svg": drawing, "laporan.pdf": paper, "isi.xlsx": workbook}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", PLANTED)
def test_each_kind_in_each_kind_of_file(tmp_path, identities, name, kind):
    file = tmp_path / name
    file.write_bytes(FILES[name](PLANTED[kind]))
    assert {hit.kind for hit in scan([file], identities).hits} == {kind}


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_it_is_no_hit(tmp_path, identities, name):
    file = tmp_path / name
    file.write_bytes(FILES[name]("Kelurahan Api-Api, RT 01 RW 02: 7 dari 21.345 anak, tidak ada yang dirujuk"))
    assert scan([file], identities).hits == ()


def plant(root: Path, text: str) -> None:
    """Say something in the params that the report prints: where the money of a decision comes from."""
    path = root / PARAMS
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    for decision in content["decisions"]:
        decision["money"] = {"status": "funded", "rupiah": 1_000_000, "source": text}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def test_an_address_of_the_register_stops_the_run_and_the_older_report_stays(rendered, capsys):
    report = rendered.report(load_params(rendered.root / PARAMS)) / "publik" / "laporan.html"
    before = report.read_bytes()
    said = read_mentions(rendered.root / "data" / "private" / "64.74")
    address = said.loc[said["kind"].eq("address"), "text"].iloc[0]
    plant(rendered.root, address.lower())
    assert main(["run", PARAMS]) == 13
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert address.lower() not in told[0].lower()
    assert report.read_bytes() == before


def test_the_border_hands_over_every_spelling(rendered):
    params = load_params(rendered.root / PARAMS)
    border = cross_border(params, rendered, key_for(params))
    said = {kind: set(border.mentions.loc[border.mentions["kind"].eq(kind), "text"]) for kind in ("name", "address")}
    assert said["name"] >= set(border.identities["name"].dropna()) | set(border.identities["parent_name"].dropna())
    assert len(said["name"]) > border.identities["name"].nunique()
    contacts = [result.contacts for _, result in border.imports]
    assert said["address"] == {text for frame in contacts for text in frame["address"].dropna()}
