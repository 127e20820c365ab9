"""What the head of a kecamatan should see on one page: its figures beside the district's, services, cases and plans.

Kecamatan stand beside the district, never beside one another, and nothing below a kecamatan is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from audit.disclosure.released import ShownRow
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.reference.visit_rules import VISIT_GROUPS
from audit.report.blocks import Block, make_block
from audit.report.certainty import met_words
from audit.report.content import Card, Column, Content, Item, Row, Table
from audit.report.context import ReportContext
from audit.report.indicator_rows import IndicatorRow, indicator_rows, marks, period_words, rate_cell, state_at
from audit.report.packs.forum_memory import forum_promises
from audit.report.packs.kecamatan_care import verification_state
from audit.report.packs.places import by_cell, place_name
from audit.report.tables import count_cell, mark_notes, text_cell
from audit.report.view import HIDDEN, NONE, View, enough
from audit.results import Cell

__all__ = [
    "SHEET",
    "kecamatan_sheet",
    "sheet_cases",
    "sheet_figures",
    "sheet_gaps",
    "sheet_plans",
    "sheet_services",
]

Tone = Literal["neutral", "attention"]
_GAPS = 3  # named on the page
_PLANS = 4  # lines of plans that a page holds with all else; the rest is counted
_MARKS = {"reached": "●", "short": "○", "unclear": "◐"}  # with a word each: colour or shape alone says nothing
_POINTS = 100  # percentage points of 1
_OF_HEIGHT = ("stunting", "baduta")  # figures that rest on heights of the children who came


def sheet_figures(context: ReportContext) -> Block:
    """Four key figures, each with what it is of and the district's beside it."""
    return make_block(context, "sheet_figures", "forum", "cards", _figures)


def sheet_services(context: ReportContext) -> Block:
    """Every indicator that was reported: target, the kecamatan, the district, and the state in words."""
    return make_block(context, "sheet_services", "forum", "table", _services)


def sheet_gaps(context: ReportContext) -> Block:
    """Up to three services that are surely short of their target, the widest gap first."""
    return make_block(context, "sheet_gaps", "forum", "note", _gaps)


def sheet_cases(context: ReportContext) -> Block:
    """How many children, cases, referrals and visits; a list that this run does not have has no line."""
    return make_block(context, "sheet_cases", "forum", "table", _cases)


def sheet_plans(context: ReportContext) -> Block:
    """What the last forum of the kecamatan promised, and what became of it."""
    return make_block(context, "sheet_plans", "forum", "table", lambda view: _plans(view, forum_promises(context)))


SHEET = (sheet_figures, sheet_services, sheet_gaps, sheet_cases, sheet_plans)


def kecamatan_sheet(context: ReportContext) -> tuple[Block, ...]:
    """Blocks of the sheet in the order of ``SHEET``. Raises ``ValueError`` where the context names no kecamatan."""
    if not context.kecamatan:
        raise ValueError("a sheet is about one kecamatan")
    return tuple(build(context) for build in SHEET)


# Figures -------------------------------------------------------------------------------------------------------------


def _figures(view: View) -> Content:
    month, cycle, place = view.context.month, view.context.cycle, view.context.kecamatan
    asked = (
        ("coverage", "coverage", Cell.of(month)),
        ("stunting", "stunting", Cell.of(month, status="stunted")),
        ("baduta", "stunted_by_group", Cell.of(month, age="baduta", status="stunted")),
        ("families", "families_at_risk_share", Cell.of(cycle, family="at_risk")),
    )
    verdict, cards, shown = verification_state(view, place), [], []
    for name, id, district in asked:
        rows = by_cell(view, id)
        here, whole = rows.get(district.replace("area", place)), rows.get(district)
        doubtful = name in _OF_HEIGHT and verdict != "assessable"
        cards.append(_card(view, name, here, whole, tone="attention" if doubtful else "neutral"))
        shown += [row for row in (here, whole) if row is not None]
    names = {"place": place_name(view), "district": view.context.district_name}
    limit = view.percent(COVERAGE_ASSESSABLE, 0)
    assessed = view.words(f"forum_pack.verify.{verdict}", limit=limit, place=names["place"])
    return Content(
        view.words("kecamatan_sheet.figures.title", month=view.month(month)),
        paragraphs=(f"{assessed}.",),
        cards=tuple(cards),
        reading=" ".join(
            (view.words("kecamatan_sheet.figures.reading", **names), *mark_notes(view, shown, rates=False))
        ),
    )


