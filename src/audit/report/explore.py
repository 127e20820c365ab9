"""Choosing a kecamatan, an age and a month in a notebook: the same released numbers, never others.

What is chosen only picks rows of the public edition: nothing is counted anew, so no choice can lay bare what is hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from audit.disclosure.released import ShownRow, ShownTable
from audit.report.blocks import Block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.html import render_fragment
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, mark_notes, rate_cells, text_cell
from audit.report.view import NONE, View

if TYPE_CHECKING:
    from ipywidgets import VBox

__all__ = ["Choice", "Explorer", "explore"]

WHOLE = ""  # the whole district, and every age
# Of children, by area, age or month; an earlier table's word stands where two count the same children.
_TABLES = (
    "stunting", "stunting_age_sex", "stunted_by_group", "severity", "coverage", "skdn_gained", "skdn_not_gained",
    "skdn_bgm",
)  # fmt: skip
_ATTRIBUTES = frozenset({"area", "age", "sex", "status", "gain", "bgm"})
_WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True, slots=True)
class Choice:
    """A kecamatan (code), an age (level) and a month (``2025-08``); empty: the whole district, every age."""

    area: str
    age: str
    month: str


@dataclass(frozen=True, slots=True)
class _Line:
    choice: Choice
    table: ShownTable
    row: ShownRow


def explore(context: ReportContext) -> Explorer:
    """Dropdowns over the released rows about children; under the last line of a cell they show themselves."""
    return Explorer(View(context, "publik"), tuple(_lines(context)))


@dataclass(frozen=True, slots=True)
class Explorer:
    """Rows to choose among. In JupyterLab three dropdowns; where there are no widgets, the newest month of every place.

    Desa are left out, also in the restricted edition: there the lists are for that.
    """

    view: View
    lines: tuple[_Line, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """The whole district first, then its kecamatan by code."""
        return (WHOLE, *(area.code for area in self.view.context.areas.kecamatan))

    @property
    def ages(self) -> tuple[str, ...]:
        """Every age first, then those for which anything is released."""
        return tuple(sorted({line.choice.age for line in self.lines} | {WHOLE}))

    @property
    def months(self) -> tuple[str, ...]:
        """Newest first."""
        return tuple(reversed(self.view.context.months))

    def shown(self, choice: Choice) -> str:
        """The numbers of one choice as HTML: the look of a block."""
        found = [line for line in self.lines if line.choice == choice]
        return self._drawn(found, self._nothing(choice))

    def _nothing(self, choice: Choice) -> str:
        here = [line.choice for line in self.lines if line.choice.area == choice.area]
        near = {other.age for other in here if other.month == choice.month}
        if not near:
            return self.view.words("explore.nothing_here")
        return self.view.words("explore.nothing", ages=self.view.join([self._age(age) for age in sorted(near)]))

    def _everywhere(self) -> str:
        """Every place at every age taken together, in the newest month: what a page without widgets shows."""
        whole = [line for line in self.lines if (line.choice.age, line.choice.month) == (WHOLE, self.months[0])]
        return self._drawn(whole, self.view.words("explore.nothing_here"))

    def _drawn(self, lines: list[_Line], nothing: str) -> str:
        content = Content(
            self.view.words("explore.title"),
            paragraphs=() if lines else (nothing,),
            tables=(self._table(lines),) if lines else (),
            source=source_line(self.view) if lines else "",
        )
        block = Block("explore", "situasi", "table", self.view.language, content)
        return render_fragment(block.to_json(), "publik")

    def _table(self, lines: list[_Line]) -> Table:
        words = self.view.words
        heads = ("what", "of", "count", "rate", "range")
        columns = (
            Column("place", words("explore.column.place"), "start"),
            *(Column(id, words(f"explore.column.{id}"), "start" if id == "what" else "end") for id in heads),
        )
        rows = tuple(
            Row((text_cell(self._where(line)), text_cell(self._what(line)), *self._cells(line))) for line in lines
        )
        months = sorted({line.choice.month for line in lines})
        caption = words("explore.caption", months=self.view.join([self.view.month(month) for month in months]))
        return Table(caption, columns, rows, mark_notes(self.view, [line.row for line in lines]))

    def _cells(self, line: _Line) -> tuple[Any, ...]:
        if line.table.kind == "rate":
            return rate_cells(self.view, line.row, interval=True)
        none = text_cell(NONE)
        return (none, count_cell(self.view, line.row.numerator, hidden=line.row.hidden), none, none)

    def _where(self, line: _Line) -> str:
        place = self.view.area(line.choice.area or None)
        return f"{place}, {self._age(line.choice.age)}" if line.choice.age else place

    def _what(self, line: _Line) -> str:
        cell = line.row.cell
        status = cell.level("status")
        what = self.view.label("status", status) if status else self.view.words(f"explore.measure.{line.table.id}")
        sex = cell.level("sex")
        return f"{what}, {self.view.label('sex', sex).lower()}" if sex else what

    def _age(self, age: str) -> str:
        return self.view.label("age", age) if age else self.view.words("explore.every_age")

    def widget(self) -> VBox:
        """The dropdowns with their table; ``ImportError`` where ipywidgets is not installed."""
        from ipywidgets import HTML, Dropdown, VBox

        def dropdown(id: str, values: Iterable[str], word: Callable[[str], str]) -> Dropdown:
            label = self.view.words(f"explore.choose.{id}")
            return Dropdown(
                options=[(word(value), value) for value in values],
                description=label,
                style={"description_width": "8em"},
                layout={"width": "28em", "max_width": "100%"},
            )

        area = dropdown("area", self.areas, lambda code: self.view.area(code or None))
        age = dropdown("age", self.ages, self._age)
        month = dropdown("month", self.months, self.view.month)
        table = HTML()

        def show(_: object = None) -> None:
            table.value = self.shown(Choice(cast("str", area.value), cast("str", age.value), cast("str", month.value)))

        for chosen in (area, age, month):
            chosen.observe(show, "value")
        show()
        return VBox([area, age, month, table])

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, Any]:
        plain = {"text/html": self._everywhere(), "text/plain": self.view.words("explore.title")}
        try:
            widget = self.widget()
        except ImportError:
            return plain
        return {_WIDGET: {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}} | plain


def _lines(context: ReportContext) -> Iterable[_Line]:
    """Public rows of the district and its kecamatan, each set of children once."""
    view, seen = View(context, "publik"), set()
    places = {None, context.district_code, *(area.code for area in context.areas.kecamatan)}
    for id in _TABLES:
        table = view.table(id)
        if table is None:
            continue
        for row in table.rows:
            cell = row.cell
            area = cell.level("area")
            known = {attribute for attribute, _ in cell.at} <= _ATTRIBUTES and area in places
            same = (cell, row.of)
            if not known or cell.period not in context.months or same in seen:
                continue
            seen.add(same)
            place = WHOLE if area in (None, context.district_code) else area
            yield _Line(Choice(place, cell.level("age") or WHOLE, cell.period), table, row)
