"""What tests of slides look at, and released tables made for them."""

from __future__ import annotations

from types import MappingProxyType

from audit.disclosure.released import ShownRow, ShownTable, _seal
from audit.report.slides.slide import Chart, Grid, Words
from audit.results import Cell

__all__ = ["charts", "counts", "released", "said"]


def charts(slide) -> list[Chart]:
    return [part for _, part in slide.parts if isinstance(part, Chart)]


def said(slide) -> str:
    """All that a slide shows or tells, in one string."""
    words = [slide.title, slide.subtitle, *slide.notes.say, slide.notes.meaning, slide.notes.source]
    for _, part in slide.parts:
        match part:
            case Words():
                words += [f"{line.lead} {line.words}" for line in part.lines]
            case Grid():
                words += [*part.heads, part.alt, *(cell.words for row in part.rows for cell in row)]
            case Chart():
                words += [part.alt, *part.categories, *part.words.values()]
            case tuple():
                words += [f"{card.label} {card.value} {card.detail}" for card in part]
    return "\n".join(words)


def released(*forms, base):
    return MappingProxyType({**base, **{form.id: _seal(form.id, form, form) for form in forms}})


def counts(id: str, rows: dict[Cell, int | None]) -> ShownTable:
    return ShownTable(id, "count", tuple(ShownRow(cell, n, hidden=n is None) for cell, n in rows.items()))
