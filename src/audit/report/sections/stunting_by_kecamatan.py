"""Where is the share of stunted children higher or lower than in the district?"""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.reference.presentation import CAUTION_BELOW
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.certainty import side_of
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.figures import dot_interval
from audit.report.sections.charts import with_chart
from audit.report.sections.places import (
    kecamatan_rows,
    source_line,
    unassessed_kecamatan,
    unknown_rows,
    whole_and_parts,
)
from audit.report.tables import rate_table
from audit.report.view import View, enough

__all__ = ["apart_from_district", "stunting_by_kecamatan"]

ID = "stunting_by_kecamatan"


def stunting_by_kecamatan(context: ReportContext) -> Block:
    """Dots with intervals over WHO's classes, newest month; the table stands beside."""
    return make_block(context, ID, "situasi", "chart", _build)


def _build(view: View) -> Content | None:
    table = view.table("stunting")
    rows = kecamatan_rows(view, table) if table else []
    if not table or not rows:
        return None
    lines = [*rows, *unknown_rows(view, table)]
    month = view.month(view.context.month)
    caption = view.words("report.stunting_by_kecamatan.caption", month=month)
    title = _title(view, rows)
    district = rows[0][1]
    reference = (district.value, rows[0][0]) if district.value is not None else None
    alt = view.words("report.stunting_by_kecamatan.alt", title=title, month=month)
    content = Content(
        title,
        subtitle=view.words("report.stunting_by_kecamatan.subtitle", month=month),
        reading=_reading(view),
        source=source_line(view),
        tables=(rate_table(view, "stunting_table", caption, lines, interval=True, levels=whole_and_parts(lines)),),
    )
    return with_chart(
        view,
        content,
        lambda paper: dot_interval(
            f"{ID}-{view.edition}",
            rows,
            alt=alt,
            percent=view.percent,
            tick=view.tick,
            reference=reference,
            classes=lambda id: view.label("prevalence_class", id),
            paper=paper,
        ),
        alt=alt,
        drawable=any(enough(row) for _, row in rows[1:]),
    )


def _reading(view: View) -> str:
    reading = view.words("report.stunting_by_kecamatan.reading", n=CAUTION_BELOW)
    places = unassessed_kecamatan(view)
    if not places:
        return reading
    limit = view.percent(COVERAGE_ASSESSABLE, 0)
    return f"{reading} {view.words('report.stunting_by_kecamatan.unassessed', limit=limit, places=view.join(places))}"


def _title(view: View, rows: list[tuple[str, ShownRow]]) -> str:
    """Name a kecamatan only where enough children came and its interval lies wholly beside the district's value."""
    area, district = rows[0]
    if district.value is None:
        return view.words("report.stunting_by_kecamatan.name")
    assessed = _assessed(view, rows)
    if not assessed:
        return view.words("report.stunting_by_kecamatan.title_not_assessable")
    higher, lower = _apart(assessed, district.value)
    kind = ("both" if lower else "higher") if higher else ("lower" if lower else "none")
    return view.words(
        f"report.stunting_by_kecamatan.title_{kind}", area=area, higher=view.join(higher), lower=view.join(lower)
    )


def apart_from_district(view: View) -> tuple[list[str], list[str]]:
    """Names of the kecamatan that the title calls higher and lower than the district."""
    table = view.table("stunting")
    rows = kecamatan_rows(view, table) if table else []
    if not rows or rows[0][1].value is None:
        return [], []
    return _apart(_assessed(view, rows), rows[0][1].value)


def _assessed(view: View, rows: list[tuple[str, ShownRow]]) -> list[tuple[str, ShownRow]]:
    unassessed = unassessed_kecamatan(view)
    return [(name, row) for name, row in rows[1:] if name not in unassessed and enough(row)]


def _apart(assessed: list[tuple[str, ShownRow]], district: float) -> tuple[list[str], list[str]]:
    higher = [name for name, row in assessed if side_of(row, district) == "higher"]
    lower = [name for name, row in assessed if side_of(row, district) == "lower"]
    return higher, lower
