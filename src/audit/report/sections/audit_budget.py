"""What may the audit itself cost, and how much of that has been spent?"""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.tables import count_cell, text_cell
from audit.report.view import NONE, View

__all__ = ["audit_budget"]


def audit_budget(context: ReportContext) -> Block:
    """Ceiling and spending in rupiah: all, by quarter, by item. No person is counted."""
    return make_block(context, "audit_budget", "kasus", "table", _build)


def _build(view: View) -> Content:
    table = view.table("audit_budget")
    if table is None:
        none = view.words("audit_block.budget.none")
        return Content(view.words("report.audit_budget.name"), paragraphs=(none,))
    whole = table.rows[0]
    amounts = {"ceiling": whole.denominator or 0, "realised": whole.numerator or 0}
    if whole.value is None:
        said = view.words("audit_block.budget.found_none", **amounts)
    else:
        said = view.words("audit_block.budget.found", **amounts, share=view.percent(whole.value, 0))
    columns = (
        Column("row", view.words("audit_block.budget.row"), "start"),
        *(Column(id, view.words(f"audit_block.budget.{id}")) for id in ("ceiling", "realised", "share")),
    )
    body = tuple(
        Row(
            (
                text_cell(view.words(f"cycle.budget.{row.cell.level('budget')}")),
                count_cell(view, row.denominator),
                count_cell(view, row.numerator),
                _share(view, row),
            ),
            min(i, 1),
        )
        for i, row in enumerate(table.rows)
    )
    caption = view.words("audit_block.budget.caption", cycle=view.context.cycle)
    return Content(view.words("audit_block.budget.title"), paragraphs=(said,), tables=(Table(caption, columns, body),))


def _share(view: View, row: ShownRow) -> TableCell:
    return text_cell(NONE) if row.value is None else TableCell(view.percent(row.value, 0), row.value)
