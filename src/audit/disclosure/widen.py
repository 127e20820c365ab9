"""The cheapest further cells to hide so that one withheld count can lie further from where it is confined.

A linear programme (after Kelly, Golden and Assad 1992): move the count by what is missing and let every shown cell
pay for each person by which it would have to move; the cells that move are hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from audit.disclosure.bounds import Programme, Reader

__all__ = ["widen"]


def widen(
    reader: Reader, cell: int, *, width: int, price: Mapping[int, float], size: int | None
) -> tuple[int, ...] | None:
    """Hide further cells in ``reader`` so that ``cell`` may lie ``width`` persons apart, and return them.

    ``price`` holds the shown cells that may be hidden with what a moved person costs; only the ``size`` cells nearest
    may move. Empty where the cell may lie that far apart already, ``None`` where no such price buys it.
    """
    fixed = {i for i in range(reader.system.printed) if i not in reader.hidden and i not in price} | set(reader.void)
    cells, _ = reader.around(cell, size, fixed, price)
    programme = Programme(reader, cells, price)
    low, high = reader.low[cell], reader.high[cell]
    wanted = [(low + width, inf)]
    if high - width >= reader.least(cell):
        wanted.append((reader.least(cell), high - width))
    offers = []
    for span in wanted:
        table = programme.solve({}, within={cell: span})
        if table:
            moved = {c: abs(table[c] - reader.table[c]) for c in programme.priced if table[c] != reader.table[c]}
            offers.append((sum(price[c] * by for c, by in moved.items()), tuple(moved), table))
    if not offers:
        return None
    _, moved, table = min(offers, key=lambda offer: offer[:2])
    reader.hidden.update(moved)
    reader.keep({c: n for c, n in table.items() if c in reader.hidden or c >= reader.system.printed})
    if moved:
        reader.learn()
    return moved
