"""Who came to be measured?"""

from __future__ import annotations

from dataclasses import replace

from audit.disclosure.released import ShownRow
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.figures import dot_interval
from audit.report.limits import attendance_limits
from audit.report.sections.charts import with_chart
from audit.report.sections.places import anybody, kecamatan_rows, source_line, whole_and_parts
from audit.report.tables import rate_table
from audit.report.view import View, enough
from audit.results import Cell

__all__ = ["coverage"]


def coverage(context: ReportContext) -> Block:
    """Measured over registered children (D/S) by kecamatan, newest month."""
    return make_block(context, "coverage", "mutu", "chart", _build)


def _build(view: View) -> Content | None:
    table = view.table("coverage")
    rows = kecamatan_rows(view, table) if table else []
    if not rows:
        return None
    month, title = view.month(view.context.month), _title(view, rows)
    alt = view.words("report.coverage.alt", title=title, month=month)
    caption = view.words("report.coverage.caption", month=month)
    printed = rate_table(view, "coverage", caption, rows, interval=False, levels=whole_and_parts(rows))
    content = Content(
        title,
        subtitle=view.words("report.coverage.subtitle", month=month),
        reading=view.words("report.coverage.reading", limit=view.percent(COVERAGE_ASSESSABLE, 0)),
        source=source_line(view),
        paragraphs=attendance_limits(view),
        tables=(replace(printed, notes=(*printed.notes, *_unknown(view))),),
    )
    return with_chart(
        view,
        content,
        lambda paper: dot_interval(
            f"coverage-{view.edition}",
            rows,
            alt=alt,
            percent=view.percent,
            tick=view.tick,
            reference=(COVERAGE_ASSESSABLE, view.percent(COVERAGE_ASSESSABLE, 0)),
            whole=True,
            paper=paper,
        ),
        alt=alt,
        drawable=any(enough(row) for _, row in rows[1:]),
    )


def _unknown(view: View) -> tuple[str, ...]:
    """How many measured children have no known kecamatan: no list holds them, so they have no coverage of their own."""
    cell = Cell.of(view.context.month, area=view.context.areas.unknown_parts[0])
    table = view.table("case_funnel")
    row = next((r for r in table.rows if r.cell == cell), None) if table else None
    if row is None or not anybody(row):
        return ()
    kind, area = "hidden" if row.hidden else "shown", view.context.district_name
    return (view.words(f"report.coverage.unknown_{kind}", n=row.numerator or 0, area=area),)


def _title(view: View, rows: list[tuple[str, ShownRow]]) -> str:
    district = rows[0][1]
    if district.value is None:
        return view.words("report.coverage.name")
    n = sum(1 for _, r in rows[1:] if enough(r) and (r.value or 0.0) < COVERAGE_ASSESSABLE)
    kind = "below" if n else "reached"
    limit = view.percent(COVERAGE_ASSESSABLE, 0)
    return view.words(f"report.coverage.title_{kind}", percent=view.percent(district.value), n=n, limit=limit)
