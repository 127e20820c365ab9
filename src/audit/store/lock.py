"""One run at a time per report folder, held by the operating system, so that a dead owner holds nothing."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from audit.errors import OutputError
from audit.store.refusals import writing

__all__ = ["Lock", "run_lock"]

_PAUSE = 0.05  # seconds between two attempts

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
def run_lock(folder: Path, *, wait: float = 0) -> Generator[Lock, None, None]:
    """Hold ``<folder>.lock`` (beside the folder, since the folder itself is swapped) while the block runs.

    Raises ``OutputError`` where another living run still holds it after ``wait`` seconds. The file stays, empty:
    deleting it would let two runs in.
    """
    path = folder.with_name(folder.name + ".lock")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    with file:
        deadline = time.monotonic() + wait
        while True:
            try:
                _hold(file)
                break
            except OSError as error:
                if time.monotonic() >= deadline:
                    raise OutputError("store.locked", name=folder.name) from error
            time.sleep(_PAUSE)
        with writing(path):
            before = _owner(file)
        try:
            yield Lock(path, before)
        finally:
            file.truncate(0)
            _let_go(file)


def _owner(file: IO[str]) -> int | None:
    """Read the owner that never let go, then sign as the new one."""
    file.seek(0)
    before = file.read().strip()
    file.truncate(0)
    os.write(file.fileno(), str(os.getpid()).encode())  # at once: a full disk must not refuse it again at closing
    return int(before) if before.isdecimal() else None
