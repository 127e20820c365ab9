"""HTML tables (what older e-PPGBM exports are, whatever they are called) as one sheet of raw cells."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.grid import Merge, Sheet
from audit.register.header_rows import header_score
from audit.register.sniff import decode
from audit.register.text import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element  # pyright: ignore[reportPrivateUsage] - lxml has no other name for it

__all__ = ["open_html"]

_CELLS = ("td", "th")
_BREAKS = ("br", "p", "div", "li", "tr", "td", "th")  # where a browser breaks the line or leaves a gap
_MAX_SPAN = 1000
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_DEEPEST = 4  # tables inside one another: pages hold a layout, its parts, the table of data, and what stands in a cell


def open_html(path: Path) -> list[Sheet]:
    """All table rows of the file as one sheet; a row's number is its 1-based place among the ``<tr>``.

    Tables inside cells are rows too where they hold the data (a page laid out by tables), else text of their cell:
    whichever finds the better header.

    Raises ``InputError`` where the last table is not closed: such a file was cut off and rows are missing; and where
    tags are nested so deep that the parser gives up.
    """
    text = decode(path)
    if text.count("<") - text.count("</") > rules.MAX_HTML_ELEMENTS:
        raise InputError("register.too_large", file=path.name)
    if len(re.findall(r"<table\b", text, re.IGNORECASE)) > len(re.findall(r"</table\s*>", text, re.IGNORECASE)):
        raise InputError("register.damaged", file=path.name)
    depth = _depth(text)
    if depth <= 1:
        return [_sheet(text, path.name, 1)]
    return [max((_sheet(text, path.name, rows_to) for rows_to in range(1, depth + 1)), key=header_score)]


def _depth(text: str) -> int:
    """How many tables stand inside one another."""
    depth = deepest = 0
    for tag in _TABLE_TAG.finditer(text):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return min(deepest, _DEEPEST)


def _sheet(text: str, file: str, rows_to: int) -> Sheet:
    """Read the rows of tables inside fewer than ``rows_to`` others; deeper ones are text of their cell."""
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  (a compiled module without stubs)

    rows: list[list[Cell]] = []
    merged: list[Merge] = []
    covered: dict[int, dict[int, int]] = {}  # by depth: column -> rows still covered by a cell above
    numbers: list[int] = []
    inside: list[int] = []  # numbers of the rows that are open
    count = 0
    left = rules.MAX_CELLS
    source = io.BytesIO(text.encode("utf-8"))
    parsed = etree.iterparse(source, events=("start", "end"), tag="tr", html=True, encoding="utf-8", huge_tree=True)
    for event, tr in parsed:
        if event == "start":
            count += 1
            inside.append(count)
            continue
        depth, number = len(inside), inside.pop()
        if depth > rows_to:
            continue
        below = covered.setdefault(depth, {})
        row: list[Cell] = []
        for cell in tr:
            if cell.tag not in _CELLS:
                continue
            while below.get(len(row), 0):
                below[len(row)] -= 1
                row.append("")
            value = _text(cell) if len(cell) else cell.text or ""
            if not cell.attrib:
                row.append(value)
                continue
            across, down = _span(cell.get("colspan")), _span(cell.get("rowspan"))
            if across > 1 or down > 1:
                merged.append((len(rows), len(row), len(rows) + down - 1, len(row) + across - 1))
            for j in range(len(row), len(row) + across):
                if down > 1:
                    below[j] = down - 1
            row.extend([value, *[""] * (across - 1)])
            if len(row) > left:
                raise InputError("register.too_large", file=file)
        while below.get(len(row), 0):
            below[len(row)] -= 1
            row.append("")
        rows.append(row)
        numbers.append(number)
        left -= len(row)
        tr.clear()
        parent = tr.getparent()
        while parent is not None and tr.getprevious() is not None:
            del parent[0]
    if parsed.error_log.filter_from_fatals():
        raise InputError("register.damaged", file=file)
    if rows_to == 1:
        return Sheet(None, rows, numbers, tuple(merged))
    order = sorted(range(len(rows)), key=numbers.__getitem__)  # a row ends after those inside it
    place = {n: i for i, n in enumerate(order)}
    moved = ((place[top], j, place[top] + bottom - top, right) for top, j, bottom, right in merged)
    return Sheet(None, [rows[n] for n in order], [numbers[n] for n in order], tuple(moved))


def _text(cell: _Element) -> str:
    """Text of a cell that holds elements; it is taken apart for that."""
    for element in cell.iterdescendants(*_BREAKS):
        element.text = f" {element.text or ''}"
        element.tail = f" {element.tail or ''}"
    return "".join(cell.itertext())


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _MAX_SPAN) if text and text.strip().isdigit() else 1
