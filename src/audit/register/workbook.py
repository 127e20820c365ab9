"""What was set aside, as a workbook that a cadre can work through: where it stands, what it says, what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from audit.language import text
from audit.language.catalogue import Language
from audit.reference.identity import COLOURS
from audit.register.opensid_scorecard import ScorecardFile
from audit.register.people_list import ImportedList
from audit.register.programme_book import ProgrammeBook
from audit.register.result import ImportResult
from audit.register.survey_records import SurveyRecords
from audit.store import new_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

__all__ = ["write_set_aside"]

Read = ImportResult | ImportedList | ProgrammeBook | ScorecardFile | SurveyRecords
_SCOPES = {"row": "rows", "cell": "cells", "sheet": "sheets"}
_WIDTHS = {"file": 26, "sheet": 16, "row": 7, "cell": 7, "column": 22, "value": 24, "reason": 46, "do": 50, "count": 9}
_COLUMNS = ("file", "sheet", "row", "cell", "column", "value", "reason", "do")
_GUIDE, _LINES = 72, 5  # width of the first sheet in letters, its sentences
_HEAD = {"bold": True, "bottom": 2, "bg_color": COLOURS["head"], "text_wrap": True, "valign": "top"}
_NOT_PRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST_CELL = 32_767  # characters; Excel's own limit


def write_set_aside(results: ImportResult | Mapping[str, Read], path: str | Path, *, language: Language = "id") -> None:
    """Write the list of set-aside rows, cells and sheets, each with its place and a sentence on what to do.

    ``results`` is one file, or several by the names under which people know them. The workbook holds
    personal data: never a public file. Raises ``OutputError`` (exit 17) where the file cannot be written, for
    example because it is open in Excel.
    """
    path = Path(path)
    if isinstance(results, ImportResult):
        results = {results.summary.file: results}
    listed = pd.concat([_listed(file, result, language) for file, result in results.items()], ignore_index=True)
    summary = text("register.workbook.sheet.summary", language)
    with new_workbook(path) as book:
        head, body = book.add_format(_HEAD), book.add_format({"valign": "top", "text_wrap": True})
        guide = book.add_worksheet(text("register.workbook.sheet.guide", language))
        guide.set_column(0, 0, _GUIDE)
        guide.set_footer(_foot(language))
        for i in range(_LINES):
            guide.write_string(i, 0, text(f"register.workbook.guide_{i + 1}", language), body)
        _sheet(book, summary, _counted(results, language), head, body, language)
        for scope, name in _SCOPES.items():
            rows = listed.loc[listed["scope"].eq(scope), list(_COLUMNS)]
            _sheet(book, text(f"register.workbook.sheet.{name}", language), rows, head, body, language)


def _listed(file: str, result: Read, language: Language) -> pd.DataFrame:
    aside = result.set_aside
    letters = result.columns.drop_duplicates(["source_sheet", "column"])
    merged = aside.merge(letters, on=["source_sheet", "column"], how="left")
    row = merged["source_row"].astype("string")
    return pd.DataFrame(
        {
            "file": file,
            "sheet": merged["source_sheet"],
            "row": aside["source_row"].astype(object),
            "cell": (merged["letter"] + row).where(merged["scope"].eq("cell")),
            "column": merged["column"],
            "value": merged["value"],
            "reason": merged["reason"].map(lambda reason: _said(str(reason), language)[0]),
            "do": merged["reason"].map(lambda reason: _said(str(reason), language)[1]),
            "scope": merged["scope"],
        }
    )


def _counted(results: Mapping[str, Read], language: Language) -> pd.DataFrame:
    rows: list[tuple[str, str, str, int | None]] = []
    for file, result in results.items():
        equation = result.summary.sentence
        rows.append((file, text(equation.id, language, **{**equation.values, "file": file}), "", None))
        counts = result.set_aside.groupby("reason", sort=True).size()
        rows += [(file, *_said(str(reason), language), n) for reason, n in counts.items()]
    return pd.DataFrame(rows, columns=["file", "reason", "do", "count"], dtype=object)


def _said(reason: str, language: Language) -> tuple[str, str]:
    """What is the matter, and what to do about it: the two halves of a reason's sentence; the second may be empty."""
    matter, _, advice = text(f"register.reason.{reason}", language).partition("; ")
    return (f"{matter}.", f"{advice[0].upper()}{advice[1:]}") if advice else (matter, "")


def _foot(language: Language) -> str:
    return f"&L{text('register.workbook.footer', language)}&R&P / &N"


def _sheet(book: Workbook, name: str, frame: pd.DataFrame, head: Format, body: Format, language: Language) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_footer(_foot(language))
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    number = book.add_format({"valign": "top", "align": "right", "indent": 1})  # words of the next column stand apart
    for j, column in enumerate(frame.columns):
        sheet.set_column(j, j, _WIDTHS[column])
        sheet.write_string(0, j, text(f"register.workbook.column.{column}", language), head)
        for i, value in enumerate(frame[column], start=1):
            if isinstance(value, int | np.integer):
                sheet.write_number(i, j, int(value), number)
            elif pd.notna(value) and value != "":
                sheet.write_string(i, j, _NOT_PRINTABLE.sub("", str(value))[:_LONGEST_CELL], body)
    if len(frame):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    else:
        sheet.write_string(1, 0, text("register.workbook.none", language))
