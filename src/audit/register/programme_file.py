"""Whether a file is a workbook of the programme: by the names of its sheets, without reading them."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path

from audit.reference.programme_sheets import SHEETS
from audit.register.text import fold

__all__ = ["is_programme_book"]

_NAMES, _MOST = "xl/workbook.xml", 1 << 20  # bytes; a real list of sheets is far smaller
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*?\bname=\"([^\"]*)\"")


def is_programme_book(path: Path) -> bool:
    """Whether a file is an ``.xlsx`` with a sheet of ``reference.programme_sheets``; whatever else it is, it is not."""
    try:
        with zipfile.ZipFile(path) as package, package.open(_NAMES) as file:
            said = file.read(_MOST).decode("utf-8", "replace")
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError):  # no workbook: for other readers
        return False
    known = {fold(sheet.name) for sheet in SHEETS.values()}
    return any(fold(html.unescape(name)) in known for name in _SHEET.findall(said))
