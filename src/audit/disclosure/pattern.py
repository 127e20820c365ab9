"""The one pattern of hidden cells of a run: solved over all its tables at once, then only applied."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2

from audit.disclosure.facts import Fact
from audit.disclosure.gauss import eliminate
from audit.disclosure.primary import Primary, find_primary
from audit.disclosure.printed import printed_by
from audit.disclosure.repair import audit
from audit.disclosure.system import System, build
from audit.reference.disclosure_rules import MIN_WIDTH, SMALL_COUNT
from audit.results import Cell, Result

__all__ = ["Pattern", "solve_pattern"]

_LEVEL_PRICE = 4.0  # a cell is this many times dearer to hide than one a level further down


@dataclass(frozen=True)
class Pattern:
    """Which cells of a run are hidden, by cell key, and why.

    Reasons: ``small`` (1 to k - 1), ``group`` (everybody is in a sensitive state), ``below`` (part of a small cell),
    ``denominator`` (share of too few), ``secondary`` (protects another), ``earlier`` (hidden in an earlier result).
    Reasons and shown keys tell more than the public may know: a pattern is a working paper.
    """

    hidden: Mapping[str, str]
    shown: frozenset[str]
    k: int = SMALL_COUNT
    min_width: int = MIN_WIDTH

    def hides(self, cell: Cell) -> bool:
        """Whether a cell is hidden. A cell that the pattern was not solved for raises ``KeyError``: never show it."""
        key = cell.key
        if key in self.hidden:
            return True
        if key in self.shown:
            return False
        raise KeyError(f"the pattern was solved without the cell {key}")

    @property
    def summary(self) -> dict[str, int]:
        """Number of hidden cells by reason, and of shown ones."""
        return dict(sorted(Counter(self.hidden.values()).items())) | {"shown": len(self.shown)}

    def to_json(self) -> str:
        """Canonical text: equal patterns are equal bytes."""
        content = {
            "schema": "pattern/1",
            "k": self.k,
            "min_width": self.min_width,
            "hidden": dict(self.hidden),
            "shown": sorted(self.shown),
        }
        return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=0, separators=(",", ":")) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Pattern:
        """Read back ``to_json``."""
        content = json.loads(text)
        if content.get("schema") != "pattern/1":
            raise ValueError("not a pattern of schema pattern/1")
        return cls(content["hidden"], frozenset(content["shown"]), content["k"], content["min_width"])


def solve_pattern(
    results: Iterable[Result],
    *,
    k: int = SMALL_COUNT,
    min_width: int = MIN_WIDTH,
    previous: Iterable[Fact] = (),
) -> Pattern:
    """Decide which cells of all tables, checks and sentences of a run are hidden.

    Guarantee: from everything shown, knowing that zeros are printed, no reader can confine a hidden count below
    ``k + min_width``, nor an unprinted remainder of 1 to ``k - 1``, to an interval narrower than ``min_width`` unless
    it lies wholly at ``k`` or above. Two whole-number tables attest each interval. A hidden part of a small cell may be
    empty, for a reader who does not know which parts were hidden for being so; see ``audit`` for what cannot be.

    ``previous`` are facts already public. A cell hidden there stays hidden while it is not zero; a number printed
    there and still the same can no longer be hidden. Raises ``DisclosureError`` (13) where this makes protection
    impossible, ``ValueError`` where the tables contradict each other. Deterministic.
    """
    printed = printed_by(results)
    system = build(printed.counts, printed.partitions)
    primary = find_primary(system, printed, k=k)
    hidden = dict(primary.hidden)
    index = {cell: i for i, cell in enumerate(system.cells)}
    given_away = set()
    for fact in previous:
        i = index.get(fact.cell)
        if i is None or i >= system.printed:
            continue
        if fact.hidden and primary.truth[i]:
            hidden.setdefault(i, "earlier")
        elif fact.numerator == primary.truth[i]:
            given_away.add(i)
    price = _prices(system, primary, without=given_away)
    best_first = sorted((i for i in price if i not in hidden), key=lambda i: (-price[i], i))
    zeros = {i for i in range(system.printed) if primary.truth[i] == 0 and i not in primary.maybe_zero} | primary.void
    protected = set(primary.hidden) | primary.derived
    for i in eliminate(system, protected=protected, zeros=zeros | given_away, show=best_first):
        hidden[i] = "secondary"
    audit(system, primary, hidden, price, k=k, width=min_width)
    return Pattern(
        hidden={system.cells[i].key: hidden[i] for i in sorted(hidden)},
        shown=frozenset(system.cells[i].key for i in range(system.printed) if i not in hidden),
        k=k,
        min_width=min_width,
    )


def _prices(system: System, primary: Primary, *, without: set[int]) -> dict[int, float]:
    """What it costs to hide a printed cell: dearer the nearer to the root and the more people."""
    depth = [0] * len(system.cells)
    for cell in sorted(range(len(system.cells)), key=lambda i: len(system.cells[i].at)):
        depth[cell] = len(system.cells[cell].at)
    order = list(system.equations)
    for _ in range(len(system.cells)):
        deeper = [(p, depth[e.whole] + 1) for e in order for p in e.parts if depth[p] <= depth[e.whole]]
        if not deeper:
            break
        for part, at_least in deeper:
            depth[part] = max(depth[part], at_least)
    return {
        i: _LEVEL_PRICE ** -depth[i] * (1 + log2(primary.truth[i]))
        for i in range(system.printed)
        if primary.truth[i] > 0 and i not in without
    }
