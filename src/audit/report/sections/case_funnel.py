"""Among whom does the team choose?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from audit.cases.selection import STAGES
from audit.disclosure.released import ShownRow
from audit.reference.groups import TARGET_GROUPS
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.figures import funnel
from audit.report.sections.charts import with_chart
from audit.report.sections.places import anybody, source_line, unassessed_kecamatan, whole_and_parts
from audit.report.tables import count_cell, mark_notes, text_cell
from audit.report.view import NONE, View
from audit.results import Cell

__all__ = ["case_funnel", "case_funnel_by_kecamatan"]

Rows = Mapping[Cell, ShownRow]


def case_funnel(context: ReportContext) -> Block:
    """From registered children to severely stunted ones in the newest month: the district, then each target group."""
    return make_block(context, "case_funnel", "kasus", "chart", _build)


def case_funnel_by_kecamatan(context: ReportContext) -> Block:
    """The same way in each kecamatan, by code: where the team would look, never a ranking."""
    return make_block(context, "case_funnel_by_kecamatan", "kasus", "table", _build_places)


def _rows(view: View) -> Rows:
    table = view.table("case_funnel")
    return {row.cell: row for row in table.rows} if table else {}


def _stages(of: Cell) -> tuple[Cell, ...]:
    return tuple(of if stage is None else of.replace(*stage) for stage in STAGES)


def _labels(view: View) -> tuple[str, ...]:
    return tuple(view.label("stage", "measured" if stage is None else stage[1]) for stage in STAGES)


def _build(view: View) -> Content | None:
    rows, month = _rows(view), view.month(view.context.month)
    district = Cell(view.context.month)
    if district not in rows:
        return None
    bars = [(label, rows[cell]) for label, cell in zip(_labels(view), _stages(district), strict=True) if cell in rows]
    title = _title(view, rows)
    alt = view.words("report.case_funnel.alt", title=title, month=month)
    content = Content(
        title,
        subtitle=view.words("report.case_funnel.subtitle", month=month),
        reading=view.words("report.case_funnel.reading"),
        source=source_line(view),
        tables=(_group_table(view, rows, month),),
    )
    return with_chart(
        view,
        content,
        lambda paper: funnel(
            f"case-funnel-{view.edition}", bars, alt=alt, number=lambda n: view.number(n), paper=paper
        ),
        alt=alt,
        drawable=any(row.numerator for _, row in bars),
    )


def _title(view: View, rows: Rows) -> str:
    stunted = rows[Cell.of(view.context.month, status="stunted")]
    if stunted.numerator is None:
        return view.words("report.case_funnel.name")
    return view.words("report.case_funnel.title", n=stunted.numerator)


def _group_table(view: View, rows: Rows, month: str) -> Table:
    heads = {"all": None} | {group: group for group in TARGET_GROUPS}
    columns = (
        Column("row", view.words("report.case_funnel.row"), "start"),
        *(Column(id, view.label("age", id)) for id in heads),
    )
    ways = [[rows.get(cell) for cell in _stages(Cell.of(view.context.month, age=level))] for level in heads.values()]
    body = tuple(
        Row((text_cell(label), *(_count(view, row) for row in stage)))
        for label, *stage in zip(_labels(view), *ways, strict=True)
    )
    notes = (*_marks(view, ways), view.words("report.case_funnel.no_ages"))
    return Table(view.words("report.case_funnel.caption", month=month), columns, body, notes)


def _count(view: View, row: ShownRow | None) -> TableCell:
    return text_cell(NONE) if row is None else count_cell(view, row.numerator, hidden=row.hidden)


def _marks(view: View, ways: Iterable[Iterable[ShownRow | None]]) -> tuple[str, ...]:
    return mark_notes(view, [row for way in ways for row in way if row], rates=False)


def _build_places(view: View) -> Content | None:
    rows, month = _rows(view), view.month(view.context.month)
    if Cell(view.context.month) not in rows:
        return None
    kecamatan = [a.code for a in view.context.areas.kecamatan]
    unknown = view.context.areas.unknown_parts[0]
    row = rows.get(Cell.of(view.context.month, area=unknown))
    places = [None, *kecamatan, *([unknown] if row is not None and anybody(row) else [])]
    columns = (
        Column("row", view.words("report.severity.row"), "start"),
        *(Column(f"stage{i}", label) for i, label in enumerate(_labels(view))),
    )
    ways = [[rows.get(cell) for cell in _stages(Cell.of(view.context.month, area=place))] for place in places]
    body = tuple(
        Row((text_cell(view.area(place)), *(_count(view, row) for row in way)), level)
        for place, way, level in zip(places, ways, whole_and_parts(places), strict=True)
    )
    caption = view.words("report.case_funnel_by_kecamatan.caption", month=month)
    return Content(
        view.words("report.case_funnel_by_kecamatan.title", n=len(kecamatan)),
        reading=_reading(view),
        source=source_line(view),
        tables=(Table(caption, columns, body, _marks(view, ways)),),
    )


def _reading(view: View) -> str:
    reading = view.words("report.case_funnel_by_kecamatan.reading")
    places = unassessed_kecamatan(view)
    if not places:
        return reading
    limit = view.percent(COVERAGE_ASSESSABLE, 0)
    low = view.words("report.stunting_by_kecamatan.unassessed", limit=limit, places=view.join(places))
    return f"{reading} {low}"
