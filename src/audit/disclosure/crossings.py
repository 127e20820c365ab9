"""Cells that no table prints, in which printed ones cross, and which confine them all the same.

Stunted children by desa and stunted children by sex are both sums over stunted children by desa and sex. Where only
these two sums hold a crossing, there always are crossings that fit, whatever the two tables say (they are a problem of
transport): it says nothing, and is left out. Held by a third sum as well, as by all children by desa and sex, it may
say something, and belongs to the system.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import combinations, product

from audit.results import Cell

__all__ = ["crossings"]

_BINDING = 3  # sums that hold a crossing, from which on it can confine them


def crossings(cells: Collection[Cell], above: Mapping[str, Mapping[str, Collection[str]]]) -> frozenset[Cell]:
    """Cells that are a part of three of the given ones or more, and are not given.

    ``above`` lists for each attribute and level the levels that it is directly a part of ("": the root).
    """
    known = set(cells)
    tables = {(cell.period, frozenset(attribute for attribute, _ in cell.at)) for cell in known}
    forked = {attribute for attribute, levels in above.items() if any(len(ups) > 1 for ups in levels.values())}
    held: dict[Cell, set[tuple[str, str]]] = defaultdict(set)  # by crossing: attribute and level of its sums
    for whole, along in _parts(known, above).items():
        levels = dict(whole.at)
        for one, other in combinations(sorted(along), 2):
            crossed = frozenset({*levels, one, other})
            thirds = ({(whole.period, crossed), (whole.period, crossed - {third})} for third in levels)
            if forked.isdisjoint((one, other)) and all(tables.isdisjoint(third) for third in thirds):
                continue  # by the attributes alone, no third sum can hold it
            sums = ((one, levels.get(one, "")), (other, levels.get(other, "")))
            for level, across in product(along[one], along[other]):
                held[_with(whole, one, level, other, across)].update(sums)
    return frozenset(cell for cell, sums in held.items() if len(sums) >= _BINDING) - known


def _parts(
    known: Collection[Cell], above: Mapping[str, Mapping[str, Collection[str]]]
) -> dict[Cell, dict[str, list[str]]]:
    """For each whole the levels of its parts, by attribute."""
    parts: dict[Cell, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for part in known:
        for j, (attribute, level) in enumerate(part.at):
            for up in above.get(attribute, {}).get(level, ()):
                whole = Cell(part.period, (*part.at[:j], *(((attribute, up),) if up else ()), *part.at[j + 1 :]))
                if whole in known:
                    parts[whole][attribute].append(level)
    return parts


def _with(whole: Cell, one: str, level: str, other: str, across: str) -> Cell:
    at = [pair for pair in whole.at if pair[0] != one and pair[0] != other]
    return Cell(whole.period, tuple(sorted([*at, (one, level), (other, across)])))
