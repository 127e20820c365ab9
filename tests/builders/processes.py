"""Whether processes live, as the system tells it. Linux only: it reads ``/proc``."""

from __future__ import annotations

from pathlib import Path

__all__ = ["lives"]


def lives(process: int) -> bool:
    """Whether a process is there and is not a dead one that nobody has asked about yet."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
