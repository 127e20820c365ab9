"""How closely a reader can confine a withheld count: smallest and largest whole numbers that fit all that is shown.

Each answer is a table of whole numbers that agrees with everything shown, so a width found here is a width that two
possible truths attest; what was found stays true when more is hidden. Tables are varied near a cell first, with all
cells further away left as they are: a width found nearby is a width.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from audit.disclosure.system import System

__all__ = ["Programme", "Reader"]

_FEW = 6  # cells of one equation that are varied together when not all are
_ROOM = 10_000  # persons: how far above the largest count a withheld one is sought


@dataclass
class Reader:
    """A reader who knows the shown counts, and that a withheld printed count is at least 1 unless it may be zero.

    ``table`` is one table of whole numbers that fits; ``low`` and ``high`` are the extremes found so far.
    """

    system: System
    truth: Mapping[int, int]
    hidden: set[int]
    maybe_zero: Collection[int]
    void: Collection[int]
    low: dict[int, int] = field(default_factory=dict)
    high: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.uses = self.system.uses
        self.room = max(self.truth.values(), default=0) + _ROOM
        self.table = dict(self.truth)
        free = [i for i in range(len(self.system.cells)) if i not in self.truth]
        if free:
            self.table |= Programme(self, free).solve({})
        self.keep(self.table)
        self.learn()

    def learn(self) -> None:
        """Work out anew what the shown counts say by single sums; to be called when more has been hidden."""
        known = {i for i in range(self.system.printed) if i not in self.hidden} | set(self.void)
        unknown = [sum(cell not in known for cell, _ in terms) for terms in self.system.terms]
        todo = [e for e, left in enumerate(unknown) if left == 1]
        while todo:
            e = todo.pop()
            if unknown[e] != 1:
                continue
            (cell,) = (cell for cell, _ in self.system.terms[e] if cell not in known)
            known.add(cell)
            for other in self.uses[cell]:
                unknown[other] -= 1
                if unknown[other] == 1:
                    todo.append(other)
        self.known = known

    def width(self, cell: int) -> int:
        """Width attested so far."""
        return self.high[cell] - self.low[cell]

    def confine(self, cell: int, targets: Collection[int], *, width: int, size: int | None) -> bool:
        """Vary up to ``size`` cells around a cell; True where no cell had to be left out.

        Ends as soon as ``width`` is found: first tables far from each other, to widen all ``targets`` nearby at once,
        then the cell's own extremes.
        """
        if cell in self.known:
            return True
        cells, whole = self.around(cell, size, self.known)
        programme = Programme(self, cells)
        near = [c for c in cells if c in targets]
        alternating = {c: 1 if j % 2 else -1 for j, c in enumerate(near)}
        same = dict.fromkeys(near, 1)
        for pull in (alternating, same, {cell: 1}):
            for direction in (1, -1):
                self.keep(programme.solve({c: direction * by for c, by in pull.items()}))
            if self.width(cell) >= width:
                break
        return whole

    def keep(self, table: Mapping[int, int]) -> None:
        """Remember the extremes of a table that fits."""
        for cell, value in table.items():
            self.low[cell] = min(self.low.get(cell, value), value)
            self.high[cell] = max(self.high.get(cell, value), value)

    def around(
        self, cell: int, size: int | None, fixed: Collection[int], price: Mapping[int, float] | None = None
    ) -> tuple[list[int], bool]:
        """The cells nearest to a cell along equations, and whether that is every cell tied to it.

        Of one equation only a few are taken, those without price and the cheapest first: to move a count, sums must
        close along a chain of equations, for which reach matters more than company.
        """
        cells, seen, whole = [cell], {cell}, True
        for at in cells:
            for e in self.uses[at]:
                fresh = [c for c, _ in self.system.terms[e] if c not in seen and c not in fixed]
                if size is not None and fresh:
                    if len(cells) >= size:
                        return cells, False
                    if len(fresh) > _FEW:
                        fresh.sort(key=lambda c: price.get(c, 0.0) if price else 0.0)
                        fresh, whole = fresh[:_FEW], False
                seen.update(fresh)
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

    def __init__(self, reader: Reader, cells: list[int], price: Mapping[int, float] | None = None) -> None:
        from scipy.sparse import csr_array

        self.cells = cells
        self.index = {cell: j for j, cell in enumerate(cells)}
        self.priced = [c for c in cells if price and c in price]
        n, m = len(cells), len(self.priced)
        rows, columns, values, right = [], [], [], []
        for e in sorted({e for cell in cells for e in reader.uses[cell]}):
            fixed = 0
            for cell, sign in reader.system.terms[e]:
                if cell in self.index:
                    rows.append(len(right))
                    columns.append(self.index[cell])
                    values.append(float(sign))
                else:
                    fixed += sign * reader.table[cell]
            right.append(-fixed)
        for j, cell in enumerate(self.priced):
            rows += [len(right)] * 3
            columns += [self.index[cell], n + j, n + m + j]
            values += [1.0, -1.0, 1.0]
            right.append(reader.table[cell])
        self.right = np.array(right, dtype=np.int64)
        self.matrix = csr_array((values, (rows, columns)), shape=(len(right), n + 2 * m))
        self.cost = np.concatenate([np.zeros(n), np.tile([price[c] for c in self.priced] if price else [], 2)])
        self.lower = np.array([float(reader.least(c)) for c in cells] + [0.0] * 2 * m)
        self.upper = np.full(n + 2 * m, float(reader.room))

    def solve(self, pull: Mapping[int, int], within: Mapping[int, tuple[float, float]] | None = None) -> dict[int, int]:
        """A table in which the pulled cells are as large (1) or as small (-1) as they can be, at the lowest price.

        ``within`` narrows single cells. Empty where no table fits.
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
            )
            if found.x is None:
                return {}
            whole = np.rint(found.x).astype(np.int64)
            if np.array_equal(self.matrix @ whole, self.right):
                return {cell: int(whole[j]) for cell, j in self.index.items()}
        return {}
