"""What became of every row that was read?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.tables import count_cell, text_cell
from audit.report.view import View

__all__ = ["row_accounting"]

_STEPS = ("read", "kept", "set_aside")


def row_accounting(context: ReportContext) -> Block:
    """Rows read, kept and set aside by source, then the reasons."""
    return make_block(context, "row_accounting", "mutu", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table("row_accounting")
    if table is None:
        return None
    steps: dict[str, dict[str, int]] = {}
    reasons: list[Row] = []
    for row in table.rows:
        source, reason, n = row.cell.level("source") or "", row.cell.level("reason"), row.numerator or 0
        if reason is None:
            steps.setdefault(source, {})[row.cell.level("row") or ""] = n
        else:
            reasons.append(Row((text_cell(view.source(source)), text_cell(view.reason(reason)), count_cell(view, n))))
    total = {step: sum(counts.get(step, 0) for counts in steps.values()) for step in _STEPS}
    head = Column("source", view.words("report.row_accounting.source"), "start")
    tables = [
        Table(
            view.words("report.row_accounting.caption"),
            (head, *(Column(step, view.label("row", step)) for step in _STEPS)),
            tuple(
                Row((text_cell(view.source(source)), *(count_cell(view, counts.get(step)) for step in _STEPS)))
                for source, counts in steps.items()
            ),
        )
    ]
    if reasons:
        why = Column("reason", view.words("report.row_accounting.reason"), "start")
        rows = Column("rows", view.words("report.row_accounting.rows"))
        tables.append(Table(view.words("report.row_accounting.caption_reasons"), (head, why, rows), tuple(reasons)))
    return Content(
        view.words(f"report.row_accounting.title_{'some' if total['set_aside'] else 'none'}", **total),
        reading=view.words("report.row_accounting.reading"),
        tables=tuple(tables),
    )
