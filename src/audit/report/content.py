"""The plain pieces that blocks hold: words and numbers ready to print, one dataclass a piece, JSON all through.

Blocks, and every renderer that reads their JSON, agree on the schema here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "MIME",
    "SCHEMA",
    "SECTIONS",
    "Card",
    "Column",
    "Content",
    "Decision",
    "Figure",
    "Item",
    "Kind",
    "Row",
    "Section",
    "Table",
    "TableCell",
]

MIME = "application/vnd.aks.blok+json"
SCHEMA = "aks.blok/1"
# resmi: in the formal order alone; forum: in the packs of forums alone
Section = Literal["ringkasan", "situasi", "kasus", "program", "mutu", "metode", "resmi", "forum"]
Kind = Literal["headline", "cards", "decisions", "promises", "questions", "table", "chart", "note", "sources"]
SECTIONS: tuple[Section, ...] = ("ringkasan", "situasi", "kasus", "program", "mutu", "metode")


@dataclass(frozen=True, slots=True)
class TableCell:
    """One printed cell. ``value`` is the number behind the words (a proportion for a percentage), for native charts."""

    text: str
    value: float | int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column head; ``align`` "end" for numbers."""

    id: str
    label: str
    align: Literal["start", "end"] = "end"


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: ``level`` 0 is the whole, 1 a part of it, 2 a part of a part."""

    cells: tuple[TableCell, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and what its marks mean. ``long`` ones are folded away."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    long: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as SVG with its words for those who cannot see it. Title and source stand outside, as text.

    ``narrow`` is the same chart drawn for a phone.
    """

    svg: str
    alt: str
    narrow: str


@dataclass(frozen=True, slots=True)
class Card:
    """One key figure. ``tone`` colours its edge only: nothing is said by colour alone."""

    label: str
    value: str
    detail: str
    tone: Literal["neutral", "attention"] = "neutral"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision for the forum: what, the whole sentence, and its parts for a list or a slide."""

    rule: str
    action: str
    sentence: str
    who: str
    by_when: str
    children: str
    money: str
    place: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A term with its meaning, in lists of words, sources and rules."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Content:
    """What one edition of a block shows. Empty parts are not drawn."""

    title: str
    subtitle: str = ""
    reading: str = ""
    source: str = ""
    paragraphs: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    decisions: tuple[Decision, ...] = ()
    figure: Figure | None = None
    tables: tuple[Table, ...] = ()
    terms: tuple[Item, ...] = ()
