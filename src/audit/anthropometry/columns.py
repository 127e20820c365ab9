"""The columns of the answer of ``zscores`` while they are filled, block of rows by block of rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.anthropometry.flags import who_flags
from audit.anthropometry.inputs import MISSING
from audit.anthropometry.reasons import GIVEN, NOT_MEASURED, REASON_DTYPE
from audit.reference.anthropometry_rules import INDICES, PUBLISHED_DIGITS, Index

__all__ = ["Columns"]

_POSTURE_WORDS = pd.array(["l", "h", None], dtype="str")  # by code, see ``inputs``


class Columns:
    """Every column for ``n`` children, born as if nothing had been measured.

    Numbers are rows of one array (a single large allocation costs far less than many) and reach the DataFrame without a
    copy.
    """

    def __init__(self, n: int, digits: int | None) -> None:
        self._digits = digits
        numbers = np.full((4 + len(INDICES), n), np.nan)
        self.age_days, self.age_months, self.lenhei_used, self.bmi, *z = numbers
        self.posture_used = np.full(n, MISSING, dtype=np.int8)
        self._z = dict(zip(INDICES, z, strict=True))
        self._flag = {name: np.zeros(n, dtype=bool) for name in INDICES}
        self._reason = {name: np.full(n, NOT_MEASURED, dtype=np.int8) for name in INDICES}

    def put(self, name: Index, rows: slice, z: np.ndarray, missing: np.ndarray, why: np.ndarray) -> None:
        """Set one index for a block: unrounded z, the places in the block where it is missing, and their reasons."""
        rounded = np.round(z, PUBLISHED_DIGITS if self._digits is None else self._digits)
        self._z[name][rows] = z if self._digits is None else rounded
        self._flag[name][rows] = who_flags(rounded, name)
        reason = self._reason[name][rows]
        reason[:] = GIVEN
        reason[missing] = why

    def frame(self, index: pd.Index) -> pd.DataFrame:
        """Return the columns in the order of the contract."""
        columns = {
            "age_days": self.age_days,
            "age_months": self.age_months,
            "lenhei_used": self.lenhei_used,
            "measure_used": _POSTURE_WORDS.take(self.posture_used),
            "bmi": self.bmi,
            **self._z,
            **{f"{name}_flag": flag for name, flag in self._flag.items()},
            **{
                f"{name}_reason": pd.Categorical.from_codes(codes, dtype=REASON_DTYPE, validate=False)
                for name, codes in self._reason.items()
            },
        }
        return pd.DataFrame(columns, index=index, copy=False)
