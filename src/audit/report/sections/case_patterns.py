"""What did the experts find over the cases? "k dari n", never a percentage: cases are no sample."""

from __future__ import annotations

from audit.disclosure.released import ShownRow, ShownTable
from audit.reference.case_groups import CASE_GROUP
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.places import anybody
from audit.report.tables import hidden_cell, mark_notes, text_cell
from audit.report.view import NONE, View
from audit.results import Cell

__all__ = ["case_patterns", "causes_found"]

_SAID = 3  # causes in words
_CAUSE = "cause."


def case_patterns(context: ReportContext) -> Block:
    """In how many reviewed cases each cause was found: all and each group; those drawn by lot apart."""
    return make_block(context, "case_patterns", "kasus", "table", _build)


def _build(view: View) -> Content:
    every = view.table("causes")
    reviewed = Cell.of(view.context.cycle, review="reviewed")
    rows = {row.cell: row for row in every.rows} if every else {}
    if every is None or not anybody(rows[reviewed]) or not _codes(every):
        return Content(view.words("report.case_patterns.name"), paragraphs=(view.words("case_block.patterns.none"),))
    tables = [_table(view, every, (None, *CASE_GROUP.below(None)), "caption", None)]
    if (lot := view.table("causes_random")) is not None and _codes(lot):
        tables.append(_table(view, lot, (None,), "caption_lot", "random"))
    return Content(
        view.words("case_block.patterns.title"),
        reading=view.words("case_block.patterns.reading"),
        paragraphs=_sentences(view),
        tables=tuple(tables),
    )


def _codes(table: ShownTable) -> list[str]:
    """Codes of the causes of a table, in its order."""
    attributes = (name for row in table.rows for name, _ in row.cell.at if name.startswith(_CAUSE))
    return [name.removeprefix(_CAUSE) for name in dict.fromkeys(attributes)]


def _table(view: View, table: ShownTable, groups: tuple[str | None, ...], caption: str, chosen: str | None) -> Table:
    rows = {row.cell: row for row in table.rows}
    tops = {g: Cell.of(view.context.cycle, review="reviewed", group=g, chosen=chosen) for g in groups}
    tops = {g: top for g, top in tops.items() if top in rows and (g is None or anybody(rows[top]))}
    columns = (
        Column("cause", view.words("case_block.column.cause"), "start"),
        *(Column(g or "all", view.words("case_block.all" if g is None else f"review.level.group.{g}")) for g in tops),
    )
    body, used = [], []
    for code in _codes(table):
        cells = []
        for top in tops.values():
            whole, part = rows[top], rows.get(top.replace(f"{_CAUSE}{code}", "present"))
            used += [row for row in (whole, part) if row]
            cells.append(_of(view, part, whole))
        body.append(Row((text_cell(view.words(f"cause.{code}")), *cells)))
    notes = mark_notes(view, used, rates=False)
    return Table(view.words(f"case_block.patterns.{caption}"), columns, tuple(body), notes)


def _of(view: View, part: ShownRow | None, whole: ShownRow) -> TableCell:
    """``3 dari 8``; both numbers are hidden where either is."""
    if part is None:
        return text_cell(NONE)
    if part.hidden or whole.hidden:
        return hidden_cell()
    words = view.words("case_block.patterns.of", k=part.numerator or 0, n=whole.numerator or 0)
    return TableCell(words, part.numerator)


def _sentences(view: View) -> tuple[str, ...]:
    """The causes found in most cases, in words; those whose number is hidden are not ranked and not named."""
    found, _, cases = causes_found(view)
    return tuple(
        view.words(
            "review.cause_found", cause=view.words(f"cause.{code}"), found=n, cases=cases,
            area=view.context.district_name,
        )
        for code, n in found[:_SAID]
    )  # fmt: skip


def causes_found(view: View) -> tuple[tuple[tuple[str, int], ...], int, int | None]:
    """Causes with the number of reviewed cases that have them, most first; how many are hidden; and of how many cases.

    Nothing where that last number is hidden or there is none.
    """
    table = view.table("causes")
    rows = {row.cell: row for row in table.rows} if table else {}
    whole = rows.get(Cell.of(view.context.cycle, review="reviewed"))
    if table is None or whole is None or whole.hidden or not whole.numerator:
        return (), 0, None
    found = [(code, rows[whole.cell.replace(f"{_CAUSE}{code}", "present")]) for code in _codes(table)]
    known = [(code, row.numerator) for code, row in found if row.numerator]
    hidden = sum(row.hidden for _, row in found)
    return tuple(sorted(known, key=lambda pair: -pair[1])), hidden, whole.numerator
