"""A small file of lines, as somebody would type it."""

from __future__ import annotations

from pathlib import Path

__all__ = ["written"]


def written(path: Path, *lines: str) -> Path:
    """Write lines as UTF-8, each ended; returns the path."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
