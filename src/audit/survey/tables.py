"""From rows about children to tables of counts and rates, one cell at a time but in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import pandas as pd

from audit.results import Cell, CountTable, Partition, RateTable
from audit.survey.intervals import wilson

__all__ = ["count_table", "rate_table"]


def count_table(
    id: str, frame: pd.DataFrame, cells: Sequence[Cell], partitions: Sequence[Partition], *, personal: bool = True
) -> CountTable:
    """Count the rows of ``frame`` that lie in each cell.

    Parameters
    ----------
    frame : one row a child, with a ``period`` column and one column an attribute holding its *leaf* level. A missing
        level is a bug of the caller: partitions have a level for "unknown".
    cells : what to count; every attribute named must have a partition.
    """
    by_attribute = {p.attribute: p for p in partitions}
    attributes = sorted({a for cell in cells for a, _ in cell.at})
    above = [_ancestors(by_attribute[a]) for a in attributes]
    totals: Counter[tuple[str, ...]] = Counter()
    grouped = frame.groupby(["period", *attributes], sort=True, dropna=False, observed=True).size()
    for leaf, n in zip(grouped.index, grouped.to_numpy(), strict=True):
        period, *levels = leaf if isinstance(leaf, tuple) else (leaf,)
        for place in product(*(up[level] for up, level in zip(above, levels, strict=True))):
            totals[(period, *place)] += int(n)
    counts = tuple(totals[(cell.period, *(cell.level(a) or "" for a in attributes))] for cell in cells)
    used = tuple(by_attribute[a] for a in attributes)
    return CountTable(id, tuple(cells), counts, used, personal)


def _ancestors(partition: Partition) -> Mapping[str, tuple[str, ...]]:
    """For each leaf: itself and every level above it, to the root ``""`` or the named whole of a partition."""
    found: dict[str, tuple[str, ...]] = {}

    def walk(level: str | None, above: tuple[str, ...]) -> None:
        path = (*above, level or "")
        below = partition.below(level)
        if not below:
            found[level or ""] = path
        for child in below:
            walk(child, path)

    named = {child for below in partition.children.values() for child in below}
    for top in partition.children:  # a whole beside those of the other tables has a name of its own
        if top not in named:
            walk(top or None, ())
    return found


def rate_table(id: str, numerator: CountTable, denominator: CountTable, *, interval: bool = True) -> RateTable:
    """Join two count tables, cell by cell, with Wilson intervals unless the rate is of a whole list."""
    pairs: Iterable[tuple[float, float] | None] = ()
    if interval:
        pairs = [wilson(n, d) for n, d in zip(numerator.counts, denominator.counts, strict=True)]
    limits = [p or (None, None) for p in pairs]
    return RateTable(
        id,
        numerator,
        denominator,
        tuple(low for low, _ in limits),
        tuple(high for _, high in limits),
        "wilson" if interval else "",
    )
