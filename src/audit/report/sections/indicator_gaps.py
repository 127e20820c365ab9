"""Which indicators are furthest from their target? In groups, since chance does not allow one order of all."""

from __future__ import annotations

from itertools import groupby
from math import ceil

from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.figures.canvas import Paper
from audit.report.figures.gap_dots import GapDot, gap_dots
from audit.report.indicator_rows import IndicatorRow, indicator_rows
from audit.report.sections.charts import with_chart
from audit.report.tables import text_cell
from audit.report.view import NONE, View

__all__ = ["indicator_gaps"]

ID = "indicator_gaps"
_NAMED = 3  # names that a title holds
_HEADS = ("gap", "short_by", "place")
Placed = tuple[IndicatorRow, tuple[int, int, int, int], tuple[float, float, float]]


def indicator_gaps(context: ReportContext) -> Block:
    """Gaps of the district's indicators that are short of their target, largest group first, each with its interval."""
    return make_block(context, ID, "program", "chart", _build)


def _build(view: View) -> Content | None:
    rows = indicator_rows(view)
    if not any(row.district is not None for row in rows):
        return None
    placed = [(row, row.place, row.gap) for row in rows]
    short: list[Placed] = sorted(
        ((row, place, gap) for row, place, gap in placed if place and gap and gap[0] > 0), key=lambda p: p[1][0]
    )
    unplaced = [row for row, place, _ in placed if place is None]
    content = Content(
        _title(view, short),
        reading=view.words("indicator_block.gap_reading"),
        paragraphs=(view.words("indicator_block.gap_unplaced", n=len(unplaced)),) if unplaced else (),
        tables=(_table(view, short),) if short else (),
    )
    groups = _groups(short)
    dots = [
        GapDot(view.words(f"indicator.short.{row.indicator.id}"), gap, groups[place[3]]) for row, place, gap in short
    ]

    def draw(paper: Paper) -> str:
        return gap_dots(
            ID, dots, alt=content.title, points=lambda x: view.number(x * 100, 0), group=lambda n: _group(view, n),
            axis=view.words("indicator_block.gap_axis"), paper=paper,
        )  # fmt: skip

    return with_chart(view, content, draw, alt=content.title, drawable=bool(dots))


def _groups(short: list[Placed]) -> dict[int, int]:
    """Groups numbered as they are shown: some hold none that is short of its target, or none that may be shown."""
    return {group: n for n, group in enumerate(dict.fromkeys(place[3] for _, place, _ in short), start=1)}


def _title(view: View, short: list[Placed]) -> str:
    if not short:
        return view.words("indicator_block.gap_none")
    first = [row for row, place, _ in short if place[3] == short[0][1][3]]
    if len(first) > _NAMED:
        return view.words("indicator_block.gap_title_many", n=len(first))
    names = view.join([view.words(f"indicator.short.{row.indicator.id}") for row in first])
    return view.words("indicator_block.gap_title", names=names)


def _group(view: View, n: int) -> str:
    return view.words("indicator_block.gap_group", n=n)


def _table(view: View, short: list[Placed]) -> Table:
    columns = (
        Column("row", view.words("indicator_block.row"), "start"),
        *(Column(h, view.words(f"indicator_block.{h}")) for h in _HEADS),
    )
    groups = _groups(short)
    body: list[Row] = []
    for group, members in groupby(short, key=lambda p: p[1][3]):
        body.append(Row((text_cell(_group(view, groups[group])), *(text_cell("") for _ in _HEADS)), 0))
        body += [Row(_cells(view, *member), 1) for member in members]
    return Table(
        view.words("indicator_block.gap_caption"), columns, tuple(body), (view.words("indicator_block.gap_note"),)
    )


def _cells(
    view: View, row: IndicatorRow, place: tuple[int, int, int, int], gap: tuple[float, float, float]
) -> tuple[TableCell, ...]:
    at = row.district
    people = NONE if at is None or at.denominator is None else view.number(ceil(round(gap[0] * at.denominator, 9)))
    points = [view.number(x * 100, 1) for x in gap]
    words = view.words("indicator_block.gap_points", gap=points[0], low=points[1], high=points[2])
    unit = view.words(f"indicator_block.unit_{row.indicator.unit}")
    return (
        text_cell(view.words(f"indicator.short.{row.indicator.id}")),
        TableCell(words, gap[0]),
        text_cell(people if people == NONE else f"{people} {unit}"),
        text_cell(f"{place[1]}" if place[1] == place[2] else f"{place[1]}\N{EN DASH}{place[2]}"),
    )