def _card(
    view: View, name: str, here: ShownRow | None, whole: ShownRow | None, *, tone: Literal["neutral", "attention"]
) -> Card:
    label = view.words(f"kecamatan_sheet.figures.{name}")
    beside = view.words("kecamatan_sheet.figures.district", place=view.context.district_name, share=_share(view, whole))
    return Card(label, _share(view, here), "\n".join((*_of(view, here), beside)), tone)


def _share(view: View, row: ShownRow | None) -> str:
    if row is not None and row.hidden:
        return HIDDEN
    return NONE if row is None or not enough(row) else view.percent(row.value or 0.0)


def _of(view: View, row: ShownRow | None) -> Iterator[str]:
    """What a share is of and how far it may be off, or why there is none; a line each."""
    if row is None or (not row.hidden and row.denominator is None):
        yield view.words("kecamatan_sheet.figures.not_recorded")
        return
    if row.hidden:
        yield view.words("kecamatan_sheet.figures.hidden")
        return
    counts = {"k": view.number(row.numerator or 0), "n": view.number(row.denominator or 0)}
    yield view.words(f"kecamatan_sheet.figures.{'of' if enough(row) else 'few'}", **counts)
    if enough(row) and row.low is not None:
        yield view.words("kecamatan_sheet.figures.range", range=view.interval(row))


# Services ------------------------------------------------------------------------------------------------------------


def _reported(view: View) -> list[IndicatorRow]:
    return [row for row in indicator_rows(view) if view.context.kecamatan in row.rows]


def _services(view: View) -> Content:
    rows, place = _reported(view), view.context.kecamatan
    title = view.words("kecamatan_sheet.services.title")
    if not rows:
        return Content(title, paragraphs=(view.words("kecamatan_sheet.services.none"),))
    columns = (
        Column("row", view.words("kecamatan_sheet.services.row"), "start"),
        Column("target", view.words("kecamatan_sheet.services.target")),
        Column("here", view.words("kecamatan_sheet.services.here")),
        Column("district", view.context.district_name.partition(" ")[0]),
        Column("state", view.words("kecamatan_sheet.services.state"), "start"),
    )
    body = tuple(
        Row(
            (
                text_cell(_named(view, row)),
                text_cell(NONE if row.target is None else view.tick(row.target)),
                rate_cell(view, row.rows[place], interval=False),
                rate_cell(view, row.district, interval=False),
                text_cell(_state(view, row, row.rows[place])),
            )
        )
        for row in rows
    )
    shown = [found for row in rows for found in (row.rows[place], row.district) if found is not None]
    periods = sorted({row.rows[place].cell.period for row in rows})
    said = view.join([period_words(period, view.language) for period in periods])
    caption = view.words("kecamatan_sheet.services.caption", period=said)
    notes = (*marks(view, shown), view.words("kecamatan_sheet.services.note"))
    return Content(title, tables=(Table(caption, columns, body, notes),))


def _named(view: View, row: IndicatorRow) -> str:
    return view.words(f"indicator.short.{row.indicator.id}")


def _state(view: View, row: IndicatorRow, at: ShownRow) -> str:
    state = state_at(row, at)
    return NONE if state is None else f"{_MARKS[state]} {met_words(state, view.language)}"


# Gaps ----------------------------------------------------------------------------------------------------------------


def _gaps(view: View) -> Content:
    rows, place = _reported(view), view.context.kecamatan
    title = view.words("kecamatan_sheet.gaps.title")
    if not rows:
        return Content(title, paragraphs=(view.words("kecamatan_sheet.gaps.unknown"),))
    short = [(_gap(row, row.rows[place]), row) for row in rows if state_at(row, row.rows[place]) == "short"]
    widest = sorted(short, key=lambda one: -one[0])[:_GAPS]
    note = view.words("kecamatan_sheet.gaps.note")
    if not widest:
        return Content(title, paragraphs=(view.words("kecamatan_sheet.gaps.none"), note))
    items = tuple(Item(_named(view, row), _missing(view, row, row.rows[place], gap)) for gap, row in widest)
    return Content(title, terms=items, paragraphs=(note,))


