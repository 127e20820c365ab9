"""How many baduta, how many balita 24-59 months, and where?"""

from __future__ import annotations

from audit.disclosure.released import ShownRow, ShownTable
from audit.reference.groups import TARGET_GROUPS
from audit.report.blocks import Block, make_block
from audit.report.content import Content, Table
from audit.report.context import ReportContext
from audit.report.sections.places import anybody, source_line, whole_and_parts
from audit.report.tables import rate_table
from audit.report.view import View, enough
from audit.results import Cell

__all__ = ["stunted_by_group"]

ID = "stunted_by_group"


def stunted_by_group(context: ReportContext) -> Block:
    """One table a target group: stunted children by kecamatan in the order of its code, newest month."""
    return make_block(context, ID, "kasus", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table(ID)
    if table is None:
        return None
    return Content(
        _title(view, table),
        reading=view.words("report.stunted_by_group.reading"),
        source=source_line(view),
        tables=tuple(_table(view, table, group) for group in TARGET_GROUPS),
    )


def _title(view: View, table: ShownTable) -> str:
    whole = {row.cell.level("age"): row for row in table.rows if row.cell.level("area") is None}
    if not all(group in whole and enough(whole[group]) for group in TARGET_GROUPS):
        return view.words("report.stunted_by_group.name")
    shares = {group: view.percent(whole[group].value or 0.0) for group in TARGET_GROUPS}
    return view.words("report.stunted_by_group.title", **shares)


def _table(view: View, table: ShownTable, group: str) -> Table:
    rows = {row.cell: row for row in table.rows}
    unknown = view.context.areas.unknown_parts[0]
    places = [None, *(a.code for a in view.context.areas.kecamatan), unknown]
    labelled: list[tuple[str, ShownRow]] = [
        (view.area(place), rows[cell])
        for place in places
        if (cell := Cell.of(view.context.month, area=place, age=group, status="stunted")) in rows
        and (place != unknown or anybody(rows[cell]))
    ]
    month = view.month(view.context.month)
    caption = view.words("report.stunted_by_group.caption", group=view.label("age", group), month=month)
    return rate_table(view, "stunting_table", caption, labelled, interval=True, levels=whole_and_parts(labelled))
