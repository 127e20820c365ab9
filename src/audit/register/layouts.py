"""From a table of raw cells to measurements: one a row, or one a month and row in a wide register.

Both are one thing here: columns that belong to the child, and groups of columns ("slots") that belong to a measurement;
a long table has one slot, or several where it measures a child again in the same row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from audit.register import codes, dates, identity, numbers
from audit.register.coded import Coded
from audit.register.grid import Body
from audit.register.header_rows import Column, Table
from audit.register.result import RECORDS
from audit.register.rows import Evidence, row_reasons
from audit.register.text import Cell, Unread, clean, holds, is_missing
from audit.register.turns import MEASURED, SLOT_FIELDS

__all__ = ["Piece", "read_table"]

_TEXT_FIELDS = ("parent_name", "district", "kecamatan", "puskesmas", "desa", "posyandu")
_CHILD_FIELDS = ("nik", "nik_status", "name", "sex", "birth_date", "birth_weight_kg", "birth_length_cm",
                 *_TEXT_FIELDS, "rt", "rw")  # fmt: skip
_MOST_VALUES = 3  # that a reader gives for a cell, the reason included
Slot = tuple[int | None, int] | None  # year, month
Turn = tuple[Slot, int]  # and which measurement of it
Values = NDArray[np.object_]


@dataclass
class Piece:
    """What one sheet gave: records, and what was set aside as (row, column, value, reason, scope)."""

    records: pd.DataFrame
    aside: list[tuple[int | None, str | None, str | None, str, str]]
    rows_read: int
    rows_kept: int


@dataclass
class _Reader:
    """Reads columns of one table over its data rows, and remembers which cells could not be read."""

    body: Body
    order: dates.DateOrder
    year: int | None
    sex_in_numbers: bool
    bad: list[tuple[int, str, str, str]] = field(default_factory=list)  # row, column, value, reason
    _coded: dict[Column, Coded] = field(default_factory=dict)

    def coded(self, column: Column) -> Coded:
        """The distinct cells of a column."""
        if column not in self._coded:
            self._coded[column] = Coded.of(column.cells(self.body))
        return self._coded[column]

    def read(self, column: Column, read: Callable[[Cell], tuple[Any, ...]], *, reason: int = 1) -> list[Values]:
        """What ``read`` makes of a column: one array for each of its values; the one at ``reason`` blames a cell."""
        cells = self.coded(column)
        found = [_lost(cell, read, reason) if isinstance(cell, Unread) else read(cell) for cell in cells.values]
        blamed = cells.spread((bool(what[reason]) for what in found), bool)
        for n in np.flatnonzero(blamed).tolist():
            code = cells.codes[n]
            self.bad.append((n, column.label, clean(cells.values[code]), found[code][reason]))
        parts = zip(*found, strict=True) if found else ((),) * _MOST_VALUES
        return [cells.spread(part) for k, part in enumerate(parts) if k != reason]


def _lost(cell: Unread, read: Callable[[Cell], tuple[Any, ...]], reason: int) -> tuple[Any, ...]:
    """What ``read`` makes of an empty cell, and the reason why this one is none."""
    nothing = read("")
    return (*nothing[:reason], cell.reason, *nothing[reason + 1 :])


def read_table(table: Table, order: dates.DateOrder, year: int | None, *, sex_in_numbers: bool = False) -> Piece:
    """Read every non-empty row below the header. ``year`` is the year that the titles name, for bare day numbers."""
    sheet, body = table.sheet, table.body
    reader = _Reader(body, order, year, sex_in_numbers)
    common = {c.match.field: c for c in table.columns if c.match.slot is None or c.match.field not in SLOT_FIELDS}
    child, marks, nik_text = _child(reader, common)
    slots = _slots(table)
    measured = {turn: _measurement(reader, columns, turn[0]) for turn, columns in slots.items()}
    present = {slot: _present(reader, columns) for slot, columns in slots.items()}
    filled = np.logical_or.reduce(list(present.values()))
    evidence = Evidence.of(child, nik_text, list(measured.values()), filled, set(common))
    reasons = row_reasons(table, evidence)
    kept = np.array([not r for r in reasons], dtype=bool) if reasons else np.zeros(0, bool)

    frames = []
    for n, slot in enumerate(slots):
        at = np.flatnonzero(kept & (present[slot] if len(slots) > 1 else True))
        values = {**child, **measured[slot], "_nik": nik_text, **marks}
        taken = {k: v if len(at) == len(v) else v[at] for k, v in values.items()}
        frames.append(pd.DataFrame(taken, dtype=object).assign(_at=at, _slot=n))
    records = pd.concat(frames, ignore_index=True).sort_values(["_at", "_slot"], kind="stable", ignore_index=True)
    records["source_row"] = np.array(body.numbers, dtype="int64")[records["_at"].to_numpy(int)]
    records["source_sheet"] = sheet.name
    records = records.reindex(columns=[*RECORDS, "_nik", *marks])

    aside: list[tuple[int | None, str | None, str | None, str, str]] = []
    for n, reason in enumerate(reasons):
        if reason:
            j, value = _first_cell(body.rows[n])
            aside.append((body.numbers[n], _label(table, j), value, reason, "row"))
    aside.extend((body.numbers[n], *what, "cell") for n, *what in reader.bad if kept[n])
    return Piece(records, aside, len(body), int(kept.sum()))


def _first_cell(row: Sequence[Cell]) -> tuple[int, str]:
    return next((j, clean(cell)) for j, cell in enumerate(row) if holds(cell))


def _label(table: Table, j: int) -> str | None:
    return (table.labels[j] if j < len(table.labels) else "") or None


def _slots(table: Table) -> dict[Turn, dict[str, Column]]:
    slots: dict[Turn, dict[str, Column]] = {}
    for column in table.columns:
        if column.match.field in SLOT_FIELDS:
            slots.setdefault((column.match.slot, column.match.turn), {})[column.match.field] = column
    slots = {s: columns for s, columns in slots.items() if set(columns) & set(MEASURED)}
    one_year = len({slot[0] for slot, _ in slots if slot and slot[0]}) < 2

    def order(turn: Turn) -> tuple[int, int, int]:
        slot, n = turn
        return (0, 0, n) if slot is None else (0 if one_year else slot[0] or 0, slot[1], n)

    return {slot: slots[slot] for slot in sorted(slots, key=order)}


def _child(
    reader: _Reader, columns: Mapping[str, Column]
) -> tuple[dict[str, Values], dict[str, NDArray[np.bool_]], Values]:
    n = len(reader.body)
    none: Values = np.full(n, None, object)
    out: dict[str, Values] = dict.fromkeys(_CHILD_FIELDS, none)
    marks: dict[str, NDArray[np.bool_]] = dict.fromkeys(
        ("bb_lahir_gram", "tb_lahir_nol", "bayi_belum_bernama"), np.zeros(n, bool)
    )
    nik_text: Values = none
    readers: dict[str, Callable[[Cell], tuple[Any, ...]]] = {
        "sex": partial(codes.read_sex, numbers=reader.sex_in_numbers),
        "birth_date": lambda cell: dates.read_date(dates.after_place(cell), reader.order),
        **dict.fromkeys(_TEXT_FIELDS, _read_text),
        "parent_name": _read_parent,
        "rt": codes.read_unit_number,
        "rw": codes.read_unit_number,
    }
    if c := columns.get("nik"):
        out["nik"], status = reader.read(c, identity.read_nik, reason=2)
        status[status == ""] = None
        out["nik_status"] = status
        nik_text = reader.coded(c).each(clean)
    if c := columns.get("name"):
        out["name"], unnamed = reader.read(c, identity.read_name, reason=2)
        marks["bayi_belum_bernama"] = unnamed.astype(bool)
    for name, read in readers.items():
        if c := columns.get(name):
            out[name] = reader.read(c, read)[0]
    if c := columns.get("birth_weight_kg"):
        out["birth_weight_kg"], grams = reader.read(c, partial(numbers.read_birth_weight, unit=c.match.unit))
        marks["bb_lahir_gram"] = grams.astype(bool)
    if c := columns.get("birth_length_cm"):
        out["birth_length_cm"], nought = reader.read(c, numbers.read_birth_length)
        marks["tb_lahir_nol"] = nought.astype(bool)
    if (c := columns.get("rt_rw")) and "rt" not in columns and "rw" not in columns:
        out["rt"], out["rw"] = reader.read(c, codes.read_rt_rw, reason=2)
    return out, marks, nik_text


def _read_text(cell: Cell) -> tuple[str | None, str]:
    if is_missing(cell):
        return None, ""
    text = clean(cell)
    return (None, "") if text == "0" else (text, "")


def _read_parent(cell: Cell) -> tuple[str | None, str]:
    if clean(cell) == "0":
        return None, ""
    name, _, reason = identity.read_name(cell)
    return name, reason


def _measurement(reader: _Reader, columns: Mapping[str, Column], slot: Slot) -> dict[str, Values]:
    out: dict[str, Values] = {}
    for name in SLOT_FIELDS:
        c = columns.get(name)
        if c is None:
            out[name] = np.full(len(reader.body), None, object)
            continue
        read: Callable[[Cell], tuple[Any, ...]]
        if name == "visit_date":
            read = partial(_read_visit_date, order=reader.order, slot=slot, year=reader.year)
        elif name == "entry_date":
            read = partial(dates.read_date, order=reader.order)
        elif name in ("weight_kg", "muac_cm"):
            read = partial(numbers.read_weight if name == "weight_kg" else numbers.read_muac, unit=c.match.unit)
        else:
            read = _READERS[name]
        out[name] = reader.read(c, read)[0]
    return out


_READERS: dict[str, Callable[[Cell], tuple[Any, ...]]] = {
    "lenhei_cm": numbers.read_lenhei,
    "measure": codes.read_measure,
    "exported_waz": numbers.read_z,
    "exported_haz": numbers.read_z,
    "exported_whz": numbers.read_z,
    "weight_gain_status": codes.read_gain,
    "vitamin_a": codes.read_vitamin_a,
    **dict.fromkeys(("exported_waz_label", "exported_haz_label", "exported_whz_label"), codes.read_label),
}


def _read_visit_date(cell: Cell, order: dates.DateOrder, slot: Slot, year: int | None) -> dates.Read:
    if slot is not None and (slot[0] or year):
        found = dates.day_in_month(cell, slot[0] or year or 0, slot[1])
        if found[0] is not None:
            return found
    elif dates.is_bare_day(cell):
        return None, "tanggal_hanya_hari"
    return dates.read_date(cell, order)


def _present(reader: _Reader, columns: Mapping[str, Column]) -> np.ndarray:
    present = np.zeros(len(reader.body), bool)
    for name in MEASURED:
        if c := columns.get(name):
            present |= reader.coded(c).each(lambda cell: not is_missing(cell), bool)
    return present
