"""What happened to the growth of children who have a sponsor, beside like children who have none?"""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.reference.sponsor_rules import FOLLOW_UPS, PROGRAMMES, RISK_AFTER
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.figures import Paper
from audit.report.figures.before_after import BeforeAfter, before_after
from audit.report.sections.charts import with_chart
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, mark_notes, text_cell
from audit.report.view import NONE, View
from audit.report.visit_words import figure_of, finding
from audit.results import Cell

__all__ = ["sponsor_growth", "sponsor_outcomes"]

_SIDES = ("aided", "like")
_ROWS = (*_SIDES, "same_age")
_HUNDRED = 100


def sponsor_growth(context: ReportContext) -> Block:
    """Height for age before and after a sponsor of BAAS, beside like children; it is no outcome of Genting."""
    return make_block(context, "sponsor_growth", "program", "chart", _build)


def sponsor_outcomes(context: ReportContext) -> Block:
    """Children at risk who are still not stunted, each programme apart, and the risk of families (Genting)."""
    return make_block(context, "sponsor_outcomes", "program", "table", _outcomes)


def _build(view: View) -> Content | None:
    if view.table("sponsor_followed") is None:
        return None
    drawn = _drawn(view)
    first = finding(view, f"sponsor_growth.{next(iter(FOLLOW_UPS))}.aided")
    change = figure_of(first, "change") if first else None
    like = finding(view, f"sponsor_growth.{next(iter(FOLLOW_UPS))}.like")
    beside = figure_of(like, "change") if like else None
    title = view.words("report.sponsor_growth.name")
    if change is not None and beside is not None:
        title = view.words("sponsor_block.growth.title", change=_signed(view, change), beside=_signed(view, beside))
    alt = view.words("sponsor_block.growth.alt", title=title)
    content = Content(
        title,
        subtitle=view.words("sponsor_block.growth.subtitle"),
        reading=view.words("sponsor_block.growth.reading"),
        source=source_line(view),
        paragraphs=(
            *_regression(view),
            view.words("sponsor_block.growth.caution"),
            view.words("sponsor_block.growth.no_outcome"),
        ),
        tables=(_growth(view),),
    )

    def draw(paper: Paper) -> str:
        return before_after(
            "sponsor_growth", drawn, alt=alt, number=lambda x: view.number(x, 1),
            across=view.words("sponsor_block.growth.across"),
            names=(view.words("sponsor_block.growth.before"), view.words("sponsor_block.growth.after")),
            cut_off=(STUNTED_BELOW, view.words("sponsor_block.growth.cut_off")), paper=paper,
        )  # fmt: skip

    return with_chart(view, content, draw, alt=alt, drawable=bool(drawn))


def _outcomes(view: View) -> Content | None:
    risk = _risk(view)
    if view.table("sponsor_followed") is None and not risk:
        return None
    title = view.words("report.sponsor_outcomes.name")
    rows = {row.cell.level("genting_aid"): row for row in risk[0]} if risk else {}
    left, again = (rows[level].numerator if level in rows else None for level in RISK_AFTER[:2])
    if left is not None and again is not None and left + again:
        title = view.words("sponsor_block.outcomes.title", n=left, of=left + again)
    return Content(
        title,
        reading=view.words("sponsor_block.outcomes.reading"),
        source=source_line(view),
        paragraphs=(view.words("sponsor_block.growth.caution"),),
        tables=(*((_still(view),) if view.table("sponsor_followed") else ()), *((risk[1],) if risk else ())),
    )


def _drawn(view: View) -> list[BeforeAfter]:
    rows = []
    for months in FOLLOW_UPS:
        pair = []
        for side in _SIDES:
            found = finding(view, f"sponsor_growth.{months}.{side}")
            before, after = (figure_of(found, id) if found else None for id in ("before", "after"))
            if before is not None and after is not None:
                label = view.words(f"sponsor_block.growth.row_{side}", months=months)
                pair.append(BeforeAfter(label, before, after, side == "aided"))
        if len(pair) == len(_SIDES):  # one without the other would be read as an effect
            rows += pair
    return rows


def _regression(view: View) -> tuple[str, ...]:
    """What being short at the start alone goes with: like children beside all of the same age, nobody supported."""
    for months in FOLLOW_UPS:
        found = {side: finding(view, f"sponsor_growth.{months}.{side}") for side in _ROWS[1:]}
        change = {side: figure_of(one, "change") if one else None for side, one in found.items()}
        said = {side: _signed(view, x) for side, x in change.items() if x is not None}
        if len(said) == len(found):
            return (view.words("sponsor_block.growth.regression", months=months, **said),)
    return ()


