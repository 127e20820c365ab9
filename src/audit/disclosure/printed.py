"""What a run is about to print about persons: counts by cell, and which count is a share of which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from audit.results import (
    Cell,
    CheckResult,
    CountTable,
    CountValue,
    Finding,
    LineList,
    Partition,
    RateTable,
    RateValue,
    Result,
    Sentence,
    Value,
)

__all__ = ["Printed", "is_personal", "printed_by"]


@dataclass(frozen=True)
class Printed:
    """Counts by cell, shares as (numerator, denominator) cells, and how people are split."""

    counts: Mapping[Cell, int]
    shares: tuple[tuple[Cell, Cell], ...]
    partitions: tuple[Partition, ...]


def is_personal(table: CountTable | RateTable) -> bool:
    """Whether a table counts persons; a rate does when either of its counts does."""
    if isinstance(table, RateTable):
        return table.numerator.personal or table.denominator.personal
    return table.personal


def printed_by(results: Iterable[Result]) -> Printed:
    """Gather every number about persons in some results.

    Raises ``ValueError`` where one cell has two counts: the same people cannot be two numbers, so a table is wrong.
    """
    counts: dict[Cell, int] = {}
    shares: dict[tuple[Cell, Cell], None] = {}
    partitions: dict[tuple[str, str], Partition] = {}

    def add(where: str, cell: Cell, count: int) -> None:
        if counts.setdefault(cell, int(count)) != count:
            raise ValueError(f"{where}: {cell.key} has another count elsewhere in this run")

    for table in _tables(results):
        if not is_personal(table):
            continue
        sides = (table.numerator, table.denominator) if isinstance(table, RateTable) else (table,)
        for side in sides:
            partitions.update({(p.attribute, repr(sorted(p.children.items()))): p for p in side.partitions})
            for cell, count in zip(side.cells, side.counts, strict=True):
                add(table.id, cell, count)
        if isinstance(table, RateTable):
            shares.update(dict.fromkeys(zip(table.numerator.cells, table.denominator.cells, strict=True)))
    for where, value in _values(results):
        if isinstance(value, CountValue):
            add(where, value.cell, value.value)
        elif isinstance(value, RateValue):
            shares[value.numerator, value.denominator] = None
    return Printed(counts, tuple(sorted(shares)), tuple(partitions[key] for key in sorted(partitions)))


def _tables(results: Iterable[Result]) -> Iterator[CountTable | RateTable]:
    for result in results:
        if isinstance(result, CountTable | RateTable):
            yield result
        elif isinstance(result, CheckResult):
            yield from result.tables


def _values(results: Iterable[Result]) -> Iterator[tuple[str, Value]]:
    for result in results:
        match result:
            case Sentence():
                yield from ((result.id, value) for value in result.values.values())
            case CheckResult():
                yield from _values([result.meaning])
            case Finding():
                yield from ((result.id, value) for value in result.values.values())
                yield from _values([result.sentence])
            case CountTable() | RateTable() | LineList():
                pass
