"""How many children do the records belong to?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.tables import count_cell, text_cell
from audit.report.view import View

__all__ = ["linkage"]


def linkage(context: ReportContext) -> Block:
    """From records to measurements to children, with the pairs that a person must decide."""
    return make_block(context, "linkage", "mutu", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table("linkage")
    if table is None:
        return None
    counts = {row.cell.level("link") or "": row.numerator or 0 for row in table.rows}
    columns = (
        Column("step", view.words("report.linkage.step"), "start"),
        Column("n", view.words("report.linkage.n")),
    )
    rows = tuple(Row((text_cell(view.label("link", step)), count_cell(view, n))) for step, n in counts.items())
    kind = "to_decide" if counts.get("to_decide") else "settled"
    return Content(
        view.words(f"report.linkage.title_{kind}", **counts),
        reading=view.words("report.linkage.reading"),
        tables=(Table(view.words("report.linkage.caption"), columns, rows),),
    )