def _gap(row: IndicatorRow, at: ShownRow) -> float:
    """What is missing to the target in the good direction; a proportion."""
    missing = (row.target or 0.0) - (at.value or 0.0)
    return -missing if row.indicator.direction == "lower" else missing


def _missing(view: View, row: IndicatorRow, at: ShownRow, gap: float) -> str:
    return view.words(
        "kecamatan_sheet.gaps.above" if row.indicator.direction == "lower" else "kecamatan_sheet.gaps.below",
        share=view.percent(at.value or 0.0),
        k=view.number(at.numerator or 0),
        n=view.number(at.denominator or 0),
        target=view.tick(row.target or 0.0),
        gap=view.number(gap * _POINTS, 1),
    )


# Cases and plans -----------------------------------------------------------------------------------------------------


def _cases(view: View) -> Content:
    title = view.words("kecamatan_sheet.cases.title")
    found = list(_counted(view))
    if not found:
        return Content(title, paragraphs=(view.words("kecamatan_sheet.cases.none"),))
    columns = (
        Column("row", view.words("kecamatan_sheet.cases.row"), "start"),
        Column("count", view.words("kecamatan_sheet.cases.count")),
    )
    body = tuple(
        Row(
            (text_cell(view.words(f"kecamatan_sheet.cases.{name}")), count_cell(view, row.numerator, hidden=row.hidden))
        )
        for name, row in found
    )
    caption = view.words("kecamatan_sheet.cases.caption", month=view.month(view.context.month))
    notes = mark_notes(view, [row for _, row in found], rates=False)
    return Content(title, tables=(Table(caption, columns, body, notes),))


def _counted(view: View) -> Iterator[tuple[str, ShownRow]]:
    month, cycle, place = view.context.month, view.context.cycle, view.context.kecamatan
    asked = (
        ("stunted", "case_funnel", Cell.of(month, status="stunted", area=place)),
        ("severe", "case_funnel", Cell.of(month, status="severely_stunted", area=place)),
        ("case", "case_balance", _balance(view, f"open@{month}")),
        ("new", "case_balance", _balance(view, "new@")),
        ("urgent", "referrals_kecamatan", Cell.of(cycle, referral="urgent", area=place)),
        ("waiting", "referrals_kecamatan", Cell.of(cycle, referral="waiting", area=place)),
        ("remeasure", "remeasure_kecamatan", Cell.of(month, remeasure="again", area=place)),
        ("visit", "to_visit_kecamatan", Cell.of(month, visit_list=VISIT_GROUPS[0], area=place)),
    )
    for name, id, cell in asked:
        row = by_cell(view, id).get(cell) if cell else None
        if row is not None:
            yield name, row


def _balance(view: View, flow: str) -> Cell | None:
    """The cell of a stock (``open@2025-08``) or, by its beginning, of a flow between two months."""
    cells = by_cell(view, "case_balance")
    own = (cell for cell in cells if cell.level("area") == view.context.kecamatan)
    return next((cell for cell in own if (cell.level("case") or "").startswith(flow)), None)


def _plans(view: View, promises: Block) -> Content:
    shown = promises.public
    if not shown.tables:
        title = view.words("kecamatan_sheet.plans.title_none")
        return Content(title, paragraphs=(view.words("kecamatan_sheet.plans.none"),))
    table = shown.tables[0]
    more = len(table.rows) - _PLANS
    notes = (view.words("kecamatan_sheet.plans.more", n=more),) if more > 0 else ()
    return Content(
        view.words("kecamatan_sheet.plans.title", said=f"{shown.title[:1].lower()}{shown.title[1:]}"),
        tables=(replace(table, rows=table.rows[:_PLANS], notes=notes),),
    )
