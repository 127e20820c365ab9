"""``aks run`` on a whole small project, in real processes: what comes out, and what never does."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import nbformat

from audit.cli import main
from audit.pipeline import load_params

PARAMS = "params/64.74-kota-bontang.yaml"


def report_of(project) -> Path:
    return project.report(load_params(project.root / PARAMS))


def tree(folder: Path) -> dict[str, str]:
    """Hash of every file but working papers, which hold times."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "kerja" not in path.parts
    }


def test_a_run_leaves_a_whole_hashed_report(rendered):
    report = report_of(rendered)
    manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    hashes = tree(report)
    assert {o["path"]: o["sha256"] for o in manifest["outputs"]} == {
        name: digest for name, digest in hashes.items() if name != "manifest.json"
    }
    assert {"publik/laporan.html", "publik/hasil.json", "terbatas/disisihkan.xlsx"} <= set(hashes)
    assert manifest["run_key"][:12] in (report / "publik" / "laporan.html").read_text(encoding="utf-8")
    assert str(rendered.root) not in (report / "manifest.json").read_text(encoding="utf-8")


def test_the_same_inputs_give_the_same_bytes(rendered):
    report = report_of(rendered)
    first = tree(report)
    shutil.rmtree(report)
    shutil.rmtree(rendered.root / "data" / "interim")
    shutil.rmtree(rendered.root / "data" / "private")
    assert main(["run", PARAMS]) == 0
    assert tree(report) == first


def test_the_plan_says_why(rendered, capsys):
    assert main(["plan", "--json", PARAMS]) == 0
    assert {job["reason"] for job in json.loads(capsys.readouterr().out)} == {"unchanged"}
    sample = rendered.sample / "64.74" / "sasaran-2025.csv"
    sample.write_bytes(sample.read_bytes() + b"\n")
    assert main(["plan", "--json", PARAMS]) == 0
    assert {job["reason"] for job in json.loads(capsys.readouterr().out)} == {"sources"}


def break_notebook(project) -> None:
    path = project.notebooks / "60_dissemination.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("1 / 0"))
    nbformat.write(notebook, path)


def test_a_notebook_that_raises_leaves_the_older_report(rendered, capsys):
    before = tree(report_of(rendered))
    break_notebook(rendered)
    assert main(["run", PARAMS]) == 15
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "60_dissemination.ipynb" in told[0]
    assert "ZeroDivisionError" in told[0]
    assert tree(report_of(rendered)) == before


def test_a_source_without_permission_is_not_published(project, edit_params, capsys):
    params = load_params(project.root / PARAMS)
    sources = [s.model_dump(mode="python") for s in params.sources]
    edit_params(sources=[s | {"publishable": False} for s in sources])
    assert main(["run", PARAMS]) == 13
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "Dinas Kesehatan Kota Bontang" in told[0]
    assert not report_of(project).exists()


def test_a_missing_source_is_one_sentence(project, capsys):
    (project.sample / "64.74" / "eppgbm-2025.xlsx").unlink()
    assert main(["run", PARAMS]) == 11
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "data/sample/64.74/eppgbm-2025.xlsx" in told[0]
