"""What do the data say for the situation analysis (action 1) and the yearly review (action 8), by kecamatan?

Everything is read from results that the report has already; desa by desa stands in the restricted workbook.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.disclosure.released import ShownRow, ShownTable
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.action_frameworks import CONVERGENCE_WORKBOOK
from audit.report.sections.places import source_line, whole_and_parts
from audit.report.tables import count_cell, mark_notes, text_cell
from audit.report.view import NONE, View, enough

__all__ = ["action_situation"]

_COUNTS = ("families", "families_at_risk", "measured", "severely_stunted", "moderately_stunted")


def action_situation(context: ReportContext) -> Block:
    """The ministry's five columns by kecamatan, prevalence in the first and the newest month, and screening."""
    return make_block(context, "action_situation", "program", "table", _build)


def _build(view: View) -> Content | None:
    if not any(id.startswith(("action_", "register_", "kpm")) for id in view.context.released):
        return None
    stunting = view.table("stunting")
    if stunting is None:
        return None
    said = [*_compared(view, stunting), *_screened(view)]
    said.append(view.words("action_block.situation.desa", file=CONVERGENCE_WORKBOOK))
    return Content(
        _title(view, stunting),
        reading=view.words("action_block.situation.reading"),
        source=source_line(view),
        paragraphs=tuple(said),
        tables=(_table(view, stunting),),
    )


def _title(view: View, stunting: ShownTable) -> str:
    newest = view.context.month
    row = next(row for row in stunting.rows if row.cell.period == newest and row.cell.level("area") is None)
    if not enough(row) or row.value is None:
        return view.words("action_block.situation.title_few")
    return view.words("action_block.situation.title", share=view.percent(row.value), month=view.month(newest))


def _compared(view: View, stunting: ShownTable) -> Iterator[str]:
    rows = {row.cell.period: row for row in stunting.rows if row.cell.level("area") is None}
    first, newest = view.context.months[0], view.context.month
    pair = [rows.get(month) for month in (first, newest)]
    shares = [row.value for row in pair if row is not None and enough(row) and row.value is not None]
    if first != newest and len(shares) == len(pair):
        yield view.words(
            "action_block.situation.compared",
            first=view.month(first), newest=view.month(newest),
            before=view.percent(shares[0]), now=view.percent(shares[1]),
        )  # fmt: skip


def _screened(view: View) -> Iterator[str]:
    table = view.table("action_screened")
    if table is None:
        yield view.words("action_block.situation.not_screened", month=view.month(view.context.month))
        return
    (row,) = table.rows
    if enough(row) and row.value is not None:
        share = view.percent(row.value)
        yield view.words("action_block.situation.screened", share=share, month=view.month(view.context.month))


def _table(view: View, stunting: ShownTable) -> Table:
    """The district, then its kecamatan by code: never a ranking."""
    places: list[str | None] = [None, *(area.code for area in view.context.areas.kecamatan)]
    found = {name: _rows(view, name) for name in _COUNTS}
    months = tuple(dict.fromkeys((view.context.months[0], view.context.month)))
    shares = {(row.cell.period, row.cell.level("area")): row for row in stunting.rows}
    columns = (
        Column("row", view.words("action_block.place"), "start"),
        *(Column(name, view.words(f"action_block.situation.{name}")) for name in _COUNTS),
        *(Column(month, view.words("action_block.situation.share", month=view.month(month))) for month in months),
    )
    shown: list[ShownRow] = []

    def cells(place: str | None) -> Iterator[TableCell]:
        for name in _COUNTS:
            row = found[name].get(place)
            if row is not None:
                shown.append(row)
            yield text_cell(NONE) if row is None else count_cell(view, row.numerator, hidden=row.hidden)
        for month in months:
            row = shares.get((month, place))
            if row is None:
                yield text_cell(NONE)
                continue
            shown.append(row)
            known = enough(row) and row.value is not None
            yield (
                TableCell(view.percent(row.value or 0.0), row.value)
                if known
                else count_cell(view, None, hidden=row.hidden)
            )

    body = tuple(
        Row((text_cell(view.area(place)), *cells(place)), level)
        for place, level in zip(places, whole_and_parts(places), strict=True)
    )
    caption = view.words("action_block.situation.caption", month=view.month(view.context.month))
    return Table(caption, columns, body, mark_notes(view, shown, rates=False))


def _rows(view: View, name: str) -> dict[str | None, ShownRow]:
    """Released counts of one column by place; empty where no list says them."""
    cycle, month = view.context.cycle, view.context.month
    if name in ("families", "families_at_risk"):
        level = "listed" if name == "families" else "at_risk"
        return _at(view.table("families_at_risk"), cycle, "family", level)
    if name == "measured":
        return _at(view.table("coverage"), month, "population", None)
    return _at(view.table("severity"), month, "status", name)


def _at(table: ShownTable | None, period: str, attribute: str, level: str | None) -> dict[str | None, ShownRow]:
    rows = () if table is None else table.rows
    return {
        row.cell.level("area"): row for row in rows if (row.cell.period, row.cell.level(attribute)) == (period, level)
    }
