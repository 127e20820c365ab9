"""Corrections that came back: read from the workbook and applied to records at import, each with its trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from audit.errors import InputError
from audit.reference.import_rules import DATES_FROM, DATES_TO
from audit.register.correction_workbook import (
    CORRECTABLE,
    DATA_FROM_ROW,
    FILLED,
    META,
    PREFILLED,
    SHEET,
    prefilled_hash,
)
from audit.register.dates import read_date
from audit.register.grid import Sheet, letter
from audit.register.numbers import read_lenhei, read_muac, read_weight
from audit.register.open_file import open_file
from audit.register.text import Cell, clean, fold, is_missing

__all__ = ["CORRECTIONS", "Applied", "apply_corrections", "read_corrections"]

CORRECTIONS = ("source_file", "source_sheet", "source_row", "visit_date", "column", "current", "corrected", "reason",
               "role", "day", "cell")  # fmt: skip
_POSTURES = {"berdiri": "h", "h": "h", "terlentang": "l", "telentang": "l", "berbaring": "l", "l": "l"}
_SAME = 1e-6  # of two numbers that are one


@dataclass(frozen=True)
class Applied:
    """Records after correction, and what became of each line.

    ``trace`` has the columns of ``CORRECTIONS`` and ``outcome``: "applied"; "value_differs" where the file no longer
    says what it said (nothing is changed then); "no_row" where the row is not there.
    """

    records: pd.DataFrame
    trace: pd.DataFrame


def read_corrections(path: Path) -> pd.DataFrame:
    """Read the filled lines of a correction workbook as ``CORRECTIONS``; lines without a corrected value are left out.

    Columns are found by their machine names, in any order; lines may have been sorted. ``current`` and ``corrected``
    are texts; a corrected value is written as the register keeps it (kg, cm, l/h, ISO date). Raises ``InputError``
    naming sheet and cell: a value that cannot be read or lies beyond what can be measured, a missing reason, role or
    day, a grey cell that was changed, one value corrected twice, a workbook that is none of ours.
    """
    path = Path(path)
    _, sheets = open_file(path)
    by_name = {sheet.name: sheet for sheet in sheets}
    if SHEET not in by_name or META not in by_name:
        raise InputError("rows.corrections.not_ours", file=path.name)
    sheet = by_name[SHEET]
    where = {clean(cell): j for j, cell in enumerate(sheet.rows[0])}
    if not {*PREFILLED, *FILLED} <= set(where):
        raise InputError("rows.corrections.not_ours", file=path.name)
    known = {clean(row[0]) for row in by_name[META].rows[1:] if row}
    read = (_Line(path.name, sheet, i, where) for i in range(len(sheet.rows)) if sheet.numbers[i] >= DATA_FROM_ROW)
    lines = [line.values(known) for line in read if line.is_filled()]
    frame = pd.DataFrame(lines, columns=list(CORRECTIONS), dtype=object)
    for cell in frame.loc[
        frame.duplicated(["source_file", "source_sheet", "source_row", "visit_date", "column"]), "cell"
    ]:
        raise InputError("rows.corrections.twice", file=path.name, sheet=SHEET, cell=cell)
    return frame


def apply_corrections(records: pd.DataFrame, corrections: pd.DataFrame) -> Applied:
    """Put corrected values into records (of ``read_visits``, with ``source_file``); the file itself stays as it is.

    A correction acts where file, sheet, row and, for measurements, day are found and the record still has the value
    that was in question; a birth date or posyandu acts on every record of its row.
    """
    out = records.reset_index(drop=True).copy()
    keys = ["source_file", "source_sheet", "source_row"]
    at = out[keys].astype("string").fillna("").agg("|".join, axis=1)
    places = at.groupby(at).indices
    days = out["visit_date"].dt.strftime("%Y-%m-%d").fillna("")
    outcomes = [_apply(out, places, days, line) for line in corrections.to_dict("records")]
    trace = corrections.assign(outcome=pd.Series(outcomes, index=corrections.index, dtype="string"))
    return Applied(out, trace.reset_index(drop=True))


def _apply(out: pd.DataFrame, places: Mapping[Any, Any], days: pd.Series, line: Mapping[Any, Any]) -> str:
    rows = list(places.get("|".join((line["source_file"], line["source_sheet"], line["source_row"])), ()))
    column = CORRECTABLE[line["column"]]
    if column not in ("birth_date", "posyandu"):
        rows = [row for row in rows if days[row] == line["visit_date"]]
    if not rows:
        return "no_row"
    if not all(_is(value, line["current"]) for value in out.loc[rows, column]):
        return "value_differs"
    dtype = out[column].dtype
    value = pd.Series([line["corrected"]], dtype="string")
    out.loc[rows, column] = (
        value.astype("float64").astype(dtype).iloc[0] if _is_number(column) else _typed(value, dtype)
    )
    return "applied"


def _typed(value: pd.Series, dtype: Any) -> Any:
    return (pd.to_datetime(value) if pd.api.types.is_datetime64_any_dtype(dtype) else value.astype(dtype)).iloc[0]


def _is_number(column: str) -> bool:
    return column.endswith(("_kg", "_cm"))


def _is(value: Any, text: str) -> bool:
    """Whether a record's value is the one that the workbook printed."""
    if pd.isna(value):
        return text == ""
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d") == text
    if isinstance(value, str):
        return value == text
    return text != "" and abs(float(value) - float(text)) < _SAME * max(1.0, abs(float(value)))


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the workbook while it is read; ``i`` is its place in the sheet."""

    file: str
    sheet: Sheet
    i: int
    where: Mapping[str, int]

    def cell(self, column: str) -> Cell:
        row, j = self.sheet.rows[self.i], self.where[column]
        return row[j] if j < len(row) else ""

    def is_filled(self) -> bool:
        return not is_missing(self.cell("corrected"))

    def name(self, column: str) -> str:
        return f"{letter(self.where[column])}{self.sheet.numbers[self.i]}"

    def refused(self, why: str, column: str) -> InputError:
        return InputError(f"rows.corrections.{why}", file=self.file, sheet=SHEET, cell=self.name(column))

    def values(self, known: set[str]) -> tuple[str, ...]:
        prefilled = tuple("" if self.cell(c) == "" else clean(self.cell(c)) for c in PREFILLED)
        if prefilled_hash(prefilled) not in known:
            raise self.refused("changed", "child_id")
        place = dict(zip(PREFILLED, prefilled, strict=True))
        for column in ("reason", "role", "day"):
            if is_missing(self.cell(column)):
                raise self.refused("missing", column)
        day, reason = read_date(self.cell("day"), "dmy")
        if day is None or reason:
            raise self.refused("day", "day")
        corrected = _READ[place["column"]](self.cell("corrected"))
        if corrected is None:
            raise self.refused("unread", "corrected")
        said = {
            **place,
            "corrected": corrected,
            "reason": clean(self.cell("reason")),
            "role": clean(self.cell("role")),
            "day": day.isoformat(),
            "cell": self.name("corrected"),
        }
        return tuple(said[column] for column in CORRECTIONS)


def _number(read: Callable[[Cell], tuple[float | None, str]]) -> Callable[[Cell], str | None]:
    def corrected(cell: Cell) -> str | None:
        value, _ = read(cell)
        return None if value is None else f"{value:.10g}"

    return corrected


def _day(cell: Cell) -> str | None:
    day, _ = read_date(cell, "dmy")
    return day.isoformat() if day and DATES_FROM <= day <= DATES_TO else None


_READ: Mapping[str, Callable[[Cell], str | None]] = {
    "weight_kg": _number(read_weight),
    "lenhei_cm": _number(read_lenhei),
    "muac_cm": _number(read_muac),
    "measure": lambda cell: _POSTURES.get(fold(cell)),
    "said_birth_date": _day,
    "said_posyandu": clean,
}
