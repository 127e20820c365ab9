"""Separated text (csv, tab-separated) as one sheet of raw cells; the separator is found, not assumed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.grid import Sheet
from audit.register.header_rows import header_score
from audit.register.sniff import decode

__all__ = ["open_text"]

_SEPARATORS = (";", ",", "\t", "|")
_HEAD_LINES, _HEAD_CHARACTERS = 80, 1 << 18
_FIELD_LIMIT = 1 << 20  # characters of one cell; more is a lost quote


def open_text(path: Path) -> list[Sheet]:
    """The one sheet of a text file. ``numbers`` are line numbers (of the first line where a cell holds line breaks)."""
    text = decode(path)
    csv.field_size_limit(_FIELD_LIMIT)
    separator = _separator(text)
    lines = text.count("\n") + text.count("\r") - text.count("\r\n")
    if lines > rules.MAX_ROWS or lines + text.count(separator) > rules.MAX_CELLS:
        raise InputError("register.too_large", file=path.name)
    content = text.encode("utf-8")
    del text  # up to four times as large
    rows, numbers = _rows(content, separator, path.name)
    return [Sheet(None, rows, numbers)]


def _separator(text: str) -> str:
    head = text[:_HEAD_CHARACTERS].splitlines(keepends=True)[:_HEAD_LINES]
    if head and head[0].lower().startswith("sep="):
        return head[0][4:5]

    def promise(separator: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(head, delimiter=separator))
        except csv.Error:  # a cell without end, which reading the whole file will name
            return 0, 0
        usual = Counter(len(row) for row in rows if row).most_common(1)
        return header_score(Sheet(None, rows, range(1, len(rows) + 1))), usual[0][0] if usual else 0

    return max(_SEPARATORS, key=promise)


def _rows(content: bytes, separator: str, file: str) -> tuple[list[list[str]], Sequence[int]]:
    reader = csv.reader(_lines(content), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        if b'"' not in content:  # a cell without end all the same
            raise InputError("register.not_a_table", file=file) from error
        raise InputError("register.quotes", file=file, row=reader.line_num) from error
    if reader.line_num == len(rows):
        return rows, range(1, len(rows) + 1)
    numbers: list[int] = []
    reader = csv.reader(_lines(content), delimiter=separator)
    before = 0
    for row in reader:
        if reader.line_num > before + 1 and any(_swallowed_rows(cell, separator) for cell in row):
            raise InputError("register.quotes", file=file, row=before + 1)
        numbers.append(before + 1)
        before = reader.line_num
    return rows, numbers


def _lines(content: bytes) -> Iterator[str]:
    return io.TextIOWrapper(io.BytesIO(content), "utf-8", newline="")


def _swallowed_rows(cell: str, separator: str) -> bool:
    """Whether a lost quotation mark made whole rows into one cell: line breaks, and separators on each side of one."""
    lines = cell.splitlines()
    return len(lines) > 1 and sum(separator in line for line in lines) > 1
