"""The recomputation attack: what a careful reader of everything public can work out.

It knows no count that is not printed. From the facts and from how people are split it writes the system down anew,
over real numbers, and confines every withheld count by sums, differences, n x percent and linear programming. It
shares the equations with the solver of the pattern and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor, inf

import numpy as np

from audit.disclosure.facts import Fact
from audit.disclosure.system import build, is_sensitive, is_worrying
from audit.errors import DisclosureError
from audit.reference.disclosure_rules import MIN_WIDTH, SMALL_COUNT
from audit.results import Cell, Partition

__all__ = ["AttackReport", "Recomputed", "attack"]

_SLACK = 1e-6  # persons: tolerance of the solver
_ROOM = 1_000  # persons: how far above the largest printed number a withheld one is sought
_PATIENCE = 2  # pairs of tables in a row that may show nothing new before cells are taken one by one


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A count that the public can work out: where it stands and how, never its value.

    ``how``: "printed" (a small count stands there), "interval" (a confidence interval of a withheld share stands
    there), "arithmetic", "group" (everybody is in a sensitive state).
    """

    where: str
    cell: str
    how: str


@dataclass(frozen=True, slots=True)
class AttackReport:
    """What the attack found among how many withheld counts."""

    found: tuple[Recomputed, ...]
    attacked: int
    facts: int

    def check(self) -> None:
        """Raise ``DisclosureError`` (exit 13), naming the first cell, where anything was found."""
        if self.found:
            raise DisclosureError("disclosure.recomputed", where=self.found[0].where, cell=self.found[0].cell)


def attack(
    published: Iterable[Fact],
    partitions: Iterable[Partition],
    *,
    previous: Iterable[Fact] = (),
    k: int = SMALL_COUNT,
    min_width: int = MIN_WIDTH,
) -> AttackReport:
    """Try to recompute every withheld count from facts that are public.

    A withheld count falls when it must lie in an interval narrower than ``min_width`` that begins below ``k``; an
    unprinted remainder about persons, and a count withheld perhaps only because its denominator is, when the interval
    lies among 1 to ``k - 1``; a group when everybody in it must be in a sensitive state. ``previous`` are facts of
    earlier results: what was printed there and not again is known. Printed numbers that contradict each other raise
    ``ValueError``.
    """
    public = _Public(tuple(published), tuple(previous))
    found = dict.fromkeys(public.with_interval, "interval") | dict.fromkeys(_groups(public, partitions), "group")
    found |= {cell: "printed" for cell, number in public.numbers.items() if 0 < number < k}
    space = _Space(public, partitions)
    suspects = [cell for cell in space.cells if cell not in public.numbers and cell not in found]
    suspects = [cell for cell in suspects if cell in public.withheld or cell in public.unsure or is_worrying(cell)]
    found |= dict.fromkeys(space.fallen(suspects, public.withheld, k=k, width=min_width), "arithmetic")
    return AttackReport(
        tuple(Recomputed(public.where.get(cell, ""), cell.key, found[cell]) for cell in sorted(found)),
        attacked=len(public.withheld),
        facts=public.facts,
    )


class _Public:
    """The facts by cell: printed numbers, what percentages say, and which cells are withheld for certain or perhaps."""

    def __init__(self, facts: tuple[Fact, ...], previous: tuple[Fact, ...]) -> None:
        self.facts = len(facts)
        self.where: dict[Cell, str] = {}
        self.numbers: dict[Cell, int] = {}
        self.shares = {(f.cell, f.of) for f in (*facts, *previous) if f.of is not None}
        for fact in facts:
            for cell, number in _numbers(fact):
                self.where.setdefault(cell, fact.where)
                if number is not None and self.numbers.setdefault(cell, number) != number:
                    raise ValueError(f"{fact.where}: {cell.key} is printed with two numbers")
        for fact in previous:
            for cell, number in _numbers(fact):
                if number is not None:
                    self.numbers.setdefault(cell, number)
        self.spans: dict[Cell, tuple[float, float]] = {}
        for fact in (*facts, *previous):
            whole = self.numbers.get(fact.of) if fact.of else None
            if fact.value is not None and whole is not None and fact.cell not in self.numbers:
                half = 0.0 if fact.digits is None else 0.5 * 10.0 ** -(fact.digits + 2)
                low, high = self.spans.get(fact.cell, (0.0, inf))
                self.spans[fact.cell] = (
                    max(low, ceil(whole * (fact.value - half) - _SLACK)),
                    min(high, floor(whole * (fact.value + half) + _SLACK)),
                )
        self.with_interval = {f.cell for f in facts if f.interval and f.hidden}
        hidden = [f for f in facts if f.hidden]
        self.withheld = {f.cell for f in hidden if f.of is None or f.of in self.numbers} - self.numbers.keys()
        self.withheld |= {f.of for f in hidden if f.of and f.cell in self.numbers} - self.numbers.keys()
        self.unsure = {c for f in hidden for c in (f.cell, f.of) if c} - self.numbers.keys() - self.withheld


