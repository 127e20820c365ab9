"""Read a file that is no e-PPGBM export by a mapping of its columns: a study's, a survey's, another country's.

Children are those that the file itself names by an id; nothing is linked by guessing. A child's age is all that the
standards ask for, while canonical tables hold dates, so where a file has none they are made up so that every age in
days comes out exactly:

- ``visit_date`` with ``age``: the visit is when the file says; birth is that day minus the age.
- ``period`` with ``age``: the visit is on the 15th of the month that stands for the round. Since rounds of real studies
  are not equally far apart for everyone, a child of two rounds is two children here, one a round: each has its exact
  age, and none is followed from one round to the next. Follow children by ``visit_date`` or ``first_month``.
- ``first_month`` with ``age``: each child's first row is on the 15th of that month and the later ones follow by age.

Such births and days of measuring are no person's: do not match them with other files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pandas as pd

from audit.errors import InputError
from audit.reference.areas import Areas
from audit.register.ages import age_days
from audit.register.codes import read_label
from audit.register.column_mapping import CodedColumn, ColumnMapping
from audit.register.date_columns import DateColumn, order_of
from audit.register.dates import DateOrder, read_date
from audit.register.decisions import DECISION
from audit.register.flat_file import FlatRows, read_flat
from audit.register.linkage import LinkedVisits, LinkSummary
from audit.register.linked import DUPLICATE, UNDATED, child_table, visit_tables
from audit.register.numbers import read_lenhei, read_number, read_weight, read_z
from audit.register.result import COLUMNS, RECORDS, SET_ASIDE, ImportResult, ImportSummary, typed
from audit.register.text import Cell, Unread, clean, each_once, is_missing
from audit.store import keyed_id

__all__ = ["MappedVisits", "map_visits"]

_SENTINEL, _NO_PERIOD, _CONTRADICTED = "kode_hilang", "periode_tak_dipetakan", "umur_bertentangan"
_DECIMALS = 6  # spares the mean of 70.1 and 70.3 its rounding error
_MID_MONTH = 15
_SLACK_DAYS = {"days": 0, "months": 31}  # an age in completed months lags behind the true one by up to a month
Read = tuple[Any, str]


@dataclass(frozen=True, slots=True)
class MappedVisits:
    """One file after the border: what was read and set aside, and canonical children and visits.

    ``linked.to_decide`` is empty, since the file names its children; ``linked.summary.children`` counts each child of
    the file once, also where it stands in several periods. All of it holds personal data.
    """

    imported: ImportResult
    linked: LinkedVisits


def map_visits(path: str | Path, mapping: ColumnMapping, *, key: bytes, areas: Areas, source: str) -> MappedVisits:
    """Read one flat file (csv, xlsx, xls, HTML, Parquet) by a mapping of its columns.

    Parameters
    ----------
    path : the file; each row below its header is one visit of one child.
    mapping : which column holds what.
    key : makes the ids of children (``store.load_key``), from the file's own ids and ``source``.
    areas : of the district. Without an ``area`` column children have no area and count in its "unknown" part.
    source : id of the file among the sources; ids of two sources never meet.

    Returns
    -------
    MappedVisits. ``rows_read = rows_kept + rows_set_aside``; a row is set aside without an id (``tanpa_identitas``),
    without weight and length (``tanpa_pengukuran``) or with cells beyond the header (``kolom_bergeser``). Every filled
    cell of a kept row is read, or set aside with its reason: a number that the mapping calls missing, a code that it
    does not know, what cannot be read. As everywhere at the border, 0 kg and 0 cm are "not measured" and a z-score
    beyond 90 is "not computed". Repeated readings give their median, of two their mean. Sex and birth date of a child
    are those of most of its rows; an age that contradicts that birth date is set aside. A row without a date or age
    that its dating needs is a record but no visit (``linked.left_out``).

    Raises
    ------
    InputError : the file cannot be read; a column is not there or twice; a column holds none of the codes of the
        mapping; the order of day and month cannot be decided.

    Not for e-PPGBM exports and registers of posyandu (``read_visits``), nor for rows that hold several visits.
    """
    path = Path(path)
    rows = read_flat(path, mapping.columns, dates=mapping.dates)
    cells = _Cells(rows, mapping, path.name)
    children = _children(cells, mapping)
    order = order_of([DateColumn(None, c, c, rows.cells[c]) for c in mapping.dates], path.name)
    births, visits, periods = _dates(cells, mapping, children, order)
    frame = pd.DataFrame(
        {
            "source_sheet": rows.sheets,
            "source_row": rows.numbers,
            "name": [" ".join(child) or None for child in children],
            "sex": cells.coded(mapping.sex, "jk_tak_dikenal"),
            "birth_date": births,
            "area_code": cells.read(mapping.area, lambda cell: _area(cell, areas)),
            "posyandu": cells.read(mapping.posyandu, _word),
            "visit_date": visits,
            "weight_kg": cells.median(mapping.weight, read_weight),
            "lenhei_cm": cells.median(mapping.length, read_lenhei),
            "measure": cells.coded(mapping.posture, "cara_ukur_tak_dikenal"),
            **{f"exported_{index}": cells.read(column, read_z) for index, column in mapping.exported.items()},
            "marks": "",
            **{f"exported_{index}_label": cells.read(column, read_label) for index, column in mapping.labels.items()},
            "entry_date": cells.read(mapping.entry_date, lambda cell: read_date(cell, order)),
        }
    )
    reasons = _row_reasons(rows, children, frame)
    kept = [n for n, reason in enumerate(reasons) if not reason]
    records = frame.iloc[kept].reindex(columns=list(RECORDS)).astype(RECORDS).reset_index(drop=True)
    own = [(source, *children[n]) for n in kept]
    ids = each_once(
        [(*child, periods[n] or "") for child, n in zip(own, kept, strict=True)],
        lambda parts: keyed_id(key, "child", *parts),
    )
    linked = _linked(records.assign(source_file=source), pd.Series(ids, dtype="string"), children=len(set(own)))
    cells.aside.extend(_against(records, ids, linked, cells, mapping, kept))
    return MappedVisits(_imported(cells, records, reasons, order), linked)


class _Cells:
    """The cells of a file, and which of them were set aside: (row, column, value, reason)."""

    def __init__(self, rows: FlatRows, mapping: ColumnMapping, file: str) -> None:
        self.rows = rows
        self.file = file
        self.fields = tuple(mapping.fields)
        self.aside: list[tuple[int, str, str, str]] = []
        self._missing = mapping.missing

    def read(self, column: str | None, reader: Callable[[Cell], Read]) -> list[Any]:
        """The values of a column, ``None`` where there is none; no column is missing throughout."""
        if column is None:
            return [None] * len(self.rows)
        stands_for_none = self._missing.get(column, ())

        def one(cell: Cell) -> Read:
            if isinstance(cell, Unread):
                return None, cell.reason
            if stands_for_none and read_number(cell).value in stands_for_none:
                return None, _SENTINEL
            return reader(cell)

        cells = self.rows.cells[column]
        found = each_once(cells, one)
        self.aside.extend(
            (n, column, clean(cell), reason)
            for n, (cell, (_, reason)) in enumerate(zip(cells, found, strict=True))
            if reason
        )
        return [value for value, _ in found]

    def coded(self, coded: CodedColumn | None, reason: str) -> list[Any]:
        """What the codes of a column mean. A column without any of its codes was mapped wrongly (``InputError``)."""
        if coded is None:
            return [None] * len(self.rows)
        filled = {clean(cell) for cell in self.rows.cells[coded.column] if not is_missing(cell)}
        if filled and not filled & set(coded.codes):
            raise InputError("mapping.no_code", file=self.file, column=coded.column)

        def one(cell: Cell) -> Read:
            if is_missing(cell):
                return None, ""
            meaning = coded.codes.get(clean(cell))
            return meaning, "" if meaning else reason

        return self.read(coded.column, one)

    def median(self, columns: Sequence[str], reader: Callable[[Cell], Read]) -> list[float | None]:
        """The median of repeated readings, row by row."""
        readings = [self.read(column, reader) for column in columns]
        each = ([value for value in row if value is not None] for row in zip(*readings, strict=True))
        if not columns:
            return [None] * len(self.rows)
        return [round(median(values), _DECIMALS) if values else None for values in each]


def _children(cells: _Cells, mapping: ColumnMapping) -> list[tuple[str, ...]]:
    """The file's own id of each row's child; empty where a part of it is missing."""
    parts = zip(*(cells.read(column, _word) for column in mapping.child), strict=True)
    return [() if None in row else row for row in parts]


def _dates(
    cells: _Cells, mapping: ColumnMapping, children: Sequence[tuple[str, ...]], order: DateOrder
) -> tuple[list[date | None], list[date | None], list[str | None]]:
    """Birth, day of measuring and period of each row."""
    visits: list[date | None] = cells.read(mapping.visit_date, lambda cell: read_date(cell, order))
    periods: list[str | None] = cells.coded(mapping.period, _NO_PERIOD)
    if mapping.age is None:
        return cells.read(mapping.birth_date, lambda cell: read_date(cell, order)), visits, periods
    unit = mapping.age.unit
    ages: list[int | None] = cells.read(mapping.age.column, lambda cell: age_days(cell, unit))
    if mapping.first_month is not None:
        first = _mid(mapping.first_month)
        youngest: dict[tuple[str, ...], int] = {}
        for child, age in zip(children, ages, strict=True):
            if age is not None:
                youngest[child] = min(age, youngest.get(child, age))
        births = [None if a is None else first - timedelta(youngest[c]) for c, a in zip(children, ages, strict=True)]
        visits = [None if b is None or a is None else b + timedelta(a) for b, a in zip(births, ages, strict=True)]
        return births, visits, periods
    if mapping.period is not None:
        visits = [None if period is None else _mid(period) for period in periods]
    births = [None if v is None or a is None else v - timedelta(a) for v, a in zip(visits, ages, strict=True)]
    return births, visits, periods


def _mid(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), _MID_MONTH)


def _word(cell: Cell) -> Read:
    return (None if is_missing(cell) else clean(cell)), ""


def _area(cell: Cell, areas: Areas) -> Read:
    code, _ = _word(cell)
    return (code, "") if code is None or code in areas.by_code else (None, "desa_tak_dikenal")


def _row_reasons(rows: FlatRows, children: Sequence[tuple[str, ...]], frame: pd.DataFrame) -> list[str]:
    measured = frame[["weight_kg", "lenhei_cm"]].notna().any(axis=1)
    return [
        "kolom_bergeser" if shifted else "tanpa_identitas" if not child else "" if size else "tanpa_pengukuran"
        for shifted, child, size in zip(rows.shifted, children, measured, strict=True)
    ]


def _linked(rows: pd.DataFrame, ids: pd.Series, *, children: int) -> LinkedVisits:
    visits, left_out = visit_tables(rows, ids)
    table, identities = child_table(rows, ids)
    reasons = left_out["reason"].value_counts()
    summary = LinkSummary(
        records=len(rows),
        visits=len(visits),
        merged=int(reasons.get(DUPLICATE, 0)),
        undated=int(reasons.get(UNDATED, 0)),
        children=children,
        pairs_considered=0,
        to_decide=0,
    )
    nothing = pd.DataFrame(columns=["pair_id", DECISION], dtype="string")
    return LinkedVisits(table, visits, identities, nothing, left_out, summary)


def _against(
    records: pd.DataFrame,
    ids: Sequence[str],
    linked: LinkedVisits,
    cells: _Cells,
    mapping: ColumnMapping,
    kept: Sequence[int],
) -> Iterator[tuple[int, str, str, str]]:
    """Ages and births that are not those of the child: its birth date is another, as most of its rows say."""
    column = mapping.age.column if mapping.age else mapping.birth_date or ""
    slack = _SLACK_DAYS[mapping.age.unit] if mapping.age else 0
    born = pd.Series(ids).map(linked.children.set_index("child_id")["birth_date"])
    apart = (records["birth_date"] - born).dt.days.abs() > slack
    for at in np.flatnonzero(apart.to_numpy()).tolist():
        yield kept[at], column, clean(cells.rows.cells[column][kept[at]]), _CONTRADICTED


def _imported(cells: _Cells, records: pd.DataFrame, reasons: Sequence[str], order: DateOrder) -> ImportResult:
    rows = cells.rows
    aside = [(sheet, row, None, value, reason, "sheet") for sheet, row, value, reason in rows.left]
    aside += [
        (rows.sheets[n], rows.numbers[n], None, None, reason, "row") for n, reason in enumerate(reasons) if reason
    ]
    aside += [
        (rows.sheets[n], rows.numbers[n], column, value, reason, "cell")
        for n, column, value, reason in sorted(cells.aside)
        if not reasons[n]
    ]
    scopes = Counter(entry[-1] for entry in aside)
    sheets = {sheet for sheet, *_ in rows.letters}
    summary = ImportSummary(
        file=cells.file,
        form=rows.form,
        rows_read=len(rows),
        rows_kept=len(records),
        rows_set_aside=scopes["row"],
        measurements=len(records),
        cells_set_aside=scopes["cell"],
        sheets_read=len(sheets),
        sheets_set_aside=len({sheet for sheet, *_ in rows.left} - sheets),
        date_order=order,
    )
    letters = {(sheet, column): place for sheet, column, place in rows.letters}
    columns = [
        (s, c, letters[s, c], field) for s in dict.fromkeys(r[0] for r in rows.letters) for c, field in cells.fields
    ]
    return ImportResult(records, typed(aside, SET_ASIDE), summary, typed(columns, COLUMNS))
