"""What was measured in each desa and kelurahan?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.sections.places import desa_rows, source_line
from audit.report.tables import rate_table
from audit.report.view import View

__all__ = ["stunting_by_desa"]


def stunting_by_desa(context: ReportContext) -> Block:
    """Every desa in the order of its code, under its kecamatan: a register, not a ranking."""
    return make_block(context, "stunting_by_desa", "situasi", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table("stunting")
    rows, levels = desa_rows(view, table) if table else ([], [])
    if len(rows) <= 1:
        return None
    month = view.month(view.context.month)
    hidden = sum(row.hidden for _, row in rows)
    caption = view.words("report.stunting_by_desa.caption", month=month)
    desa = {a.code for a in view.context.areas.desa}
    n = sum(row.cell.level("area") in desa for _, row in rows)
    title = view.words("report.stunting_by_desa.title", n=n, month=month)
    return Content(
        title,
        reading=view.words("report.stunting_by_desa.reading" + ("_hidden" if hidden else "")),
        source=source_line(view),
        tables=(rate_table(view, "stunting_table", caption, rows, interval=True, levels=levels, long=True),),
    )
