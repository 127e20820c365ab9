"""Does each month fit those before it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, text_cell
from audit.report.view import NONE, View

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["month_consistency"]

ID = "month_consistency"
_HEADS = ("place", "month", "what", "n", "before", "remark")
_WORDS = ("place", "month", "what", "remark")


def month_consistency(context: ReportContext) -> Block:
    """How many comparisons fit; which kecamatan and month do not, where it is restricted."""
    return make_block(context, ID, "mutu", "table", _build)


def _build(view: View) -> Content | None:
    check = view.check(ID)
    if check is None:
        return None
    fits, compared = (row.numerator or 0 for table in check.tables for row in table.rows)
    said = (view.words(f"report.{ID}.compared", fits=fits, compared=compared),) if compared else ()
    return Content(
        view.words(f"report.{ID}.title.{check.status}"),
        reading=view.words(f"report.{ID}.reading"),
        source=source_line(view),
        paragraphs=(view.spoken(check.meaning), *said),
        tables=() if check.table is None else _remarks(view, check.table),
    )


def _remarks(view: View, found: pd.DataFrame) -> tuple[Table, ...]:
    """Comparisons with a remark, by month and code of the kecamatan."""
    found = found[found["remark"].ne("")]
    if found.empty:
        return ()
    columns = tuple(Column(h, view.words(f"report.{ID}.{h}"), "start" if h in _WORDS else "end") for h in _HEADS)
    rows = tuple(
        Row(
            (
                text_cell(view.area(row["area_code"])),
                text_cell(view.month(row["month"])),
                text_cell(view.words(f"report.{ID}.of.{row['what']}")),
                count_cell(view, int(row["n"])),
                text_cell(view.number(row["before"], 1) if row["before"] else NONE),
                text_cell(view.words(f"report.{ID}.remark.{row['remark']}")),
            )
        )
        for row in found.sort_values(["month", "area_code"], kind="stable").to_dict("records")
    )
    return (Table(view.words(f"report.{ID}.caption"), columns, rows, long=True),)
