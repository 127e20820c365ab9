"""A folder is replaced whole or not at all.

``os.replace`` cannot replace a folder that holds something, on any system. So: old to ``<name>.old``, new into place,
``.old`` deleted. A crash in between is repaired at the next start; until the new folder stands, the old one counts.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from audit.store.refusals import writing

__all__ = ["Repair", "repair", "staged"]

Repair = Literal["restored", "old_removed", "partial_removed"]


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give an empty folder ``<name>.partial`` that becomes ``target`` when the block ends well.

    When the block raises, ``target`` is as it was and nothing half written is left. Raises ``OutputError`` (exit 17)
    where a file of the old folder is open elsewhere, permission lacks, or the disk is full.
    """
    repair(target)
    partial = _beside(target, ".partial")
    with writing(target):
        try:
            partial.mkdir(parents=True)
            yield partial
            _swap(partial, target)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise


def repair(target: Path) -> tuple[Repair, ...]:
    """Undo what a crashed run left beside ``target``; returns what was done, in order.

    ``restored``: the old folder was brought back; ``old_removed``: the new one stood already and the old was deleted;
    ``partial_removed``: an unfinished folder was deleted.
    """
    old, partial = _beside(target, ".old"), _beside(target, ".partial")
    done: list[Repair] = []
    with writing(target):
        if old.exists() and not target.exists():
            old.replace(target)
            done.append("restored")
        elif old.exists():
            shutil.rmtree(old)
            done.append("old_removed")
        if partial.exists():
            shutil.rmtree(partial)
            done.append("partial_removed")
    return tuple(done)


def _swap(new: Path, target: Path) -> None:
    old = _beside(target, ".old")
    if target.exists():
        target.replace(old)
    try:
        new.replace(target)
    except OSError:
        if old.exists():
            old.replace(target)
        raise
    # A file of the old folder that somebody still reads is deleted at the next start.
    shutil.rmtree(old, ignore_errors=True)


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(target.name + ending)
