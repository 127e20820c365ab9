"""Every row that was read: kept, or set aside with its reason; and what linking made of the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from audit.results import Cell, CountTable

__all__ = ["Linking", "SourceRows", "linkage", "row_accounting"]


@dataclass(frozen=True, slots=True)
class SourceRows:
    """The row equation of one source: ``read = kept + set_aside``, and why rows were set aside."""

    source: str
    read: int
    kept: int
    set_aside: int
    reasons: Mapping[str, int]

    def __post_init__(self) -> None:
        if self.read != self.kept + self.set_aside or sum(self.reasons.values()) != self.set_aside:
            raise ValueError(f"{self.source}: rows do not add up")


@dataclass(frozen=True, slots=True)
class Linking:
    """What linking made of the records: ``records = visits + merged + undated``.

    ``merged`` are exact duplicates, ``undated`` records without a day of measuring, which are no visit;
    ``answers_unfit`` are decisions about pairs that are not there (any more), which were passed over.
    """

    records: int
    visits: int
    merged: int
    undated: int
    children: int
    to_decide: int
    answers_unfit: int = 0

    def __post_init__(self) -> None:
        if self.records != self.visits + self.merged + self.undated:
            raise ValueError("records do not add up to visits, duplicates and undated ones")


def row_accounting(cycle: str, sources: tuple[SourceRows, ...]) -> CountTable:
    """Rows read, kept and set aside by source, then set-aside rows by reason. Counts rows, not people."""
    counts: Counter[Cell] = Counter()
    for s in sources:
        for row in ("read", "kept", "set_aside"):
            counts[Cell.of(cycle, row=row, source=s.source)] = getattr(s, row)
        for reason, n in sorted(s.reasons.items()):
            counts[Cell.of(cycle, row="set_aside", reason=reason, source=s.source)] = n
    return CountTable("row_accounting", tuple(counts), tuple(counts.values()), personal=False)


def linkage(cycle: str, linking: Linking) -> CountTable:
    """Records, duplicates, undated ones, visits, children, and pairs that a person must decide."""
    steps = ("records", "merged", "undated", "visits", "children", "to_decide")
    return CountTable(
        "linkage",
        tuple(Cell.of(cycle, link=step) for step in steps),
        tuple(getattr(linking, step) for step in steps),
        personal=False,
    )
