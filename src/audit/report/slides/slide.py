"""What a slide shows: one message, parts placed in inches, and what to say. Plain values, no file format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Box", "Card", "Chart", "Grid", "GridCell", "Line", "Notes", "Part", "Picture", "Series", "Slide", "Words"]


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words; ``lead`` stands before it in bold, ``strong`` makes it a heading of those below."""

    words: str
    lead: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Lines in one size, the largest of the deck's that fits; ``quiet`` ones are small and pale."""

    lines: tuple[Line, ...]
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One key figure with its label above and its denominator below."""

    label: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table; ``fill`` is a colour, never the only carrier of what it says."""

    words: str
    fill: str = ""
    strong: bool = False
    end: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a head. ``shares`` are relative widths of columns; ``least`` is the height of a row in inches.

    ``alt`` tells what it holds to those who cannot see it.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    shares: tuple[float, ...]
    alt: str
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one colour, by category; ``None`` leaves a gap.

    ``low`` and ``high`` draw an interval; ``joined`` by a line, ``marked`` by dots, ``below`` where the numbers stand.
    ``named``: in the legend. ``tints`` are colours of single values, by their place.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    tints: Mapping[int, str] = field(default_factory=dict)
    dashed: bool = False
    joined: bool = True
    marked: bool = False
    hollow: bool = False
    below: bool = False
    labelled: bool = True
    named: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that an office can edit. ``formats`` is the number format of its values, as spreadsheets write them.

    ``words`` replace a number beside its value (``3 dari 8``), by category; on lines only these values have numbers.
    ``ends`` are the least and the most of the axis of values (``None``: what the values need).
    """

    kind: Literal["bars", "columns", "stacked", "lines"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    formats: str
    alt: str
    words: Mapping[int, str] = field(default_factory=dict)
    ends: tuple[float, float | None] = (0.0, None)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as PNG. What it says stands in ``alt`` too, which the leak scan reads: it reads no pixels."""

    png: bytes
    alt: str


Part = Words | Grid | Chart | Picture | tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """For the speaker: two sentences to say, what the figure counts, and where it comes from."""

    say: tuple[str, str]
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide; its ``title`` is its message."""

    id: str
    title: str
    subtitle: str
    parts: tuple[tuple[Box, Part], ...]
    notes: Notes
