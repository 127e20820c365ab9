"""Which results lie outside what is plausible?"""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.tables import rate_table
from audit.report.view import View

__all__ = ["flags", "newest_height_row"]


def flags(context: ReportContext) -> Block:
    """Share of measured children outside WHO's limits, by month and index."""
    return make_block(context, "flags", "mutu", "table", _build)


def newest_height_row(view: View) -> ShownRow | None:
    """Length or height for age in the newest month."""
    table = view.table("flags")
    rows = table.rows if table else ()
    return next((r for r in rows if r.cell.period == view.context.month and _index(r) == "haz"), None)


def _build(view: View) -> Content | None:
    table = view.table("flags")
    if table is None or not table.rows:
        return None
    rows = [(f"{view.label('index', _index(row))}, {view.month(row.cell.period)}", row) for row in table.rows]
    return Content(
        _title(view),
        reading=view.words("report.flags.reading"),
        tables=(rate_table(view, "flags", view.words("report.flags.caption"), rows, interval=False),),
    )


def _title(view: View) -> str:
    row = newest_height_row(view)
    if row is None or row.numerator is None or not row.denominator:
        return view.words("report.flags.name")
    kind, month = "some" if row.numerator else "none", view.month(row.cell.period)
    return view.words(f"report.flags.title_{kind}", n=row.numerator, of=row.denominator, month=month)


def _index(row: ShownRow) -> str:
    """``status=haz_flagged`` speaks of haz, ``waz_state=flagged`` of waz."""
    attribute, level = row.cell.at[0]
    return level.partition("_")[0] if attribute == "status" else attribute.partition("_")[0]
