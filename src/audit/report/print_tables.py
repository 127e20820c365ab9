"""What a printed table takes: the widths of its columns and the heights of its rows.

Typst would find them by setting every cell, and then set it once more; a face knows how wide its letters are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, sqrt
from typing import Any

from audit.report.letters import Face, width_of
from audit.report.tables import CAUTION

__all__ = ["MILLIMETRE", "PAGE", "lines_of", "printed_table"]

MILLIMETRE = 72 / 25.4  # points
WIDTH = 166 * MILLIMETRE  # of the words of a page: A4 less its margins (theme.typ)
PAGE = 250 * MILLIMETRE  # their height
GAP = 7 * MILLIMETRE  # between two columns of a page
NUMBER = 28 * MILLIMETRE  # of a column of numbers in a table of up to five: one width in every table
NAMES = 54 * MILLIMETRE  # of the names before them at least
INDENT = 4 * MILLIMETRE  # of the name of a part
MOST_IN_HALF = 5  # columns of a long table that half a page can hold
FEWEST_NAMES = 0.15  # share of the width that names keep before many columns of numbers
KEPT = 0.4 * PAGE  # a table of at most this height stands on one page
BEGUN = 5  # rows that stand below the head where a table begins
_CAPTION = 9  # points
_AROUND = 6 * MILLIMETRE  # white above a caption and below it
_CAPITAL = 0.66  # height of a capital in its size: of the one line of a row
_LEADING = 0.42  # white between two lines of a cell
_PARAGRAPH = 0.58  # and of words outside tables
_SAFE = 1.01  # what a text may take beyond the sum of its letters
_ROUNDING = 1e-6  # a column as wide as its widest text holds it


Texts = list[tuple[str, Face]]  # of a row or of a column, each with its face


@dataclass(frozen=True, slots=True)
class _Type:
    """Size of the letters, white above and below, beside a column, and before the first one, in points."""

    size: float
    above: float
    beside: float
    before: float

    def height(self, lines: int) -> float:
        """Of a row, by the lines of its highest cell."""
        return (lines * (_CAPITAL + _LEADING) - _LEADING) * self.size + 2 * self.above

    def white(self, x: int) -> float:
        """Of a column; the first has room for the indent of a part."""
        return self.beside + (self.beside if x else INDENT)

    def wide(self, x: int, letters: float) -> float:
        """Width of a column for a text as wide as so many times the size of its letters."""
        return letters * self.size * _SAFE + self.white(x)

    def lines(self, texts: Texts, widths: Sequence[float]) -> int:
        """Of the highest cell."""
        return max(
            sum(lines_of(part, width - self.white(x), self.size, face) for part in words.split("\n"))
            for x, ((words, face), width) in enumerate(zip(texts, widths, strict=True))
        )


_USUAL = _Type(9.2, 1.2 * MILLIMETRE, 2 * MILLIMETRE, 0.5 * MILLIMETRE)
_LONG = _Type(7, 0.95 * MILLIMETRE, 1.3 * MILLIMETRE, 1.3 * MILLIMETRE)
_HALF = _Type(8, 0.95 * MILLIMETRE, 1.3 * MILLIMETRE, 1.3 * MILLIMETRE)


@dataclass(frozen=True, slots=True)
class _Column:
    """Widest line of its head, longest word of it, and widest text below it, in the size of the letters."""

    head: float
    word: float
    text: float

    @property
    def all(self) -> float:
        return max(self.head, self.text)


def printed_table(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table of a drawn block as the template sets it; lengths are points.

    One of more columns than a page holds comes in ``parts``, one below the other, each with the first column. A part
    has the ``widths`` of its columns; a row of it has a ``height`` where every text surely fits one line of its column.
    A long table that half a page can hold has ``half``, the height of two columns of about equal height. ``kept`` is
    whether the table stands on one page; else it begins where as much as ``begins`` is free.
    """
    rows, long = table["rows"], table["long"]
    deepest = max((row["level"] for row in rows), default=0)
    heads = [_head(column, long) for column in table["columns"]]
    texts = [_faced(row, deepest) for row in rows]
    columns = [_column(head, [row[x] for row in texts]) for x, head in enumerate(heads)]
    halves, wordy = None, any(column["align"] == "start" for column in table["columns"][1:])
    if long and not wordy and len(heads) <= MOST_IN_HALF:
        halves = _half_widths(_HALF, columns)
    type_ = _HALF if halves else _LONG if long else _USUAL
    stands = lines_of(table["caption"], WIDTH, _CAPTION) * _CAPTION * (1 + _PARAGRAPH) + _AROUND
    begins, parts, half = 0.0, [], None
    for xs in [[*range(len(heads))]] if wordy else _shares(type_, columns):
        widths = halves or (_wordy_widths if wordy else _number_widths)(type_, [columns[x] for x in xs])
        lines = [type_.lines([row[x] for x in xs], widths) for row in texts]
        heights = [type_.height(n) for n in lines]
        head = type_.height(type_.lines([(heads[x], "Semibold") for x in xs], widths))
        begins = begins or stands + head + sum(heights[:BEGUN])
        stands += head + sum(heights)
        half = _half(head, heights, deepest) if halves else None
        parts.append({
            "heads": [heads[x] for x in xs],
            "align": [table["columns"][x]["align"] for x in xs],
            "widths": widths,
            "rows": [
                _row(row, xs, deepest, long) | {"height": height if n == 1 else None}
                for row, height, n in zip(rows, heights, lines, strict=True)
            ],
        })  # fmt: skip
    return {
        **{name: table[name] for name in ("caption", "number", "notes", "long")},
        "size": type_.size,
        "inset": [type_.before, type_.beside, type_.above],
        "parts": parts,
        "half": half,
        "kept": not halves and stands <= KEPT,
        "begins": begins,
    }


