"""Which desa lie further from the district than chance and the usual differences between desa explain?"""

from __future__ import annotations

from audit.reference.area_statistics import FUNNEL_LEVELS
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.figures import funnel_plot
from audit.report.sections.charts import with_chart
from audit.report.sections.desa_points import DesaPoint, desa_points, district_value, not_drawn
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, rate_cells, text_cell
from audit.report.view import View
from audit.survey.funnel import Funnel, funnel

__all__ = ["desa_funnel", "drawn_funnel"]

ID = "desa_funnel"
_HEADS = ("kecamatan", "of", "count", "rate", "between", "place")
_WORDS = ("kecamatan", "place")
_OUTER = ("below_outer", "above_outer")
_MOST_NAMES = 5  # that a sentence takes
_PLACES = ("below_outer", "below", "within", "above", "above_outer", "not_assessable")


def desa_funnel(context: ReportContext) -> Block:
    """Points without names between limits of 95 and 99.8 %; those outside stand by code, never ranked."""
    return make_block(context, ID, "situasi", "chart", _build)


def _build(view: View) -> Content | None:
    return drawn_funnel(view, ID)


def drawn_funnel(view: View, id: str, *, forum: bool = False) -> Content | None:
    """The funnel of the block ``id``; for a ``forum`` with the places outside in a sentence instead of a table."""
    points, target = desa_points(view), district_value(view)
    if len(points) <= 1 or target is None or not 0 < target < 1:
        return None
    placed = funnel([p.stunted for p in points], [p.children for p in points], target=target)
    outside = [i for i, place in enumerate(placed.place) if place in _OUTER and points[i].assessable]
    month, area = view.month(view.context.month), view.area(None)
    title = view.words(f"report.{ID}.title_{'some' if outside else 'none'}", n=len(outside), area=area)
    alt = view.words(f"report.{ID}.alt", title=title, month=month, n=len(points))
    limit = view.percent(COVERAGE_ASSESSABLE, 0)
    reading = view.words(f"report.{ID}.reading", limit=limit)
    outside_table = () if forum else _outside(view, points, placed, outside, month)
    content = Content(
        title,
        subtitle=view.words("report.stunting_by_kecamatan.subtitle", month=month),
        reading=" ".join(part for part in (reading, not_drawn(view, len(points))) if part),
        source=source_line(view),
        paragraphs=_told(view, points, placed, outside) if forum else (),
        tables=(_summary(view, points, placed, month), *outside_table),
    )
    inner, outer = (view.tick(level) for level in FUNNEL_LEVELS)
    names = (area, *(view.words(f"report.{ID}.limits", level=level) for level in (inner, outer)))
    return with_chart(
        view,
        content,
        lambda paper: funnel_plot(
            f"{id.replace('_', '-')}-{view.edition}",
            [p.children for p in points],
            placed,
            [not p.assessable for p in points],
            alt=alt,
            tick=view.tick,
            number=lambda n: view.number(n),
            axis=view.words(f"report.{ID}.axis"),
            names=(names[0], names[1], names[2]),
            paper=paper,
        ),
        alt=alt,
        drawable=True,
    )


def _told(view: View, points: list[DesaPoint], placed: Funnel, outside: list[int]) -> tuple[str, ...]:
    """Which places lie above and which below the outer limits, by code; a number where they are too many to name."""
    found: list[str] = []
    for place in reversed(_OUTER):
        names = [view.area(points[i].code) for i in outside if placed.place[i] == place]
        if names:
            kind = "named" if len(names) <= _MOST_NAMES else "counted"
            found.append(view.words(f"forum_figure.{place}_{kind}", n=len(names), names=view.join(names)))
    return (*found, view.words(f"forum_figure.funnel_{'tables' if found else 'none'}"))


def _summary(view: View, points: list[DesaPoint], placed: Funnel, month: str) -> Table:
    """How many desa lie where; those that cannot be assessed are counted apart."""
    where = [place if point.assessable else "not_assessable" for place, point in zip(placed.place, points, strict=True)]
    columns = (Column("row", view.words(f"report.{ID}.place"), "start"), Column("n", view.words(f"report.{ID}.n")))
    rows = tuple(
        Row((text_cell(view.words(f"report.{ID}.{place}")), count_cell(view, where.count(place)))) for place in _PLACES
    )
    return Table(view.words(f"report.{ID}.caption_places", month=month), columns, rows)


def _outside(view: View, points: list[DesaPoint], placed: Funnel, outside: list[int], month: str) -> tuple[Table, ...]:
    """Those outside the outer limits by code; no table where there is none."""
    if not outside:
        return ()
    columns = (
        Column("row", view.words(f"report.{ID}.row"), "start"),
        *(Column(id, view.words(f"report.{ID}.{id}"), "start" if id in _WORDS else "end") for id in _HEADS),
    )
    rows = tuple(
        Row(
            (
                text_cell(view.area(points[i].code)),
                text_cell(view.area(points[i].code.rpartition(".")[0])),
                *rate_cells(view, points[i].row, interval=False),
                text_cell(f"{view.number(placed.outer_low[i] * 100, 1)}–{view.percent(float(placed.outer_high[i]))}"),
                text_cell(view.words(f"report.{ID}.{placed.place[i]}")),
            )
        )
        for i in outside
    )
    return (Table(view.words(f"report.{ID}.caption", month=month), columns, rows),)
