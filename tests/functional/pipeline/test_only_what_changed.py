"""Where nothing changed nothing is read; a file of one of two districts changes: only its jobs run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from light_project import PARAMS, small_register

from audit.cli import main
from audit.errors import InputError
from audit.pipeline import keys, known_hashes, load_params, verify
from audit.pipeline.known_hashes import KnownHashes
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


def planned(capsys, *arguments: str) -> dict[tuple[str, str], str]:
    """The reason of each job of ``aks plan``."""
    capsys.readouterr()
    assert main(["plan", "--json", *arguments]) == 0
    return {(job["district"], job["step"]): job["reason"] for job in json.loads(capsys.readouterr().out)}


@pytest.fixture
def settled(finished, monkeypatch):
    """A project that was found whole by a run, long enough after it was made."""
    monkeypatch.setattr(known_hashes, "_TICK", -(10**12))
    assert main(["run", PARAMS]) == 0
    return finished


def no_reading(*_):
    raise AssertionError("read")


def test_where_nothing_changed_no_file_is_read(settled, monkeypatch, capsys):
    keys.code_sha256()  # the library itself, once a process
    for module in (keys, known_hashes, verify):
        monkeypatch.setattr(module, "file_sha256", no_reading)
    before = {path: path.stat().st_mtime_ns for path in settled.root.rglob("*") if path.suffix != ".lock"}
    for verb in ("run", "plan", "status"):
        assert main([verb, "--json", PARAMS]) == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before
    capsys.readouterr()
    for verb in ("run", "plan", "status"):
        with pytest.raises(AssertionError, match=r"^read$"):
            main([verb, "--rehash", PARAMS])
    with pytest.raises(AssertionError, match=r"^read$"):
        main(["verify"])


def test_a_report_changed_behind_the_index_is_found_by_reading_everything(settled, monkeypatch, capsys):
    """Size, times and number as they were: what ``run`` cannot see, ``--rehash`` and ``verify`` do."""
    page = settled.report(load_params(settled.root / PARAMS)) / "publik" / "laporan.html"
    monkeypatch.setattr(known_hashes, "_state_of", lambda path: [Path(path).stat().st_size, 1, 1, 0])
    assert main(["plan", "--json", PARAMS]) == 0
    content = page.read_bytes()
    page.write_bytes(content[:-1] + b"x")
    assert set(planned(capsys).values()) == {"unchanged"}
    assert set(planned(capsys, "--rehash").values()) == {"files"}
    assert main(["verify"]) == InputError.exit_code


@pytest.mark.slow
def test_the_index_enters_no_report(settled, tree, run_again, capsys):
    """A false hash makes a run where there is nothing to do; its report is of the bytes that are there."""
    report = settled.report(load_params(settled.root / PARAMS))
    before, index = tree(report), KnownHashes(settled.root).path
    kept = json.loads(index.read_bytes())
    kept["files"] = {name: [state, "0" * 64] for name, (state, _) in kept["files"].items()}
    index.write_text(json.dumps(kept), encoding="utf-8")
    assert set(planned(capsys, PARAMS).values()) == {"sources"}
    done = run_again("run", "--json", PARAMS)
    assert (done.returncode, [outcome["skipped"] for outcome in json.loads(done.stdout)]) == (0, [False])
    assert tree(report) == before
    assert set(planned(capsys, "--rehash", PARAMS).values()) == {"unchanged"}
    assert set(planned(capsys, PARAMS).values()) == {"unchanged"}


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
