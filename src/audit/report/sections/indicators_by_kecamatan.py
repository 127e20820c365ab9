"""Where is each essential indicator short of its target? By kecamatan, in the order of their codes."""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.certainty import met_words
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.figures.canvas import Paper
from audit.report.figures.state_grid import COLOURS, GridCell, state_grid
from audit.report.indicator_rows import IndicatorRow, indicator_rows, marks, rate_cell, state_at
from audit.report.sections.charts import with_chart
from audit.report.tables import text_cell
from audit.report.view import HIDDEN, NONE, View, enough

__all__ = ["indicators_by_kecamatan"]

ID = "indicators_by_kecamatan"


def indicators_by_kecamatan(context: ReportContext) -> Block:
    """Coverage of every reported indicator by kecamatan against its target, as a grid and as a table."""
    return make_block(context, ID, "program", "chart", _build)


def _build(view: View) -> Content | None:
    codes = [area.code for area in view.context.areas.kecamatan]
    rows = [row for row in indicator_rows(view) if any(code in row.rows for code in codes)]
    if not rows:
        return None
    content = Content(
        _title(view, rows, codes),
        reading=view.words("indicator_block.grid_reading"),
        tables=(_table(view, rows, codes),),
    )
    legend = {state: met_words(state, view.language) for state in COLOURS}
    grid = [
        (view.words(f"indicator.short.{row.indicator.id}"), [_cell(view, row, code) for code in codes]) for row in rows
    ]
    names = [view.area(code) for code in codes]

    def draw(paper: Paper) -> str:
        return state_grid(ID, grid, names, alt=content.title, legend=legend, paper=paper)

    return with_chart(view, content, draw, alt=content.title, drawable=any(c.state for _, cs in grid for c in cs))


def _title(view: View, rows: list[IndicatorRow], codes: list[str]) -> str:
    """How many are surely short in every kecamatan of which something may be said."""
    everywhere = 0
    for row in rows:
        states = [state_at(row, row.rows[code]) for code in codes if code in row.rows]
        known = [state for state in states if state is not None]
        everywhere += bool(known) and all(state == "short" for state in known)
    return view.words("indicator_block.grid_title", n=everywhere, of=len(rows))


def _cell(view: View, row: IndicatorRow, code: str) -> GridCell:
    at = row.rows.get(code)
    if at is None or at.hidden or not enough(at):
        return GridCell(HIDDEN if at is not None and at.hidden else NONE)
    return GridCell(view.number((at.value or 0.0) * 100, 0), state_at(row, at) or "")


def _table(view: View, rows: list[IndicatorRow], codes: list[str]) -> Table:
    columns = (
        Column("row", view.words("indicator_block.row"), "start"),
        Column("target", view.words("indicator_block.target")),
        *(Column(code, view.area(code)) for code in codes),
    )
    body = tuple(
        Row(
            (
                text_cell(view.words(f"indicator.short.{row.indicator.id}")),
                text_cell(NONE if row.target is None else view.tick(row.target)),
                *(rate_cell(view, row.rows.get(code), interval=False) for code in codes),
            )
        )
        for row in rows
    )
    shown = [row.rows[code] for row in rows for code in codes if code in row.rows]
    return Table(view.words("indicator_block.grid_caption"), columns, body, marks(view, shown), long=True)
