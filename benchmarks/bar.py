"""What a benchmark must keep within: processor seconds, those of processes it started included; exit code 1 beyond."""

from __future__ import annotations

import os

__all__ = ["cpu_seconds", "keep_within"]


def cpu_seconds() -> float:
    """Processor seconds of this process and of those it has ended; other work on the machine does not count."""
    own = os.times()
    return own.user + own.system + own.children_user + own.children_system


def keep_within(seconds: float, most: float) -> None:
    """Print seconds beside the bar. Raises ``SystemExit`` (1) where they are more."""
    kept = seconds <= most
    print(f"{seconds:.2f} s CPU, at most {most} s: {'kept' if kept else 'MISSED'}")
    if not kept:
        raise SystemExit(1)
