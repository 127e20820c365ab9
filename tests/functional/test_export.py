"""``aks export`` as people type it: one file, whole, owner-only where it must be, and a refusal in one sentence."""

from __future__ import annotations

import json
import stat
import sys

import pandas as pd
import pytest
from fhir.resources.R4B.bundle import Bundle
from light_project import PARAMS, lay_project, small_register

from audit.cli import main
from audit.pipeline.manifest import build_manifest, write_manifest


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    return lay_project(folder / "project", small_register(folder / "register", 300)).root


def test_growth_of_an_audit_as_fhir(root, monkeypatch, capsys):
    monkeypatch.chdir(root)
    out = root / "balita.json"
    assert main(["export", "fhir", PARAMS, "--out", str(out), "--month", "2025-08"]) == 0
    assert "tidak anonim" not in (said := capsys.readouterr().out)
    assert "bukan anonim" in said
    bundle = Bundle.model_validate_json(out.read_text(encoding="utf-8"))
    kinds = [entry.resource.get_resource_type() for entry in bundle.entry]
    assert kinds.count("Patient") > 20
    assert kinds.count("Observation") > 3 * kinds.count("Patient")
    if sys.platform != "win32":
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
    before = out.read_bytes()
    assert main(["export", "fhir", PARAMS, "--out", str(out)]) == 17
    assert capsys.readouterr().err.count("\n") == 1
    assert out.read_bytes() == before
    assert main(["export", "fhir", PARAMS, "--out", str(root / "lagi.json"), "--month", "2025-08"]) == 0
    assert (root / "lagi.json").read_bytes() == before


def test_public_figures_of_a_report(root, monkeypatch, capsys):
    monkeypatch.chdir(root)
    row = {
        "id": "stunting|2025-08", "indikator": "stunting", "periode": "2025-08", "pembilang": 20, "penyebut": 100,
        "wilayah": {"kode": "64.74", "nama": "Kota Bontang", "tingkat": "district"}, "nilai": 0.2, "sk_bawah": 0.13,
        "sk_atas": 0.29, "metode": "wilson", "disamarkan": False, "catatan": "",
    }  # fmt: skip
    report = root / "reports" / "64.74-kota-bontang" / "2025-2"
    (report / "publik").mkdir(parents=True)
    (report / "publik/hasil.json").write_text(json.dumps([row]), encoding="utf-8")
    write_manifest(report, build_manifest(report, {"params": {}}, facts={}))
    out = root / "angka.csv"
    assert main(["export", "aggregate", "64.74/2025-2", "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"figures": 1, "withheld": 0, "without_bps": 0}
    table = pd.read_csv(out, dtype={"kode_bps": str, "kode_kemendagri": str})
    assert table.loc[0, ["kode_kemendagri", "kode_bps", "pembilang"]].tolist() == ["64.74", "6474", 20]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["aggregate", "tidak/ada"], 11),
        (["aggregate", "64.74/2025-2", "--month", "2025-08"], 10),
        (["fhir", "params/tidak-ada.yaml"], 10),
        (["fhir", "64.74/2025-2"], 10),
        (["aggregate", "params/64.74-kota-bontang.yaml"], 10),
        (["pdf", "x"], 10),
    ],
)
def test_a_mistake_is_one_sentence_and_leaves_nothing(root, monkeypatch, capsys, arguments, code):
    monkeypatch.chdir(root)
    assert main(["export", *arguments, "--out", "baru.csv"]) == code
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert not (root / "baru.csv").exists()
