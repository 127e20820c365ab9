"""Which desa come first? Counts for everybody; desa by desa with each criterion for the team."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from audit.disclosure.released import ShownLines
from audit.programme.lokus import MISSING
from audit.reference.lokus_rules import CRITERIA, LOKUS
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Item, Row, Table
from audit.report.context import ReportContext
from audit.report.programme_words import label
from audit.report.sections.places import source_line
from audit.report.tables import is_null, text_cell
from audit.report.view import NONE, View

__all__ = ["lokus"]


def lokus(context: ReportContext) -> Block:
    """How many desa meet the four criteria, which criterion is known nowhere; which desa, in the restricted edition."""
    return make_block(context, "lokus", "kasus", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table("lokus")
    if table is None:
        return None
    counts = {row.cell.level("lokus"): row.numerator for row in table.rows}
    levels = LOKUS.below("desa")
    said = [view.words("need_block.lokus.found", desa=counts["desa"], **{level: counts[level] for level in levels})]
    missing = [view.spoken(finding) for finding in view.findings(MISSING)]
    if missing:
        said += [*missing, view.words("need_block.lokus.undecided")]
    said += [view.spoken(finding) for finding in view.findings("lokus_firm")]
    said.append(view.words("need_block.lokus.note"))
    limit = view.percent(COVERAGE_ASSESSABLE, 0)
    names = [label("lokus_criterion", name, view.language) for name in CRITERIA]
    criteria = view.join([names[0], *(name[0].lower() + name[1:] for name in names[1:])])
    meaning = f"{criteria}. {view.words('need_block.lokus.criteria_meaning', limit=limit)}"
    lines = view.lines("lokus_list")
    return Content(
        view.words("need_block.lokus.title"),
        source=source_line(view),
        paragraphs=tuple(said),
        tables=() if lines is None else (_listed(view, lines),),
        terms=(Item(view.words("need_block.lokus.criteria"), meaning),),
    )


def _listed(view: View, lines: ShownLines) -> Table:
    columns = (
        Column("desa", view.words("need_block.lokus.place"), "start"),
        *(Column(name, label("lokus_criterion", name, view.language), "start") for name in CRITERIA),
        Column("status", view.words("need_block.lokus.status"), "start"),
        *((Column("chosen", view.words("need_block.lokus.chosen"), "start"),) if "ways" in lines.rows else ()),
        Column("reasons", view.words("need_block.lokus.reasons"), "start"),
    )
    rows = tuple(_row(view, row) for row in lines.rows.to_dict("records"))
    notes = (view.words("need_block.lokus.ways_note"),) if "ways" in lines.rows else ()
    return Table(view.words("need_block.lokus.list"), columns, rows, notes, long=True)


def _row(view: View, row: Mapping[Hashable, Any]) -> Row:
    reasons = [label("lokus_reason", reason, view.language) for reason in str(row["reasons"]).split(";") if reason]
    words = (
        view.area(str(row["area_code"])),
        *(_met(view, row[name]) for name in CRITERIA),
        label("lokus_status", str(row["status"]), view.language),
        *_firm(view, row),
        view.join(reasons) if reasons else NONE,
    )
    return Row(tuple(text_cell(word) for word in words))


def _firm(view: View, row: Mapping[Hashable, Any]) -> tuple[str, ...]:
    """In how many ways of drawing the bounds the desa is chosen; nothing where that was not asked."""
    if "ways" not in row:
        return ()
    if row["status"] == "not_assessable":  # whatever looser bounds would say of it
        return (NONE,)
    return (view.words("need_block.lokus.ways", chosen=int(row["chosen"]), ways=int(row["ways"])),)


def _met(view: View, value: Any) -> str:
    if is_null(value):
        return NONE
    return view.words("need_block.lokus.met" if value else "need_block.lokus.not_met")
