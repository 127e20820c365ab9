"""Which rows below a header are no measurement: totals, notes, signatures, headers again, children not measured."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from audit.register.header_rows import Table
from audit.register.identity import CERTAIN, looks_like_nik
from audit.register.text import Cell, Unread, clean, each_once, fold, is_missing

__all__ = ["Evidence", "is_count", "is_note", "row_reasons"]

_NOTE = re.compile(
    r"(?:jumlah|total|jml|sub ?total|rata rata|rerata|rekap|persentase|ket|keterangan|catatan|mengetahui|menyetujui"
    r"|sumber|dibuat oleh|petugas|kepala|penanggung jawab|koordinator|nip|ttd)\b"
)
_WHO = frozenset({"name", "nik"})
_ASKS = frozenset({"nik", "sex", "birth_date"})  # columns of which a child's row fills at least one


@dataclass(frozen=True)
class Evidence:
    """What each row says, as masks over the data rows."""

    name: NDArray[np.bool_]
    nik: NDArray[np.bool_]
    sex: NDArray[np.bool_]
    birth: NDArray[np.bool_]
    parent: NDArray[np.bool_]
    visit: NDArray[np.bool_]
    size: NDArray[np.bool_]  # a weight or a length
    measured: NDArray[np.bool_]  # anything stands in a column of measurement
    asked: bool  # the table asks for NIK, sex or birth date

    @classmethod
    def of(
        cls,
        child: Mapping[str, NDArray[np.object_]],
        nik_text: NDArray[np.object_],
        slots: Sequence[Mapping[str, NDArray[np.object_]]],
        measured: NDArray[np.bool_],
        columns: set[str],
    ) -> Evidence:
        """Collect it from the columns read."""

        def in_any(*names: str) -> NDArray[np.bool_]:
            return np.logical_or.reduce([pd.notna(slot[name]) for slot in slots for name in names])

        nik = np.isin(child["nik_status"].astype(str), list(CERTAIN))
        doubtful = nik_text[~nik].tolist()
        nik[~nik] = each_once(doubtful, lambda text: text is not None and looks_like_nik(text))
        return cls(
            name=pd.notna(child["name"]),
            nik=nik,
            sex=pd.notna(child["sex"]),
            birth=pd.notna(child["birth_date"]),
            parent=pd.notna(child["parent_name"]),
            visit=in_any("visit_date"),
            size=in_any("weight_kg", "lenhei_cm"),
            measured=measured,
            asked=bool(columns & _ASKS),
        )


def row_reasons(table: Table, e: Evidence) -> list[str]:
    """The reason why each row is no measurement; "" where it is one."""
    known = e.nik | (e.name & (e.birth | e.sex | (not e.asked))) | (e.birth & e.parent)
    lost = _lost_child(table) & e.measured
    silent = ~(e.nik | e.sex | e.birth | e.visit | e.size | lost)
    unknown_child = ~known & (e.birth | e.visit | lost | (e.name & e.measured))
    reasons: list[str] = []
    labelled = max((j + 1 for j, label in enumerate(table.labels) if label), default=0)
    separated = table.sheet.name is None and table.sheet.merged is None  # there a decimal comma may have split a cell
    for n, row in enumerate(table.body.rows):
        if any(not is_missing(cell) for cell in row[len(table.labels) :]) or (
            separated and any(map(_is_digits, row[labelled:]))
        ):
            reasons.append("kolom_bergeser")
        elif silent[n] or (not (e.nik[n] or e.birth[n]) and is_note(row)):
            reasons.append("bukan_data")
        elif not known[n]:
            reasons.append("tanpa_identitas" if unknown_child[n] and not is_count(row) else "bukan_data")
        else:
            reasons.append("" if e.measured[n] else "tanpa_pengukuran")
    return reasons


def _lost_child(table: Table) -> NDArray[np.bool_]:
    """Rows whose name or NIK was there and cannot be read."""
    lost = np.zeros(len(table.body), bool)
    for column in table.columns:
        if column.match.field in _WHO:
            lost |= np.fromiter((isinstance(c, Unread) for c in column.cells(table.body)), bool, len(lost))
    return lost


def _is_digits(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().isdecimal()


def is_note(row: Sequence[Cell]) -> bool:
    """Whether a row begins with the word of a total, a note or a signature."""
    texts = [fold(cell) for cell in row if isinstance(cell, str) and any(c.isalpha() for c in cell)]
    return bool(texts) and any(_NOTE.match(text) for text in texts[:2])


def is_count(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3, …"""
    filled = [clean(cell).strip("()") for cell in row if not is_missing(cell)]
    if not all(text.isdigit() for text in filled):
        return False
    found = [int(text) for text in filled]
    return len(found) > 1 and all(b - a == 1 for a, b in pairwise(found))
