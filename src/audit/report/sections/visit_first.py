"""Whom to visit first? How many there are and what visits reach, for the team; the public learns that a list exists."""

from __future__ import annotations

from collections.abc import Hashable
from math import isnan
from typing import Any

from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.risk_words import said
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, text_cell
from audit.report.view import NONE, View

__all__ = ["VISIT_WORKBOOK", "visit_first"]

ID = "visit_first"
VISIT_WORKBOOK = "siapa-dikunjungi.xlsx"
_HEADS = ("visits", "caught", "months")


def visit_first(context: ReportContext) -> Block:
    """Children listed, and cases reached with some numbers of visits a month; why not, where there is no list."""
    return make_block(context, ID, "kasus", "table", _build)


def _build(view: View) -> Content | None:
    if refusal := tuple(said(view, "visit_refused")):
        return Content(view.words(f"report.{ID}.name"), paragraphs=refusal)
    if not view.findings("visit_performance"):
        return None
    lines, capacity = view.lines(ID), view.lines("visit_capacity")
    if lines is None or capacity is None:
        return Content(
            view.words(f"report.{ID}.name"),
            paragraphs=(
                view.words("visit_block.public", section=view.words("report.visit_calibration.name")),
                view.words("visit_block.limits"),
            ),
        )
    falls = int(lines.rows["group"].str.startswith("falls").sum())
    first = int(lines.rows["group"].eq("falls_and_risk").sum())
    counts = {"n": len(lines.rows), "falls": falls, "first": first}
    return Content(
        view.words("visit_block.title", **{name: view.number(n) for name, n in counts.items()}),
        reading=view.words("visit_block.list_reading"),
        source=source_line(view),
        paragraphs=(
            view.words("visit_block.still_time", falls=view.number(falls), first=view.number(first)),
            view.words("visit_block.list_file", file=VISIT_WORKBOOK),
            view.words("visit_block.limits"),
        ),
        tables=(_capacity(view, capacity.rows.to_dict("records")),),
    )


def _capacity(view: View, rows: list[dict[Hashable, Any]]) -> Table:
    columns = tuple(Column(head, view.words(f"visit_block.capacity.{head}")) for head in _HEADS)
    body = tuple(
        Row((count_cell(view, int(row["visits"])), _share(view, row["caught"]), count_cell(view, int(row["months"]))))
        for row in rows
    )
    return Table(view.words("visit_block.capacity.caption"), columns, body)


def _share(view: View, share: float) -> TableCell:
    return text_cell(NONE) if isnan(share) else TableCell(view.percent(share, 0), share)
