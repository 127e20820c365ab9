"""Which children does the team choose from? Restricted edition only."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from audit.cases.selection_list import COLUMNS, FLAGGED
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, is_null, text_cell
from audit.report.view import NONE, View

__all__ = ["stunted_children"]

ID = "stunted_children"
_NUMBERS = frozenset({"age_months", "days_since"})


def stunted_children(context: ReportContext) -> Block:
    """One row a child under its code; the public edition says only where the list is kept."""
    return make_block(context, ID, "kasus", "table", _build)


def _build(view: View) -> Content | None:
    if view.edition == "publik":
        return Content(
            view.words("report.stunted_children.title_public"),
            paragraphs=(view.words("report.stunted_children.public"),),
        )
    lines = view.lines(ID)
    if lines is None:
        return None
    columns = tuple(
        Column(id, view.words(f"report.stunted_children.{id}"), "end" if id in _NUMBERS else "start") for id in COLUMNS
    )
    rows = tuple(Row(_cells(view, row)) for row in lines.rows.to_dict("records"))
    caption = view.words("report.stunted_children.caption", month=view.month(view.context.month))
    again = int(lines.rows["remeasure"].sum())
    return Content(
        view.words(f"report.stunted_children.title_{'some' if again else 'none'}", n=len(rows), again=again),
        reading=view.words("report.stunted_children.reading"),
        source=source_line(view),
        tables=(Table(caption, columns, rows, long=True),),
    )


def _cells(view: View, row: Mapping[Hashable, Any]) -> tuple[TableCell, ...]:
    return tuple(_cell(view, column, row[column]) for column in COLUMNS)


def _cell(view: View, column: str, value: Any) -> TableCell:
    if column == "remeasure":
        return text_cell(view.words("report.stunted_children.again") if value else "")
    if value is None or is_null(value):
        return text_cell(NONE)
    if column in _NUMBERS:
        return count_cell(view, int(value))
    if column.endswith("_class"):
        index = column.removesuffix("_class")
        flagged = view.label("status", "haz_flagged")
        return text_cell(flagged if value == FLAGGED else view.words(f"anthropometry.class.{index}.{value}"))
    return text_cell(view.area(str(value)) if column == "area" else str(value))
