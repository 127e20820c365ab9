"""Which further cells to hide so that no protected cell follows from the shown ones by sums and differences.

Gaussian elimination over the whole system, after Langsrud (2024) as in GaussSuppression: cells are shown in the order
of their usefulness, and one is kept back where showing it would leave a protected cell alone in a row. Exact: numbers
modulo a large prime.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from audit.disclosure.system import System

__all__ = ["eliminate"]

_PRIME = (1 << 61) - 1


class _Rows:
    """A reduced row echelon form that columns are taken out of, kept sparse."""

    def __init__(self, system: System, without: Collection[int]) -> None:
        self.rows: dict[int, dict[int, int]] = {}  # pivot column -> row
        self.having: defaultdict[int, set[int]] = defaultdict(set)  # column -> pivots of the rows that hold it
        for terms in system.terms:
            row = {c: sign % _PRIME for c, sign in terms if c not in without}
            for pivot in [c for c in row if c in self.rows]:
                _subtract(row, row[pivot], self.rows[pivot])
            if row:
                self._take_in(row, min(row, key=lambda c: (c < system.printed, len(self.having[c]), c)))

    def _take_in(self, row: dict[int, int], pivot: int) -> None:
        inverse = pow(row[pivot], -1, _PRIME)
        row = {c: v * inverse % _PRIME for c, v in row.items()}
        for other in tuple(self.having[pivot]):
            target = self.rows[other]
            before = set(target)
            _subtract(target, target[pivot], row)
            for c in before - target.keys():
                self.having[c].discard(other)
            for c in target.keys() - before:
                self.having[c].add(other)
        self.rows[pivot] = row
        for c in row:
            self.having[c].add(pivot)

    def free(self, column: int) -> None:
        """Make a column no pivot, or take it out where it stands alone."""
        row = self.rows.get(column)
        if row is None:
            return
        del self.rows[column]
        for c in row:
            self.having[c].discard(column)
        others = [c for c in row if c != column]
        if others:
            self._take_in(row, min(others, key=lambda c: (len(self.having[c]), c)))

    def drop(self, column: int) -> None:
        """Take out a column that is no pivot."""
        for pivot in self.having.pop(column, ()):
            del self.rows[pivot][column]


def _subtract(row: dict[int, int], factor: int, other: dict[int, int]) -> None:
    for c, v in other.items():
        new = (row.get(c, 0) - factor * v) % _PRIME
        if new:
            row[c] = new
        else:
            row.pop(c, None)


def eliminate(
    system: System, *, protected: Collection[int], zeros: Collection[int], show: Iterable[int]
) -> tuple[int, ...]:
    """Cells of ``show`` to keep back, in order; ``show`` lists the printed cells that may be shown, best first.

    ``zeros`` are cells everybody knows. Cells that are neither shown nor known stay unknown.
    """
    rows = _Rows(system, zeros)
    back = []
    for cell in show:
        rows.free(cell)
        if any(pivot in protected and len(rows.rows[pivot]) == 2 for pivot in rows.having.get(cell, ())):
            back.append(cell)
        else:
            rows.drop(cell)
    return tuple(back)
