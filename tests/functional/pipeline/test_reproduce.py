"""A report made again elsewhere: the same bytes and 0, or a table of what differs and a code of its own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from light_project import CODE, REPORT

from audit.errors import InputError, NotReproducedError, OutputError
from audit.pipeline.keys import libraries_of
from audit.pipeline.manifest import MANIFEST, build_manifest, read_manifest, write_manifest

SOURCE = f"data/sample/{CODE}/sasaran-2025.csv"
PAGE = "publik/laporan.html"


def told(done, code: int) -> dict:
    """What ``--json`` gave, and a refusal in exactly one line where it is one."""
    assert (done.returncode, len(done.stderr.splitlines())) == (code, int(code != 0)), done.stderr
    return json.loads(done.stdout)


def differing(found: dict) -> set[tuple[str, str]]:
    compared = [*found["inputs"], *found["files"]]
    return {(c["part"], c["name"]) for c in compared if c["recorded"] != c["here"]}


def test_a_manifest_alone_is_enough_and_nothing_else_changes(finished, report, tree, run_again):
    sent = finished.root / "kiriman"
    sent.mkdir()
    shutil.move(report / MANIFEST, sent)
    shutil.rmtree(report)
    before = tree(finished.root)
    found = told(run_again("reproduce", "--json", f"kiriman/{MANIFEST}"), 0)
    assert found["equal"]
    assert len(found["files"]) == len(read_manifest(sent)["outputs"])
    assert differing(found) == set()
    assert tree(finished.root) == before


def test_the_table_says_the_same_to_people_and_what_was_made_can_be_kept(finished, report, tree, run_again):
    done = run_again("reproduce", f"{CODE}/2025-2", "--out", "ulang")
    assert (done.returncode, done.stderr) == (0, "")
    assert "BERBEDA" not in done.stdout
    assert done.stdout.splitlines()[-1] == "Semua berkas sama sampai ke bitanya."
    assert tree(finished.root / "ulang" / REPORT) == tree(report)
    told(run_again("reproduce", "--json", "64.74/2025-2"), 0)
    refused = run_again("reproduce", f"{CODE}/2025-2", "--out", "ulang")
    assert (refused.returncode, len(refused.stderr.splitlines())) == (OutputError.exit_code, 1)


def test_data_are_found_by_their_bytes_wherever_they_lie_now(finished, run_again):
    source = finished.root / SOURCE
    moved = finished.root / "data" / "raw" / "arsip" / "lama.csv"
    moved.parent.mkdir(parents=True)
    moved.write_bytes(source.read_bytes())
    source.write_bytes(source.read_bytes() + b"\n")
    assert told(run_again("reproduce", "--json", REPORT), 0)["equal"]


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(path.read_bytes() + b"\n")])
def test_data_that_are_not_there_are_named_and_nothing_is_run(finished, run_again, spoil):
    spoil(finished.root / SOURCE)
    found = told(run_again("reproduce", "--json", REPORT), InputError.exit_code)
    assert (found["ran"], found["equal"], found["files"]) == (False, False, [])
    assert differing(found) == {("sources", SOURCE)}
    assert not list((finished.root / "data" / "interim").glob("ulang-*"))


def test_another_notebook_is_told_beside_the_files_that_it_changed(finished, run_again):
    notebook = finished.root / "notebooks" / "20_situation.ipynb"
    notebook.write_bytes(notebook.read_bytes() + b"\n")
    found = told(run_again("reproduce", "--json", REPORT), NotReproducedError.exit_code)
    assert {("notebooks", ""), ("file", PAGE)} <= differing(found)


def test_one_byte_is_enough(finished, report, run_again):
    manifest = read_manifest(report)
    (report / PAGE).write_bytes((report / PAGE).read_bytes() + b" ")
    facts = {name: manifest[name] for name in ("attack", "scan", "headline")}
    write_manifest(report, build_manifest(report, manifest["inputs"], facts=facts))
    found = told(run_again("reproduce", "--json", REPORT), NotReproducedError.exit_code)
    assert differing(found) == {("file", PAGE)}
    assert "BERBEDA" in next(line for line in run_again("reproduce", REPORT).stdout.splitlines() if PAGE in line)


def test_what_is_no_manifest_is_refused(finished, report, run_again):
    (report / MANIFEST).write_text("{}", encoding="utf-8")
    refused = run_again("reproduce", REPORT)
    assert (refused.returncode, refused.stdout, len(refused.stderr.splitlines())) == (InputError.exit_code, "", 1)


def test_versions_are_those_that_run_and_the_same_on_every_system():
    import numpy

    lock = (
        "numpy==0.0.1 ; python_full_version >= '3.11' \\\npexpect==4.9.0 ; sys_platform != 'win32' \\\nno-such==1 \\\n"
    )
    assert libraries_of(lock) == {"numpy": numpy.__version__}
