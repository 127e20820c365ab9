"""What did each month of weighing find?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.limits import months_limits
from audit.report.sections.places import source_line
from audit.report.tables import rate_table
from audit.report.view import View
from audit.results import Cell

__all__ = ["stunting_by_month"]


def stunting_by_month(context: ReportContext) -> Block:
    """The district month by month, as a table: two months are no trend."""
    return make_block(context, "stunting_by_month", "situasi", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table("stunting")
    wanted = [Cell.of(month, status="stunted") for month in view.context.months]
    rows = [(view.month(r.cell.period), r) for cell in wanted for r in (table.rows if table else ()) if r.cell == cell]
    if not rows:
        return None
    area = view.context.district_name
    return Content(
        view.words("report.stunting_by_month.title", area=area),
        reading=view.words("report.stunting_by_month.reading"),
        source=source_line(view),
        paragraphs=months_limits(view),
        tables=(
            rate_table(
                view,
                "stunting_by_month",
                view.words("report.stunting_by_month.caption", area=area),
                rows,
                interval=True,
            ),
        ),
    )
