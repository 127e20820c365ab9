"""A program of its own: read one Stata or SPSS file and write its columns to standard output, within a ceiling.

The C library that reads these files trusts them as the reader of workbooks trusts its own: what ends here ends only
this process. ``audit.register.stat_file`` starts it. Standard output holds pickles: a dictionary that describes the
columns, then lists of some of their rows, then a text: ``read``, or why it was not.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # each thread would reserve address space, of which there is a ceiling

import pickle
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from audit.register.workbook_reader import cap

Verdict = Literal["read", "damaged", "too_large", "no_statistics"]

ROWS_AT_ONCE = 4096


def main(path: str, most_cells: int, most_memory: int, most_seconds: int, form: str, *wanted: str) -> None:
    """Write the messages of one file; ``wanted`` are folded names of columns, none means all of them."""
    try:
        import_module("pyreadstat")
    except ModuleNotFoundError:
        _say("no_statistics")
        return
    cap(most_memory, most_seconds)
    try:
        for message in _messages(Path(path), most_cells, form, wanted):
            _say(message)
        verdict: Verdict = "read"
    except (_TooLargeError, MemoryError):
        verdict = "too_large"
    except _UnreadableError as error:
        verdict = "too_large" if "allocate" in str(error) else "damaged"
    _say(verdict)


class _TooLargeError(Exception):
    pass


class _UnreadableError(Exception):
    pass


def _say(message: object) -> None:
    pickle.dump(message, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


def _messages(path: Path, most_cells: int, form: str, wanted: Sequence[str]) -> Iterator[object]:
    _, about = _read(path, form, metadataonly=True)
    if not all(isinstance(name, str) for name in about.column_names):
        raise _UnreadableError("a column without a name")
    names: list[str] = [name for name in about.column_names if not wanted or _folded(name) in wanted]
    if (about.number_rows or 0) * max(len(names), 1) > most_cells:
        raise _TooLargeError
    yield {
        "names": names,
        "all": about.column_names,
        "titles": about.column_names_to_labels,
        "labels": about.variable_value_labels,
    }
    if not names:
        return
    values, more = _read(path, form, usecols=names, user_missing=True, output_format="dict")
    missing = {name: [(r["lo"], r["hi"]) for r in ranges] for name, ranges in more.missing_ranges.items()}
    tags = {name: set(letters) for name, letters in more.missing_user_values.items()}
    columns = [_cells(values[name], missing.get(name, []), tags.get(name, set())) for name in names]
    if len(columns[0]) * len(columns) > most_cells:
        raise _TooLargeError
    rows = zip(*columns, strict=True)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield some


def _read(path: Path, form: str, **how: Any) -> tuple[Any, Any]:
    """What the library reads; on a damaged file it fails in many ways, some of which are its own slips."""
    import pyreadstat

    try:
        return (pyreadstat.read_dta if form == "dta" else pyreadstat.read_sav)(path, **how)
    except MemoryError:
        raise
    except Exception as error:
        raise _UnreadableError(str(error)) from error


def _folded(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isascii() and sign.isalnum())


def _cells(column: Any, missing: Sequence[tuple[Any, Any]], tags: set[str]) -> list[object]:
    """Plain values; ``None`` for nothing, a pair ``(code,)`` for what the file itself calls missing."""
    out: list[object] = []
    for value in column.tolist() if hasattr(column, "tolist") else column:
        if value is None or value != value:
            out.append(None)
        elif value in tags or any(type(lo) is type(value) and lo <= value <= hi for lo, hi in missing):
            out.append((value,))
        else:
            out.append(value)
    return out


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), *sys.argv[5:])
