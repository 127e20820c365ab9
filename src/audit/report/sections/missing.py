"""Which measurements are missing?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.tables import rate_table
from audit.report.view import View

__all__ = ["missing"]


def missing(context: ReportContext) -> Block:
    """Share of measurements without each column that the indices need."""
    return make_block(context, "missing", "mutu", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table("missing")
    if table is None or not any(row.denominator for row in table.rows):
        return None
    rows = [(view.label("column", row.cell.level("column") or ""), row) for row in table.rows]
    label, most = max(rows, key=lambda r: r[1].value or 0.0)
    title = (
        view.words("report.missing.title", column=label, percent=view.percent(most.value))
        if most.value
        else view.words("report.missing.title_none")
    )
    months = view.join([view.month(month) for month in view.context.months])
    caption = view.words("report.missing.caption", months=months)
    return Content(
        title,
        reading=view.words("report.missing.reading"),
        tables=(rate_table(view, "missing", caption, rows, interval=False, personal=False),),
    )