def _signed(view: View, x: float) -> str:
    return ("+" if x > 0 else "") + view.number(x, 2)


def _counts(view: View) -> dict[str, TableCell]:
    table = view.table("sponsor_followed")
    rows = table.rows if table else ()
    return {row.cell.level("followed") or "": count_cell(view, row.numerator, hidden=row.hidden) for row in rows}


def _nobody(count: TableCell | None) -> bool:
    """Nobody has been followed so long yet: zero, which is no small count."""
    return count is None or count.value == 0


def _figure(view: View, id: str, name: str, digits: int) -> TableCell:
    found = finding(view, id)
    value = figure_of(found, name) if found else None
    return text_cell(NONE) if value is None else TableCell(view.number(value, digits), value)


def _growth(view: View) -> Table:
    heads = ("n", "before", "after", "change", "range")
    columns = (
        Column("row", view.words("sponsor_block.growth.group"), "start"),
        *(Column(id, view.words(f"sponsor_block.growth.{id}")) for id in heads),
    )
    counts, rows = _counts(view), []
    for months in FOLLOW_UPS:
        if _nobody(counts.get(f"baas_{months}_aided")):
            continue
        for side in _ROWS:
            id = f"sponsor_growth.{months}.{side}"
            numbers = [_figure(view, id, name, 2) for name in ("before", "after", "change")]
            low, high = (_figure(view, id, name, 2) for name in ("low", "high"))
            between = NONE if low.value is None or high.value is None else f"{low.text}; {high.text}"
            label = view.words(f"sponsor_block.growth.row_{side}", months=months)
            n = counts.get(f"baas_{months}_{side}", text_cell(NONE))
            rows.append(Row((text_cell(label), n, *numbers, text_cell(between))))
    return Table(
        view.words("sponsor_block.growth.caption"), columns, tuple(rows), (view.words("sponsor_block.growth.few"),)
    )


def _still(view: View) -> Table:
    """Of each programme apart; of children at risk and not stunted before."""
    columns = (
        Column("programme", view.words("sponsor_block.months.row"), "start"),
        Column("row", view.words("sponsor_block.growth.group"), "start"),
        Column("n", view.words("sponsor_block.still.n")),
        Column("share", view.words("sponsor_block.still.share")),
    )
    counts, rows = _counts(view), []
    for programme in PROGRAMMES:
        for months in FOLLOW_UPS:
            if _nobody(counts.get(f"{programme}_{months}_aided.at_risk")):
                continue
            for side in _SIDES:
                n = counts.get(f"{programme}_{months}_{side}.at_risk")
                if n is None:
                    continue
                share = _figure(view, f"sponsor_still.{programme}.{months}.{side}", "share", 1)
                if share.value is not None:
                    share = TableCell(view.percent(share.value / _HUNDRED), share.value / _HUNDRED)
                names = (
                    view.words(f"sponsors.programme.{programme}"),
                    view.words(f"sponsor_block.growth.row_{side}", months=months),
                )
                rows.append(Row((*map(text_cell, names), n, share)))
    notes = (view.words("sponsor_block.still.note"), view.words("sponsor_block.growth.few"))
    return Table(view.words("sponsor_block.still.caption"), columns, tuple(rows), notes)


def _risk(view: View) -> tuple[tuple[ShownRow, ...], Table] | None:
    """The outcome of Genting: families at risk when it began, and what a list of a later day says of them."""
    table = view.table("sponsor_states_genting")
    if table is None:
        return None
    rows = {row.cell: row for row in table.rows}
    listed = Cell.of(view.context.cycle, family="listed")
    levels = ("risk_before", *RISK_AFTER)
    shown = {level: rows[listed.replace("genting_aid", level)] for level in levels}
    columns = (
        Column("row", view.words("sponsor_block.risk.row"), "start"),
        Column("families", view.words("need_block.families.families")),
    )
    body = tuple(
        Row(
            (text_cell(view.words(f"sponsor_block.risk.{level}")), count_cell(view, row.numerator, hidden=row.hidden)),
            int(level != "risk_before"),
        )
        for level, row in shown.items()
    )
    notes = (*mark_notes(view, shown.values(), rates=False), view.words("sponsor_block.risk.note"))
    return tuple(shown.values()), Table(view.words("sponsor_block.risk.caption"), columns, body, notes)
