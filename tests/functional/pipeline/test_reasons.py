"""Whatever a report depends on is changed in turn: ``aks plan`` gives that as the reason, by its name if it has one."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import get_args

import pytest
from light_project import CODE, NAME, PARAMS, REPORT
from stopped_runs import change_source

from audit.cli import main
from audit.errors import InputError
from audit.language import text
from audit.pipeline import keys, load_params
from audit.pipeline.failures import note_failures
from audit.pipeline.plan import STEPS, Reason
from audit.pipeline.run import Outcome

ELSEWHERE = {"files", "forced", "unchanged", "final"}  # test_resume.py
FAILED = "failed_before"  # below


def grow(path):
    path.write_bytes(path.read_bytes() + b"\n")


def other_params(root, monkeypatch):
    path = root / PARAMS
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("seed: 6474", "seed: 6475"), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != before


def other_python(root, monkeypatch):
    monkeypatch.setattr(keys, "sys", SimpleNamespace(version_info=SimpleNamespace(major=3, minor=99)))


def other_libraries(root, monkeypatch):
    installed = keys.libraries_of
    monkeypatch.setattr(keys, "libraries_of", lambda lock: installed(lock) | {"numpy": "0"})


def a_cycle_before(root, monkeypatch):
    earlier = root / REPORT / ".." / "2025-1"
    earlier.mkdir()
    (earlier / "manifest.json").write_text("{}", encoding="utf-8")


def a_form_came_back(root, monkeypatch):
    folder = root / "data" / "raw" / CODE / "isian"
    folder.mkdir(parents=True)
    (folder / "kertas-kerja.xlsx").write_bytes(b"PK")


CHANGES = {
    "new": lambda root, monkeypatch: shutil.rmtree(root / REPORT),
    "params": other_params,
    "sources": lambda root, monkeypatch: change_source(root),
    "notebooks": lambda root, monkeypatch: grow(root / "notebooks" / "20_situation.ipynb"),
    "code": lambda root, monkeypatch: monkeypatch.setattr(keys, "code_sha256", lambda: "0" * 64),
    "lock": lambda root, monkeypatch: grow(root / "requirements.lock"),
    "libraries": other_libraries,
    "python": other_python,
    "previous": a_cycle_before,
    "answers": a_form_came_back,
}
NAMED = {"params": ["seed"], "libraries": ["numpy"], "sources": [f"data/sample/{CODE}/sasaran-2025.csv"]}


def test_every_reason_is_tried():
    assert {*CHANGES} | ELSEWHERE | {FAILED} == {*get_args(Reason)}


@pytest.mark.parametrize("reason", CHANGES)
def test_what_changed_is_the_reason_of_every_job(reason, finished, monkeypatch, capsys):
    CHANGES[reason](finished.root, monkeypatch)
    assert main(["plan", "--json", PARAMS]) == 0
    jobs = json.loads(capsys.readouterr().out)
    assert [(job["step"], job["reason"]) for job in jobs] == [(step, reason) for step in STEPS]
    assert {tuple(job["changed"]) for job in jobs} == {tuple(NAMED.get(reason, []))}
    assert main(["plan", PARAMS]) == 0
    told = capsys.readouterr().out.splitlines()
    assert all(line.endswith(": ".join([text(f"cli.reason_{reason}"), *NAMED.get(reason, [])])) for line in told)
    assert all(line.startswith(NAME) for line in told)


@pytest.mark.parametrize("reason", [FAILED, "sources"])
def test_what_the_last_run_was_refused_with_is_told_beside_the_reason(reason, finished, monkeypatch, capsys):
    params = load_params(finished.root / PARAMS)
    refusal = InputError("pipeline.changed_meanwhile", name=params.district.name)
    note_failures([Outcome(params, refusal=refusal)], finished)
    CHANGES["new" if reason == FAILED else reason](finished.root, monkeypatch)
    assert main(["plan", "--json", PARAMS]) == 0
    jobs = json.loads(capsys.readouterr().out)
    assert {job["reason"] for job in jobs} == {reason}
    ((at, code, sentence),) = {tuple(job["failed"]) for job in jobs}
    assert abs(datetime.now().astimezone() - datetime.fromisoformat(at)) < timedelta(minutes=5)
    assert (code, sentence) == (InputError.exit_code, str(refusal))
    assert main(["plan", PARAMS]) == 0
    told = capsys.readouterr().out.splitlines()
    said = text("cli.plan_failed", at=at[:16].replace("T", " "), code=str(code), sentence=sentence)
    assert all(line.endswith(said) for line in told)
    assert all(NAMED["sources"][0] in line for line in told) == (reason == "sources")


def test_a_failure_is_not_told_of_a_report_that_stands(finished, monkeypatch, capsys):
    params = load_params(finished.root / PARAMS)
    note_failures([Outcome(params, bug="Traceback")], finished)
    assert main(["plan", "--json", PARAMS]) == 0
    assert {(job["reason"], job["failed"]) for job in json.loads(capsys.readouterr().out)} == {("unchanged", None)}
