"""The memory of a command and of all that it starts, sampled while it runs. Linux only: it reads ``/proc``."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Peaks", "watch"]

_PROC, _KB_PER_MB, _EVERY_SECONDS = Path("/proc"), 2**10, 0.2


@dataclass(frozen=True, slots=True)
class Peaks:
    """MB: the most that one process held, and the most that all held at a time, memory that they share counted once."""

    largest: float
    together: float


def watch(command: Sequence[str], *, cwd: Path) -> Peaks:
    """Run a command to its end and look at its processes five times a second.

    Of one process the system keeps the highest resident memory itself; together they are sums of what is each one's
    share (PSS). Raises ``CalledProcessError`` where the command fails.
    """
    largest = together = 0.0
    with subprocess.Popen(command, cwd=cwd) as process:
        while process.poll() is None:
            folders = [_PROC / str(number) for number in _tree(process.pid)]
            largest = max(largest, *(_mb(folder / "status", "VmHWM") for folder in folders))
            together = max(together, sum(_mb(folder / "smaps_rollup", "Pss") for folder in folders))
            time.sleep(_EVERY_SECONDS)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return Peaks(largest, together)


def _tree(root: int) -> list[int]:
    """A process, and those that it or they have started."""
    started: dict[int, list[int]] = {}
    for file in _PROC.glob("[0-9]*/stat"):
        parent = _read(file).rpartition(")")[2].split()[1:2]
        if parent:
            started.setdefault(int(parent[0]), []).append(int(file.parent.name))
    found = [root]
    for number in found:
        found += started.get(number, [])
    return found


def _mb(file: Path, name: str) -> float:
    line = re.search(rf"^{name}:\s*(\d+) kB", _read(file), re.MULTILINE)
    return int(line[1]) / _KB_PER_MB if line else 0.0


def _read(file: Path) -> str:
    """What a file of a process says; nothing where the process has just ended."""
    try:
        return file.read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return ""
