from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest

from audit.errors import OutputError
from audit.store import run_lock

HOLD = """
import sys
from pathlib import Path
from audit.store import run_lock
with run_lock(Path(sys.argv[1])) as lock:
    print("held", flush=True)
    sys.stdin.read()
"""


def other_run(folder):
    run = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert run.stdout.readline().strip() == "held"
    return run


def test_a_second_run_is_refused_while_the_first_lives(tmp_path):
    run = other_run(tmp_path / "2025-2")
    try:
        with pytest.raises(OutputError) as refused, run_lock(tmp_path / "2025-2"):
            pass
        assert (refused.value.id, refused.value.exit_code) == ("store.locked", 17)
        assert "2025-2" in str(refused.value)
    finally:
        run.communicate("")


def test_a_dead_owner_is_taken_over_and_said(tmp_path):
    run = other_run(tmp_path / "2025-2")
    run.kill()
    run.communicate()
    with run_lock(tmp_path / "2025-2") as lock:
        assert lock.taken_over == run.pid
    with run_lock(tmp_path / "2025-2") as lock:
        assert lock.taken_over is None


def test_two_folders_do_not_hinder_each_other(tmp_path):
    with run_lock(tmp_path / "a" / "2025-1"), run_lock(tmp_path / "a" / "2025-2") as lock:
        assert lock.path == tmp_path / "a" / "2025-2.lock"


def test_a_run_that_raises_lets_go(tmp_path):
    with pytest.raises(RuntimeError), run_lock(tmp_path / "2025-2"):
        raise RuntimeError
    with run_lock(tmp_path / "2025-2") as lock:
        assert lock.taken_over is None


def test_a_lock_that_cannot_be_signed_on_a_full_disk_is_one_sentence_and_is_let_go(tmp_path, monkeypatch):
    def no_room(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "write", no_room)
        with pytest.raises(OutputError) as refused, run_lock(tmp_path / "2025-2"):
            pass
    assert (refused.value.id, refused.value.exit_code) == ("store.disk_full", 17)
    with run_lock(tmp_path / "2025-2") as lock:
        assert lock.taken_over is None
