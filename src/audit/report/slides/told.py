"""What slides are made from: the released values of a public edition, and the blocks that its report shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audit.report.content import Table
from audit.report.context import ReportContext
from audit.report.drawing import drawn
from audit.report.slides.look import BODY
from audit.report.slides.slide import Chart, Grid, GridCell, Line, Notes, Series, Slide, Words
from audit.report.view import View

__all__ = ["Told", "chart", "counted", "grid", "grid_of", "hidden_line", "told_of", "unsaid"]

COUNT, SHARE, SCORE = "#,##0", "0.0%", "0.0"  # formats of numbers
# Programs that know it write the numbers of the slides' language; the others write those of the computer.
_LOCALE = {"id": "[$-421]", "en": ""}
Cells = Sequence[GridCell]


@dataclass(frozen=True, slots=True)
class Told:
    """A public view with the public forms of the blocks, by id."""

    view: View
    blocks: Mapping[str, Mapping[str, Any]]

    def words(self, id: str, /, **values: object) -> str:
        """Words of the catalogue."""
        return self.view.words(id, **values)

    def title(self, id: str) -> str:
        """The title of a block; its name where the report has none."""
        return str(self.blocks[id]["title"]) if id in self.blocks else self.view.words(f"report.{id}.name")

    def paragraphs(self, id: str) -> tuple[str, ...]:
        """The paragraphs of a block; none where the report has none."""
        return tuple(self.blocks[id]["paragraphs"]) if id in self.blocks else ()

    def notes(self, slide: str, meaning: str, source: str = "") -> Notes:
        """Two sentences for the speaker (``slides.<slide>.say_1`` and ``say_2``), the definition and the source."""
        return Notes((self.words(f"slides.{slide}.say_1"), self.words(f"slides.{slide}.say_2")), meaning, source)


def told_of(context: ReportContext, blocks: Iterable[Mapping[str, Any]]) -> Told:
    """Take the public forms, whatever else blocks hold. Raises ``ValueError`` for a block of another language."""
    blocks = list(blocks)
    for block in blocks:
        if block["language"] != context.language:
            raise ValueError(f"block {block['id']} is not in the language of the slides")
    return Told(View(context, "publik"), {block["id"]: drawn(block, "publik") for block in blocks})


def chart(told: Told, title: str, kind: Any, categories: Sequence[str], series: Sequence[Series], formats: str,
          words: Mapping[int, str] | None = None, *,
          ends: tuple[float, float | None] = (0.0, None)) -> Chart:  # fmt: skip
    """A chart whose alternative text is its title and every number that is drawn, as the report writes it."""
    many = len(series) > 1
    values = [
        told.words(
            "slides.alt.value", name=f"{name}, {one.name}" if many else name, value=_written(told.view, value, formats)
        )
        for at, name in enumerate(categories)
        for one in series
        if (value := one.values[at]) is not None
    ]
    alt = told.words("slides.alt.chart", title=title, values="; ".join(values))
    formats = _LOCALE[told.view.language] + formats
    return Chart(kind, tuple(categories), tuple(series), formats, alt, words or {}, ends)


def _written(view: View, value: float, formats: str) -> str:
    return view.percent(value) if formats == SHARE else view.number(value, 1 if formats == SCORE else 0)


def grid(told: Told, title: str, heads: Sequence[str], rows: Sequence[Cells], shares: Sequence[float],
         *, least: float = 0.0) -> Grid:  # fmt: skip
    """A table that says to those who cannot see it what it holds."""
    named = told.view.join([head for head in heads if head])
    alt = told.words("slides.alt.grid", title=title, heads=named, n=len(rows))
    return Grid(tuple(heads), tuple(map(tuple, rows)), tuple(shares), alt, least)


def grid_of(told: Told, title: str, table: Mapping[str, Any] | Table, shares: Sequence[float], most: int) -> Grid:
    """The first rows of a block's table as it stands."""
    columns, rows = table["columns"], table["rows"][:most]  # pyright: ignore[reportIndexIssue] - JSON
    ends = [column["align"] == "end" for column in columns]
    cells = [[GridCell(cell["text"], end=end) for cell, end in zip(row["cells"], ends, strict=True)] for row in rows]
    return grid(told, title, [column["label"] for column in columns], cells, shares)


def counted(table: Mapping[str, Any], column: str, *, level: int = 0) -> tuple[list[str], list[float], list[str]]:
    """Names and numbers of a column of a block's table, and the names whose number is withheld."""
    at = next(n for n, one in enumerate(table["columns"]) if one["id"] == column)
    rows = [(row["cells"][0]["text"], row["cells"][at]) for row in table["rows"] if row["level"] == level]
    known = [(name, cell["value"]) for name, cell in rows if cell["value"] is not None and not cell["hidden"]]
    return [name for name, _ in known], [value for _, value in known], [n for n, cell in rows if cell["hidden"]]


def hidden_line(told: Told, names: Sequence[str]) -> tuple[Line, ...]:
    """One line that names what is left out of a chart; none where nothing is."""
    return (Line(told.words("slides.hidden", names=told.view.join(list(names)))),) if names else ()


def unsaid(told: Told, id: str, title: str, why: Sequence[str], *, subtitle: str = "", meaning: str = "") -> Slide:
    """A slide that says why it shows nothing, in words that suit no data at all."""
    lines = tuple(Line(words) for words in why if words)
    return Slide(id, title, subtitle, ((BODY, Words(lines)),), told.notes("unsaid", meaning))
