"""What the system tells of processes. Linux only: it reads ``/proc``."""

from __future__ import annotations

from pathlib import Path

__all__ = ["lives", "parent_of"]


def lives(process: int) -> bool:
    """Whether a process is there and is not a dead one that nobody has asked about yet."""
    return _told(process)[0] != "Z"


def parent_of(process: int) -> int:
    """Number of the process that started it, 0 where it has ended."""
    return int(_told(process)[1])


def _told(process: int) -> list[str]:
    """Its state, its parent and more; "Z" and "0" where there is none."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ["Z", "0"]
