"""Workbooks of the programme as offices hand them in: a sheet a table, with the headers and words of its layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from audit.language import text
from audit.reference.people_lists import NO, YES
from audit.reference.programme_sheet import ProgrammeSheet, SheetField

__all__ = ["write_programme_book"]

_CREATED = datetime(2025, 1, 1, tzinfo=UTC)  # never the clock
_BETWEEN, _WRITTEN_BETWEEN = ";", "; "


def write_programme_book(path: Path, sheets: Sequence[ProgrammeSheet], rows: Mapping[str, pd.DataFrame]) -> None:
    """Write the sheets of a workbook; equal rows give equal bytes.

    ``rows`` by canonical table have the fields of its sheet: codes, codes of areas, dates, NIK, names. A word that is
    no code stays as it is: so a mistake of a real list is written.
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": text("synth.sample_data"), "created": _CREATED})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for layout in sheets:
        sheet = book.add_worksheet(layout.name)
        of_table = rows.get(layout.table, pd.DataFrame())
        for j, field in enumerate(layout.fields):
            sheet.write_string(0, j, field.header)
            if field.name in of_table:
                _write_column(sheet, j, field, of_table[field.name], day)
    book.close()


def _write_column(sheet: Any, j: int, field: SheetField, values: pd.Series, day: Any) -> None:
    known = values.notna().tolist()
    for i, value in enumerate(values.tolist(), start=1):
        if not known[i - 1]:
            continue
        if isinstance(value, str):
            sheet.write_string(i, j, _word(field, value))
        elif field.kind == "date":
            sheet.write_datetime(i, j, value, day)
        elif field.kind == "yes":
            sheet.write_string(i, j, YES if value else NO)
        else:
            sheet.write_number(i, j, float(value))


def _word(field: SheetField, said: str) -> str:
    if field.kind not in ("word", "words"):
        return said
    return _WRITTEN_BETWEEN.join(field.words.get(code, code) for code in said.split(_BETWEEN))
