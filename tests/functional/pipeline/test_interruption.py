"""Stopped at any point, a run leaves the older report whole or the new one, and the next run completes.

Points are states that a run passes through, seen from outside; some of them before there is any report, some while one
is being replaced. Both reports come from the same inputs, so "whole" means: the very bytes of the reference report.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from light_project import PARAMS, REPORT, Run, half_done

from audit.cli import main
from audit.pipeline import load_params
from audit.pipeline.project import Project
from audit.store import run_lock

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc to find the processes of a run"),
]


def while_preparing(run: Run) -> None:
    run.wait_for((run.root / "data/interim/64.74/2025-2.partial").exists)


def while_kernels_run(run: Run) -> None:
    run.wait_for(lambda: run.having("ipykernel_launcher"), every=0.1)
    time.sleep(1.5)  # a kernel looks for its parent once it is up


def while_the_report_is_written(run: Run) -> None:
    run.wait_for((run.root / f"{REPORT}.partial/publik").exists)


def by_ctrl_c(run: Run) -> None:
    os.killpg(run.process.pid, signal.SIGINT)
    code, _, said = run.ended()
    assert code == 130
    assert len(said.splitlines()) == 1
    assert "Traceback" not in said


def by_kill(run: Run) -> None:
    run.process.kill()
    run.ended()


def by_kill_of_a_process(run: Run) -> None:
    """Which step died is known here, since it was alone: the district has failed, and it is said in one line."""
    for process in run.at_work():
        os.kill(process, signal.SIGKILL)
    code, _, said = run.ended()
    assert code == 16
    assert len(said.splitlines()) == 1


@pytest.fixture
def light(tmp_path, laid_light, monkeypatch) -> Project:
    root = shutil.copytree(laid_light.root, tmp_path / "proyek")
    monkeypatch.chdir(root)
    return Project(root)


@pytest.mark.parametrize("older", [False, True], ids=["no older report", "older report"])
def test_stopped_anywhere_and_run_again(older, light, finished, run_light, tree, monkeypatch, capsys):
    project = finished if older else light
    monkeypatch.chdir(project.root)
    reference = tree(run_light.report(load_params(run_light.root / PARAMS)))
    report = project.root / REPORT
    force = ("--force",) if older else ()
    points = [
        (while_the_report_is_written, by_ctrl_c, {}),
        (while_the_report_is_written, by_kill, {}),
        (while_preparing, by_kill_of_a_process, {"AKS_ENGINE": "nbclient"}),
    ] if older else [
        (while_preparing, by_ctrl_c, {}),
        (while_kernels_run, by_kill, {"WITH_KERNELS": "1", "AKS_ENGINE": "nbclient"}),
        (while_the_report_is_written, by_kill_of_a_process, {}),
    ]  # fmt: skip
    for place, stop, environment in points:
        run = Run(project.root, *force, environment=environment)
        place(run)
        stop(run)
        assert run.nothing_lives(), list(run.processes())
        if stop is by_ctrl_c:
            assert half_done(project.root) == []
        assert main(["verify"]) == 0, capsys.readouterr()
        assert report.exists() == older
        if older:
            assert tree(report) == reference
    assert Run(project.root).ended()[0] == 0  # what is whole is left as it is, what is not there is made
    assert tree(report) == reference
    assert half_done(project.root) == []


SWAP = """
import os, signal, sys
from pathlib import Path
import shutil
import audit.store.swap as swap

point, report = sys.argv[1], Path(sys.argv[2])
replace, rmtree = Path.replace, shutil.rmtree

def die(*a, **k):
    if point.startswith("interrupt"):
        raise KeyboardInterrupt
    os.kill(os.getpid(), signal.SIGKILL)

def replacing(self, target):
    done = replace(self, target)
    if point.endswith("old away" if self == report else "new in place"):
        die()
    return done

def removing(path, **k):
    if point.endswith("old half removed") and path.name.endswith(".old"):
        next(p for p in sorted(path.rglob("*")) if p.is_file()).unlink()
        die()
    return rmtree(path, **k)

Path.replace, shutil.rmtree = replacing, removing
with swap.staged(report) as folder:
    shutil.copytree(report, folder, dirs_exist_ok=True)
    (folder / "x.log").write_text("baru", encoding="utf-8")
"""


@pytest.mark.parametrize("how", ["kill", "interrupt"])
@pytest.mark.parametrize("point", ["old away", "new in place", "old half removed"])
def test_stopped_in_the_middle_of_the_swap(finished, report, tree, tmp_path, point, how, capsys):
    before = tree(report)
    script = tmp_path / "tukar.py"
    script.write_text(SWAP, encoding="utf-8")
    done = subprocess.run([sys.executable, script, f"{how} {point}", report], capture_output=True, check=False)
    assert done.returncode != 0
    assert half_done(finished.root) != []
    assert main(["verify"]) == 0, capsys.readouterr()
    assert half_done(finished.root) == []
    assert {name: digest for name, digest in tree(report).items() if name != "x.log"} == before
    assert (report / "x.log").exists() == (point != "old away")


def test_a_dead_run_is_taken_over_and_that_is_said(finished, capsys):
    lock = finished.root / "data/interim/64.74/2025-2.lock"
    lock.write_text("4711", encoding="utf-8")
    (finished.root / "data/interim/64.74/2025-2.partial").mkdir()
    (finished.root / "data/interim/64.74/2025-2.kerja").mkdir()
    (finished.root / "data/private/64.74/x.parquet.partial").touch()
    assert main(["run", PARAMS]) == 0
    assert "4711" in capsys.readouterr().out
    assert half_done(finished.root) == []


def test_a_second_run_of_the_same_district_is_refused(finished, capsys):
    with run_lock(finished.root / "data/interim/64.74/2025-2"):
        assert main(["run", "--force", PARAMS]) == 17
    assert len(capsys.readouterr().err.splitlines()) == 1
