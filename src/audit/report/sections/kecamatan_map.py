"""Where do the kecamatan lie, and what was measured in each?"""

from __future__ import annotations

from functools import partial

from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.figures import MapArea, area_map
from audit.report.sections.area_picture import left_over, outline_source, prevalence_look
from audit.report.sections.charts import with_chart
from audit.report.sections.desa_points import area_points
from audit.report.sections.places import source_line
from audit.report.tables import rate_table
from audit.report.view import HIDDEN, NONE, View, enough

__all__ = ["kecamatan_map"]

ID = "kecamatan_map"


def kecamatan_map(context: ReportContext) -> Block:
    """A map with name and percentage in each kecamatan, from the district's own file of boundaries.

    Without one a sentence says that there is none; the tiles of desa and the dots of kecamatan stand elsewhere.
    """
    return make_block(context, ID, "situasi", "chart", _build)


def _build(view: View) -> Content | None:
    boundaries = view.context.boundaries
    if boundaries is None:
        return Content(view.words(f"report.{ID}.name"), paragraphs=(view.words(f"report.{ID}.none"),))
    points = area_points(view, [a.code for a in view.context.areas.kecamatan if a.code in boundaries.kecamatan])
    if not points:
        return None
    month = view.month(view.context.month)
    title = view.words(f"report.{ID}.title", n=len(points), month=month)
    areas: dict[str, MapArea] = {}
    rows = []
    for n, point in enumerate(points, start=1):
        name = view.area(point.code)
        said = view.percent(point.row.value or 0.0, 0) if enough(point.row) else HIDDEN if point.row.hidden else NONE
        spread = "\n".join(name.split(" ", 1))
        labels = (f"{name}\n{said}", f"{spread}\n{said}", str(n))
        areas[point.code] = MapArea(point.row, point.assessable, labels)
        rows.append((f"{n}. {name}", point.row))
    alt = view.words(f"report.{ID}.alt", title=title)
    draw = partial(
        area_map, f"kecamatan-map-{view.edition}", boundaries.kecamatan, areas, alt=alt, look=prevalence_look(view)
    )
    left = left_over(view, boundaries) if boundaries.level == "kecamatan" else ()
    reading = view.words("report.area_map.reading", limit=view.percent(COVERAGE_ASSESSABLE, 0))
    caption = view.words("report.stunting_by_kecamatan.caption", month=month)
    content = Content(
        title,
        subtitle=view.words("report.stunting_by_kecamatan.subtitle", month=month),
        reading=" ".join((view.words(f"report.{ID}.reading"), reading, *left)),
        source=" ".join(part for part in (source_line(view), outline_source(view, boundaries)) if part),
        tables=(rate_table(view, "stunting_table", caption, rows, interval=True, long=True),),
    )
    drawable = any(enough(p.row) for p in points)
    return with_chart(view, content, lambda paper: draw(paper=paper), alt=alt, drawable=drawable)
