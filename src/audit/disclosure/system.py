"""One system of equations over every count that a run prints.

Variables are cells: those that tables print, the wholes above them, and what is left of a whole when not all of its
parts are printed. An equation says that a whole is the sum of its parts along one attribute. Everybody can write this
system down: it holds no count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from audit.disclosure.crossings import crossings
from audit.reference.disclosure_rules import RECORD_STATES, SENSITIVE
from audit.results import Cell, Partition

__all__ = ["Equation", "Splits", "System", "build", "is_sensitive", "is_worrying"]

_JOIN = "+"  # joins the levels of a remainder that is several parts at once

Splits = Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]  # attribute -> level ("": root) -> ways to split it
Key = tuple[Cell, str, tuple[str, ...]]  # a whole, an attribute, and a way to split the whole along it
Written = dict[Key, tuple[Cell, ...]]  # the parts that add up to the whole


@dataclass(frozen=True, slots=True)
class Equation:
    """Indices of a whole and of the parts that add up to it."""

    whole: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class System:
    """Cells by index (the printed ones first, each group in order) and the equations between them."""

    cells: tuple[Cell, ...]
    printed: int
    equations: tuple[Equation, ...]

    @cached_property
    def terms(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each equation its (cell, coefficient) pairs, which add up to zero."""
        return tuple(((e.whole, 1), *((part, -1) for part in e.parts)) for e in self.equations)

    @cached_property
    def uses(self) -> tuple[tuple[int, ...], ...]:
        """For each cell the equations that it stands in, the shortest first."""
        uses: list[list[int]] = [[] for _ in self.cells]
        for e, terms in enumerate(self.terms):
            for cell, _ in terms:
                uses[cell].append(e)
        return tuple(tuple(sorted(inside, key=lambda e: len(self.terms[e]))) for inside in uses)


def splits_of(partitions: Iterable[Partition]) -> Splits:
    """Merge partitions by attribute; one level may be split in more than one way."""
    merged: dict[str, dict[str, set[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(set))
    for partition in partitions:
        for level, below in partition.children.items():
            if below:
                merged[partition.attribute][level].add(tuple(below))
    return {a: {level: tuple(sorted(ways)) for level, ways in levels.items()} for a, levels in merged.items()}


def is_sensitive(cell: Cell) -> bool:
    """Whether the cell counts people in a state that nobody may learn of a whole group."""
    return not SENSITIVE.isdisjoint(cell.at)


def is_worrying(cell: Cell) -> bool:
    """Whether a small unprinted remainder says something about persons rather than about their records."""
    if is_sensitive(cell):
        return True
    return not any(_is_record_state(level) for _, level in cell.at)


def _is_record_state(level: str) -> bool:
    return all(part.rpartition(".")[2] in RECORD_STATES for part in level.split(_JOIN))


def build(printed: Iterable[Cell], partitions: Iterable[Partition]) -> System:
    """Write the system of some printed cells.

    Wholes that no table prints are added, so that a table of area by sex is tied to a total without its margins. What
    is left of a whole is a cell of its own: the missing part where one is missing, several parts at once otherwise.
    """
    splits = splits_of(partitions)
    first = sorted(set(printed))
    present = dict.fromkeys(first)
    above = _above(splits)
    for cell in first:
        present.update(dict.fromkeys(_wholes(cell, above)))
    tied = _tied(present, present, splits, above)
    left = {cell for key, here in tied.items() for cell in _rest(key, here)}
    crossed = dict.fromkeys(sorted(crossings(present.keys() | left, above)))
    present.update(crossed)
    for key, here in _tied(crossed, present, splits, above).items():
        tied.setdefault(key, {}).update(here)
    written: Written = {}
    rests: dict[Cell, None] = {}
    for key, here in tied.items():
        written[key] = (*here.values(), *(rest := _rest(key, here)))
        rests.update(dict.fromkeys(rest))
    new = {cell: None for cell in rests if cell not in present}
    for key, here in _tied(present | new, new, splits, above).items():
        rest = _rest(key, here)
        if rest or not crossed.keys().isdisjoint(here.values()):  # else it follows from the equations above it
            written[key] = (*here.values(), *rest)
    return _indexed(first, _without_idle(written, set(first)))


def _above(splits: Splits) -> dict[str, dict[str, set[str]]]:
    above: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for attribute, levels in splits.items():
        for level, ways in levels.items():
            for way in ways:
                for part in way:
                    above[attribute][part].add(level)
    return above


def _wholes(cell: Cell, above: Mapping[str, Mapping[str, set[str]]]) -> Iterator[Cell]:
    chains = []
    for attribute, level in cell.at:
        chain, todo = {level: None}, [level]
        while todo:
            for up in sorted(above.get(attribute, {}).get(todo.pop(), ())):
                if up not in chain:
                    chain[up] = None
                    todo.append(up)
        chains.append([(attribute, step) for step in chain])
    for combination in product(*chains):
        yield Cell(cell.period, tuple((a, level) for a, level in combination if level))


def _tied(
    parts: Iterable[Cell], wholes: Collection[Cell], splits: Splits, above: Mapping[str, Mapping[str, set[str]]]
) -> dict[Key, dict[str, Cell]]:
    """For each way to split a whole the parts of it that exist, by level; none without a part.

    Read from the parts up: a cell of several attributes has few wholes, but hundreds of ways to be split, of which
    almost none is printed.
    """
    steps = {
        (attribute, level): [(up, way) for up in ups for way in splits[attribute][up] if level in way]
        for attribute, levels in above.items()
        for level, ups in levels.items()
    }
    tied: dict[Key, dict[str, Cell]] = defaultdict(dict)
    for part in parts:
        for j, (attribute, level) in enumerate(part.at):
            whole, last = None, None
            for up, way in steps.get((attribute, level), ()):
                if up != last:
                    whole = Cell(part.period, (*part.at[:j], *(((attribute, up),) if up else ()), *part.at[j + 1 :]))
                    last = up
                if whole is not None and whole in wholes:
                    tied[whole, attribute, way][level] = part
    return tied


def _rest(key: Key, here: Mapping[str, Cell]) -> tuple[Cell, ...]:
    """The one cell that all parts which do not exist are together; none where nothing is missing."""
    whole, attribute, way = key
    missing = sorted(level for level in way if level not in here)
    return (whole.replace(attribute, _JOIN.join(missing)),) if missing else ()


def _without_idle(written: Written, printed: set[Cell]) -> list[tuple[Cell, tuple[Cell, ...]]]:
    """Drop equations that bind nothing: the whole is not printed and stands nowhere else."""
    equations = [(key[0], parts) for key, parts in written.items()]
    uses: dict[Cell, int] = defaultdict(int)
    for whole, parts in equations:
        for cell in (whole, *parts):
            uses[cell] += 1
    while True:
        kept = []
        for whole, parts in equations:
            if whole in printed or uses[whole] > 1:
                kept.append((whole, parts))
                continue
            for cell in (whole, *parts):
                uses[cell] -= 1
        if len(kept) == len(equations):
            return kept
        equations = kept


def _indexed(printed: list[Cell], equations: list[tuple[Cell, tuple[Cell, ...]]]) -> System:
    mentioned = {cell for whole, parts in equations for cell in (whole, *parts)}
    cells = (*printed, *sorted(mentioned.difference(printed)))
    index = {cell: i for i, cell in enumerate(cells)}
    rows = sorted({(index[whole], tuple(sorted(index[p] for p in parts))) for whole, parts in equations})
    return System(cells, len(printed), tuple(Equation(whole, parts) for whole, parts in rows))
