"""Try what a reader can work out of a pattern, and hide more until it is too little."""

from __future__ import annotations

from collections.abc import Mapping

from audit.disclosure.bounds import Reader
from audit.disclosure.primary import Primary
from audit.disclosure.system import System, is_worrying
from audit.disclosure.widen import further, widen
from audit.errors import DisclosureError

__all__ = ["audit"]

_REACH = (400, 1500)  # cells varied around a cell before all are


def audit(
    system: System, primary: Primary, hidden: dict[int, str], price: Mapping[int, float], *, k: int, width: int
) -> None:
    """Widen a pattern in place until no hidden small count is confined to less than ``width`` and nobody is placed.

    The first is tried by a reader who is told which hidden cells are not zero, the second by one who is not: below a
    small cell all parts are hidden, the empty ones too, and none may be known to be the one with somebody in it.
    Raises ``DisclosureError`` where nothing more can be hidden and a count is still confined.
    """
    told = Reader(system, primary.truth, set(hidden), primary.maybe_zero, primary.void)
    while True:
        _widen_all(told, primary, hidden, price, k=k, width=width)
        if not _lose_all(told.told_less(primary.below), primary, hidden, price):
            return
        told.learn()


def _widen_all(
    reader: Reader, primary: Primary, hidden: dict[int, str], price: Mapping[int, float], *, k: int, width: int
) -> None:
    system = reader.system
    unprinted = [i for i in range(system.printed, len(system.cells)) if is_worrying(system.cells[i])]
    settled: set[int] = set()  # confined, but wholly at k or above

    def wanting() -> list[int]:
        small = [i for i in hidden if primary.truth[i] < k + width]
        certain = [i for i in unprinted if reader.low[i] >= 1 and reader.high[i] < k]
        targets = {*small, *primary.derived, *certain} - settled
        return sorted(i for i in targets if reader.width(i) < width)

    def still_wanting(cell: int) -> bool:
        if cell in hidden or cell in primary.derived:
            return reader.width(cell) < width
        return reader.width(cell) < width and reader.low[cell] >= 1 and reader.high[cell] < k

    reader.spread(wanting(), width=width)
    while todo := wanting():
        for cell in todo:
            if not still_wanting(cell):
                continue
            everything = reader.confine(cell, width=width, size=_REACH[0])
            if everything and reader.low[cell] >= k:
                settled.add(cell)
            if cell in settled or not still_wanting(cell):
                continue
            left = {i: p for i, p in price.items() if i not in hidden}
            for size in (*_REACH, None):
                more = widen(reader, cell, further(reader, cell, width=width), price=left, size=size)
                if more is not None:
                    break
            else:
                raise DisclosureError("disclosure.unprotectable", cell=system.cells[cell].key)
            hidden.update(dict.fromkeys(more, "secondary"))
            if more:
                settled.clear()


def _lose_all(reader: Reader, primary: Primary, hidden: dict[int, str], price: Mapping[int, float]) -> bool:
    """Let every part of a small cell be empty, for all that is shown; returns whether more had to be hidden for it.

    A part that is all there is of its whole cannot be, and stays: there is nothing to place.
    """
    placed = sorted(i for i in primary.below if primary.truth[i] > 0)
    reader.sink(placed)
    before = len(hidden)
    for cell in placed:
        for size in (*_REACH, None):
            if reader.low[cell] == 0:
                break
            left = {i: p for i, p in price.items() if i not in hidden}
            if more := widen(reader, cell, [(0, 0)], price=left, size=size):
                hidden.update(dict.fromkeys(more, "secondary"))
    return len(hidden) > before
