"""Which counts must not be printed for what they are, before anything is hidden for the sake of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from audit.disclosure.printed import Printed
from audit.disclosure.system import System, is_sensitive, is_worrying
from audit.reference.disclosure_rules import SMALL_DENOMINATOR
from audit.results import Cell

__all__ = ["Primary", "Reason", "find_primary"]

Reason = str  # "small", "group", "denominator", "below", "secondary", "earlier"


@dataclass(frozen=True)
class Primary:
    """What must be hidden or kept from being recomputed, by index in the system.

    ``truth`` holds the counts, those that the printed ones determine included; ``hidden`` the printed cells to hide
    and why; ``derived`` the unprinted remainders to keep from being recomputed; ``below`` the printed parts of small
    cells, hidden so that nobody is placed in one; ``void`` the cells that are zero because nobody could be in them.
    """

    truth: Mapping[int, int]
    hidden: Mapping[int, Reason]
    derived: frozenset[int]
    below: frozenset[int]
    void: frozenset[int]

    @property
    def maybe_zero(self) -> frozenset[int]:
        """Hidden cells of nobody: even a reader who is told which hidden cells are not zero is not told of these."""
        return frozenset(i for i in self.below if self.truth[i] == 0)


def find_primary(system: System, printed: Printed, *, k: int) -> Primary:
    """Apply the rules for single cells.

    Small: a printed count of 1 to k - 1, and an unprinted remainder of that size. Group: everybody in a whole is in a
    sensitive state. Below: every part of a small cell, zeros included, so that the only case of a district cannot be
    placed. Denominator: the numerator of a share of fewer than 20.
    """
    index = {cell: i for i, cell in enumerate(system.cells)}
    truth = _truth(system, {i: printed.counts[cell] for i, cell in enumerate(system.cells[: system.printed])})
    small = {i for i, count in truth.items() if 0 < count < k}
    derived = {i for i in small if i >= system.printed and is_worrying(system.cells[i])}
    shown = set(range(system.printed))
    below = _below(system, (small & shown) | derived)
    void = _void(system, {i for i in shown if truth[i] == 0} - below)
    truth = _truth(system, truth | dict.fromkeys(void, 0))
    below = (below - void) & shown
    hidden: dict[int, Reason] = dict.fromkeys(sorted(below), "below")
    for numerator, denominator in printed.shares:
        if printed.counts.get(numerator) and 0 < printed.counts.get(denominator, 0) < SMALL_DENOMINATOR:
            hidden[index[numerator]] = "denominator"
    hidden |= dict.fromkeys(sorted(_groups(system, printed, index)), "group")
    hidden |= dict.fromkeys(sorted(small & shown), "small")
    return Primary(truth, hidden, frozenset(derived), frozenset(below), frozenset(void))


def _truth(system: System, counts: Mapping[int, int]) -> dict[int, int]:
    """Some counts and all others that sums of them determine."""
    truth = dict(counts)
    waiting = list(zip(system.equations, system.terms, strict=True))
    while True:
        still = []
        for equation, terms in waiting:
            unknown = [(cell, sign) for cell, sign in terms if cell not in truth]
            if len(unknown) > 1:
                still.append((equation, terms))
                continue
            rest = sum(sign * truth[cell] for cell, sign in terms if cell in truth)
            if unknown:
                [(cell, sign)] = unknown
                truth[cell], rest = -sign * rest, 0
            if rest or min(truth[cell] for cell, _ in terms) < 0:
                raise ValueError(f"parts do not add up to {system.cells[equation.whole].key}")
        if len(still) == len(waiting):
            return truth
        waiting = still


def _void(system: System, shown_zeros: set[int]) -> set[int]:
    """Zeros that follow from zeros shown in their own right: where nobody was measured, nobody is stunted."""
    void = set(shown_zeros)
    while True:
        more = {part for e in system.equations if e.whole in void for part in e.parts}
        more |= {e.whole for e in system.equations if void.issuperset(e.parts)}
        if more <= void:
            return void
        void |= more


def _groups(system: System, printed: Printed, index: Mapping[Cell, int]) -> set[int]:
    """Printed sensitive cells that are everybody of a whole, by a split or by a printed share."""
    counts = printed.counts
    pairs = [
        (system.cells[part], system.cells[equation.whole]) for equation in system.equations for part in equation.parts
    ]
    whole_of: dict[Cell, set[Cell]] = defaultdict(set)
    for part, whole in (*pairs, *printed.shares):
        whole_of[part].add(whole)
    groups = set()
    for cell, count in counts.items():
        if not count or not is_sensitive(cell):
            continue
        wholes, todo = set(), [cell]
        while todo:
            fresh = whole_of[todo.pop()] - wholes
            wholes |= fresh
            todo.extend(fresh)
        if any(not is_sensitive(whole) and counts.get(whole) == count and _same_group(cell, whole) for whole in wholes):
            groups.add(index[cell])
    return groups


def _same_group(cell: Cell, whole: Cell) -> bool:
    """Whether two cells differ in the attribute of the state alone."""
    return len(set(cell.at) - set(whole.at)) == 1


def _below(system: System, tops: set[int]) -> set[int]:
    parts: dict[int, list[int]] = defaultdict(list)
    for equation in system.equations:
        parts[equation.whole].extend(equation.parts)
    seen: set[int] = set()
    todo = list(tops)
    while todo:
        for part in parts[todo.pop()]:
            if part not in seen:
                seen.add(part)
                todo.append(part)
    return seen
