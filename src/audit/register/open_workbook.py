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
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Timer
from typing import IO, Any

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.grid import Merge, Sheet
from audit.register.lost_cells import LostCells, lost_cells, package_of, put_back
from audit.register.soundness import check_xls, check_xlsx
from audit.register.text import Cell

__all__ = ["open_xls", "open_xlsx"]

_READER = Path(__file__).with_name("workbook_reader.py")
_ISOLATED = "-P"  # the reader's folder is no place to look for modules: it holds a `numbers` of its own
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows; else a console would flash up
_TRACEBACK = 1  # how Python ends on an exception


def open_xlsx(path: Path) -> list[Sheet]:
    """Sheets of an ``.xlsx``; numbers, texts and true dates as Excel holds them."""
    closer = check_xlsx(path)
    found = _read(path)
    package = package_of(path)
    lost = lost_cells(path, package, closer)
    return [_sheet(sheet, lost.get(sheet.name, LostCells()), days_from_1904=package.days_from_1904) for sheet in found]


def open_xls(path: Path) -> list[Sheet]:
    """Sheets of an Excel 97-2003 file."""
    check_xls(path)
    return [_sheet(sheet, LostCells()) for sheet in _read(path)]


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    hidden: bool
    merged: list[Merge]
    rows: list[list[Cell]] = field(default_factory=list)


def _sheet(found: _Found, lost: LostCells, *, days_from_1904: bool = False) -> Sheet:
    put_back(found.rows, lost.cells)
    numbers = range(1, len(found.rows) + 1)
    return Sheet(
        found.name, found.rows, numbers, tuple(found.merged), found.hidden, frozenset(lost.hidden_rows), days_from_1904
    )


def _read(path: Path) -> list[_Found]:
    found: list[_Found] = []
    verdict = "too_large"  # unless the reader comes to its end: nothing but memory and time ends it before
    for message in _messages(path):
        if isinstance(message, tuple):
            found.append(_Found(*message))
        elif isinstance(message, list):
            found[-1].rows.extend(message)
        else:
            verdict = message
    if verdict != "read":
        raise InputError(f"register.{verdict}", file=path.name)
    return found


def _messages(path: Path) -> Iterator[Any]:
    """What the reader says of a file, its verdict last; none where its process was ended, by the system or for time."""
    ceilings = (rules.MAX_CELLS, rules.MAX_READER_BYTES, rules.MAX_READER_SECONDS)
    command = [sys.executable, _ISOLATED, _READER, path, *map(str, ceilings)]
    with (
        TemporaryFile() as said,
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, creationflags=_NO_WINDOW
        ) as reader,
    ):
        late = Event()

        def give_up() -> None:
            late.set()
            reader.kill()

        clock = Timer(rules.MAX_READER_WAIT, give_up)
        clock.daemon = True
        clock.start()
        try:
            assert reader.stdout
            yield from _unpickled(reader.stdout)
            ended = reader.wait()
            if late.is_set():
                yield "too_slow"
                return
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
