"""Owner-only files and folders, where the system has them; a warning as a value where it has not."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from audit.results import Finding, Sentence

__all__ = ["owner_only", "owner_only_within"]

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def owner_only(path: Path) -> Finding | None:
    """Let nobody but the owner read a file or enter a folder.

    Returns ``None`` where the system now holds others off, else the finding ``store.not_owner_only``: on Windows and on
    file systems without permissions (exFAT, some network shares) the folder belongs on an encrypted disk.
    """
    path.chmod(stat.S_IRWXU if path.is_dir() else stat.S_IRUSR | stat.S_IWUSR)
    if os.name != "nt" and not path.stat().st_mode & _OTHERS:
        return None
    return Finding("store.not_owner_only", Sentence("store.not_owner_only", {"name": path.name}))


def owner_only_within(folder: Path) -> None:
    """``owner_only`` for a folder and everything in it; whoever wrote it last calls this."""
    for path in (folder, *sorted(folder.rglob("*"))):
        owner_only(path)
