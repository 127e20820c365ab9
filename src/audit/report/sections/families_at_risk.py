"""How many families are at risk of stunting, where, by what, and how poor are they?"""

from __future__ import annotations

from collections.abc import Sequence

from audit.disclosure.released import ShownRow
from audit.reference.family_groups import WELFARE
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Item, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.programme_words import label
from audit.report.rule_words import rule_label
from audit.report.sections.places import anybody, producers, whole_and_parts
from audit.report.tables import count_cell, mark_notes, rate_cells, text_cell
from audit.report.view import View, enough
from audit.results import Cell

__all__ = ["families_at_risk"]

ID = "families_at_risk"
_FACTOR = "factor."
Rows = dict[Cell, ShownRow]


def families_at_risk(context: ReportContext) -> Block:
    """Target families by kecamatan: assessed, at risk, not assessable; their risk factors and welfare; the rules."""
    return make_block(context, ID, "kasus", "table", _build)


def _build(view: View) -> Content:
    families, share = view.table(ID), view.table(f"{ID}_share")
    if families is None or share is None:
        return Content(view.words(f"report.{ID}.name"), paragraphs=(view.words("need_block.families.none"),))
    rows: Rows = {row.cell: row for row in families.rows}
    shares = {row.cell.level("area"): row for row in share.rows}
    return Content(
        view.words("need_block.families.title"),
        reading=view.words("need_block.families.reading"),
        source=view.words("report.source_line", producers=producers(view, ("households",)), date=_cut_off(view)),
        paragraphs=(_found(view, rows, shares[None]),),
        tables=(_places(view, rows, shares), *_factors(view), *_welfare(view)),
        terms=_rules(view),
    )


def _cut_off(view: View) -> object:
    return max((s.cut_off for s in view.context.sources if s.kind == "households"), default=view.context.as_of)


def _of(view: View, level: str, place: str | None = None) -> Cell:
    return Cell.of(view.context.cycle, family=level, area=place)


def _found(view: View, rows: Rows, share: ShownRow) -> str:
    counts = {level: rows[_of(view, level)].numerator for level in ("assessed", "at_risk", "not_assessable")}
    if any(count is None for count in counts.values()) or share.hidden:
        return view.words("need_block.hidden")
    if not enough(share) or share.value is None:
        return view.words("need_block.families.found_few", **counts)
    return view.words("need_block.families.found", **counts, share=view.percent(share.value))


def _places(view: View, rows: Rows, shares: dict[str | None, ShownRow]) -> Table:
    """The district, then its kecamatan by code: never a ranking."""
    unknown = view.context.areas.unknown_parts[0]
    places: list[str | None] = [None, *(area.code for area in view.context.areas.kecamatan)]
    if any(anybody(rows[_of(view, level, unknown)]) for level in ("assessed", "not_assessable")):
        places.append(unknown)
    columns = (
        Column("row", view.words("report.severity.row"), "start"),
        *(Column(id, view.words(f"need_block.families.{id}")) for id in ("assessed", "at_risk", "share")),
        Column("not_assessable", view.words("need_block.families.not_assessable")),
    )
    lacking = [rows[_of(view, "not_assessable", place)] for place in places]
    body = tuple(
        Row(
            (
                text_cell(view.area(place)),
                *rate_cells(view, shares[place], interval=False),
                count_cell(view, row.numerator, hidden=row.hidden),
            ),
            level,
        )
        for place, row, level in zip(places, lacking, whole_and_parts(places), strict=True)
    )
    notes = tuple(
        dict.fromkeys((*mark_notes(view, [shares[p] for p in places]), *mark_notes(view, lacking, rates=False)))
    )
    return Table(view.words("need_block.families.caption", cycle=view.context.cycle), columns, body, notes)


def _factors(view: View) -> tuple[Table, ...]:
    table = view.table("families_factors")
    if table is None:
        return ()
    counts: dict[str, dict[str, ShownRow]] = {}
    for row in table.rows:
        attribute, level = next(pair for pair in row.cell.at if pair[0].startswith(_FACTOR))
        counts.setdefault(attribute.removeprefix(_FACTOR), {})[level] = row
    columns = (
        Column("factor", view.words("need_block.families.factor"), "start"),
        Column("families", view.words("need_block.families.families")),
        Column("unknown", view.words("need_block.families.unknown")),
    )
    body = tuple(
        Row(
            (
                text_cell(rule_label(rule, view.language)),
                *(_count(view, at[level]) for level in ("present", "factor.unknown")),
            )
        )
        for rule, at in counts.items()
    )
    notes = mark_notes(view, table.rows, rates=False)
    return (Table(view.words("need_block.families.factors"), columns, body, notes),)


def _welfare(view: View) -> tuple[Table, ...]:
    table = view.table("families_welfare")
    if table is None:
        return ()
    rows = {row.cell.level("welfare"): row for row in table.rows}
    shown: Sequence[ShownRow] = [rows[rank] for rank in WELFARE.below(None)]
    columns = (
        Column("rank", view.words("need_block.families.rank"), "start"),
        Column("families", view.words("need_block.families.families")),
    )
    body = tuple(
        Row((text_cell(label("family_level", row.cell.level("welfare") or "", view.language)), _count(view, row)))
        for row in shown
    )
    return (Table(view.words("need_block.families.welfare"), columns, body, mark_notes(view, shown, rates=False)),)


def _count(view: View, row: ShownRow) -> TableCell:
    return count_cell(view, row.numerator, hidden=row.hidden)


def _rules(view: View) -> tuple[Item, ...]:
    """The rule set that the district chose, each rule with its source."""
    rules = view.context.family_rules
    if rules is None:
        return ()
    title = view.words("need_block.families.rules", rules=rules.title[view.language], year=rules.year)
    items = [Item(title, view.words("need_block.families.rules_meaning"))]
    for rule in rules.rules:
        source = view.words("need_block.families.rule_source", source=view.either(rule.source, rule.source_en))
        items.append(Item(rule_label(rule.id, view.language), source))
    return tuple(items)
