"""Whether something became slower: its ratio to a peer of the same run, beside the median of the history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from audit.cli.speed.history import Measured
from audit.cli.speed.rows import Row

__all__ = ["FALL", "Compared", "compared"]

# Four runs of one program on two cores at a load of 4 to 10: ratios at most 9 % below their median, the highest 21 %
# above the lowest. What falls further is no noise.
FALL = 0.25


@dataclass(frozen=True, slots=True)
class Compared:
    """A row beside what was usual: the median ratio of ``runs`` earlier ones; ``usual`` is missing where none was."""

    row: Row
    usual: float | None
    runs: int

    @property
    def fell(self) -> bool:
        """Whether the ratio is further below the usual one than runs of the same program are from each other."""
        return self.usual is not None and (self.row.ratio or 0.0) < (1 - FALL) * self.usual


def compared(run: Measured, history: Iterable[Measured]) -> Sequence[Compared]:
    """Each row that has a ratio, beside earlier ones of the same name, size, peer, and version of the peer."""
    earlier = list(history)
    found: list[Compared] = []
    for row in run.rows:
        if row.ratio is None or row.peer is None:
            continue
        alike = [
            old.ratio
            for one in earlier
            if one.packages.get(row.peer) == run.packages.get(row.peer)
            for old in one.rows
            if (old.what, old.n, old.peer) == (row.what, row.n, row.peer) and old.ratio is not None
        ]
        found.append(Compared(row, median(alike) if alike else None, len(alike)))
    return found
