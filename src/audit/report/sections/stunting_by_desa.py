"""What was measured in each desa and kelurahan?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.sections.area_picture import desa_picture
from audit.report.sections.charts import with_chart
from audit.report.sections.places import desa_rows, source_line
from audit.report.tables import rate_table
from audit.report.view import View

__all__ = ["stunting_by_desa"]

ID = "stunting_by_desa"


def stunting_by_desa(context: ReportContext) -> Block:
    """Every desa in the order of its code, under its kecamatan: a register, not a ranking.

    One tile a desa in the colour of WHO's class where it can be assessed, under a map where outlines of desa are given,
    then the table.
    """
    return make_block(context, ID, "situasi", "chart", _build)


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
    picture = desa_picture(view, title)
    numbered = [
        (
            f"{picture.numbers[code]}. {label}" if (code := row.cell.level("area") or "") in picture.numbers else label,
            row,
        )
        for label, row in rows
    ]
    reading = view.words("report.stunting_by_desa.reading" + ("_hidden" if hidden else ""))
    content = Content(
        title,
        subtitle=view.words("report.stunting_by_kecamatan.subtitle", month=month),
        reading=f"{picture.reading} {reading}",
        source=" ".join(part for part in (source_line(view), picture.source) if part),
        tables=(rate_table(view, "stunting_table", caption, numbered, interval=True, levels=levels, long=True),),
    )
    return with_chart(view, content, picture.draw, alt=picture.alt, drawable=picture.drawable)
