"""What is done again and what is not: run, plan and status agree, and what is signed or approved is never replaced."""

from __future__ import annotations

import json

import pytest

from audit.cli import main
from audit.errors import InputError
from audit.pipeline import load_params
from audit.pipeline.known_hashes import KnownHashes
from audit.pipeline.manifest import read_manifest, write_manifest
from audit.pipeline.notebook import NOTEBOOKS, executed_folder
from audit.pipeline.plan import decide
from audit.pipeline.prepare import prepare
from audit.pipeline.publish import publish
from audit.pipeline.signature import make_keys, sign

PARAMS = "params/64.74-kota-bontang.yaml"


def reasons(capsys) -> set[str]:
    """What plan and status give as the reason: one and the same."""
    capsys.readouterr()
    found = set()
    for verb in ("plan", "status"):
        assert main([verb, "--json", PARAMS]) == 0
        found |= {entry["reason"] for entry in json.loads(capsys.readouterr().out)}
    return found


def approve(report, tmp_path) -> None:
    write_manifest(report, read_manifest(report) | {"state": "disahkan"})


def sign_manifest(report, tmp_path) -> None:
    make_keys(tmp_path / "kunci.pem")
    sign(report, tmp_path / "kunci.pem")


def change_source(finished) -> None:
    source = finished.sample / "64.74" / "sasaran-2025.csv"
    source.write_bytes(source.read_bytes() + b"\n")


def test_an_unchanged_report_is_left_and_that_is_said_in_one_line(report, tree, capsys):
    before, made = tree(report), (report / "manifest.json").stat().st_mtime_ns
    assert main(["run", PARAMS]) == 0
    said = capsys.readouterr()
    about = [line for line in said.out.splitlines() if "Kota Bontang" in line]
    assert len(about) == 1
    assert "reports/64.74-kota-bontang/2025-2" in about[0]
    assert said.err == ""
    assert (report / "manifest.json").stat().st_mtime_ns == made
    assert tree(report) == before
    assert reasons(capsys) == {"unchanged"}


def test_it_is_told_as_json_too(report, capsys):
    assert main(["run", "--json", PARAMS]) == 0
    [outcome] = json.loads(capsys.readouterr().out)
    assert outcome["skipped"] is True
    assert outcome["report"] == "reports/64.74-kota-bontang/2025-2"


def test_force_is_a_reason_of_its_own(finished, report):
    params = load_params(finished.root / PARAMS)
    assert decide(params, finished, known=KnownHashes(finished.root))[0] == "unchanged"
    assert decide(params, finished, known=KnownHashes(finished.root), force=True)[0] == "forced"


def test_a_changed_and_a_missing_file_are_made_again(report, tree, run_again, capsys):
    before = tree(report)
    (report / "publik" / "laporan.pdf").write_bytes(b"%PDF-1.7 lain")
    assert reasons(capsys) == {"files"}
    (report / "publik" / "laporan.pdf").unlink()
    assert reasons(capsys) == {"files"}
    assert run_again("run", PARAMS).returncode == 0
    assert tree(report) == before
    assert reasons(capsys) == {"unchanged"}


def test_a_manifest_that_cannot_be_read_is_no_traceback(report, capsys):
    (report / "manifest.json").write_text("{", encoding="utf-8")
    assert reasons(capsys) == {"files"}


@pytest.mark.parametrize("freeze", [approve, sign_manifest])
@pytest.mark.parametrize("arguments", [["run", PARAMS], ["run", "--force", PARAMS]])
def test_what_is_approved_or_signed_is_never_replaced(finished, report, tree, capsys, tmp_path, freeze, arguments):
    freeze(report, tmp_path)
    before = tree(report)
    assert reasons(capsys) == {"unchanged"}
    change_source(finished)
    assert reasons(capsys) == {"final"}
    assert main(arguments) == 17
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "Kota Bontang" in told[0]
    assert "2025-2" in told[0]
    assert tree(report) == before


def test_a_run_of_what_is_approved_and_unchanged_is_no_fault(report, tmp_path):
    approve(report, tmp_path)
    assert main(["run", PARAMS]) == 0
    assert main(["run", "--force", PARAMS]) == 17


def test_a_source_that_changes_meanwhile_is_not_published(finished, report, tree):
    before = tree(report)
    params = load_params(finished.root / PARAMS)
    prepare(params, finished)
    for name in NOTEBOOKS:
        executed = executed_folder(params, finished) / f"{name}.ipynb"
        executed.parent.mkdir(exist_ok=True)
        executed.write_bytes((finished.notebooks / f"{name}.ipynb").read_bytes())
    change_source(finished)
    with pytest.raises(InputError) as refused:
        publish(params, finished)
    assert refused.value.id == "pipeline.changed_meanwhile"
    assert tree(report) == before


def test_status_names_a_missing_source_and_goes_on(finished, capsys):
    (finished.sample / "64.74" / "eppgbm-2025.xlsx").unlink()
    assert main(["status"]) == 0
    said = capsys.readouterr()
    assert "eppgbm-2025.xlsx" in said.out
    assert "draf" in said.out
    assert said.err == ""


def test_status_and_plan_bring_back_what_a_killed_run_moved_away(report, capsys):
    report.rename(report.with_name("2025-2.old"))
    report.with_name("2025-2.partial").mkdir()
    assert reasons(capsys) == {"unchanged"}
    assert sorted(p.name for p in report.parent.iterdir() if p.is_dir()) == ["2025-2"]
