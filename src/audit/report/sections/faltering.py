"""How many children falter, and do two definitions agree?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, mark_notes, rate_table, text_cell
from audit.report.view import View

__all__ = ["faltering"]

ID = "faltering"
_TWO = f"{ID}_side_by_side"
_PREFIX = f"{ID}_"


def faltering(context: ReportContext) -> Block:
    """Faltering of weight by each definition, and two of them side by side; a finding to follow up, no diagnosis."""
    return make_block(context, ID, "situasi", "table", _build)


def _build(view: View) -> Content | None:
    table, two = view.table(ID), view.table(_TWO)
    if table is None or two is None:
        return None
    before, newest = (view.month(month) for month in view.context.months[-2:])
    rows = [(view.words(f"report.{ID}.by.{row.cell.at[0][0].removeprefix(_PREFIX)}"), row) for row in table.rows]
    caption = view.words(f"report.{ID}.caption", before=before, newest=newest)
    columns = tuple(
        Column(c, view.words(f"report.{ID}.{c}"), "end" if c == "children" else "start") for c in ("both", "children")
    )
    sides = tuple(
        Row(
            (
                text_cell(view.words(f"report.{ID}.{'_'.join(level for _, level in row.cell.at)}")),
                count_cell(view, row.numerator, hidden=row.hidden),
            )
        )
        for row in two.rows
    )
    return Content(
        view.words(f"report.{ID}.title"),
        reading=view.words(f"report.{ID}.reading"),
        source=source_line(view),
        tables=(
            rate_table(view, ID, caption, rows, interval=True),
            Table(view.words(f"report.{ID}.caption_two"), columns, sides, mark_notes(view, two.rows, rates=False)),
        ),
    )