def lines_of(words: str, width: float, size: float, face: Face = "Regular") -> int:
    """Lines that words take in ``width`` points at ``size``; a wider word is broken, as the address of a page is."""
    room, space = width / (size * _SAFE) + _ROUNDING, width_of(" ", face)
    lines, at = 1, 0.0
    for word in words.split():
        wide = width_of(word, face)
        if at and at + space + wide > room:
            lines, at = lines + 1, 0.0
        at += wide + (space if at else 0.0)
        if at > room:
            lines, at = lines + ceil(at / room) - 1, room
    return lines


def _head(column: Mapping[str, Any], long: bool) -> str:
    """Words over a column; over numbers in small type each on a line of its own."""
    return column["label"].replace(" ", "\n") if long and column["align"] == "end" else column["label"]


def _faced(row: Mapping[str, Any], deepest: int) -> Texts:
    return [(cell["text"], "Semibold" if row["level"] < deepest else "Regular") for cell in row["cells"]]


def _column(head: str, texts: Texts) -> _Column:
    return _Column(
        head=max(width_of(line, "Semibold") for line in head.split("\n")),
        word=max((width_of(word, "Semibold") for word in head.split()), default=0.0),
        text=max((width_of(words, face) for words, face in texts), default=0.0),
    )


def _row(row: Mapping[str, Any], xs: Sequence[int], deepest: int, long: bool) -> dict[str, Any]:
    """Cells, plain words where nothing is to be said of them, and whether it heads the rows below it.

    A kecamatan of a long table never stands apart from its first desa, nor the name of a group from its first row.
    """
    level, cells = row["level"], row["cells"]
    heads = level < deepest
    group = level == 0 and deepest == 1 and all(cell["text"] == "" for cell in cells[1:])
    shaded = level == 1 and deepest == 2
    drawn: list[dict[str, Any] | str] = []
    for x in xs:
        cell = cells[x]
        words = cell["text"].removesuffix(CAUTION)
        said = {
            "heads": heads,
            "shaded": shaded,
            "indented": x == 0 and 0 < level == deepest,
            "hidden": cell["hidden"],
            "marked": words != cell["text"],
        }
        drawn.append({"text": words} | said if any(said.values()) else words)
    return {"cells": drawn, "above": group or (long and shaded)}


