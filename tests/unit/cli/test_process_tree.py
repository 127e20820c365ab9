"""``benchmarks/process_tree.py`` sees what a process and its children hold, also where they end before it does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
HOLD = "held = b'x' * ({mb} << 20); {then}"

pytestmark = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="needs Linux' /proc")


@pytest.fixture
def watch(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    from process_tree import watch

    return watch


def test_one_process_and_all_together(watch, tmp_path):
    child = [sys.executable, "-c", HOLD.format(mb=100, then="__import__('time').sleep(2)")]
    main = HOLD.format(mb=200, then=f"__import__('subprocess').run({child!r})")
    peaks = watch([sys.executable, "-c", main], cwd=tmp_path)
    assert 200 < peaks.largest < 240
    assert 300 < peaks.together < 340


def test_a_command_that_fails_is_said(watch, tmp_path):
    with pytest.raises(subprocess.CalledProcessError):
        watch([sys.executable, "-c", "raise SystemExit(3)"], cwd=tmp_path)
