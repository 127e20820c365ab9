"""Who could have been chosen, who was, and by which published criteria?"""

from __future__ import annotations

from audit.disclosure.released import ShownSentence
from audit.reference.case_groups import CASE_GROUP, CHOSEN
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Item, Row, Table
from audit.report.context import ReportContext
from audit.report.sections.places import anybody, source_line
from audit.report.tables import count_cell, mark_notes, text_cell
from audit.report.view import View
from audit.results import Cell

__all__ = ["case_choice"]

_HOW = tuple(how for how in CHOSEN.below(None) if how != "chosen.unknown")


def case_choice(context: ReportContext) -> Block:
    """Cases of the cycle by group and by how they were chosen, with the weights of the score."""
    return make_block(context, "case_choice", "kasus", "table", _build)


def _build(view: View) -> Content:
    table = view.table("case_selection")
    said = [view.sentence(id) for id in view.context.released if id.startswith("selection.")]
    paragraphs = tuple(view.spoken(sentence) for sentence in said if isinstance(sentence, ShownSentence))
    if table is None:
        return Content(
            view.words("report.case_choice.name"),
            paragraphs=(view.words("case_block.choice.none"),),
            terms=_criteria(view),
        )
    rows = {row.cell: row for row in table.rows}
    columns = (
        Column("group", view.words("case_block.column.group"), "start"),
        *(Column(id, view.words(f"case_block.choice.{id}")) for id in ("eligible", "case")),
        *(Column(how, view.words(f"case_block.choice.{how}")) for how in _HOW),
    )
    body, shown = [], []
    for group in (None, *CASE_GROUP.below(None)):
        top = Cell.of(view.context.cycle, review="case", group=group)
        cells = [top.replace("review", "eligible"), top, *(top.replace("chosen", how) for how in _HOW)]
        own = [rows[cell] for cell in cells if cell in rows]
        if len(own) < len(cells) or (group and not any(anybody(row) for row in own)):
            continue
        shown += own
        label = view.words("case_block.all" if group is None else f"review.level.group.{group}")
        counts = (count_cell(view, row.numerator, hidden=row.hidden) for row in own)
        body.append(Row((text_cell(label), *counts), 0 if group is None else 1))
    notes = (*mark_notes(view, shown, rates=False), view.words("case_block.choice.note"))
    return Content(
        view.words("case_block.choice.title"),
        source=source_line(view),
        paragraphs=paragraphs,
        tables=(Table(view.words("case_block.choice.caption", cycle=view.context.cycle), columns, tuple(body), notes),),
        terms=_criteria(view),
    )


def _criteria(view: View) -> tuple[Item, ...]:
    """The published criteria with their weights, in the order of reading."""
    return tuple(
        Item(
            view.words(
                "case_block.choice.weight", part=view.words(f"selection.part.{part}"), weight=view.percent(w, 0)
            ),
            view.words(f"selection.meaning.{part}"),
        )
        for part, w in view.context.case_weights.items()
    )
