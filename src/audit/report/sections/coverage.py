"""Who came to be measured?"""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.content import Content, Figure
from audit.report.context import ReportContext
from audit.report.figures import dot_interval
from audit.report.sections.places import kecamatan_rows, source_line, whole_and_parts
from audit.report.tables import rate_table
from audit.report.view import View, enough

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
    svg = dot_interval(
        f"coverage-{view.edition}",
        rows,
        alt=alt,
        percent=view.percent,
        tick=view.tick,
        reference=(COVERAGE_ASSESSABLE, view.percent(COVERAGE_ASSESSABLE, 0)),
        whole=True,
    )
    return Content(
        title,
        subtitle=view.words("report.coverage.subtitle", month=month),
        reading=view.words("report.coverage.reading", limit=view.percent(COVERAGE_ASSESSABLE, 0)),
        source=source_line(view),
        figure=Figure(svg, alt),
        tables=(
            rate_table(
                view,
                "coverage",
                view.words("report.coverage.caption", month=month),
                rows,
                interval=False,
                levels=whole_and_parts(rows),
            ),
        ),
    )


def _title(view: View, rows: list[tuple[str, ShownRow]]) -> str:
    district = rows[0][1]
    if district.value is None:
        return view.words("report.coverage.name")
    n = sum(1 for _, r in rows[1:] if enough(r) and (r.value or 0.0) < COVERAGE_ASSESSABLE)
    kind = "below" if n else "reached"
    limit = view.percent(COVERAGE_ASSESSABLE, 0)
    return view.words(f"report.coverage.title_{kind}", percent=view.percent(district.value), n=n, limit=limit)
