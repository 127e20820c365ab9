"""Which rows should somebody look at again?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, text_cell
from audit.report.view import View

__all__ = ["row_findings"]

ID = "row_findings"
_COUNT = f"{ID}.count"
_LOOKED_AT = "looked_at"
_HEADS = ("rule", "rows", "do")


def row_findings(context: ReportContext) -> Block:
    """Rows of the district by rule, with what to do: numbers of rows, never whose; rules that found none are named."""
    return make_block(context, ID, "mutu", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table(_COUNT)
    if table is None:
        return None
    counts = {row.cell.level("finding") or "": row.numerator or 0 for row in table.rows}
    looked_at = counts.pop(_LOOKED_AT)
    found = {rule: n for rule, n in counts.items() if n}
    none = [view.words(f"report.{ID}.rule.{rule}") for rule in counts if rule not in found]
    notes = (view.words(f"report.{ID}.none", rules=view.join(none)),) if none else ()
    columns = tuple(Column(h, view.words(f"report.{ID}.{h}"), "end" if h == "rows" else "start") for h in _HEADS)
    rows = tuple(
        Row(
            (
                text_cell(view.words(f"report.{ID}.rule.{rule}")),
                count_cell(view, n),
                text_cell(view.words(f"rows.do.{rule}")),
            )
        )
        for rule, n in found.items()
    )
    return Content(
        view.words(f"report.{ID}.title_{'some' if found else 'none'}", rules=len(found), rows=looked_at),
        reading=view.words(f"report.{ID}.reading"),
        source=source_line(view),
        tables=(Table(view.words(f"report.{ID}.caption", rows=looked_at), columns, rows, notes),) if found else (),
    )
