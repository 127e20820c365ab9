"""Who needs a doctor now, and how far are they? Counts in public; one row a referral, without names, for the team."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from audit.cases.referrals import EVERYBODY, LIST
from audit.disclosure.released import ShownRow
from audit.reference.referral_rules import LOOP, LOOP_GROUP, NOT_ARRIVED
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Item, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.places import anybody, source_line
from audit.report.tables import count_cell, mark_notes, text_cell
from audit.report.urgent_workbook import rule_words
from audit.report.view import NONE, View
from audit.results import Cell

__all__ = ["urgent_referrals"]

_PARTS = (EVERYBODY, *LOOP.below(EVERYBODY))
_STEPS = (*LOOP.below("waiting"), *LOOP.below("received"))
_LIST = ("referral_id", "group", "desa", "rule", "found_on", "step", "days_open")
Rows = Mapping[Cell, ShownRow]


def urgent_referrals(context: ReportContext) -> Block:
    """People to be referred at once by step of the loop; they wait for no meeting and are not selected cases."""
    return make_block(context, LIST, "kasus", "table", _build)


def _build(view: View) -> Content | None:
    table, reasons = view.table(f"{LIST}.steps"), view.table(f"{LIST}.reasons")
    if table is None or reasons is None:
        return None
    rows = {row.cell: row for row in table.rows}
    everybody = rows[Cell.of(view.context.cycle, referral=EVERYBODY)]
    paragraphs = (view.words("urgent.block.not_selected"),)
    if everybody.numerator == 0:
        return Content(view.words("urgent.block.title_none"), paragraphs=paragraphs, terms=_rules(view))
    tables = [_groups(view, rows), _steps(view, rows)]
    why = [row for row in reasons.rows if anybody(row)]
    if why:
        tables.append(_counted(view, "reason", [(view.words(f"urgent.not_arrived.{_code(row)}"), row) for row in why]))
    if (lines := view.lines(LIST)) is not None:
        tables.append(_listed(view, lines.rows))
    title = "title_hidden" if everybody.numerator is None else "title"
    return Content(
        view.words(f"urgent.block.{title}", n=everybody.numerator or 0),
        reading=view.words("urgent.block.reading"),
        source=source_line(view),
        paragraphs=paragraphs,
        tables=tuple(tables),
        terms=_rules(view),
    )


def _groups(view: View, rows: Rows) -> Table:
    period = view.context.cycle
    ways = [("everybody", {part: rows[Cell.of(period, referral=part)] for part in _PARTS})]
    for group in LOOP_GROUP.below(None):
        way = {part: rows[Cell.of(period, referral=part, referral_group=group)] for part in _PARTS}
        if any(anybody(row) for row in way.values()):
            ways.append((group, way))
    body = tuple(
        Row((text_cell(view.words(_name(id))), *(_count(view, row) for row in way.values())), min(i, 1))
        for i, (id, way) in enumerate(ways)
    )
    heads = {"row": "row", EVERYBODY: "everybody"} | {part: part for part in _PARTS[1:]}
    columns = tuple(
        Column(id, view.words(f"urgent.block.column.{name}"), "start" if id == "row" else "end")
        for id, name in heads.items()
    )
    notes = mark_notes(view, [row for _, way in ways for row in way.values()], rates=False)
    return Table(view.words("urgent.block.caption", cycle=period), columns, body, notes)


def _name(id: str) -> str:
    return "urgent.block.everybody" if id == "everybody" else f"urgent.group.{id}"


def _steps(view: View, rows: Rows) -> Table:
    shown = [(view.words(f"urgent.step.{id}"), rows[Cell.of(view.context.cycle, referral=id)]) for id in _STEPS]
    return _counted(view, "step", shown)


def _counted(view: View, kind: str, labelled: Sequence[tuple[str, ShownRow]]) -> Table:
    columns = (
        Column(kind, view.words(f"urgent.block.{kind}_column"), "start"),
        Column("n", view.words("urgent.block.reason_count")),
    )
    body = tuple(Row((text_cell(label), _count(view, row))) for label, row in labelled)
    notes = mark_notes(view, [row for _, row in labelled], rates=False)
    return Table(view.words(f"urgent.block.{kind}_caption"), columns, body, notes)


def _count(view: View, row: ShownRow) -> TableCell:
    return count_cell(view, row.numerator, hidden=row.hidden)


def _code(row: ShownRow) -> str:
    code = row.cell.level("not_arrived") or ""
    return code if code in NOT_ARRIVED else "not_said"


def _rules(view: View) -> tuple[Item, ...]:
    """The rules of this run, each with its source; a bound that the district's panel set says so."""
    rules = view.context.urgent_rules
    if rules is None:
        return ()
    title = view.words("urgent.block.rules", rules=rules.title[view.language], year=rules.year)
    items = [Item(title, view.words("urgent.block.rules_meaning"))]
    for rule in rules.rules:
        changed = rule.id in rules.changed
        source = view.either(rule.source, rule.source_en)
        meaning = "rule_changed" if changed else "rule_source"
        items.append(Item(rule_words(rule, view.language), view.words(f"urgent.block.{meaning}", source=source)))
    return tuple(items)


def _listed(view: View, rows: pd.DataFrame) -> Table:
    columns = tuple(
        Column(id, view.words(f"urgent.column.{id}"), "end" if id == "days_open" else "start") for id in _LIST
    )
    body = tuple(Row(_cells(view, row)) for row in rows.to_dict("records"))
    return Table(view.words("urgent.block.list_caption"), columns, body, long=True)


def _cells(view: View, row: Mapping[Hashable, Any]) -> tuple[TableCell, ...]:
    rules = view.context.urgent_rules
    group = "unknown" if pd.isna(row["group"]) else row["group"]
    area = view.context.areas.by_code.get(str(row["area_code"]))
    return (
        text_cell(str(row["referral_id"])),
        text_cell(view.words(f"urgent.group.{group}")),
        text_cell(area.name if area else NONE),
        text_cell(rule_words(rules[str(row["rule_id"])], view.language) if rules else NONE),
        text_cell(f"{row['found_on']:%d/%m/%Y}"),
        text_cell(view.words(f"urgent.step.{row['step']}")),
        count_cell(view, None if pd.isna(row["days_open"]) else int(row["days_open"])),
    )
