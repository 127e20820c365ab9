"""What was measured in each desa and kelurahan?"""

from __future__ import annotations

from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.figures import tile_grid
from audit.report.sections.charts import with_chart
from audit.report.sections.desa_points import desa_points
from audit.report.sections.places import desa_rows, source_line
from audit.report.tables import rate_table
from audit.report.view import View, enough

__all__ = ["stunting_by_desa"]

ID = "stunting_by_desa"


def stunting_by_desa(context: ReportContext) -> Block:
    """Every desa in the order of its code, under its kecamatan: a register, not a ranking.

    One tile a desa in the colour of WHO's class where it can be assessed, then the table.
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
    limit = view.percent(COVERAGE_ASSESSABLE, 0)
    tiles = view.words("report.stunting_by_desa.tiles", limit=limit)
    reading = view.words("report.stunting_by_desa.reading" + ("_hidden" if hidden else ""))
    alt = view.words("report.stunting_by_desa.alt", title=title)
    content = Content(
        title,
        subtitle=view.words("report.stunting_by_kecamatan.subtitle", month=month),
        reading=f"{tiles} {reading}",
        source=source_line(view),
        tables=(rate_table(view, "stunting_table", caption, rows, interval=True, levels=levels, long=True),),
    )
    points = desa_points(view, shown_only=False)
    kecamatan = [
        (k.name, parts)
        for k in view.context.areas.kecamatan
        if (parts := [(p.row, p.assessable) for p in points if p.code.startswith(f"{k.code}.")])
    ]
    return with_chart(
        view,
        content,
        lambda paper: tile_grid(
            f"stunting-by-desa-{view.edition}",
            kecamatan,
            alt=alt,
            number=lambda n: view.number(n),
            names=lambda id: view.label("prevalence_class", id),
            hidden=view.words("report.stunting_by_desa.withheld"),
            unassessed=view.words("report.stunting_by_desa.unassessed"),
            paper=paper,
        ),
        alt=alt,
        drawable=any(enough(p.row) for p in points),
    )
