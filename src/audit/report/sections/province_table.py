"""What does the district send to the province? The table itself is in the restricted edition only."""

from __future__ import annotations

from typing import Any

import pandas as pd

from audit.language import date_text
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.tables import text_cell
from audit.report.view import NONE, View

__all__ = ["PROVINCE_WORKBOOK", "province_table"]

PROVINCE_WORKBOOK = "provinsi.xlsx"


def province_table(context: ReportContext) -> Block:
    """The row for the province, one column a line; the public edition says only where it is."""
    return make_block(context, "province_table", "kasus", "table", _build)


def _build(view: View) -> Content:
    title = view.words("audit_block.province.title")
    if view.edition == "publik":
        return Content(title, paragraphs=(view.words("audit_block.province.public"),))
    lines = view.lines("province_table")
    if lines is None:
        return Content(title, paragraphs=(view.words("audit_block.province.none"),))
    (row,) = lines.rows.to_dict("records")
    columns = (
        Column("column", view.words("audit_block.province.column"), "start"),
        Column("answer", view.words("audit_block.province.answer")),
    )
    body = tuple(
        Row((text_cell(view.words(f"cycle.province.{name}")), text_cell(_answer(view, str(name), value))))
        for name, value in row.items()
    )
    caption = view.words("audit_block.province.caption", cycle=view.context.cycle)
    file = view.words("audit_block.province.file", file=PROVINCE_WORKBOOK)
    return Content(title, paragraphs=(file,), tables=(Table(caption, columns, body),))


def _answer(view: View, name: str, value: Any) -> str:
    if name == "area_code":
        return view.context.district_name
    if pd.isna(value):
        return NONE
    if isinstance(value, pd.Timestamp):
        return date_text(value.date(), language=view.language)
    return value if isinstance(value, str) else view.number(value)
