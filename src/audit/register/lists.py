"""Small lists that people fill in or that offices send along (csv, xlsx, xls): columns found by their headers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from audit.errors import InputError
from audit.register.grid import Sheet
from audit.register.open_file import open_file
from audit.register.text import clean, fold, is_missing

__all__ = ["read_list", "text"]

_TITLE_ROWS = 20  # a header stands below no more rows of titles than this


def read_list(path: Path, fields: Mapping[str, tuple[str, ...]], required: tuple[str, ...]) -> pd.DataFrame:
    """Read the first sheet that has a header with every required field.

    ``fields`` gives the headers of each field, folded (``register.text.fold``). Returns raw cells, one column a field
    ("" throughout where the file has none); the index is the row as the person sees it; empty rows are left out. Raises
    ``InputError`` where the file cannot be read (as ``read_visits``) or no sheet has the fields.
    """
    _, sheets = open_file(path)
    for sheet in sheets:
        for top, row in enumerate(sheet.rows[:_TITLE_ROWS]):
            where = _columns([fold(cell) for cell in row], fields)
            if all(field in where for field in required):
                return _below(sheet, top, where, fields)
    wanted = ", ".join(fields[field][0].title() for field in required)
    raise InputError("linkage.no_columns", file=path.name, columns=wanted)


def text(cells: pd.Series) -> pd.Series:
    """Cells as text, "" where they say nothing."""
    return cells.map(_text).astype("str")


def _text(cell: Any) -> str:
    return "" if is_missing(cell) else clean(cell)


def _columns(header: list[str], fields: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    return {
        field: header.index(name)
        for field, names in fields.items()
        for name in [next((n for n in names if n in header), None)]
        if name is not None
    }


def _below(sheet: Sheet, top: int, where: Mapping[str, int], fields: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    rows = range(top + 1, len(sheet.rows))
    nothing = [""] * len(rows)
    frame = pd.DataFrame(
        {field: sheet.column(where[field], rows) if field in where else nothing for field in fields},
        index=pd.Index([sheet.numbers[i] for i in rows]),
        dtype=object,
    )
    return frame.loc[[not all(map(is_missing, row)) for row in frame.itertuples(index=False, name=None)]]
