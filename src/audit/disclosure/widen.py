"""The cheapest further cells to hide so that one withheld count can lie where it is wanted.

A linear programme (after Kelly, Golden and Assad 1992): move the count by what is missing and let every shown cell
pay for each person by which it would have to move; the cells that move are hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf

import numpy as np

from audit.disclosure.bounds import Programme, Reader

__all__ = ["Span", "further", "widen"]

Span = tuple[float, float]  # smallest and largest count, in persons


def further(reader: Reader, cell: int, *, width: int) -> tuple[Span, ...]:
    """Where ``cell`` would have to lie, so that it is seen at two counts ``width`` persons apart."""
    low, high = int(reader.low[cell]), int(reader.high[cell])
    up, down = (low + width, inf), (reader.least(cell), high - width)
    return (up, down) if down[0] <= down[1] else (up,)


def widen(
    reader: Reader, cell: int, wanted: Iterable[Span], *, price: Mapping[int, float], size: int | None
) -> tuple[int, ...] | None:
    """Hide further cells in ``reader`` so that ``cell`` may lie in one of the ``wanted`` spans, and return them.

    ``price`` holds the shown cells that may be hidden with what a moved person costs; only the ``size`` cells nearest
    may move. Empty where the cell may lie there already, ``None`` where no such price buys it.
    """
    fixed = [i < reader.system.printed and i not in reader.hidden and i not in price for i in range(len(reader.table))]
    for i in reader.void:
        fixed[i] = True
    cells, _ = reader.around(cell, size, fixed, price)
    programme = Programme(reader, cells, price)
    offers = []
    for span in wanted:
        values = programme.solve({}, within={cell: span})
        if values is not None:
            table = dict(zip(cells, values.tolist(), strict=True))
            moved = {c: abs(table[c] - int(reader.table[c])) for c in programme.priced if table[c] != reader.table[c]}
            offers.append((sum(price[c] * by for c, by in moved.items()), tuple(moved), table))
    if not offers:
        return None
    _, moved, table = min(offers, key=lambda offer: offer[:2])
    reader.hidden.update(moved)
    kept = [c for c in cells if c in reader.hidden or c >= reader.system.printed]
    reader.keep(kept, np.array([table[c] for c in kept]))
    if moved:
        reader.learn()
    return moved
