"""Lists of women, families, services, histories and consents, as an office keeps them: a workbook, or text with ";".

Headers and words are those of ``audit.reference.people_lists``; numbers have a decimal comma in text and dates are
dd/mm/yyyy there.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from audit.reference.people_lists import LISTS, NO, WORDS, YES
from audit.synth.layouts.values import decimals
from audit.synth.layouts.workbook import Column, sheet_writer

__all__ = ["FIRST_DATA_ROW", "NONE", "write_book", "write_text"]

FIRST_DATA_ROW = 2
NONE = "Tidak ada"  # asked, and there is none
_POSITIVE, _NEGATIVE = "Positif", "Negatif"
_LABORATORY = ("proteinuria",)  # yes and no of a laboratory
_BETWEEN = "; "
_MORE = {"child_history": {"birth_gestation_weeks": LISTS["women"]["birth_gestation_weeks"]}}  # an office adds it


def write_book(path: Path, kind: str, sheet: str, rows: pd.DataFrame) -> None:
    """Write a workbook with the columns of a list that ``rows`` has; equal rows give equal bytes."""
    columns: dict[str, Column] = {}
    for field, header in LISTS[kind].items():
        if field in rows:
            values = rows[field]
            if pd.api.types.is_datetime64_any_dtype(values):
                columns[header] = values.to_numpy()
            elif pd.api.types.is_float_dtype(values) or pd.api.types.is_integer_dtype(values):
                columns[header] = values.astype(object).where(values.notna(), None).tolist()
            else:
                columns[header] = [word or None for word in _words(field, values)]
    with sheet_writer(path, sheet) as out:
        out.header(list(columns))
        out.rows(list(columns.values()))


def write_text(path: Path, kind: str, rows: pd.DataFrame) -> None:
    """Write text with a byte order mark, as Excel in Indonesia saves it; equal rows give equal bytes."""
    headers = {**LISTS[kind], **_MORE.get(kind, {})}
    columns = {header: _words(field, rows[field]) for field, header in headers.items() if field in rows}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\r\n")
        out.writerow(columns)
        out.writerows(zip(*columns.values(), strict=True))


def _words(field: str, values: pd.Series) -> list[str]:
    """What stands in the cells of a column of text; "" where the value is missing."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.strftime("%d/%m/%Y").astype(object).where(values.notna(), "").tolist()
    if pd.api.types.is_bool_dtype(values):
        yes, no = (_POSITIVE, _NEGATIVE) if field in _LABORATORY else (YES, NO)
        return _mapped(values.astype("boolean").astype(object), {True: yes, False: no})
    if pd.api.types.is_numeric_dtype(values):
        return decimals(values)
    if field in WORDS:
        return _mapped(values.astype(object), {code: _said(WORDS[field], code) for code in values.dropna().unique()})
    return values.astype(object).where(values.notna(), "").tolist()


def _mapped(values: pd.Series, words: Mapping[object, str]) -> list[str]:
    return values.map(words).astype(object).where(values.notna(), "").tolist()


def _said(words: Mapping[str, str], codes: str) -> str:
    return _BETWEEN.join(words[code] for code in codes.split(";")) if codes else NONE
