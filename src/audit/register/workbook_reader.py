"""A program of its own: read one workbook and write its sheets to standard output, within a ceiling of memory.

The reader of workbooks trusts what it opens. A damaged or hostile file makes it ask for gigabytes and end its process,
or panic, which is no Python exception, and say so on standard error; no check beforehand can foresee every case. Here
only this process ends. ``audit.register.open_workbook`` starts it and turns what happened into a sentence.

It is started by its path and imports nothing of ``audit``, so that it is up in a twentieth of a second. Standard output
holds pickles: ``(name, hidden, merges)`` opens a sheet, a list is some of its rows, and a text ends the file: ``read``,
or why it was not.
"""

from __future__ import annotations

import gc
import pickle
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

Verdict = Literal["read", "damaged", "password", "too_large"]

ROWS_AT_ONCE = 4096


def main(path: str, most_cells: int, most_memory: int, most_seconds: int) -> None:
    """Write the messages of one file; anything that is neither the file's fault nor its size is a traceback."""
    from python_calamine import CalamineError, PasswordError

    cap(most_memory, most_seconds)
    gc.disable()  # cells hold no cycles
    try:
        for message in _messages(path, most_cells):
            pickle.dump(message, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
        verdict: Verdict = "read"
    except PasswordError:
        verdict = "password"
    except (_TooLargeError, MemoryError):
        verdict = "too_large"
    except (CalamineError, OSError, ValueError):
        verdict = "damaged"
    except BaseException as panic:  # calamine's panic is no Exception and can be known by its name alone
        if type(panic).__name__ != "PanicException":
            raise
        verdict = "damaged"
    pickle.dump(verdict, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


class _TooLargeError(Exception):
    pass


def _messages(path: str, most_cells: int) -> Iterator[object]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    # By path it would go by the name's ending.
    with Path(path).open("rb") as stream, CalamineWorkbook.from_filelike(stream) as book:
        for about in [m for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]:
            sheet = book.get_sheet_by_name(about.name)
            hidden = about.visible != SheetVisibleEnum.Visible
            yield about.name, hidden, sorted((*first, *last) for first, last in sheet.merged_cell_ranges or ())
            if sheet.start is None or sheet.end is None:
                continue
            most_cells -= (sheet.end[0] + 1) * (sheet.end[1] + 1)
            if most_cells < 0:
                raise _TooLargeError
            left = [""] * sheet.start[1]  # columns left of the first used one, which `iter_rows` leaves out
            rows = sheet.iter_rows()
            while some := [left + row for row in islice(rows, ROWS_AT_ONCE)]:
                yield some


def cap(memory: int, seconds: int) -> None:
    """Let the system refuse memory and processor time beyond a ceiling. Windows has neither, macOS only the time."""
    if sys.platform == "win32":
        return
    import resource

    ceilings = {resource.RLIMIT_CPU: seconds} | ({resource.RLIMIT_AS: memory} if sys.platform == "linux" else {})
    for what, most in ceilings.items():
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
