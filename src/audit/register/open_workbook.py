"""Excel workbooks, new (xlsx) and old (BIFF .xls), as sheets of raw cells.

They are read in a process of its own (``audit.register.workbook_reader``), with a ceiling of memory and of time: a file
that makes the reader of workbooks panic, or ask for more memory than there is, then ends that process and not this one.
A walk over the records beforehand would have to know every way in which that reader can fail; an end needs no list.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.grid import Merge, Sheet
from audit.register.lost_cells import LostCells, lost_cells, package_of, put_back
from audit.register.reader_process import messages
from audit.register.soundness import check_xls, check_xlsx
from audit.register.text import Cell

__all__ = ["open_xls", "open_xlsx"]

_READER = Path(__file__).with_name("workbook_reader.py")


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
    for message in messages(_READER, path, rules.MAX_CELLS):
        if isinstance(message, tuple):
            found.append(_Found(*message))
        elif isinstance(message, list):
            found[-1].rows.extend(message)
        else:
            verdict = message
    if verdict != "read":
        raise InputError(f"register.{verdict}", file=path.name)
    return found
