"""Which needs come together, and how far has each been answered?"""

from __future__ import annotations

from itertools import combinations

from audit.disclosure.released import ShownRow
from audit.reference.needs import NEED_STAGES, NEEDS
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.programme_words import label
from audit.report.sections.places import anybody, source_line
from audit.report.tables import count_cell, mark_notes, text_cell
from audit.report.view import View
from audit.results import Cell

__all__ = ["need_cascade", "need_overlap"]

_SEVERAL, _MANY = ("needs_2", "needs_3_or_more"), "needs_3_or_more"
_OFFICE = "office."
Rows = dict[Cell, ShownRow]


def need_overlap(context: ReportContext) -> Block:
    """How many people have several needs, and every pair of needs."""
    return make_block(context, "need_overlap", "kasus", "table", _build_overlap)


def need_cascade(context: ReportContext) -> Block:
    """Need, offered, received, suitable, checked again; and from which kinds of office what is suitable came."""
    return make_block(context, "need_cascade", "kasus", "table", _build_cascade)


def _rows(view: View, *ids: str) -> Rows:
    tables = (view.table(id) for id in ids)
    return {row.cell: row for table in tables if table for row in table.rows}


def _with(view: View, *needs: str) -> Cell:
    cell = Cell.of(view.context.cycle, person="person")
    for need in needs:
        cell = cell.replace(f"need.{need}", "present")
    return cell


def _count(rows: Rows, cell: Cell) -> int | None:
    return rows[cell].numerator


def _build_overlap(view: View) -> Content:
    rows = _rows(view, "needs", "needs_overlap")
    if _with(view) not in rows or not anybody(rows[_with(view)]):
        return Content(view.words("report.need_overlap.name"), paragraphs=(view.words("need_block.profiles.none"),))
    pairs = {pair: n for pair in combinations(NEEDS, 2) if (n := _count(rows, _with(view, *pair)))}
    said = [_several(view, rows)]
    if pairs:
        one, other = max(pairs, key=lambda pair: pairs[pair])
        names = {"one": label("need", one, view.language), "other": label("need", other, view.language)}
        said.append(view.words("need_block.overlap.both", **names, n=pairs[one, other]))
    return Content(
        view.words("need_block.overlap.title"),
        reading=view.words("need_block.overlap.reading"),
        source=source_line(view),
        paragraphs=tuple(said),
        tables=(_matrix(view, rows),),
    )


def _several(view: View, rows: Rows) -> str:
    n = _count(rows, _with(view))
    several = [_count(rows, _with(view).replace("number_of_needs", level)) for level in _SEVERAL]
    many = _count(rows, _with(view).replace("number_of_needs", _MANY))
    known = [count for count in several if count is not None]
    if n is None or many is None or len(known) < len(several):
        return view.words("need_block.hidden")
    return view.words("need_block.overlap.found", several=sum(known), n=n, many=many)


def _matrix(view: View, rows: Rows) -> Table:
    """Each pair once, under the diagonal."""
    columns = (
        Column("need", view.words("need_block.profiles.need"), "start"),
        *(Column(need, view.words(f"needs.short.{need}")) for need in NEEDS),
    )
    body, shown = [], []
    for i, need in enumerate(NEEDS):
        own = [rows[_with(view, need, other)] for other in NEEDS[: i + 1]]
        shown += own
        cells = [count_cell(view, row.numerator, hidden=row.hidden) for row in own]
        empty = [text_cell("")] * (len(NEEDS) - len(own))
        body.append(Row((text_cell(view.words(f"needs.short.{need}")), *cells, *empty)))
    caption = view.words("need_block.overlap.caption", cycle=view.context.cycle)
    return Table(caption, columns, tuple(body), mark_notes(view, shown, rates=False))


def _build_cascade(view: View) -> Content:
    rows = _rows(view, "needs_cascade")
    ways = {
        need: [rows[cell] for cell in (top, *(top.replace(f"stage.{need}", stage) for stage in NEED_STAGES))]
        for need in NEEDS
        if (top := _with(view, need)) in rows
    }
    if not any(anybody(row) for way in ways.values() for row in way[1:]):
        return Content(view.words("report.need_cascade.name"), paragraphs=(view.words("need_block.cascade.none"),))
    columns = (
        Column("need", view.words("need_block.profiles.need"), "start"),
        *(Column(stage, view.words(f"need_block.cascade.{stage}")) for stage in ("needed", *NEED_STAGES)),
    )
    body = tuple(
        Row(
            (
                text_cell(label("need", need, view.language)),
                *(count_cell(view, row.numerator, hidden=row.hidden) for row in way),
            )
        )
        for need, way in ways.items()
    )
    notes = mark_notes(view, [row for way in ways.values() for row in way], rates=False)
    caption = view.words("need_block.cascade.caption", cycle=view.context.cycle)
    return Content(
        view.words("need_block.cascade.title"),
        reading=view.words("need_block.cascade.reading"),
        source=source_line(view),
        paragraphs=(_widest(view, ways),),
        tables=(Table(caption, columns, body, notes), *_offices(view)),
    )


def _widest(view: View, ways: dict[str, list[ShownRow]]) -> str:
    """The need of which most people are not recorded as served suitably."""
    at = 1 + NEED_STAGES.index("suitable")
    gaps = {
        need: (needed, suitable)
        for need, way in ways.items()
        if (needed := way[0].numerator) is not None and (suitable := way[at].numerator) is not None
    }
    if not gaps:
        return view.words("need_block.hidden")
    need = max(gaps, key=lambda need: gaps[need][0] - gaps[need][1])
    needed, suitable = gaps[need]
    counts = {"needed": needed, "suitable": suitable, "left": needed - suitable}
    named = label("need", need, view.language)
    return view.words("need_block.cascade.widest", need=named[:1].lower() + named[1:], **counts)


def _offices(view: View) -> tuple[Table, ...]:
    served = view.table("needs_office")
    if served is None or not served.rows:
        return ()
    body = []
    for row in served.rows:
        _, need, office = next(a for a, _ in row.cell.at if a.startswith(_OFFICE)).split(".")
        names = (label("need", need, view.language), label("office", office, view.language))
        body.append(Row((*map(text_cell, names), count_cell(view, row.numerator, hidden=row.hidden))))
    columns = (
        Column("need", view.words("need_block.profiles.need"), "start"),
        Column("office", view.words("need_block.cascade.office"), "start"),
        Column("n", view.words("need_block.cascade.served")),
    )
    notes = mark_notes(view, served.rows, rates=False)
    return (Table(view.words("need_block.cascade.offices"), columns, tuple(body), notes),)
