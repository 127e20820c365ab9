"""How closely a reader can confine a withheld count: smallest and largest whole numbers that fit all that is shown.

Each answer is a table of whole numbers that agrees with everything shown, so a width found here is a width that two
possible truths attest; what was found stays true when more is hidden. One table widens all cells at once, so tables of
the whole system come first; then a cell is varied near by, with all cells further away left as they are: a width found
nearby is a width.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field

import numpy as np

from audit.disclosure.system import System

__all__ = ["Programme", "Reader"]

_FEW = 6  # cells of one equation that are varied together when not all are
_ROOM = 10_000  # persons: how far above the largest count a withheld one is sought
_SWEEPS = 100  # of single sums; what they have not settled by then is left to the programmes
_PATIENCE = 2  # pairs of tables of everything in a row that may widen none before cells are taken one by one


@dataclass
class Reader:
    """A reader who knows the shown counts, and that a withheld printed count is at least 1 unless it may be zero.

    Arrays by cell: ``table`` is one table of whole numbers that fits; ``low`` and ``high`` the extremes attested so
    far; ``floor`` and ``ceiling`` what single sums of shown counts say.
    """

    system: System
    truth: Mapping[int, int]
    hidden: set[int]
    maybe_zero: Collection[int]
    void: Collection[int]
    table: np.ndarray = field(init=False)
    low: np.ndarray = field(init=False)
    high: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        from scipy.sparse import csc_array

        n = len(self.system.cells)
        sizes = [len(terms) for terms in self.system.terms]
        entries = np.array([term for terms in self.system.terms for term in terms], dtype=np.int64).reshape(-1, 2)
        self.row = np.repeat(np.arange(len(sizes)), sizes)
        self.column, self.sign = entries[:, 0], entries[:, 1]
        self.matrix = csc_array((self.sign.astype(float), (self.row, self.column)), shape=(len(sizes), n))
        self.uses = self.system.uses
        self.room = max(self.truth.values(), default=0) + _ROOM
        self.table = np.zeros(n, dtype=np.int64)
        self.table[list(self.truth)] = list(self.truth.values())
        free = [i for i in range(n) if i not in self.truth]
        if free:
            found = Programme(self, free).solve({})
            if found is None:
                raise ValueError("no table of whole numbers has these sums")
            self.table[free] = found
        self.low, self.high = self.table.copy(), self.table.copy()
        self.learn()

    def told_less(self, maybe_zero: Collection[int]) -> Reader:
        """A reader to whom more hidden cells may be zero; what fits for this one fits for that one."""
        other = copy(self)
        other.maybe_zero, other.low, other.high = maybe_zero, self.low.copy(), self.high.copy()
        other.learn()
        return other

    def learn(self) -> None:
        """Work out anew what the shown counts say by single sums; to be called when more has been hidden."""
        shown = [i for i in range(self.system.printed) if i not in self.hidden]
        low = np.zeros(len(self.table))
        low[[i for i in self.hidden if self.least(i)]] = 1.0
        high = np.full(len(low), float(self.room))
        low[shown] = high[shown] = self.table[shown]
        high[list(self.void)] = 0.0
        plus = self.sign > 0
        for _ in range(_SWEEPS):
            least = np.where(plus, low[self.column], -high[self.column])
            most = np.where(plus, high[self.column], -low[self.column])
            others_least = np.bincount(self.row, least, self.matrix.shape[0])[self.row] - least
            others_most = np.bincount(self.row, most, self.matrix.shape[0])[self.row] - most
            before = low.copy(), high.copy()
            np.maximum.at(low, self.column, np.where(plus, -others_most, others_least))
            np.minimum.at(high, self.column, np.where(plus, -others_least, others_most))
            if np.array_equal(low, before[0]) and np.array_equal(high, before[1]):
                break
        self.floor, self.ceiling = low, high
        self.known = (low == high).tolist()

    def width(self, cell: int) -> int:
        """Width attested so far."""
        return int(self.high[cell] - self.low[cell])

    def spread(self, targets: Sequence[int], *, width: int) -> None:
        """Widen many cells at once by tables of the whole system far from each other, as long as they widen any."""
        narrow = [c for c in targets if not self.known[c]]
        if not narrow:
            return
        cells = self.tied_to(narrow)
        programme = Programme(self, cells)
        fruitless, alternate = 0, True
        while narrow and fruitless < _PATIENCE:
            pull = {c: -1 if alternate and j % 2 else 1 for j, c in enumerate(narrow)}
            for direction in (1, -1):
                self.keep(cells, programme.solve({c: direction * by for c, by in pull.items()}))
            before, narrow = len(narrow), [c for c in narrow if self.width(c) < width]
            fruitless = 0 if len(narrow) < before else fruitless + 1
            alternate = not alternate

    def sink(self, targets: Sequence[int]) -> None:
        """See which of some cells can be empty, by tables in which they are together as small as can be."""
        left = [c for c in targets if self.low[c] > self.floor[c]]
        if not left:
            return
        cells = self.tied_to(left)
        programme = Programme(self, cells)
        while left:
            self.keep(cells, programme.solve(dict.fromkeys(left, -1)))
            before, left = len(left), [c for c in left if self.low[c] > self.floor[c]]
            if len(left) == before:
                return

    def tied_to(self, targets: Collection[int]) -> list[int]:
        """Every cell that is not known and that sums of such cells tie to one of the targets, those among them."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        known, rows = np.array(self.known), len(self.system.equations)
        n = rows + len(known)
        at = ~known[self.column]
        graph = csr_array((np.ones(at.sum()), (self.row[at], rows + self.column[at])), shape=(n, n))
        label = connected_components(graph, directed=False)[1][rows:]
        return np.flatnonzero(~known & np.isin(label, label[list(targets)])).tolist()

    def confine(self, cell: int, *, width: int, size: int | None) -> bool:
        """Vary up to ``size`` cells around a cell; True where no cell had to be left out.

        Ends as soon as ``width`` is found, or where single sums allow no more than what is attested.
        """
        if self.low[cell] == self.floor[cell] and self.high[cell] == self.ceiling[cell]:
            return True
        cells, whole = self.around(cell, size, self.known)
        programme = Programme(self, cells)
        for direction in (1, -1):
            self.keep(cells, programme.solve({cell: direction}))
            if self.width(cell) >= width:
                break
        return whole

    def keep(self, cells: Sequence[int], values: np.ndarray | None) -> None:
        """Remember the extremes of a table that fits."""
        if values is not None:
            self.low[cells] = np.minimum(self.low[cells], values)
            self.high[cells] = np.maximum(self.high[cells], values)

    def around(
        self, cell: int, size: int | None, fixed: Sequence[bool], price: Mapping[int, float] | None = None
    ) -> tuple[list[int], bool]:
        """The cells nearest to a cell along equations, and whether that is every cell tied to it.

        Of one equation only a few are taken, those without price and the cheapest first: to move a count, sums must
        close along a chain of equations, for which reach matters more than company.
        """
        cells, whole = [cell], True
        seen = list(fixed)
        seen[cell] = True
        for at in cells:
            for e in self.uses[at]:
                fresh = [c for c, _ in self.system.terms[e] if not seen[c]]
                if size is not None and fresh:
                    if len(cells) >= size:
                        return cells, False
                    if len(fresh) > _FEW:
                        fresh.sort(key=lambda c: price.get(c, 0.0) if price else 0.0)
                        fresh, whole = fresh[:_FEW], False
                for c in fresh:
                    seen[c] = True
                cells.extend(fresh)
        return cells, whole

    def least(self, cell: int) -> int:
        """What a reader knows a withheld cell to be at least."""
        return int(cell < self.system.printed and cell not in self.maybe_zero)


