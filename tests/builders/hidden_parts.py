"""Parts and their total as a reader sees them: the smallest table in which something is hidden."""

from __future__ import annotations

from audit.disclosure.bounds import Reader
from audit.disclosure.system import Equation, System
from audit.results import Cell


def row(*counts: int, hidden: set[int], maybe_zero: frozenset[int] | set[int] = frozenset()) -> Reader:
    """Parts and their total, the total last."""
    n = len(counts)
    cells = tuple(Cell.of("2025", x=str(i)) for i in range(n + 1))
    system = System(cells, n + 1, (Equation(n, tuple(range(n))),))
    return Reader(system, dict(enumerate((*counts, sum(counts)))), hidden, maybe_zero, ())


def interval(reader: Reader, cell: int) -> tuple[int, int]:
    """Least and most that a reader can make of a cell."""
    reader.confine(cell, width=10**9, size=None)
    return int(reader.low[cell]), int(reader.high[cell])
