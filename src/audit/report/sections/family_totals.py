"""How many families at risk does the family data collection count, where, and do its counts agree?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.disclosure.released import ShownRow
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.sections.places import whole_and_parts
from audit.report.tables import count_cell, mark_notes, rate_cells, text_cell
from audit.report.view import View, enough
from audit.schemas.indicators import FAMILY_TOTALS

__all__ = ["family_totals"]

ID = "family_totals"
_ATTRIBUTE = "krs"
_ORDER = tuple(name for name, _ in FAMILY_TOTALS.columns)


def family_totals(context: ReportContext) -> Block:
    """Families at risk by kecamatan as the office reports them, the other counts, and which do not agree."""
    return make_block(context, ID, "program", "table", _build)


def _build(view: View) -> Content | None:
    checked = next(iter(view.findings("krs_checked")), None)
    if checked is None:
        return None
    share = view.table("krs_share")
    rows = {row.cell.level("area"): row for row in share.rows} if share else {}
    return Content(
        _title(view, rows.get(None)),
        reading=view.words("krs_block.reading"),
        source=view.words("krs_block.source", source=checked.values["source"]),
        paragraphs=tuple(_said(view)),
        tables=(*_places(view, rows, str(checked.values["period"])), *_counts(view)),
    )


def _title(view: View, whole: ShownRow | None) -> str:
    if whole is None or whole.hidden or not enough(whole):
        return view.words(f"report.{ID}.name")
    return view.words("krs_block.title", n=whole.numerator, share=view.percent(whole.value or 0.0))


def _said(view: View) -> Iterator[str]:
    for checked in view.findings("krs_checked"):
        yield view.spoken(checked)
        if checked.values["others"]:
            yield view.words("krs_block.others", n=checked.values["others"])
    yield from (view.spoken(found) for found in view.findings("krs_broken."))
    yield view.words("krs_block.four_too")


def _places(view: View, rows: dict[str | None, ShownRow], period: str) -> tuple[Table, ...]:
    places = [code for code in (None, *(area.code for area in view.context.areas.kecamatan)) if code in rows]
    if not places:
        return ()
    columns = tuple(
        Column(h, view.words(f"krs_block.{h}"), "start" if h == "row" else "end")
        for h in ("row", "of", "count", "rate")
    )
    levels = whole_and_parts(places) if None in rows else [1] * len(places)
    body = tuple(
        Row((text_cell(view.area(code)), *rate_cells(view, rows[code], interval=False)), level)
        for code, level in zip(places, levels, strict=True)
    )
    caption = view.words("krs_block.caption", period=period)
    return (Table(caption, columns, body, mark_notes(view, [rows[code] for code in places])),)


def _counts(view: View) -> tuple[Table, ...]:
    table = view.table("krs_counts")
    if table is None:
        return ()
    named = {_name(row): row for row in table.rows}
    shown = [(name, named[name]) for name in _ORDER if name in named]
    columns = (
        Column("item", view.words("krs_block.item"), "start"),
        Column("count_of", view.words("krs_block.count_of")),
    )
    body = tuple(
        Row((text_cell(view.words(f"krs_block.count.{name}")), count_cell(view, row.numerator, hidden=row.hidden)))
        for name, row in shown
    )
    notes = mark_notes(view, [row for _, row in shown], rates=False)
    return (Table(view.words("krs_block.counts_caption"), columns, body, notes, long=True),)


def _name(row: ShownRow) -> str:
    """The column that a cell counts: its own attribute where it is a part of another, else its level."""
    levels = dict(row.cell.at)
    if "krs.rank" in levels:
        return levels["krs.rank"]
    own = next((a.removeprefix(f"{_ATTRIBUTE}.") for a in levels if a.startswith(f"{_ATTRIBUTE}.")), "")
    return own or levels[_ATTRIBUTE]
