"""How many stunted children are severely stunted?"""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.report.blocks import Block, make_block
from audit.report.content import Content, Table
from audit.report.context import ReportContext
from audit.report.figures import stacked_severity
from audit.report.figures.canvas import SEVERITY
from audit.report.sections.charts import with_chart
from audit.report.sections.places import anybody, counts_by_place, source_line
from audit.report.view import View

__all__ = ["severity"]

Parts = dict[str, ShownRow]


def severity(context: ReportContext) -> Block:
    """Severely and moderately stunted children by kecamatan, counts of the newest month."""
    return make_block(context, "severity", "situasi", "chart", _build)


def _build(view: View) -> Content | None:
    table = view.table("severity")
    places: dict[str | None, Parts] = {}
    for row in table.rows if table else ():
        places.setdefault(row.cell.level("area"), {})[row.cell.level("status") or ""] = row
    places = {code: parts for code, parts in places.items() if set(parts) == set(SEVERITY)}
    kecamatan = [a.code for a in view.context.areas.kecamatan if a.code in places]  # by code: counts have no interval
    if None not in places or not kecamatan:
        return None
    names = {status: view.label("status", status) for status in SEVERITY}
    month, title = view.month(view.context.month), _title(view, places[None])
    alt = view.words("report.severity.alt", title=title, month=month)
    unknown = view.context.areas.unknown_parts[0]
    more = [unknown] if any(anybody(row) for row in places.get(unknown, {}).values()) else []
    content = Content(
        title,
        subtitle=view.words("report.severity.subtitle", month=month),
        reading=view.words("report.severity.reading"),
        source=source_line(view),
        tables=(_table(view, {code: places[code] for code in (None, *kecamatan, *more)}, names, month),),
    )
    return with_chart(
        view,
        content,
        lambda paper: stacked_severity(
            f"severity-{view.edition}",
            [(view.area(code), places[code]) for code in kecamatan],
            alt=alt,
            number=lambda n: view.number(n),
            names=names,
            paper=paper,
        ),
        alt=alt,
        drawable=any(not _hidden(places[code]) and _total(places[code]) for code in kecamatan),
    )


def _hidden(parts: Parts) -> bool:
    return any(row.hidden for row in parts.values())


def _total(parts: Parts) -> int:
    return sum(row.numerator or 0 for row in parts.values())


def _title(view: View, district: Parts) -> str:
    severe = district["severely_stunted"].numerator
    if severe is None or _hidden(district):
        return view.words("report.severity.name")
    return view.words("report.severity.title", n=severe, total=_total(district))


def _table(view: View, places: dict[str | None, Parts], names: dict[str, str], month: str) -> Table:
    caption = view.words("report.severity.caption", month=month)
    return counts_by_place(view, caption, places, {status: names[status] for status in SEVERITY})
