"""Do the acceleration teams (TPPS, TP3S) work? By level: decree, meetings, reports, plans, supervision."""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.reference.companion_rules import BODY_LEVELS, BODY_MEASURES, name_on
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.places import source_line
from audit.report.tables import text_cell
from audit.report.view import NONE, View

__all__ = ["steering_bodies"]


def steering_bodies(context: ReportContext) -> Block:
    """Each measure of practice note U21 by level, as a number of a number."""
    return make_block(context, "steering_bodies", "program", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table("bodies")
    name = view.words(f"companions.body.{name_on(view.context.as_of)}")
    if table is None:
        return Content(
            view.words("report.steering_bodies.name"), paragraphs=(view.words("companion_block.bodies.none"),)
        )
    rows = {(row.cell.level("body") or "", row.cell.level("measure") or ""): row for row in table.rows}
    columns = (
        Column("measure", view.words("companion_block.bodies.measure"), "start"),
        *(Column(level, view.words(f"companions.level.{level}")) for level in BODY_LEVELS),
    )
    body = tuple(
        Row(
            (
                text_cell(view.words(f"companions.measure.{measure}")),
                *(_of(view, rows[level, measure]) for level in BODY_LEVELS),
            )
        )
        for measure in BODY_MEASURES
    )
    known = [rows[level, "known"] for level in BODY_LEVELS]
    n, k = sum(row.denominator or 0 for row in known), sum(row.numerator or 0 for row in known)
    decree = [rows[level, "sk_valid"] for level in BODY_LEVELS]
    valid, asked = sum(row.numerator or 0 for row in decree), sum(row.denominator or 0 for row in decree)
    values = {"name": name, "n": n, "known": k, "lacking": n - k, "valid": valid, "asked": asked}
    return Content(
        view.words("companion_block.bodies.title", valid=valid, asked=asked),
        reading=view.words("companion_block.bodies.reading"),
        source=source_line(view),
        paragraphs=(
            view.words("companion_block.bodies.found", **values), view.words("companion_block.bodies.name", name=name),
        ),
        tables=(Table(view.words("companion_block.bodies.caption"), columns, body),),
    )  # fmt: skip


def _of(view: View, row: ShownRow) -> TableCell:
    """``36 dari 42``: of offices few are no secret; an en dash where nothing is written."""
    if not row.denominator:
        return text_cell(NONE)
    return TableCell(view.words("companion_block.of", k=row.numerator or 0, n=row.denominator), row.value)
