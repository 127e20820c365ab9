"""A run on a real Dask cluster of separate processes gives the very report that processes of this machine give."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from audit.pipeline import load_params

distributed = pytest.importorskip("distributed", reason="needs the extra named dask of pyproject.toml")

PARAMS = "params/64.74-kota-bontang.yaml"
WAIT = 120  # seconds, on a busy machine

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="tests of clusters stop processes as POSIX systems do"),
]


def outputs(project):
    """Hash of every file of the report but of the log, which holds seconds."""
    manifest = json.loads((project.report(load_params(project.root / PARAMS)) / "manifest.json").read_text("utf-8"))
    return {file["path"]: file["sha256"] for file in manifest["outputs"] if not file["path"].endswith("run.log")}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, memory_limit=0, dashboard_address="127.0.0.1:0",
        local_directory=str(tmp_path_factory.mktemp("dask")),
    ) as made:  # fmt: skip
        yield made


def test_a_cluster_of_this_machine_gives_the_same_report(finished, run_again):
    before = outputs(finished)
    done = run_again("run", "--force", "--executor", "dask:local", PARAMS)
    assert done.returncode == 0, done.stderr
    assert outputs(finished) == before


def test_what_a_killed_worker_was_doing_is_done_by_another(finished, cluster):
    before, params = outputs(finished), load_params(finished.root / PARAMS)
    partial = finished.interim(params).with_name(f"{params.cycle}.partial")
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        numbers = client.run(os.getpid)
        with subprocess.Popen(
            [sys.executable, "-m", "audit", "run", "--force", "--json",
             "--executor", f"dask:{cluster.scheduler_address}", PARAMS],
            cwd=finished.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        ) as run:  # fmt: skip
            deadline = time.monotonic() + WAIT
            while not (partial.exists() and (busy := [w for w, tasks in client.processing().items() if tasks])):
                assert time.monotonic() < deadline, "no worker ever began"
                assert run.poll() is None, run.communicate()
                time.sleep(0.005)
            os.kill(numbers[busy[0]], signal.SIGKILL)
            out, err = run.communicate(timeout=WAIT)
        assert (run.returncode, err) == (0, "")
        assert numbers != client.run(os.getpid)  # it did die
    assert json.loads(out)[0]["report"]
    assert outputs(finished) == before


def test_a_worker_of_two_threads_is_refused_in_one_sentence(finished, run_again, tmp_path):
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=True, memory_limit=0, dashboard_address="127.0.0.1:0",
        local_directory=str(tmp_path),
    ) as made:  # fmt: skip
        done = run_again("run", "--force", "--executor", f"dask:{made.scheduler_address}", PARAMS)
    assert done.returncode == 16
    assert len(done.stderr.splitlines()) == 1
    assert "--nthreads 1" in done.stderr


def test_no_scheduler_and_no_such_executor_are_one_sentence(finished, run_again):
    nobody = run_again("run", "--force", "--executor", "dask:tcp://127.0.0.1:1", PARAMS)
    unknown = run_again("run", "--force", "--executor", "spark", PARAMS)
    assert [nobody.returncode, unknown.returncode] == [16, 10]
    assert [len(done.stderr.splitlines()) for done in (nobody, unknown)] == [1, 1]
