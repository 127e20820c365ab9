"""A canonical table: its name, version, key and columns with dtypes. No reader lives here.

Units are part of the names (``weight_kg``). Every column may be missing unless it is in the key: null is not zero, and
"not applicable" is not "no". Text is pandas ``string``, numbers are ``float64``, dates ``datetime64[s]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandas as pd

__all__ = ["DATE", "NUMBER", "TEXT", "WHOLE", "YES", "Table"]

TEXT, NUMBER, DATE, WHOLE, YES = "string", "float64", "datetime64[s]", "Int64", "boolean"


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table: its key, its columns with dtypes in order, and the version of that promise."""

    name: str
    version: int
    key: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(name for name, _ in self.columns)

    @property
    def tag(self) -> str:
        """What a Parquet file of it carries, e.g. ``visits/1``."""
        return f"{self.name}/{self.version}"

    def empty(self) -> pd.DataFrame:
        """The table without a row."""
        return _empty(self).copy()

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the columns of this table, in order and of their dtypes; absent ones are added as missing.

        Raises ``ValueError`` for columns that the table does not have and for a missing or repeated key: both are bugs
        of the caller, since data were parsed at the border.
        """
        extra = sorted(set(frame.columns) - set(self.names))
        if extra:
            raise ValueError(f"{self.tag} has no columns {extra}")
        out = frame.reindex(columns=list(self.names)).astype(dict(self.columns)).reset_index(drop=True)
        key = out[list(self.key)]
        if key.isna().any(axis=None) or key.duplicated().any():
            raise ValueError(f"{self.tag}: key {self.key} is missing or repeated")
        return out


@cache
def _empty(table: Table) -> pd.DataFrame:
    return table.conform(pd.DataFrame(columns=list(table.names)))
