"""One run at a time per report folder, held by the operating system, so that a dead owner holds nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from audit.errors import OutputError
from audit.store.refusals import writing

__all__ = ["Lock", "run_lock"]

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # a byte beyond the text, so that others may read who holds it

    def _hold(file: IO[str]) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _let_go(file: IO[str]) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _hold(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _let_go(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


@dataclass(frozen=True, slots=True)
class Lock:
    """A held lock; ``taken_over`` is the process number of an owner that died without letting go, else ``None``."""

    path: Path
    taken_over: int | None


@contextmanager
def run_lock(folder: Path) -> Iterator[Lock]:
    """Hold ``<folder>.lock`` (beside the folder, since the folder itself is swapped) while the block runs.

    Raises ``OutputError`` where another living run holds it. The file stays, empty: deleting it would let two runs in.
    """
    path = folder.with_name(folder.name + ".lock")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    with file:
        try:
            _hold(file)
        except OSError as error:
            raise OutputError("store.locked", name=folder.name) from error
        try:
            yield Lock(path, _owner(file))
        finally:
            file.truncate(0)
            _let_go(file)


def _owner(file: IO[str]) -> int | None:
    """Read the owner that never let go, then sign as the new one."""
    file.seek(0)
    before = file.read().strip()
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return int(before) if before.isdecimal() else None
