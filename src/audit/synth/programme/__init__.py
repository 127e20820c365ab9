"""The workbooks of the programme around the cases, as the offices of one invented district would hand them in."""

from __future__ import annotations

from pathlib import Path

from audit.reference.programme_sheets import BOOKS, book_file
from audit.synth.layouts.programme import write_programme_book
from audit.synth.programme import actions, companions, forums, indicators, money, packages, sponsors
from audit.synth.programme.world import ProgrammeWorld

__all__ = ["ProgrammeWorld", "write_programme"]

_ROWS = (actions.rows, packages.rows, indicators.rows, companions.rows, sponsors.rows, money.rows, forums.rows)


def write_programme(folder: Path, world: ProgrammeWorld) -> None:
    """Write each workbook that has a row, with the mistakes of real ones; equal worlds give equal bytes."""
    rows = {table: frame for draw in _ROWS for table, frame in draw(world).items()}
    for book, sheets in BOOKS.items():
        if any(len(rows.get(sheet.table, ())) for sheet in sheets):
            write_programme_book(folder / book_file(book), sheets, rows)
