"""HTML tables (what older e-PPGBM exports are, whatever they are called) as one sheet of raw cells."""

from __future__ import annotations

import io
import re
from pathlib import Path

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.grid import Merge, Sheet
from audit.register.sniff import decode
from audit.register.text import Cell

__all__ = ["open_html"]

_CELLS = ("td", "th")
_MAX_SPAN = 1000


def open_html(path: Path) -> list[Sheet]:
    """All table rows of the file as one sheet; a row's number is its 1-based place among the ``<tr>``.

    Raises ``InputError`` where the last table is not closed: such a file was cut off and rows are missing; and where
    tags are nested so deep that the parser gives up.
    """
    text = decode(path)
    if text.count("<") - text.count("</") > rules.MAX_HTML_ELEMENTS:
        raise InputError("register.too_large", file=path.name)
    if len(re.findall(r"<table\b", text, re.IGNORECASE)) > len(re.findall(r"</table\s*>", text, re.IGNORECASE)):
        raise InputError("register.damaged", file=path.name)
    rows, merged = _rows(text, path.name)
    return [Sheet(None, rows, range(1, len(rows) + 1), merged)]


def _rows(text: str, file: str) -> tuple[list[list[Cell]], tuple[Merge, ...]]:
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  (a compiled module without stubs)

    rows: list[list[Cell]] = []
    merged: list[Merge] = []
    below: dict[int, int] = {}  # column -> rows still covered by a cell above
    left = rules.MAX_CELLS
    source = io.BytesIO(text.encode("utf-8"))
    parsed = etree.iterparse(source, events=("end",), tag="tr", html=True, encoding="utf-8", huge_tree=True)
    for _, tr in parsed:
        row: list[Cell] = []
        for cell in tr:
            if cell.tag not in _CELLS:
                continue
            while below.get(len(row), 0):
                below[len(row)] -= 1
                row.append("")
            value = "".join(cell.itertext()) if len(cell) else cell.text or ""
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
        left -= len(row)
        tr.clear()
        parent = tr.getparent()
        while parent is not None and tr.getprevious() is not None:
            del parent[0]
    if parsed.error_log.filter_from_fatals():
        raise InputError("register.damaged", file=file)
    return rows, tuple(merged)


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _MAX_SPAN) if text and text.strip().isdigit() else 1
