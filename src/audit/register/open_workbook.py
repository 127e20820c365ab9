"""Excel workbooks, new (xlsx) and old (BIFF .xls), as sheets of raw cells.

They are read in a process of its own (``audit.register.workbook_reader``), with a ceiling of memory and of time: a file
that makes the reader of workbooks panic, or ask for more memory than there is, then ends that process and not this one.
A walk over the records beforehand would have to know every way in which that reader can fail; an end needs no list.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, Any

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.grid import Merge, Sheet
from audit.register.soundness import check_xls, check_xlsx
from audit.register.text import Cell

__all__ = ["open_xls", "open_xlsx"]

_READER = Path(__file__).with_name("workbook_reader.py")
_ISOLATED = "-P"  # the reader's folder is no place to look for modules: it holds a `numbers` of its own
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows; else a console would flash up
_TRACEBACK = 1  # how Python ends on an exception


def open_xlsx(path: Path) -> list[Sheet]:
    """Sheets of an ``.xlsx``; numbers, texts and true dates as Excel holds them."""
    check_xlsx(path)
    return _read(path, merges=True)


def open_xls(path: Path) -> list[Sheet]:
    """Sheets of an Excel 97-2003 file."""
    check_xls(path)
    return _read(path, merges=False)


def _read(path: Path, *, merges: bool) -> list[Sheet]:
    found: list[tuple[str, list[Merge], list[list[Cell]]]] = []
    verdict = "too_large"  # unless the reader comes to its end: nothing but memory and time ends it before
    for message in _messages(path):
        if isinstance(message, tuple):
            name, merged = message
            found.append((name, merged, []))
        elif isinstance(message, list):
            found[-1][2].extend(message)
        else:
            verdict = message
    if verdict != "read":
        raise InputError(f"register.{verdict}", file=path.name)
    return [
        Sheet(name, rows, range(1, len(rows) + 1), tuple(merged) if merges or not rows else None)
        for name, merged, rows in found
    ]


def _messages(path: Path) -> Iterator[Any]:
    """What the reader says of a file, its verdict last; none where its process was ended, by the system or for time."""
    command = [sys.executable, _ISOLATED, _READER, path, str(rules.MAX_CELLS), str(rules.MAX_READER_BYTES)]
    with (
        TemporaryFile() as said,
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, creationflags=_NO_WINDOW
        ) as reader,
    ):
        clock = Timer(rules.MAX_READER_SECONDS, reader.kill)
        clock.daemon = True
        clock.start()
        try:
            assert reader.stdout
            yield from _unpickled(reader.stdout)
            ended = reader.wait()
            said.seek(0)
            if ended == _TRACEBACK and (trouble := said.read()):  # on Windows a killed process ends so too, in silence
                raise RuntimeError(trouble.decode("utf-8", "replace"))
        finally:
            clock.cancel()
            reader.kill()


def _unpickled(stream: IO[bytes]) -> Iterator[Any]:
    """Whole messages; one that breaks off was not finished."""
    while True:
        try:
            yield pickle.load(stream)
        except (EOFError, pickle.UnpicklingError):
            return
