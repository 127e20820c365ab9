"""A reader of files in a process of its own: what it says, message by message, within a ceiling of memory and time."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Timer
from typing import IO, Any

from audit.reference import import_rules as rules

__all__ = ["messages"]

_ISOLATED = "-P"  # the reader's folder is no place to look for modules: it holds a `numbers` of its own
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows; else a console would flash up
_TRACEBACK = 1  # how Python ends on an exception
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", 24)


def messages(reader: Path, path: Path, most_cells: int, *more: str) -> Iterator[Any]:
    """What a reader says of a file, its verdict last; none where its process was ended, by the system or by the file.

    The reader is a program (its path) that takes the file, the ceilings (cells, bytes, seconds) and ``more``.
    """
    ceilings = (most_cells, rules.MAX_READER_BYTES, rules.MAX_READER_SECONDS)
    command = [sys.executable, _ISOLATED, reader, path, *map(str, ceilings), *more]
    with (
        TemporaryFile() as said,
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, creationflags=_NO_WINDOW
        ) as process,
    ):
        late = Event()

        def give_up() -> None:
            late.set()
            process.kill()

        clock = Timer(rules.MAX_READER_WAIT, give_up)
        clock.daemon = True
        clock.start()
        try:
            assert process.stdout
            yield from _unpickled(process.stdout)
            ended = process.wait()
            if late.is_set():
                yield "too_slow"
                return
            if ended == _OUT_OF_TIME:
                yield "too_large"
                return
            said.seek(0)
            if ended == _TRACEBACK and (trouble := said.read()):  # on Windows a killed process ends so too, in silence
                raise RuntimeError(trouble.decode("utf-8", "replace"))
        finally:
            clock.cancel()
            process.kill()


def _unpickled(stream: IO[bytes]) -> Iterator[Any]:
    """Whole messages; one that breaks off was not finished."""
    while True:
        try:
            yield pickle.load(stream)
        except (EOFError, pickle.UnpicklingError):
            return
