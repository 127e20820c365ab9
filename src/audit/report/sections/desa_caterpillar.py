"""How sure are the figures of single desa, once each is drawn towards the district by how few children it rests on?"""

from __future__ import annotations

import numpy as np

from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.figures import caterpillar
from audit.report.sections.charts import with_chart
from audit.report.sections.desa_points import desa_points, not_drawn
from audit.report.sections.places import source_line
from audit.report.tables import text_cell
from audit.report.view import View
from audit.survey.empirical_bayes import EmpiricalBayes, empirical_bayes

__all__ = ["desa_caterpillar"]

ID = "desa_caterpillar"
_PLACES = {"lowest": 0.0, "quarter": 0.25, "middle": 0.5, "three_quarters": 0.75, "highest": 1.0}


def desa_caterpillar(context: ReportContext) -> Block:
    """Empirical Bayes estimates of every shown desa with their intervals, without names."""
    return make_block(context, ID, "situasi", "chart", _build)


def _build(view: View) -> Content | None:
    points = desa_points(view)
    if len(points) <= 1:
        return None
    areas = empirical_bayes([p.stunted for p in points], [p.children for p in points])
    month = view.month(view.context.month)
    low, high = float(areas.estimate.min()), float(areas.estimate.max())
    title = view.words(f"report.{ID}.title", low=view.percent(low), high=view.percent(high))
    alt = view.words(f"report.{ID}.alt", title=title, month=month, n=len(points))
    reading = view.words(f"report.{ID}.reading", limit=view.percent(COVERAGE_ASSESSABLE, 0))
    content = Content(
        title,
        subtitle=view.words("report.stunting_by_kecamatan.subtitle", month=month),
        reading=" ".join(part for part in (reading, not_drawn(view, len(points))) if part),
        source=source_line(view),
        tables=(_table(view, areas, month),),
    )
    return with_chart(
        view,
        content,
        lambda paper: caterpillar(
            f"desa-caterpillar-{view.edition}",
            areas,
            [not p.assessable for p in points],
            alt=alt,
            tick=view.tick,
            axis=view.words(f"report.{ID}.axis", n=len(points)),
            name=view.words(f"report.{ID}.all"),
            paper=paper,
        ),
        alt=alt,
        drawable=True,
    )


def _table(view: View, areas: EmpiricalBayes, month: str) -> Table:
    """The estimates at five places of the line, unnamed, each with its range."""
    order = np.argsort(areas.estimate, kind="stable")
    columns = (
        Column("row", view.words(f"report.{ID}.row"), "start"),
        Column("rate", view.words(f"report.{ID}.rate")),
        Column("range", view.words("report.range")),
    )
    rows: list[Row] = []
    for name, share in _PLACES.items():
        at = order[round(share * (len(order) - 1))]
        estimate, low, high = (float(x[at]) for x in (areas.estimate, areas.low, areas.high))
        limits = f"{view.number(low * 100, 1)}–{view.percent(high)}"
        cells = (text_cell(view.words(f"report.{ID}.{name}")), TableCell(view.percent(estimate), estimate))
        rows.append(Row((*cells, text_cell(limits))))
    return Table(view.words(f"report.{ID}.caption", month=month), columns, tuple(rows))
