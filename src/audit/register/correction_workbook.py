"""The workbook in which findings are mended: what stands where, what is odd about it, and a cell for the right value.

Restricted: rows of single children, without a name. The file it speaks of is never altered; what is filled in here
acts at the next import (``register.corrections``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from audit.language import date_text, number, text
from audit.language.catalogue import Language
from audit.reference.identity import COLOURS
from audit.store import new_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = [
    "CORRECTABLE",
    "DATA_FROM_ROW",
    "FILLED",
    "META",
    "PREFILLED",
    "SHEET",
    "prefilled_hash",
    "write_corrections",
]

# Findings speak of columns; those of them that a correction may set, by the column of ``RECORDS`` that it changes.
CORRECTABLE: Mapping[str, str] = {
    "weight_kg": "weight_kg",
    "lenhei_cm": "lenhei_cm",
    "muac_cm": "muac_cm",
    "measure": "measure",
    "said_birth_date": "birth_date",
    "said_posyandu": "posyandu",
}
PREFILLED = ("finding", "child_id", "source_file", "source_sheet", "source_row", "visit_date", "column", "current")
FILLED = ("corrected", "reason", "role", "day")
SHEET, META = "Perbaikan", "_meta"
DATA_FROM_ROW = 3  # machine names, then labels, then data
_SCHEMA = "aks.perbaikan/1"
_WIDTHS = {"finding": 60, "source_file": 22, "source_sheet": 18, "reason": 40, "role": 24, "corrected": 16}
_WIDTH = 14
_DECIMAL, _DAY = re.compile(r"-?\d+\.\d+"), re.compile(r"\d{4}-\d{2}-\d{2}")
_FILL, _FIXED = COLOURS["fill-in"], COLOURS["fixed"]
_FOOT = "&LTERBATAS&R&P / &N"


def write_corrections(findings: pd.DataFrame, path: Path, *, language: Language = "id") -> None:
    """Write findings (``quality.row_findings(...).rows``) as a workbook to fill in: a line for each value in question.

    Several findings about one value share its line. Findings about what the file computed (z-scores, labels) are not
    listed: they follow from the rest. Grey cells are locked without a password, against slips; yellow ones are to be
    filled: the right value, why, in which role, on which day. Raises ``OutputError`` where it cannot be written.
    """
    lines = _lines(findings, language)
    with new_workbook(path) as book:
        guide = book.add_worksheet(text("rows.corrections.sheet_guide", language))
        guide.set_column(0, 0, 72)
        guide.set_footer(_FOOT)
        wrapped = book.add_format({"text_wrap": True})
        for i in range(5):
            guide.write_string(i, 0, text(f"rows.corrections.guide_{i + 1}", language), wrapped)
        _sheet(book, lines, language)
        meta = book.add_worksheet(META)
        meta.very_hidden()
        meta.write_string(0, 0, _SCHEMA)
        for i, row in enumerate(lines[list(PREFILLED)].itertuples(index=False, name=None), start=1):
            meta.write_string(i, 0, prefilled_hash(row))


def prefilled_hash(row: tuple[Any, ...]) -> str:
    """A short hash of the cells of a line that nobody is to change; finding aside, which is words."""
    return hashlib.sha256("\x1f".join(str(cell) for cell in row[1:]).encode("utf-8")).hexdigest()[:16]


def _lines(findings: pd.DataFrame, language: Language) -> pd.DataFrame:
    rows = findings[findings["column"].isin(list(CORRECTABLE))].copy()
    said = zip(rows["rule"], rows["value"], rows["against"], strict=True)
    rows["finding"] = [
        f"{text(f'rows.found.{r}', language, value=v, against=a)} {text(f'rows.do.{r}', language)}"
        for r, v, a in ((r, _said(v, language), _said(a, language)) for r, v, a in said)
    ]
    rows["current"] = rows["value"]
    rows["visit_date"] = rows["visit_date"].dt.strftime("%Y-%m-%d")
    rows = rows.astype(dict.fromkeys(PREFILLED, "string")).fillna("")
    place = list(PREFILLED[1:])
    lines = rows.groupby(place, sort=False)["finding"].agg(lambda said: " ".join(dict.fromkeys(said))).reset_index()
    return lines[list(PREFILLED)].astype(object)


def _said(value: str, language: Language) -> str:
    """A value in a sentence: decimals and days as the language writes them, anything else as it stands."""
    if _DECIMAL.fullmatch(value):
        return number(Decimal(value), len(value.partition(".")[2]), language=language)
    if _DAY.fullmatch(value):
        return date_text(date.fromisoformat(value), language=language)
    return value or "-"


def _sheet(book: Workbook, lines: pd.DataFrame, language: Language) -> None:
    sheet = book.add_worksheet(SHEET)
    formats = _formats(book)
    columns = [*PREFILLED, *FILLED]
    for j, column in enumerate(columns):
        sheet.set_column(j, j, _WIDTHS.get(column, _WIDTH))
        sheet.write_string(0, j, column, formats["machine"])
        sheet.write_string(1, j, text(f"rows.corrections.column.{column}", language), formats["label"])
    for i, row in enumerate(lines.itertuples(index=False, name=None), start=DATA_FROM_ROW - 1):
        for j, value in enumerate(row):
            sheet.write_string(i, j, value, formats["fixed"])
        for j in range(len(PREFILLED), len(columns)):
            sheet.write_blank(i, j, None, formats["fill"])
    _dress(sheet, len(lines), len(columns))


def _formats(book: Workbook) -> dict[str, Format]:
    cell = {"valign": "top", "text_wrap": True, "num_format": "@", "border": 1, "border_color": COLOURS["cell-edge"]}
    return {
        "machine": book.add_format({"font_size": 8, "font_color": COLOURS["machine"]}),
        "label": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "fixed": book.add_format({**cell, "bg_color": _FIXED}),
        "fill": book.add_format({**cell, "bg_color": _FILL, "locked": False}),
    }


def _dress(sheet: Worksheet, n: int, width: int) -> None:
    sheet.freeze_panes(2, 2)
    sheet.autofilter(1, 0, 1 + n, width - 1)
    sheet.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.repeat_rows(0, 1)
    sheet.set_footer(_FOOT)
