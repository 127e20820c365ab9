"""What tests of killed runs stand on: each writing call is told, and a stop comes at the one that was named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import stopping_points
from stopping_points import BALLAST, Point, came, read_log, stopped_at, written_to

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills a group of processes; only Linux names them all")

WRITER = f"""
import sys
sys.path.append({str(Path(stopping_points.__file__).parent)!r})
from stopping_points import watch
watch()
import os, shutil
from pathlib import Path
root = Path.cwd()
(root / "a").mkdir()
for _ in range(2):
    Path("a/x.txt").write_text("x")
Path("a/x.txt").read_text()
Path("a/x.txt").replace("a/y.txt")
Path("../outside.txt").write_text("x")
shutil.rmtree("a")
"""
LOG = [
    Point("mkdir", "a"),
    Point("open", "a/x.txt", 1),
    Point("open", "a/x.txt", 2),
    Point("rename", "a/x.txt"),
    Point("remove", "a/y.txt"),
    Point("rmdir", "a"),
]


def written(root: Path, environment: object) -> subprocess.CompletedProcess[str]:
    root.mkdir()
    return subprocess.run(
        [sys.executable, "-c", WRITER],
        cwd=root,
        env=os.environ | dict(environment),
        start_new_session=True,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_every_write_below_the_folder_is_told_in_order(tmp_path):
    root, log = tmp_path / "proyek", tmp_path / "writes.log"
    assert written(root, written_to(log, root)).returncode == 0
    assert read_log(log) == LOG


@pytest.mark.parametrize(("at", "left"), [(0, []), (2, ["a", "a/x.txt"]), (4, ["a", "a/y.txt"]), (5, ["a"])])
def test_it_is_killed_before_the_write_that_was_named(at, left, tmp_path):
    root = tmp_path / "proyek"
    assert written(root, stopped_at(LOG[at], root)).returncode == -9
    assert [path.relative_to(root).as_posix() for path in sorted(root.rglob("*"))] == left


def test_a_kill_that_comes_later_comes_all_the_same(tmp_path):
    root = tmp_path / "proyek"
    assert written(root, stopped_at(Point("rmdir", "a", after=0.2), root)).returncode == -9
    assert list(root.iterdir()) == []


def test_a_refused_write_is_a_full_disk_from_there_on(tmp_path):
    root, point = tmp_path / "proyek", Point("open", "a/x.txt", 2, how="refuse")
    done = written(root, stopped_at(point, root))
    assert "No space left on device" in done.stderr
    assert came(point, root)
    assert (root / "a" / "x.txt").read_text() == "x"


def test_a_process_that_joins_later_finds_the_disk_full(tmp_path):
    root, point = tmp_path / "proyek", Point("open", "elsewhere.txt", how="refuse")
    assert not came(point, root)
    (tmp_path / "proyek.full").touch()
    assert "No space left on device" in written(root, stopped_at(point, root)).stderr
    assert list(root.iterdir()) == []
    assert not (root / BALLAST).exists()
