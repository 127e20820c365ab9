"""Was development screened, and what does it say beside growth?"""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, mark_notes, text_cell
from audit.report.view import View

__all__ = ["development"]

ID = "development_by_growth"
_RESULTS = ("sesuai", "meragukan", "penyimpangan", "development.unknown")
_GROWTH = ("stunted", "not_stunted")


def development(context: ReportContext) -> Block:
    """Screening results of stunted and other children of the district; that none was recorded where there is none."""
    return make_block(context, "development", "situasi", "table", _build)


def _build(view: View) -> Content:
    table = view.table(ID)
    if table is None:
        return Content(view.words("report.development.name"), paragraphs=(view.words("report.development.none"),))
    at: dict[tuple[str | None, str | None], ShownRow] = {
        (row.cell.level("status"), row.cell.level("development")): row
        for row in table.rows
        if row.cell.level("area") is None
    }
    columns = (
        Column("row", view.words("report.severity.row"), "start"),
        *(Column(result, view.label("development", result)) for result in _RESULTS),
    )
    rows = tuple(
        Row(
            (
                text_cell(view.label("status", status)),
                *(count_cell(view, (row := at[status, r]).numerator, hidden=row.hidden) for r in _RESULTS),
            )
        )
        for status in _GROWTH
    )
    caption = view.words("report.development.caption", month=view.month(view.context.month))
    return Content(
        view.words("report.development.title"),
        reading=view.words("report.development.reading"),
        source=source_line(view),
        tables=(Table(caption, columns, rows, mark_notes(view, list(at.values()), rates=False)),),
    )