class Programme:
    """Some cells that may vary while all others stay as in the reader's table: A x = b in whole numbers.

    ``price`` lists those of the cells that are shown and may move at a price a person: for each, two more columns say
    how far it moves up and down.
    """

    def __init__(self, reader: Reader, cells: Sequence[int], price: Mapping[int, float] | None = None) -> None:
        from scipy.sparse import csc_array

        n = len(cells)
        self.index = {cell: j for j, cell in enumerate(cells)}
        self.priced = [c for c in cells if price and c in price]
        m = len(self.priced)
        sums = reader.matrix[:, cells]
        used, rows = np.unique(sums.indices, return_inverse=True)
        table = reader.table[cells]
        at, step = [self.index[c] for c in self.priced], np.arange(m)
        columns = [np.repeat(np.arange(n), np.diff(sums.indptr)), at, n + step, n + m + step]
        values = [sums.data, np.ones(m), -np.ones(m), np.ones(m)]
        self.matrix = csc_array(
            (np.concatenate(values), (np.concatenate([rows, *[len(used) + step] * 3]), np.concatenate(columns))),
            shape=(len(used) + m, n + 2 * m),
        )
        self.right = self.matrix[:, :n] @ table
        self.right[: len(used)] -= (reader.matrix @ reader.table)[used]
        self.cost = np.concatenate([np.zeros(n), np.tile([price[c] for c in self.priced] if price else [], 2)])
        self.lower = np.array([float(reader.least(c)) for c in cells] + [0.0] * 2 * m)
        self.upper = np.full(n + 2 * m, float(reader.room))

    def solve(
        self, pull: Mapping[int, int], within: Mapping[int, tuple[float, float]] | None = None
    ) -> np.ndarray | None:
        """A table in which the pulled cells are as large (1) or as small (-1) as they can be, at the lowest price.

        ``within`` narrows single cells. Values in the order of the cells; ``None`` where no table fits.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        goal, lower, upper = self.cost.copy(), self.lower.copy(), self.upper.copy()
        for cell, direction in pull.items():
            goal[self.index[cell]] = -direction
        for cell, (low, high) in (within or {}).items():
            at = self.index[cell]
            lower[at], upper[at] = max(low, lower[at]), min(high, upper[at])
        for whole_numbers in (0, 1):  # the programme is mostly a network, whose corners are whole anyway
            found = milp(
                goal,
                integrality=np.full(len(goal), whole_numbers),
                bounds=Bounds(lower, upper),
                constraints=LinearConstraint(self.matrix, self.right, self.right),
                options={"presolve": bool(whole_numbers)},  # for a small network it costs more than it saves
            )
            if found.x is None:
                return None
            whole = np.rint(found.x).astype(np.int64)
            if np.array_equal(self.matrix @ whole, self.right):
                return whole[: len(self.index)]
        return None
