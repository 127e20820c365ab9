"""Counts, sums and means of all groups of rows at once: a district has thousands of posyandu of some forty children."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["Groups"]


@dataclass(frozen=True, slots=True)
class Groups:
    """Which of the groups 0 .. ``number`` - 1 each of n rows is in: ``row``, (n,) whole numbers."""

    row: np.ndarray
    number: int

    @classmethod
    def one(cls, n: int) -> Groups:
        """All rows in one group."""
        return cls(np.zeros(n, dtype=np.int64), 1)

    def of(self, rows: np.ndarray) -> Groups:
        """Some of the rows, in the same groups."""
        return Groups(self.row[rows], self.number)

    def count(self, rows: np.ndarray | None = None) -> np.ndarray:
        """(number,) how many rows, or how many of those that are true."""
        return np.bincount(self.row if rows is None else self.row[rows], minlength=self.number)

    def count_by(self, code: np.ndarray, codes: int) -> np.ndarray:
        """(number, codes) how many rows of each code 0 .. ``codes`` - 1."""
        found = np.bincount(self.row * codes + code, minlength=self.number * codes)
        return found.reshape(self.number, codes)

    def sum(self, values: np.ndarray) -> np.ndarray:
        """(number,) sums of (n,) values; groups must stand one after the other. Rounded as little as ``values.sum``."""
        n, found = self.count(), np.zeros(self.number)
        if len(values):
            found[n > 0] = np.add.reduceat(values, (np.cumsum(n) - n)[n > 0])
        return found

    def mean(self, values: np.ndarray) -> np.ndarray:
        """(number,) means of (n,) values, NaN in a group without rows."""
        n = self.count()
        return np.divide(self.sum(values), n, out=np.full(self.number, np.nan), where=n > 0)
