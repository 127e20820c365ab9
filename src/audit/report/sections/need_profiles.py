"""What do people need, group by group, and which activity of whom answers it?"""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.reference.case_groups import CASE_GROUP
from audit.reference.disclosure_rules import SMALL_DENOMINATOR
from audit.reference.needs import NEEDS, activities_for, care_partition
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.programme_words import label
from audit.report.sections.places import anybody, source_line
from audit.report.tables import count_cell, mark_notes, text_cell
from audit.report.view import View
from audit.results import Cell

__all__ = ["NEEDS_WORKBOOK", "need_profiles"]

NEEDS_WORKBOOK = "kebutuhan.xlsx"
_CARE = "need.care"
_FAMILIES = {"care_able": "care_able", "care_poor": "care_poor", "care_welfare.unknown": "care_unknown"}
Rows = dict[Cell, ShownRow]


def need_profiles(context: ReportContext) -> Block:
    """People with each need, all and by group, those not assessable apart; then the activities that answer it."""
    return make_block(context, "need_profiles", "kasus", "table", _build)


def _build(view: View) -> Content:
    table = view.table("needs")
    rows: Rows = {row.cell: row for row in table.rows} if table else {}
    everybody = Cell.of(view.context.cycle, person="person")
    if everybody not in rows or not anybody(rows[everybody]):
        return Content(view.words("report.need_profiles.name"), paragraphs=(view.words("need_block.profiles.none"),))
    groups = [g for g in CASE_GROUP.below(None) if anybody(rows[everybody.replace("group", g)])]
    where = {"restricted": {"file": NEEDS_WORKBOOK}, "public": {}}
    kind = "public" if view.lines("needs_list") is None else "restricted"
    return Content(
        view.words("need_block.profiles.title"),
        reading=view.words("need_block.profiles.reading"),
        source=source_line(view),
        paragraphs=(_found(view, rows, everybody), view.words(f"need_block.list.{kind}", **where[kind])),
        tables=(
            _table(view, rows, [everybody, *(everybody.replace("group", g) for g in groups)]),
            _answers(view, groups),
        ),
    )


def _found(view: View, rows: Rows, everybody: Cell) -> str:
    """The need that most people have; nothing is ranked where its numbers are hidden."""
    n = rows[everybody].numerator
    known = {
        need: (k, unknown)
        for need in NEEDS
        if (k := rows[everybody.replace(f"need.{need}", "present")].numerator) is not None
        and (unknown := rows[everybody.replace(f"need.{need}", "need.unknown")].numerator) is not None
    }
    if n is None or not known:
        return view.words("need_block.hidden")
    need = max(known, key=lambda need: known[need][0])
    k, unknown = known[need]
    words = {"need": label("need", need, view.language), "k": k, "n": n, "unknown": unknown}
    if n < SMALL_DENOMINATOR:
        return view.words("need_block.profiles.found_few", **words)
    return view.words("need_block.profiles.found", **words, share=view.percent(k / n, 0))


def _table(view: View, rows: Rows, tops: list[Cell]) -> Table:
    columns = (
        Column("need", view.words("need_block.profiles.need"), "start"),
        *(Column(top.level("group") or "all", _head(view, top.level("group"))) for top in tops),
        Column("unknown", view.words("need_block.profiles.unknown")),
    )
    unknown = [rows[tops[0].replace(f"need.{need}", "need.unknown")] for need in NEEDS]
    body = [_row(view, view.words("need_block.profiles.people"), [rows[top] for top in tops], None, 0)]
    shown = [rows[top] for top in tops] + unknown
    for need, lacking in zip(NEEDS, unknown, strict=True):
        own = [rows[top.replace(f"need.{need}", "present")] for top in tops]
        body.append(_row(view, label("need", need, view.language), own, lacking, 1))
        shown += own
        if f"need.{need}" == _CARE:
            for kind in care_partition().below("present"):
                part = [rows[top.replace(_CARE, kind)] for top in tops]
                body.append(_row(view, view.words(f"need_block.profiles.{_FAMILIES[kind]}"), part, None, 2))
                shown += part
    caption = view.words("need_block.profiles.caption", cycle=view.context.cycle)
    return Table(caption, columns, tuple(body), mark_notes(view, shown, rates=False))


def _head(view: View, group: str | None) -> str:
    return view.words("need_block.profiles.all" if group is None else f"review.level.group.{group}")


def _row(view: View, name: str, counts: list[ShownRow], unknown: ShownRow | None, level: int) -> Row:
    last = text_cell("") if unknown is None else count_cell(view, unknown.numerator, hidden=unknown.hidden)
    cells = (count_cell(view, row.numerator, hidden=row.hidden) for row in counts)
    return Row((text_cell(name), *cells, last), level)


def _answers(view: View, groups: list[str]) -> Table:
    """Every activity that answers a need of these groups: what it is called, its kind, and whose it is."""
    body = []
    for need in NEEDS:
        found = dict.fromkeys(activity for group in groups for activity in activities_for(need, group))
        for activity in sorted(found, key=lambda a: a.kind != "specific"):
            offices = view.join([label("office", office, view.language) for office in activity.offices])
            words = (
                label("need", need, view.language),
                label("activity", activity.id, view.language),
                label("activity_kind", activity.kind, view.language),
                offices,
            )
            body.append(Row(tuple(text_cell(word) for word in words)))
    columns = (
        Column("need", view.words("need_block.profiles.need"), "start"),
        *(Column(id, view.words(f"need_block.activities.{id}"), "start") for id in ("activity", "kind", "offices")),
    )
    return Table(view.words("need_block.activities.caption"), columns, tuple(body), long=True)
