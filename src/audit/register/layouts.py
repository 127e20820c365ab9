"""From a table of raw cells to measurements: one a row, or one a month and row in a wide register.

Both are one thing here: columns that belong to the child, and groups of columns ("slots") that belong to a measurement;
a long table has one slot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd

from audit.register import codes, dates, identity, numbers
from audit.register.grid import Body
from audit.register.header_rows import Column, Table
from audit.register.result import RECORDS
from audit.register.rows import Evidence, row_reasons
from audit.register.text import Cell, clean, each_once, holds, is_missing

__all__ = ["Piece", "read_table"]

SLOT_FIELDS = ("visit_date", "weight_kg", "lenhei_cm", "measure", "muac_cm", "exported_waz", "exported_haz",
               "exported_whz", "weight_gain_status", "vitamin_a")  # fmt: skip
MEASURED = ("visit_date", "weight_kg", "lenhei_cm", "muac_cm")
_TEXT_FIELDS = ("parent_name", "district", "kecamatan", "puskesmas", "desa", "posyandu")
Slot = tuple[int | None, int] | None


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

    def read(self, column: Column, read: Callable[[Cell], tuple], *, reason: int = 1) -> list[list]:
        """What ``read`` makes of a column: one list for each of its values; the one at ``reason`` blames a cell."""
        cells = column.cells(self.body)
        known = {cell: read(cell) for cell in dict.fromkeys(cells)}
        bad = {cell: found[reason] for cell, found in known.items() if found[reason]}
        if bad:
            self.bad.extend((i, column.label, clean(c), bad[c]) for i, c in enumerate(cells) if c in bad)
        width = len(next(iter(known.values()), ("", "", "")))
        parts = ({cell: found[k] for cell, found in known.items()} for k in range(width) if k != reason)
        return [list(map(part.__getitem__, cells)) for part in parts]


def read_table(table: Table, order: dates.DateOrder, year: int | None, *, sex_in_numbers: bool = False) -> Piece:
    """Read every non-empty row below the header. ``year`` is the year that the titles name, for bare day numbers."""
    sheet, body = table.sheet, table.body
    reader = _Reader(body, order, year, sex_in_numbers)
    common = {c.match.field: c for c in table.columns if c.match.slot is None or c.match.field not in SLOT_FIELDS}
    child, marks, nik_text = _child(reader, common)
    slots = _slots(table)
    measured = {slot: _measurement(reader, columns, slot) for slot, columns in slots.items()}
    present = {slot: _present(reader, columns) for slot, columns in slots.items()}
    filled = np.logical_or.reduce(list(present.values()))
    evidence = Evidence.of(child, nik_text, list(measured.values()), filled, set(common))
    reasons = row_reasons(table, evidence)
    kept = np.array([not r for r in reasons], dtype=bool) if reasons else np.zeros(0, bool)

    frames = []
    for n, slot in enumerate(slots):
        at = np.flatnonzero(kept & (present[slot] if len(slots) > 1 else True))
        values = {**child, **measured[slot], "_nik": nik_text, **marks}
        frames.append(pd.DataFrame({k: _take(v, at) for k, v in values.items()} | {"_at": at, "_slot": n}))
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


def _take(values: Sequence, at: np.ndarray) -> Sequence:
    return values if len(at) == len(values) else [values[i] for i in at]


def _first_cell(row: Sequence[Cell]) -> tuple[int, str]:
    return next((j, clean(cell)) for j, cell in enumerate(row) if holds(cell))


def _label(table: Table, j: int) -> str | None:
    return (table.labels[j] if j < len(table.labels) else "") or None


def _slots(table: Table) -> dict[Slot, dict[str, Column]]:
    slots: dict[Slot, dict[str, Column]] = {}
    for column in table.columns:
        if column.match.field in SLOT_FIELDS:
            slots.setdefault(column.match.slot, {})[column.match.field] = column
    slots = {s: columns for s, columns in slots.items() if set(columns) & set(MEASURED)}
    one_year = len({slot[0] for slot in slots if slot and slot[0]}) < 2

    def order(slot: Slot) -> tuple[int, int]:
        return (0, 0) if slot is None else (0 if one_year else slot[0] or 0, slot[1])

    return {slot: slots[slot] for slot in sorted(slots, key=order)}


def _child(reader: _Reader, columns: dict[str, Column]) -> tuple[dict[str, list], dict[str, list], list]:
    n = len(reader.body)
    none: list = [None] * n
    out: dict[str, list] = {}
    marks: dict[str, list] = {
        "bb_lahir_gram": [False] * n,
        "tb_lahir_nol": [False] * n,
        "bayi_belum_bernama": [False] * n,
    }
    nik_text = none

    out["nik"] = out["nik_status"] = none
    if c := columns.get("nik"):
        out["nik"], status = reader.read(c, identity.read_nik, reason=2)
        out["nik_status"] = [s or None for s in status]
        nik_text = each_once(c.cells(reader.body), clean)
    out["name"] = none
    if c := columns.get("name"):
        out["name"] = reader.read(c, identity.read_name)[0]
        marks["bayi_belum_bernama"] = each_once(out["name"], lambda name: bool(name) and identity.is_unnamed(name))
    read_sex = partial(codes.read_sex, numbers=reader.sex_in_numbers)
    out["sex"] = reader.read(c, read_sex)[0] if (c := columns.get("sex")) else none
    out["birth_date"] = none
    if c := columns.get("birth_date"):
        out["birth_date"] = reader.read(c, lambda cell: dates.read_date(dates.after_place(cell), reader.order))[0]
    out["birth_weight_kg"] = none
    if c := columns.get("birth_weight_kg"):
        read = partial(numbers.read_birth_weight, unit=c.match.unit)
        out["birth_weight_kg"], marks["bb_lahir_gram"] = reader.read(c, read)
    out["birth_length_cm"] = none
    if c := columns.get("birth_length_cm"):
        out["birth_length_cm"], marks["tb_lahir_nol"] = reader.read(c, numbers.read_birth_length)
    for name in _TEXT_FIELDS:
        out[name] = reader.read(c, _read_text)[0] if (c := columns.get(name)) else none
    out["rt"] = reader.read(c, codes.read_unit_number)[0] if (c := columns.get("rt")) else none
    out["rw"] = reader.read(c, codes.read_unit_number)[0] if (c := columns.get("rw")) else none
    if (c := columns.get("rt_rw")) and "rt" not in columns and "rw" not in columns:
        out["rt"], out["rw"] = reader.read(c, codes.read_rt_rw, reason=2)
    return out, marks, nik_text


def _read_text(cell: Cell) -> tuple[str | None, str]:
    if is_missing(cell):
        return None, ""
    text = clean(cell)
    return (None, "") if text == "0" else (text, "")


def _measurement(reader: _Reader, columns: dict[str, Column], slot: Slot) -> dict[str, list]:
    out: dict[str, list] = {}
    for name in SLOT_FIELDS:
        c = columns.get(name)
        if c is None:
            out[name] = [None] * len(reader.body)
            continue
        read: Callable[[Cell], tuple]
        if name == "visit_date":
            read = partial(_read_visit_date, order=reader.order, slot=slot, year=reader.year)
        elif name in ("weight_kg", "muac_cm"):
            read = partial(numbers.read_weight if name == "weight_kg" else numbers.read_muac, unit=c.match.unit)
        else:
            read = _READERS[name]
        out[name] = reader.read(c, read)[0]
    return out


_READERS: dict[str, Callable[[Cell], tuple]] = {
    "lenhei_cm": numbers.read_lenhei,
    "measure": codes.read_measure,
    "exported_waz": numbers.read_z,
    "exported_haz": numbers.read_z,
    "exported_whz": numbers.read_z,
    "weight_gain_status": codes.read_gain,
    "vitamin_a": codes.read_vitamin_a,
}


def _read_visit_date(cell: Cell, order: dates.DateOrder, slot: Slot, year: int | None) -> tuple:
    if slot is not None and (slot[0] or year):
        found = dates.day_in_month(cell, slot[0] or year or 0, slot[1])
        if found[0] is not None:
            return found
    return dates.read_date(cell, order)


def _present(reader: _Reader, columns: dict[str, Column]) -> np.ndarray:
    present = np.zeros(len(reader.body), bool)
    for name in MEASURED:
        if c := columns.get(name):
            present |= np.array(each_once(c.cells(reader.body), lambda cell: not is_missing(cell)), dtype=bool)
    return present
