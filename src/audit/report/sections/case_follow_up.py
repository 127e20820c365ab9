"""What was agreed, and how far is it? What was at risk before, and is it now?"""

from __future__ import annotations

from collections.abc import Mapping

from audit.disclosure.released import ShownRow, ShownSentence
from audit.reference.case_groups import CASE_GROUP
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.figures import funnel
from audit.report.sections.charts import with_chart
from audit.report.sections.places import anybody
from audit.report.tables import count_cell, mark_notes, text_cell
from audit.report.view import View
from audit.results import Cell

__all__ = ["case_risk_shift", "follow_up_tracker"]

_SHIFTS = ("reassessed", "reduced", "same", "increased", "not_assessable")
_NO_PLANS, _NOBODY = "rtl.none_agreed", "review.none_reassessed"


def follow_up_tracker(context: ReportContext) -> Block:
    """Agreed plans by how far they are and how strong, and what is to be minded. Plans are counted, not people."""
    return make_block(context, "follow_up_tracker", "kasus", "chart", _build_plans)


def case_risk_shift(context: ReportContext) -> Block:
    """For how many re-assessed people risk is less, the same, more: all and each group."""
    return make_block(context, "case_risk_shift", "kasus", "table", _build_shift)


def _build_plans(view: View) -> Content:
    said = view.sentence("rtl.agreed") or view.sentence("rtl.agreed_by")
    states, shares = view.table("plans_by_state"), view.table("plan_shares")
    minded = _minded(view)
    if said is None or states is None or shares is None:
        name = view.words("report.follow_up_tracker.name")
        return Content(name, paragraphs=(view.words(_NO_PLANS),), tables=minded)
    tables = [_plans(view, states.rows, "state")]
    if (strength := view.table("plans_by_strength")) is not None:
        tables.append(_plans(view, strength.rows, "strength"))
    share = [_share(view, row) for row in shares.rows if row.denominator]
    content = Content(
        view.words("case_block.plans.title"),
        reading=view.words("case_block.plans.reading"),
        paragraphs=(view.spoken(said), *share),
        tables=(*tables, *minded),
    )
    bars = [(view.words(f"rtl.plan.{row.cell.level('plan')}"), row) for row in states.rows if row.numerator]
    alt = view.words("case_block.plans.alt", said=view.spoken(said))
    return with_chart(
        view,
        content,
        lambda paper: funnel(f"plans-{view.edition}", bars, alt=alt, number=lambda n: view.number(n), paper=paper),
        alt=alt,
        drawable=bool(bars),
    )


def _minded(view: View) -> tuple[Table, ...]:
    """What is to be minded about plans, as many rows as there is anything; no table where there is nothing."""
    table = view.table("plan_warnings")
    rows = [row for row in table.rows if row.numerator] if table else []
    columns = (
        Column("warning", view.words("case_block.plans.warning"), "start"),
        Column("n", view.words("case_block.plans.count")),
    )
    body = tuple(
        Row((text_cell(view.words(f"rtl.{row.cell.level('plan')}")), count_cell(view, row.numerator))) for row in rows
    )
    return (Table(view.words("case_block.plans.caption_warning"), columns, body),) if body else ()


def _share(view: View, row: ShownRow) -> str:
    name = (row.cell.level("plan") or "").partition(".")[2]
    return view.words(f"case_block.plans.{name}", k=row.numerator or 0, n=row.denominator or 0)


def _plans(view: View, rows: tuple[ShownRow, ...], split: str) -> Table:
    columns = (
        Column(split, view.words(f"case_block.plans.{split}"), "start"),
        Column("n", view.words("case_block.plans.count")),
    )
    body = tuple(
        Row((text_cell(view.words(f"rtl.plan.{row.cell.level('plan')}")), count_cell(view, row.numerator)))
        for row in rows
        if row.numerator
    )
    return Table(view.words(f"case_block.plans.caption_{split}"), columns, body)


def _build_shift(view: View) -> Content:
    table, said = view.table("risk_shift"), view.sentence("review.risk_shift")
    if table is None or said is None:
        nobody = view.sentence(_NOBODY)
        words = view.spoken(nobody) if isinstance(nobody, ShownSentence) else view.words("case_block.shift.none")
        return Content(view.words("report.case_risk_shift.name"), paragraphs=(words,))
    rows = {row.cell: row for row in table.rows}
    columns = (
        Column("group", view.words("case_block.column.group"), "start"),
        *(Column(shift, view.words(f"review.level.shift.{shift}")) for shift in _SHIFTS),
    )
    groups = [g for g in (None, *CASE_GROUP.below(None)) if g is None or anybody(rows[_top(view, g)])]
    shown = [row for g in groups for row in _shifts(view, rows, g)]
    body = tuple(
        Row(
            (
                text_cell(view.words("case_block.all" if g is None else f"review.level.group.{g}")),
                *(count_cell(view, row.numerator, hidden=row.hidden) for row in _shifts(view, rows, g)),
            ),
            0 if g is None else 1,
        )
        for g in groups
    )
    caption = view.words("case_block.shift.caption", cycle=view.context.cycle)
    return Content(
        view.words("case_block.shift.title"),
        reading=view.words("case_block.shift.reading"),
        paragraphs=(view.spoken(said),),
        tables=(Table(caption, columns, body, mark_notes(view, shown, rates=False)),),
    )


def _top(view: View, group: str | None) -> Cell:
    return Cell.of(view.context.cycle, review="case", group=group)


def _shifts(view: View, rows: Mapping[Cell, ShownRow], group: str | None) -> list[ShownRow]:
    return [rows[_top(view, group).replace("shift", shift)] for shift in _SHIFTS]
