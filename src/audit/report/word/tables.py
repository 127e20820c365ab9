"""Tables of blocks as tables of Word: a head that stands on every page, numbers to the right, withheld cells shaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, sqrt
from typing import Any

from audit.reference.identity import plain
from audit.report.word.looks import SOFT, WIDE_CM
from audit.report.word.markup import cell, grid, paragraph, row, run

__all__ = ["column_widths", "data_table"]

_EASY_LETTERS = 30  # of a cell that would like one line; longer texts run over several, and ask for less each
_PAIR_LETTERS, _PAIR_CM = (
    40,
    11.0,
)  # as wide as a table of two columns: the eye finds the number that belongs to the words
_HEAD_LINES = 3  # of a head: it may be that high before it widens its column
_LONG_WORD = 14  # letters; longer words, such as addresses, may break
_LETTER_CM, _SMALL_LETTER_CM = 0.19, 0.16  # of the two sizes of type
_INSET_CM, _SMALL_INSET_CM = 0.15, 0.08
_MANY = 7  # columns from which on type is small
_SQUEEZED = 1.06  # more than the page that a table may ask for: letters are reckoned wide
_TOGETHER_CM = 9.0  # as high as a table may be that stays on one page: a third of it
_FIRST_ROWS = _LAST_ROWS = 2  # of a longer one: not parted from its head, and not alone on a last page
_LINE_HIGH_CM = 0.9
_LINE_CM, _SMALL_LINE_CM, _AROUND_CM = 0.42, 0.36, 0.08  # a line of each size of type; over and under a row's lines
_WITHHELD, _INDENT_CM = plain("withheld-print"), 0.4


def data_table(it: Mapping[str, Any], *, wide_cm: float = WIDE_CM) -> str:
    """One table of a block's JSON, without its caption; a row of empty cells is a line to write on.

    What has more columns than the page has room for stands in parts below each other, each with the first column.
    """
    small = len(it["columns"]) >= _MANY
    return paragraph(style="AksCell").join(_part(part, wide_cm, small=small) for part in _parts(it, wide_cm))


def _parts(it: Mapping[str, Any], wide_cm: float) -> list[Mapping[str, Any]]:
    lines = [
        [column["label"] for column in it["columns"]],
        *([one["text"] for one in row["cells"]] for row in it["rows"]),
    ]
    first, *others = _least(lines, _SMALL_LETTER_CM, _SMALL_INSET_CM)
    if len(others) < _MANY or first + sum(others) <= wide_cm * _SQUEEZED:
        return [it]
    each = ceil(len(others) / ceil(sum(others) / (wide_cm - first)))
    return [_columns(it, [0, *range(n, min(n + each, len(others) + 1))]) for n in range(1, len(others) + 1, each)]


def _columns(it: Mapping[str, Any], kept: Sequence[int]) -> Mapping[str, Any]:
    rows = [row | {"cells": [row["cells"][x] for x in kept]} for row in it["rows"]]
    return {**it, "columns": [it["columns"][x] for x in kept], "rows": rows}


def _part(it: Mapping[str, Any], wide_cm: float, *, small: bool) -> str:
    columns, rows = it["columns"], it["rows"]
    lines = [[column["label"] for column in columns], *([cell["text"] for cell in row["cells"]] for row in rows)]
    style, inset = ("AksSmallCell", _SMALL_INSET_CM) if small else ("AksCell", _INSET_CM)
    deepest = max((row["level"] for row in rows), default=0)
    letter = _SMALL_LETTER_CM if small else _LETTER_CM
    indent = _INDENT_CM if deepest else 0
    widths = column_widths(lines, wide_cm, letter, inset, indent_cm=indent)
    if len(columns) == 2 and all(len(said) <= _PAIR_LETTERS for line in lines for said in line):
        widths = column_widths(lines, min(wide_cm, _PAIR_CM), letter, inset, indent_cm=indent)
    kept = len(rows) if _high(lines, widths, letter, inset, small=small) <= _TOGETHER_CM else _FIRST_ROWS + 1

    def line(said: Mapping[str, Any], n: int) -> str:
        level, cells = said["level"], said["cells"]
        empty = not deepest and not any(one["text"] for one in cells[1:])  # elsewhere it is the head of a group
        drawn = [
            cell(
                paragraph(
                    run(one["text"], bold=level < deepest),
                    style=style,
                    align="end" if column["align"] == "end" else None,
                    keep=n < kept or len(rows) - _LAST_ROWS < n < len(rows),
                    left_cm=_INDENT_CM if x == 0 and 0 < level == deepest else 0,
                ),
                widths[x],
                fill=_WITHHELD if one["hidden"] else SOFT if level == 1 and deepest == 2 else "",
            )
            for x, (one, column) in enumerate(zip(cells, columns, strict=True))
        ]
        return row(drawn, high_cm=_LINE_HIGH_CM if empty else 0)

    heads = [
        cell(
            paragraph(
                run(column["label"], bold=True),
                style=style,
                align="end" if column["align"] == "end" else None,
                keep=bool(rows),
            ),
            widths[x],
        )
        for x, column in enumerate(columns)
    ]
    body = [line(said, n) for n, said in enumerate(rows, start=1)]
    return grid([row(heads, head=True), *body], widths, style="AksTable", inset_cm=inset, said=it["caption"])


def column_widths(
    lines: Sequence[Sequence[str]],
    wide_cm: float = WIDE_CM,
    letter_cm: float = _LETTER_CM,
    inset_cm: float = _INSET_CM,
    *,
    indent_cm: float = 0,
) -> list[float]:
    """Centimetres of each column: room for its longest word, then for its longest line, then for a head of few lines.

    Where room ends, columns get equal shares of what they ask for; where some is left, all grow alike.

    ``indent_cm`` is how far names in the first column stand in. ``lines`` are the words of each cell, head first.
    """
    columns = list(zip(*lines, strict=True))
    indents = [indent_cm, *[0.0] * (len(columns) - 1)]
    asked = [[_asked(column[1:]) for column in columns], [len(column[0]) / _HEAD_LINES for column in columns]]
    wide = [cm + indent for cm, indent in zip(_least(lines, letter_cm, inset_cm), indents, strict=True)]
    for letters in asked:
        stage = [n * letter_cm + 2 * inset_cm + indent for n, indent in zip(letters, indents, strict=True)]
        more = [max(a, b) - a for a, b in zip(wide, stage, strict=True)]
        share = min(max(wide_cm - sum(wide), 0) / (sum(more) or 1), 1)
        wide = [a + share * b for a, b in zip(wide, more, strict=True)]
    return [cm * wide_cm / sum(wide) for cm in wide]


def _least(lines: Sequence[Sequence[str]], letter_cm: float, inset_cm: float) -> list[float]:
    """Centimetres of each column in which no word of a usual length is broken."""
    words = [
        max((len(word) for cell in column for word in cell.split()), default=0) for column in zip(*lines, strict=True)
    ]
    return [min(n, _LONG_WORD) * letter_cm + 2 * inset_cm for n in words]


def _asked(cells: Sequence[str]) -> float:
    """Letters of the line that a column asks for."""
    longest = max((len(line) for cell in cells for line in cell.split("\n")), default=0)
    return min(longest, _EASY_LETTERS) + 4 * sqrt(max(longest - _EASY_LETTERS, 0))


def _high(
    lines: Sequence[Sequence[str]], widths: Sequence[float], letter_cm: float, inset_cm: float, *, small: bool
) -> float:
    """About how high a table becomes, in centimetres."""
    line_cm = _SMALL_LINE_CM if small else _LINE_CM
    room = [max((cm - 2 * inset_cm) / letter_cm, 1) for cm in widths]
    rows = (max(ceil(len(said) / letters) for said, letters in zip(cells, room, strict=True)) for cells in lines)
    return sum(max(n, 1) * line_cm + _AROUND_CM for n in rows)
