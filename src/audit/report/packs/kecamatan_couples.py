"""How many couples of a kecamatan registered, in time, with Elsimil filled, at risk, assisted? For the KUA."""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.reference.disclosure_rules import SMALL_DENOMINATOR
from audit.reference.forum_rules import (
    COUPLE_ASSISTED,
    COUPLE_ELSIMIL,
    COUPLE_NOTICE,
    COUPLE_RISK,
    REGISTERED_MONTHS_AHEAD,
)
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.packs.places import by_cell, nothing
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, hidden_cell, mark_notes, text_cell
from audit.report.view import NONE, View
from audit.results import Cell

__all__ = ["kecamatan_couples"]

_STATES = (
    (COUPLE_NOTICE, "early"),
    (COUPLE_ELSIMIL, "filled"),
    (COUPLE_RISK, "at_risk"),
    (COUPLE_ASSISTED, "assisted"),
)


def kecamatan_couples(context: ReportContext) -> Block:
    """Counts of couples; never marital or pregnancy order, names only in the restricted list of the KUA's area."""
    return make_block(context, "kecamatan_couples", "forum", "table", _build)


def _build(view: View) -> Content:
    rows, place = by_cell(view, "couples"), view.context.kecamatan or None
    top = Cell.of(view.context.cycle, person="person", group="catin", area=place)
    everybody = rows.get(top)
    if everybody is None or everybody.numerator == 0:
        return nothing(view, "kecamatan_couples", "couples.none")
    months = REGISTERED_MONTHS_AHEAD
    own = [(level, rows.get(top.replace(partition.attribute, level))) for partition, level in _STATES]
    columns = (
        Column("row", view.words("forum_pack.couples.row"), "start"),
        Column("count", view.words("forum_pack.couples.count")),
        Column("share", view.words("forum_pack.couples.share")),
    )
    first = Row((text_cell(view.words("forum_pack.couples.registered")), _count(view, everybody), text_cell("")))
    body = (
        first,
        *(
            Row(
                (text_cell(view.words(f"forum_pack.couples.{level}", months=months)), *_cells(view, row, everybody)),
                1,
            )
            for level, row in own
        ),
    )
    shown = [everybody, *(row for _, row in own if row)]
    unknown = [view.words("forum_pack.couples.no_elsimil")] if any(row is None for _, row in own) else []
    caption = view.words("forum_pack.couples.caption")
    n = everybody.numerator
    few = [view.words("forum_pack.couples.few", n=SMALL_DENOMINATOR)] if n is not None and n < SMALL_DENOMINATOR else []
    return Content(
        _title(view, everybody, own[0][1]),
        reading=view.words("forum_pack.couples.reading"),
        source=source_line(view),
        paragraphs=(
            view.words("forum_pack.couples.never_forbids"),
            view.words("forum_pack.couples.names", file=f"{place}.xlsx") if place else "",
        ),
        tables=(Table(caption, columns, body, (*mark_notes(view, shown, rates=False), *few, *unknown)),),
    )


def _title(view: View, everybody: ShownRow, early: ShownRow | None) -> str:
    if everybody.numerator is None or early is None or early.numerator is None:
        return view.words("report.kecamatan_couples.name")
    values = {"n": everybody.numerator, "early": early.numerator, "months": REGISTERED_MONTHS_AHEAD}
    return view.words("forum_pack.couples.title", **values)


def _cells(view: View, row: ShownRow | None, everybody: ShownRow) -> tuple[TableCell, TableCell]:
    if row is None:
        return text_cell(view.words("forum_pack.unwritten")), text_cell(NONE)
    n, of = row.numerator, everybody.numerator
    if row.hidden or n is None:
        return hidden_cell(), hidden_cell()
    if of is None or of < SMALL_DENOMINATOR:
        return _count(view, row), text_cell(NONE)
    return _count(view, row), TableCell(view.percent(n / of, 0), n / of)


def _count(view: View, row: ShownRow) -> TableCell:
    return count_cell(view, row.numerator, hidden=row.hidden)
