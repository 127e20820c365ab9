"""The columns of the answer of ``zscores`` while they are filled, block of rows by block of rows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from audit.anthropometry.flags import who_flags
from audit.anthropometry.inputs import MISSING
from audit.anthropometry.reasons import NOT_MEASURED, REASON_DTYPE
from audit.reference.anthropometry_rules import INDICES, PUBLISHED_DIGITS, Index

__all__ = ["Columns"]

_LETTERS = np.frombuffer(b"lh-", dtype=np.uint8)  # of a posture, by code, see ``inputs``; the last is never seen


class Columns:
    """Every column for ``n`` children: of ``indices`` still to be put, of all others as if nothing had been measured.

    Numbers are rows of one array (a single large allocation costs far less than many) and reach the DataFrame without a
    copy.
    """

    def __init__(self, n: int, digits: int | None, indices: Collection[Index]) -> None:
        self._digits = digits
        numbers = np.empty((4 + len(INDICES), n))
        self.age_days, self.age_months, self.lenhei_used, self.bmi, *z = numbers
        self.posture_used = np.full(n, MISSING, dtype=np.int8)
        self._z = dict(zip(INDICES, z, strict=True))
        derived: dict[Index, np.ndarray] = {"haz": self.lenhei_used, "baz": self.bmi}
        for columns in (self._z, derived):
            for name in columns.keys() - set(indices):
                columns[name].fill(np.nan)
        self._flag = {name: np.zeros(n, dtype=bool) for name in INDICES}
        self._reason = {name: np.full(n, NOT_MEASURED, dtype=np.int8) for name in INDICES}

    def put(self, name: Index, rows: slice, z: np.ndarray) -> None:
        """Set one index for a block from its unrounded z; where that is no number the reason is still to come."""
        kept = self._z[name][rows]
        if self._digits is None:
            kept[:] = z
            rounded = np.round(z, PUBLISHED_DIGITS)
        else:
            rounded = np.round(z, self._digits, out=kept)
        self._flag[name][rows] = who_flags(rounded, name)
        # GIVEN is 0 and NOT_MEASURED 1: for now, whether it is missing.
        missing = self._reason[name].view(bool)[rows]
        np.isfinite(rounded, out=missing)  # a z near the largest number there is overflows when it is rounded
        np.logical_not(missing, out=missing)

    def missing(self, name: Index) -> np.ndarray:
        """Rows where an index is missing."""
        return np.flatnonzero(self._reason[name].view(bool))

    def explain(self, name: Index, missing: np.ndarray, why: np.ndarray) -> None:
        """Set the reasons of one index, once every block is there."""
        self._z[name][missing] = np.nan
        self._flag[name][missing] = False
        self._reason[name][missing] = why

    def frame(self, index: pd.Index) -> pd.DataFrame:
        """Return the columns in the order of the contract."""
        columns = {
            "age_days": self.age_days,
            "age_months": self.age_months,
            "lenhei_used": self.lenhei_used,
            "measure_used": _postures(self.posture_used),
            "bmi": self.bmi,
            **self._z,
            **{f"{name}_flag": flag for name, flag in self._flag.items()},
            **{
                f"{name}_reason": pd.Categorical.from_codes(codes, dtype=REASON_DTYPE, validate=False)
                for name, codes in self._reason.items()
            },
        }
        return pd.DataFrame(columns, index=index, copy=False)


def _postures(codes: np.ndarray) -> Any:
    """Codes as text, one letter each, put together as Arrow keeps it: five times as fast as a lookup of words."""
    import pyarrow as pa

    known = codes != MISSING
    parts = np.packbits(known, bitorder="little"), np.arange(len(codes) + 1), _LETTERS.take(codes)
    buffers = [pa.py_buffer(part) for part in parts]
    return pd.array(pa.Array.from_buffers(pa.large_string(), len(codes), buffers), dtype="str")
