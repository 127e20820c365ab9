"""A progress bar is for a terminal; into a file or a pipe goes none."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from audit.pipeline.plan import STEPS

RUN = [sys.executable, "-m", "audit", "run", "params/64.74-kota-bontang.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals in the standard library")
def test_on_a_terminal_there_is_a_bar(finished):
    termios = pytest.importorskip("termios")
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    with subprocess.Popen(RUN, cwd=finished.root, stdout=theirs, stderr=subprocess.PIPE) as run:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # how Linux says that the other side has closed
            pass
        assert run.stderr.read() == b""
    os.close(ours)
    assert b"\r" in shown
    assert f"| {len(STEPS)}/{len(STEPS)}".encode() in shown
    assert b"Kota Bontang" in shown


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_elsewhere_there_is_none(finished, arguments):
    done = subprocess.run([*RUN, *arguments], cwd=finished.root, capture_output=True, check=True)
    assert b"\r" not in done.stdout.replace(b"\r\n", b"\n")
    assert b"%|" not in done.stdout
    assert done.stderr == b""
