"""The forms of a result that may be shown. Only ``audit.disclosure.release`` makes them.

Both editions have the same shape, so a renderer cannot tell a hidden number from its own: it never sees one. In the
public form a hidden row carries ``hidden=True`` and no number at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from audit.disclosure.facts import Fact
from audit.results import Cell, Status

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Edition",
    "Released",
    "Shown",
    "ShownCheck",
    "ShownFinding",
    "ShownLines",
    "ShownNumber",
    "ShownRate",
    "ShownRow",
    "ShownSentence",
    "ShownTable",
    "ShownValue",
]

Edition = Literal["publik", "terbatas"]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One cell as printed. ``None`` with ``hidden`` is withheld; ``None`` without it does not exist.

    ``of`` is the cell of the denominator of a rate.
    """

    cell: Cell
    numerator: int | None
    denominator: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    hidden: bool = False
    of: Cell | None = None


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table of counts ("count": only ``numerator``) or of rates ("rate": proportions 0-1 in ``value``)."""

    id: str
    kind: Literal["count", "rate"]
    rows: tuple[ShownRow, ...]
    method: str = ""
    personal: bool = True


@dataclass(frozen=True, slots=True)
class ShownRate:
    """A proportion (0-1) inside a sentence with the digits of its percentage."""

    value: float | None
    digits: int = 1


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number that is no count, inside a sentence, with its digits."""

    value: float | None
    digits: int = 1


ShownValue = str | int | date | ShownRate | ShownNumber


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A message id with values that may all be shown."""

    id: str
    values: Mapping[str, ShownValue]


@dataclass(frozen=True)
class ShownCheck:
    """A quality check as printed. ``hidden``: ``value`` and ``n`` are withheld."""

    id: str
    subject: str
    status: Status
    value: float | None
    unit: str
    n: int | None
    meaning: ShownSentence
    tables: tuple[ShownTable, ...] = ()
    table: pd.DataFrame | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """Something to decide or do, as printed."""

    id: str
    sentence: ShownSentence
    rests_on: tuple[str, ...]
    values: Mapping[str, ShownValue]


@dataclass(frozen=True)
class ShownLines:
    """Rows about single persons: restricted edition only."""

    id: str
    rows: pd.DataFrame


Shown = ShownTable | ShownSentence | ShownCheck | ShownFinding | ShownLines
S = TypeVar("S", bound=Shown)
_SEAL = object()


@dataclass(frozen=True, slots=True)
class Released(Generic[S]):
    """A result after disclosure control: what the public sees (``None``: nothing) and what the restricted edition sees.

    ``facts`` are the numbers of the public form, for the recomputation attack.
    """

    id: str
    public: S | None
    restricted: S
    facts: tuple[Fact, ...] = ()
    seal: object = None

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("only audit.disclosure.release makes a Released value")

    def form(self, edition: Edition) -> S | None:
        """The form for an edition."""
        return self.restricted if edition == "terbatas" else self.public


def _seal(  # pyright: ignore[reportUnusedFunction] - for `release` alone
    id: str, public: S | None, restricted: S, facts: tuple[Fact, ...] = ()
) -> Released[S]:
    return Released(id, public, restricted, facts, _SEAL)
