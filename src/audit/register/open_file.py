"""One file as sheets of raw cells, opened as what its content says it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

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
    return form, _OPEN[form](path)
