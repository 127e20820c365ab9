"""What the floors hand up: tables of counts and rates, lists of persons, checks, findings, sentences.

Floor 0. Every number about people is tied to the ``Cell`` it counts, so that the disclosure floor can see that two
tables print the same number, hide it in both, and know by which sums it could be recomputed. These are raw results:
no renderer accepts them; ``audit.disclosure.release`` makes the forms that may be shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # a frame comes along with few results; what only counts must not load pandas
    import pandas as pd

__all__ = [
    "Cell",
    "CheckResult",
    "CountTable",
    "CountValue",
    "Finding",
    "LineList",
    "Partition",
    "RateTable",
    "RateValue",
    "Result",
    "Sentence",
    "TiedValue",
    "Value",
]


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """The set of people that one count is about: a period and one level of each attribute.

    ``at`` holds (attribute, level) pairs sorted by attribute; an attribute at its root ("everybody") is left out, so
    equal sets of people are equal cells whichever table they stand in.
    """

    period: str
    at: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, period: str, /, **levels: str | None) -> Cell:
        """Make a cell; a level of ``None`` means the root of that attribute."""
        return cls(period, tuple(sorted((a, v) for a, v in levels.items() if v is not None)))

    def level(self, attribute: str) -> str | None:
        """Level of one attribute, ``None`` at its root."""
        return dict(self.at).get(attribute)

    def replace(self, attribute: str, level: str | None) -> Cell:
        """Return the same people at another level of one attribute."""
        return Cell.of(self.period, **(dict(self.at) | {attribute: level}))

    @property
    def key(self) -> str:
        """A stable name: ``2025-08|area=17.71.01|status=stunted``."""
        return "|".join([self.period, *(f"{a}={v}" for a, v in self.at)])


@dataclass(frozen=True, slots=True)
class Partition:
    """How one attribute splits people without overlap: a tree from its root to its leaves.

    ``children`` maps a level to its sublevels, which together are exactly that level; the root stands under ``""``.
    """

    attribute: str
    children: Mapping[str, tuple[str, ...]]

    def below(self, level: str | None) -> tuple[str, ...]:
        """Sublevels of a level (of the root for ``None``); empty for a leaf."""
        return self.children.get(level or "", ())

    def leaves(self, level: str | None = None) -> Iterator[str]:
        """Every leaf under a level, the level itself when it is one."""
        below = self.below(level)
        if not below and level is not None:
            yield level
        for child in below:
            yield from self.leaves(child)


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts, one a cell, in the order in which they are to be read.

    ``personal`` is False where a count is of rows or files: nothing to hide. ``partitions`` covers every attribute of
    the cells.
    """

    id: str
    cells: tuple[Cell, ...]
    counts: tuple[int, ...]
    partitions: tuple[Partition, ...] = ()
    personal: bool = True

    def __post_init__(self) -> None:
        if len(self.cells) != len(self.counts):
            raise ValueError(f"{self.id}: {len(self.cells)} cells but {len(self.counts)} counts")

    def __getitem__(self, cell: Cell) -> int:
        return self.counts[self.cells.index(cell)]


@dataclass(frozen=True, slots=True)
class RateTable:
    """Proportions (0-1): numerator and denominator cell by cell, with an interval where one was computed.

    ``low`` and ``high`` are empty where no interval is given; ``method`` names how they were computed.
    """

    id: str
    numerator: CountTable
    denominator: CountTable
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    method: str = ""

    def __post_init__(self) -> None:
        if len(self.numerator.cells) != len(self.denominator.cells):
            raise ValueError(f"{self.id}: numerator and denominator differ in length")

    @property
    def values(self) -> tuple[float | None, ...]:
        """Numerator over denominator; ``None`` where nobody is in the denominator."""
        return tuple(n / d if d else None for n, d in zip(self.numerator.counts, self.denominator.counts, strict=True))


@dataclass(frozen=True)
class LineList:
    """Rows about single persons. It has a restricted form only; its public form is nothing."""

    id: str
    rows: pd.DataFrame


@dataclass(frozen=True, slots=True)
class CountValue:
    """A count inside a sentence, tied to the cell it counts."""

    cell: Cell
    value: int


@dataclass(frozen=True, slots=True)
class RateValue:
    """A proportion (0-1) inside a sentence, tied to both its cells."""

    numerator: Cell
    denominator: Cell
    value: float | None
    digits: int = 1


@dataclass(frozen=True, slots=True)
class TiedValue:
    """A number computed from the counts of some cells, as a prevalence ratio: withheld where one of them is.

    ``restricted``: it rests on too little to be public whatever its cells. It is no count and no proportion of them.
    """

    cells: tuple[Cell, ...]
    value: float | None
    digits: int = 1
    restricted: bool = False


Value = str | int | date | CountValue | RateValue | TiedValue


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the catalogue with its values, not yet words.

    Where a value may not be shown, release takes the sentence ``<id>.disamarkan`` instead, which names no hidden value.
    """

    id: str
    values: Mapping[str, Value] = field(default_factory=dict)


Status = Literal["good", "fair", "poor", "not_assessable", "error"]


@dataclass(frozen=True)
class CheckResult:
    """What one check of data quality found: a value with its rating, never a verdict on persons.

    ``value`` is in ``unit`` ("percent", "score", "ratio", "z"); ``None`` where it cannot be assessed. ``tables`` holds
    the counts it rests on, ``table`` a frame with one row a unit of the check where counts do not say it all.
    """

    id: str
    subject: str
    status: Status
    value: float | None
    unit: str
    n: int
    meaning: Sentence
    tables: tuple[CountTable | RateTable, ...] = ()
    table: pd.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that somebody must decide or do, as a value: its sentence and where it comes from."""

    id: str
    sentence: Sentence
    rests_on: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)


Result = CountTable | RateTable | LineList | CheckResult | Finding | Sentence
