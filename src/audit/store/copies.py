"""A folder copied, the first refusal of the system ending it as its own error."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

__all__ = ["copy_folder"]


def copy_folder(old: Path, new: Path, *, leave: Collection[str] = ()) -> None:
    """Copy every file and folder below ``old`` into ``new``, which may be there; ``leave``: names that stay behind.

    Raises the system's ``OSError``; ``shutil.copytree`` gathers refusals as texts, in which nobody finds a full disk.
    """
    new.mkdir(parents=True, exist_ok=True)
    for path in sorted(old.iterdir()):
        if path.name in leave:
            continue
        if path.is_dir():
            copy_folder(path, new / path.name, leave=leave)
        else:
            shutil.copy2(path, new / path.name)
    shutil.copystat(old, new)  # who may look into it
