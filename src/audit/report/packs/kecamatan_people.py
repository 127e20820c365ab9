"""Who of a kecamatan is recorded and who is missing, what people need, and what falls due next month?"""

from __future__ import annotations

from collections.abc import Mapping

from audit.disclosure.released import ShownRow
from audit.reference.forum_rules import DUE_SERVICES
from audit.reference.needs import NEEDS
from audit.reference.recorded_groups import RECORDED_GROUPS
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.packs.places import by_cell, missing, nothing
from audit.report.programme_words import label
from audit.report.tables import count_cell, hidden_cell, mark_notes, text_cell
from audit.report.view import NONE, View
from audit.results import Cell

__all__ = ["kecamatan_due", "kecamatan_needs", "kecamatan_recorded"]

_OF = ("registered", "projected")
_CARE_ABLE = "care_able"


def kecamatan_recorded(context: ReportContext) -> Block:
    """Baduta, batita, balita and bumil apart, each over those on the list and over those projected."""
    return make_block(context, "kecamatan_recorded", "forum", "table", _recorded)


def kecamatan_needs(context: ReportContext) -> Block:
    """People of the kecamatan by need; needs overlap."""
    return make_block(context, "kecamatan_needs", "forum", "table", _needs)


def kecamatan_due(context: ReportContext) -> Block:
    """For how many people each service falls due next month."""
    return make_block(context, "kecamatan_due", "forum", "table", _due)


def _recorded(view: View) -> Content | None:
    month, place = view.context.month, view.context.kecamatan
    of = {
        "registered": {**by_cell(view, "recorded_kecamatan"), **by_cell(view, "coverage")},
        "projected": by_cell(view, "recorded_kecamatan.projected"),
    }
    pregnant = by_cell(view, "bumil_kecamatan").get(
        Cell.of(view.context.cycle, person="person", group="bumil", area=place)
    )
    if not place or not any(of.values()):
        return None
    shares = {
        group: {
            name: of[name].get(Cell.of(month, age=None if group == "balita" else group, area=place)) for name in _OF
        }
        for group in RECORDED_GROUPS
        if group != "bumil"
    }
    heads = ("measured", "registered", "of_registered", "missing", "projected", "of_projected")
    columns = (
        Column("row", view.words("report.recorded_groups.row"), "start"),
        *(Column(head, view.words(f"forum_pack.recorded.{head}")) for head in heads),
    )
    rows = [_row(view, group, of_group) for group, of_group in shares.items()]
    bumil = count_cell(view, pregnant.numerator, hidden=pregnant.hidden) if pregnant else text_cell(NONE)
    rows.append(Row((text_cell(_group(view, "bumil")), bumil, *(text_cell(NONE) for _ in heads[1:]))))
    shown = [row for group in shares.values() for row in group.values() if row]
    notes = (
        *mark_notes(view, [*shown, *([pregnant] if pregnant else [])], rates=False),
        view.words("forum_pack.recorded.note"),
    )
    caption = view.words("forum_pack.recorded.caption", month=view.month(month))
    return Content(_recorded_title(view, shares["balita"]), tables=(Table(caption, columns, tuple(rows), notes),))


def _group(view: View, group: str) -> str:
    return view.words(f"report.recorded_groups.{group}")


def _row(view: View, group: str, of: dict[str, ShownRow | None]) -> Row:
    first = next((row for row in of.values() if row is not None), None)
    count = text_cell(NONE) if first is None else count_cell(view, first.numerator, hidden=first.hidden)
    registered, projected = (_share(view, of[name]) for name in _OF)
    left = missing(of["registered"])
    hidden = bool(of["registered"] and of["registered"].hidden)
    return Row((text_cell(_group(view, group)), count, *registered, count_cell(view, left, hidden=hidden), *projected))


def _share(view: View, row: ShownRow | None) -> tuple[TableCell, TableCell]:
    if row is None:
        return text_cell(NONE), text_cell(NONE)
    if row.hidden:
        return hidden_cell(), hidden_cell()
    share = NONE if row.value is None else view.percent(row.value)
    return count_cell(view, row.denominator), TableCell(share, row.value)


def _recorded_title(view: View, balita: dict[str, ShownRow | None]) -> str:
    row, left = balita["registered"], missing(balita["registered"])
    if row is None or row.value is None or left is None:
        return view.words("report.kecamatan_recorded.name")
    return view.words("forum_pack.recorded.title", share=view.percent(row.value), left=left)


def _needs(view: View) -> Content | None:
    rows, place = by_cell(view, "needs_kecamatan"), view.context.kecamatan
    everybody = Cell.of(view.context.cycle, person="person", area=place)
    if everybody not in rows:
        return None
    shown, body = [rows[everybody]], []
    for need in NEEDS:
        own = [rows[everybody.replace(f"need.{need}", level)] for level in ("present", "need.unknown")]
        shown += own
        body.append(Row((text_cell(label("need", need, view.language)), *(_count(view, row) for row in own))))
        if need == "care":
            able = rows[everybody.replace("need.care", _CARE_ABLE)]
            shown.append(able)
            body.append(
                Row((text_cell(view.words("need_block.profiles.care_able")), _count(view, able), text_cell("")), 1)
            )
    columns = (
        Column("need", view.words("need_block.profiles.need"), "start"),
        Column("people", view.words("forum_pack.needs.people")),
        Column("unknown", view.words("need_block.profiles.unknown")),
    )
    notes = (*mark_notes(view, shown, rates=False), view.words("forum_pack.needs.note"))
    n = rows[everybody].numerator
    caption = view.words("forum_pack.needs.caption", n=view.number(n) if n is not None else "*")
    return Content(_needs_title(view, rows, everybody), tables=(Table(caption, columns, tuple(body), notes),))


def _needs_title(view: View, rows: Mapping[Cell, ShownRow], everybody: Cell) -> str:
    """The need that most people have; nothing is ranked where a number is hidden."""
    known = {need: rows[everybody.replace(f"need.{need}", "present")].numerator for need in NEEDS}
    counts = {need: n for need, n in known.items() if n}
    if not counts or None in known.values():
        return view.words("report.kecamatan_needs.name")
    need = max(counts, key=lambda one: counts[one])
    return view.words("forum_pack.needs.title", need=label("need", need, view.language), n=counts[need])


def _due(view: View) -> Content | None:
    rows, month = by_cell(view, "due_kecamatan"), view.sentence("forum_pack.due_month")
    if not rows or not month or not view.context.kecamatan:
        return None
    top = Cell.of(view.context.cycle, person="person", area=view.context.kecamatan)
    own = [(service.id, rows[top.replace(f"due.{service.id}", "due")]) for service in DUE_SERVICES]
    listed = [(id, row) for id, row in own if row.hidden or row.numerator]
    said = view.spoken(month)
    if not listed:
        return nothing(view, "kecamatan_due", "due.none")
    columns = (
        Column("service", view.words("forum_pack.due.service"), "start"),
        Column("people", view.words("forum_pack.due.people")),
    )
    body = tuple(Row((text_cell(view.words(f"forum_pack.due.{id}")), _count(view, row))) for id, row in listed)
    title = view.words("forum_pack.due.title", month=said, n=len(listed))
    caption = view.words("forum_pack.due.caption", month=said)
    notes = mark_notes(view, [row for _, row in listed], rates=False)
    return Content(title, tables=(Table(caption, columns, body, notes),))


def _count(view: View, row: ShownRow) -> TableCell:
    return count_cell(view, row.numerator, hidden=row.hidden)