def _numbers(fact: Fact) -> Iterator[tuple[Cell, int | None]]:
    yield fact.cell, fact.numerator
    if fact.of is not None:
        yield fact.of, fact.denominator


def _groups(public: _Public, partitions: Iterable[Partition]) -> Iterator[Cell]:
    """Sensitive cells printed with the number of everybody in them."""
    above: dict[tuple[str, str], set[str]] = defaultdict(set)
    for partition in partitions:
        for level, below in partition.children.items():
            for part in below:
                above[partition.attribute, part].add(level)
    for cell, number in public.numbers.items():
        if not number or not is_sensitive(cell):
            continue
        wholes = {of for part, of in public.shares if part == cell}
        for attribute, level in cell.at:
            chain, todo = set(), [level]
            while todo:
                fresh = above[attribute, todo.pop()] - chain
                chain |= fresh
                todo.extend(fresh)
            wholes |= {cell.replace(attribute, up or None) for up in chain}
        if any(not is_sensitive(w) and public.numbers.get(w) == number for w in wholes):
            yield cell


class _Space:
    """Every table of real numbers that agrees with what is public."""

    def __init__(self, public: _Public, partitions: Iterable[Partition]) -> None:
        from scipy.sparse import csr_array

        system = build({*public.numbers, *public.withheld, *public.unsure, *public.spans}, partitions)
        self.cells = system.cells
        self.index = {cell: i for i, cell in enumerate(self.cells)}
        n = len(self.cells)
        rows, columns, values = [], [], []
        for row, terms in enumerate(system.terms):
            for i, sign in terms:
                rows.append(row)
                columns.append(i)
                values.append(float(sign))
        self.matrix = csr_array((values, (rows, columns)), shape=(len(system.equations), n))
        self.low, self.high = np.zeros(n), np.full(n, float(max(public.numbers.values(), default=0) + _ROOM))
        wholes: dict[int, list[int]] = defaultdict(list)
        for e, equation in enumerate(system.equations):
            for part in equation.parts:
                wholes[part].append(e)
        for i, cell in enumerate(self.cells):
            if cell in public.numbers:
                self.low[i] = self.high[i] = public.numbers[cell]
            elif cell in public.spans:
                self.low[i], self.high[i] = public.spans[cell]
            elif cell in public.withheld:
                # Zeros are printed, except below a small count: there every part is withheld.
                self.low[i] = all(
                    self.cells[system.equations[e].whole] in public.numbers
                    or any(public.numbers.get(self.cells[p]) for p in system.equations[e].parts)
                    for e in wholes[i]
                )
        self._tighten()
        self._simplify()

    def _tighten(self) -> None:
        """Narrow every cell by single sums until nothing changes."""
        entries = self.matrix.tocoo()
        row, column, sign = entries.coords[0], entries.coords[1], entries.data
        for _ in range(len(self.cells)):
            low, high = self.low[column], self.high[column]
            least, most = np.where(sign > 0, low, -high), np.where(sign > 0, high, -low)
            others_least = np.bincount(row, least, self.matrix.shape[0])[row] - least
            others_most = np.bincount(row, most, self.matrix.shape[0])[row] - most
            new_low, new_high = self.low.copy(), self.high.copy()
            np.maximum.at(new_low, column, np.where(sign > 0, -others_most, others_least))
            np.minimum.at(new_high, column, np.where(sign > 0, -others_least, others_most))
            if np.any(new_low > new_high):
                raise ValueError("printed numbers contradict each other")
            if np.array_equal(new_low, self.low) and np.array_equal(new_high, self.high):
                return
            self.low, self.high = new_low, new_high

    def _simplify(self) -> None:
        """Put in what is known, and split the rest into pieces that have nothing to do with each other."""
        from scipy.sparse.csgraph import connected_components

        fixed = self.low == self.high
        self.right = -(self.matrix[:, fixed] @ self.low[fixed])
        self.free = np.flatnonzero(~fixed)
        self.open = self.matrix[:, self.free]
        filled = np.diff(self.open.indptr) > 0
        self.open, self.right = self.open[filled], self.right[filled]
        _, self.label = connected_components(abs(self.open.T) @ abs(self.open), directed=False)

    def fallen(self, suspects: list[Cell], certain: Collection[Cell], *, k: int, width: int) -> Iterator[Cell]:
        """Suspects that cannot be told apart from a small count: see ``attack``."""
        place = {int(i): j for j, i in enumerate(self.free)}
        pieces: dict[int, list[Cell]] = defaultdict(list)
        for cell in suspects:
            i = self.index[cell]
            verdict = _Verdict(cell in certain, k, width)
            if verdict.falls(self.low[i], self.high[i]):
                yield cell
            elif i in place and verdict.may_fall(self.low[i], self.high[i]):
                pieces[int(self.label[place[i]])].append(cell)
        for label, cells in sorted(pieces.items()):
            columns = np.flatnonzero(self.label == label)
            piece = _Piece(self, columns)
            verdicts = {
                int(np.searchsorted(columns, place[self.index[cell]])): _Verdict(cell in certain, k, width)
                for cell in cells
            }
            piece.spread(verdicts)
            for cell, (j, verdict) in zip(cells, verdicts.items(), strict=True):
                ends = piece.ends(j, verdict)
                if ends and verdict.falls(*ends):
                    yield cell


