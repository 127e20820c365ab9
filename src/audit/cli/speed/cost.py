"""What a process has cost so far: processor time and memory, those of the processes that it waited for included."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cost", "cpu_seconds", "peak_mb", "resident_mb"]

_STATUS = Path("/proc/self/status")
_KB_PER_MB, _BYTES_PER_MB = 2**10, 2**20


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds, and the most memory of one process in MB; missing where the system does not say."""

    seconds: float
    peak_mb: float | None = None


def cpu_seconds() -> float:
    """Processor time of this process and of those that it started and waited for; Windows counts this one alone."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def resident_mb() -> float | None:
    """Memory of this process now, in MB; ``None`` where the system does not say (Windows, macOS)."""
    if not _STATUS.is_file():
        return None
    found = re.search(r"^VmRSS:\s*(\d+) kB", _STATUS.read_text(encoding="utf-8"), re.MULTILINE)
    return int(found[1]) / _KB_PER_MB if found else None


def peak_mb() -> float | None:
    """The most memory at a time in MB, of this process or one that it waited for; ``None`` on Windows."""
    if sys.platform == "win32":
        return None
    import resource

    per_mb = _BYTES_PER_MB if sys.platform == "darwin" else _KB_PER_MB
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / per_mb
    if _STATUS.is_file():
        # Linux: ru_maxrss of this process would begin at the peak of the one that started it.
        found = re.search(r"^VmHWM:\s*(\d+) kB", _STATUS.read_text(encoding="utf-8"), re.MULTILINE)
        if found:
            return max(int(found[1]) / _KB_PER_MB, children)
    return max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_mb, children)
