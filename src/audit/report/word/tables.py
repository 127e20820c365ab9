"""Tables of blocks as tables of Word: a head that stands on every page, numbers to the right, withheld cells shaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

from audit.reference.identity import plain
from audit.report.word.looks import SOFT, WIDE_CM
from audit.report.word.markup import cell, grid, paragraph, row, run

__all__ = ["column_widths", "data_table"]

_LEAST, _MOST = 2.5, 13.0  # a column's share of the page: the root of its letters
_LONG_WORD = 14  # letters; longer words, such as addresses, may break
_LETTER_CM, _SMALL_LETTER_CM = 0.19, 0.15  # of the two sizes of type
_INSET_CM, _SMALL_INSET_CM = 0.15, 0.08
_MANY = 7  # columns from which on type is small
_TOGETHER = 20  # rows that stay on one page
_LINE_HIGH_CM = 0.9
_WITHHELD, _INDENT_CM = plain("withheld-print"), 0.4


def data_table(it: Mapping[str, Any], *, wide_cm: float = WIDE_CM) -> str:
    """One table of a block's JSON, without its caption; a row of empty cells is a line to write on."""
    columns, rows = it["columns"], it["rows"]
    lines = [[column["label"] for column in columns], *([cell["text"] for cell in row["cells"]] for row in rows)]
    small = len(columns) >= _MANY
    style, inset = ("AksSmallCell", _SMALL_INSET_CM) if small else ("AksCell", _INSET_CM)
    deepest = max((row["level"] for row in rows), default=0)
    letter = _SMALL_LETTER_CM if small else _LETTER_CM
    widths = column_widths(lines, wide_cm, letter, inset, indent_cm=_INDENT_CM if deepest else 0)
    together = len(rows) <= _TOGETHER

    def line(said: Mapping[str, Any], last: bool) -> str:
        level, cells = said["level"], said["cells"]
        empty = not deepest and not any(one["text"] for one in cells[1:])  # elsewhere it is the head of a group
        drawn = [
            cell(
                paragraph(
                    run(one["text"], bold=level < deepest),
                    style=style,
                    align="end" if column["align"] == "end" else None,
                    keep=together and not last,
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
    body = [line(said, n == len(rows)) for n, said in enumerate(rows, start=1)]
    return grid([row(heads, head=True), *body], widths, style="AksTable", inset_cm=inset, said=it["caption"])


def column_widths(
    lines: Sequence[Sequence[str]],
    wide_cm: float = WIDE_CM,
    letter_cm: float = _LETTER_CM,
    inset_cm: float = _INSET_CM,
    *,
    indent_cm: float = 0,
) -> list[float]:
    """Centimetres of each column: wordy ones get more, and no word of a usual length is broken where all have room.

    ``indent_cm`` is how far names in the first column stand in. ``lines`` are the words of each cell, head first.
    """
    columns = list(zip(*lines, strict=True))
    shares = [min(max(sqrt(max(map(len, column))), _LEAST), _MOST) for column in columns]
    words = [max((len(word) for cell in column for word in cell.split()), default=0) for column in columns]
    whole = [min(n, _LONG_WORD) * letter_cm + 2 * inset_cm for n in words]
    whole[0] += indent_cm
    wide = [max(wide_cm * share / sum(shares), least) for share, least in zip(shares, whole, strict=True)]
    spare, over = [a - b for a, b in zip(wide, whole, strict=True)], sum(wide) - wide_cm
    return [w - over * s / sum(spare) if sum(spare) > over else w * wide_cm / sum(wide)
            for w, s in zip(wide, spare, strict=True)]  # fmt: skip
