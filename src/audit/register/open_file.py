"""One file as sheets of raw cells, opened as what its content says it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.register.grid import Sheet
from audit.register.open_html import open_html
from audit.register.open_text import open_text
from audit.register.open_workbook import open_xls, open_xlsx
from audit.register.sniff import Form, sniff

__all__ = ["open_file"]

_OPEN: Mapping[Form, Callable[[Path], list[Sheet]]] = {
    "xlsx": open_xlsx,
    "xls": open_xls,
    "html": open_html,
    "csv": open_text,
}


def open_file(path: Path) -> tuple[Form, list[Sheet]]:
    """Return the form of a file and its sheets; raises ``InputError`` (exit 11) where it cannot be opened."""
    form = sniff(path)
    sheets = _OPEN[form](path)
    for sheet in sheets:
        for row, number in zip(sheet.rows, sheet.numbers, strict=True):
            if len(row) > rules.MAX_BLANK_COLUMNS:
                limit = rules.MAX_COLUMNS
                raise InputError("register.too_many_columns", file=path.name, row=number, limit=limit)
    return form, sheets
