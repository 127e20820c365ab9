"""What a benchmark must keep within: processor seconds, those of processes it started included; exit code 1 beyond."""

from __future__ import annotations

__all__ = ["keep_within"]


def keep_within(seconds: float, most: float) -> None:
    """Print seconds beside the bar. Raises ``SystemExit`` (1) where they are more."""
    kept = seconds <= most
    print(f"{seconds:.2f} s CPU, at most {most} s: {'kept' if kept else 'MISSED'}")
    if not kept:
        raise SystemExit(1)