@dataclass(frozen=True, slots=True)
class _Verdict:
    certain: bool
    k: int
    width: int

    def falls(self, low: float, high: float) -> bool:
        """Whether a cell that lies from low to high is recomputed."""
        low, high = ceil(low - _SLACK), floor(high + _SLACK)
        if high - low >= self.width:
            return False
        return low < self.k if self.certain else low >= 1 and high < self.k

    def may_fall(self, low: float, high: float) -> bool:
        """Whether it could still be, once more is known than that it lies from low to high."""
        return low < self.k and high >= 1

    def stands(self, seen_low: float, seen_high: float) -> bool:
        """Whether two values that it can have prove that it is not."""
        if seen_high - seen_low >= self.width - _SLACK:
            return True
        return not self.certain and (seen_low < 1 - _SLACK or seen_high > self.k - 1 + _SLACK)


class _Piece:
    """Unprinted cells that equations tie together."""

    def __init__(self, space: _Space, columns: np.ndarray) -> None:
        from scipy.optimize import Bounds, LinearConstraint

        cells = space.free[columns]
        part = space.open[:, columns]
        used = np.diff(part.indptr) > 0
        self.sums = LinearConstraint(part[used].tocsc(), space.right[used], space.right[used])
        self.bounds = Bounds(space.low[cells], space.high[cells])
        self.least, self.most = np.full(len(cells), inf), np.full(len(cells), -inf)

    def spread(self, verdicts: Mapping[int, _Verdict]) -> None:
        """Tables far from each other, to see at once which cells are not confined, for as long as they show some."""
        left, fruitless, alternate = list(verdicts), 0, False
        while left and fruitless < _PATIENCE:
            signs = np.where(np.arange(len(left)) % 2, -1.0, 1.0) if alternate else np.ones(len(left))
            goal = np.zeros(len(self.least))
            goal[left] = signs
            self._solve(goal)
            self._solve(-goal)
            before, left = len(left), [j for j in left if not self.stands(j, verdicts[j])]
            fruitless = 0 if len(left) < before else fruitless + 1
            alternate = not alternate

    def ends(self, column: int, verdict: _Verdict) -> tuple[float, float] | None:
        """Smallest and largest value of one cell; none where it was seen not to be confined."""
        ends = []
        for sign in (1.0, -1.0):
            if self.stands(column, verdict):
                return None
            goal = np.zeros(len(self.least))
            goal[column] = sign
            ends.append(float(self._solve(goal)[column]))
        return ends[0], ends[1]

    def stands(self, column: int, verdict: _Verdict) -> bool:
        """Whether the tables seen so far prove that a cell is not confined."""
        return verdict.stands(self.least[column], self.most[column])

    def _solve(self, goal: np.ndarray) -> np.ndarray:
        from scipy.optimize import milp

        found = milp(goal, bounds=self.bounds, constraints=self.sums)
        if found.x is None:
            raise ValueError("printed numbers contradict each other")
        self.least, self.most = np.minimum(self.least, found.x), np.maximum(self.most, found.x)
        return found.x
