"""The hidden sheet of a workbook that came back: of which audit it is, and what it held when it was made."""

from __future__ import annotations

from collections.abc import Sequence

from audit.register.case_layout import META_SHEET, FormMeta
from audit.register.grid import Sheet
from audit.register.text import clean

__all__ = ["hidden_sheet", "is_hidden"]


def is_hidden(sheet: Sheet) -> bool:
    """Whether a sheet is the one that says what the workbook held when it was made."""
    first = clean(sheet.rows[0][0]) if sheet.rows and sheet.rows[0] else ""
    return sheet.name == META_SHEET or first == "schema"


def hidden_sheet(sheets: Sequence[Sheet]) -> tuple[FormMeta | None, bool]:
    """What the workbook held when it was made, ``None`` where that is gone; and whether somebody changed it."""
    hidden = [sheet for sheet in sheets if is_hidden(sheet)]
    if not hidden:
        return None, False
    meta = FormMeta.of([[cell if isinstance(cell, str) else clean(cell) for cell in row] for row in hidden[-1].rows])
    return meta, meta is None
