"""Two districts stand; a file of one changes: only its jobs run, and the other's report is not touched."""

from __future__ import annotations

import json
import shutil

import pytest
from light_project import PARAMS, small_register

from audit.cli import main
from audit.pipeline import load_params
from audit.pipeline.plan import STEPS

OTHER, OTHER_CODE = "params/35.71-kota-kediri.yaml", "35.71"
BONTANG, KEDIRI = "64.74-kota-bontang", "35.71-kota-kediri"
CHILDREN = 300


@pytest.fixture
def both(finished, repository, run_again):
    """A project in which the reports of two districts stand."""
    shutil.copy(repository / OTHER, finished.root / OTHER)
    small_register(finished.sample / OTHER_CODE, CHILDREN, OTHER_CODE)
    done = run_again("run", PARAMS, OTHER)
    assert (done.returncode, done.stderr) == (0, "")
    return finished


def planned(capsys) -> dict[tuple[str, str], str]:
    """The reason of each job of ``aks plan``."""
    capsys.readouterr()
    assert main(["plan", "--json"]) == 0
    return {(job["district"], job["step"]): job["reason"] for job in json.loads(capsys.readouterr().out)}


@pytest.mark.slow
def test_a_file_of_one_district_makes_only_its_jobs_run(both, tree, run_again, capsys):
    assert set(planned(capsys).values()) == {"unchanged"}
    bontang, kediri = (both.report(load_params(both.root / path, root=both.root)) for path in (PARAMS, OTHER))
    touched = {path: path.stat().st_mtime_ns for path in kediri.rglob("*")}
    before = tree(bontang)
    source = both.sample / "64.74" / "sasaran-2025.csv"
    source.write_bytes(source.read_bytes() + b"\n")
    assert planned(capsys) == {(BONTANG, step): "sources" for step in STEPS} | {
        (KEDIRI, step): "unchanged" for step in STEPS
    }
    done = run_again("run", "--json", PARAMS, OTHER)
    assert (done.returncode, done.stderr) == (0, "")
    assert [outcome["skipped"] for outcome in json.loads(done.stdout)] == [False, True]
    assert {path: path.stat().st_mtime_ns for path in kediri.rglob("*")} == touched
    assert tree(bontang) != before
    assert set(planned(capsys).values()) == {"unchanged"}