# widths ---------------------------------------------------------------------------------------------------------------


def _shares(type_: _Type, columns: Sequence[_Column]) -> list[list[int]]:
    """Columns that stand beside one another: all, or as few parts of about equal size as leave room for the names."""
    number = len(columns) - 1
    shares = [[*range(number + 1)]]
    while len(columns) > MOST_IN_HALF and len(shares) < number:
        if all(sum(_needs(type_, columns, share)) <= (1 - FEWEST_NAMES) * WIDTH for share in shares):
            break
        parts = len(shares) + 1
        cuts = [1 + number * part // parts for part in range(parts + 1)]
        shares = [[0, *range(start, end)] for start, end in pairwise(cuts)]
    return shares


def _needs(type_: _Type, columns: Sequence[_Column], share: Sequence[int]) -> list[float]:
    """What columns of numbers take if neither a number nor a word of a head is broken."""
    return [type_.wide(1, max(columns[x].word, columns[x].text)) for x in share[1:]]


def _number_widths(type_: _Type, columns: Sequence[_Column]) -> list[float]:
    """Columns of numbers share one width in every table of the report; the names before them take what they need."""
    asked, numbers = type_.wide(0, columns[0].all), columns[1:]
    if len(columns) > MOST_IN_HALF:
        needs = _needs(type_, columns, range(len(columns)))
        first = min(asked, 0.4 * WIDTH)
        equal = (WIDTH - first) / len(needs)
        # What would break in equal columns gets what it needs.
        return [WIDTH - sum(needs), *needs] if max(needs) > equal else [first, *[equal] * len(needs)]
    first = max(NAMES, min(asked, WIDTH - NUMBER * len(numbers)))
    # A number with its range is wider: it gets what it asks for where the page has it.
    needs = [max(NUMBER, type_.wide(1, column.text)) for column in numbers]
    return [first, *(needs if first + sum(needs) <= WIDTH else [NUMBER] * len(needs))]


def _wordy_widths(type_: _Type, columns: Sequence[_Column]) -> list[float]:
    """Widths of a table with more words than its first column.

    Each column that asks for no more than an equal part of the room gets what it asks for; long texts share the rest by
    the root of their length, which makes for few lines.
    """
    open_ = {x: type_.wide(x, column.all) for x, column in enumerate(columns)}
    given, left = dict.fromkeys(open_, 0.0), WIDTH
    while open_:
        fitting = {x: asked for x, asked in open_.items() if asked <= left / len(open_)}
        roots = sum(map(sqrt, open_.values()))
        taken = fitting or {x: left * sqrt(asked) / roots for x, asked in open_.items()}
        given |= taken
        left -= sum(taken.values())
        open_ = {x: asked for x, asked in open_.items() if x not in taken}
    return [*given.values()]


def _half_widths(type_: _Type, columns: Sequence[_Column]) -> list[float] | None:
    """In half a page numbers take what they ask for and names the rest; none where that is less than a quarter."""
    room = (WIDTH - GAP) / 2
    asked = [type_.wide(1, column.all) for column in columns[1:]]
    rest = room - sum(asked)
    return [rest, *asked] if rest >= 0.25 * room else None


def _half(head: float, heights: Sequence[float], deepest: int) -> float:
    """Height of two columns of about equal height, over as many pages as it takes.

    Each loses at most a head and what stands together at its end: a kecamatan and its first desa, else one row.
    """
    half = (head + sum(heights)) / 2
    lost = head + sum(sorted(heights)[-(2 if deepest == 2 else 1) :])
    return half + lost * (floor(half / PAGE) + 1)
