"""Which children are stunted more often? Prevalence ratios by level of factors, and their differences in words."""

from __future__ import annotations

from collections.abc import Sequence

from audit.language import half_up
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.figures.forest import ForestLevel, ForestRow, forest
from audit.report.limits import selection_limits
from audit.report.risk_words import (
    REFUSED,
    Effect,
    design_notes,
    effects,
    factor_name,
    group_counts,
    model_words,
    ratio_words,
    refusals,
    said,
)
from audit.report.sections.charts import with_chart
from audit.report.sections.places import source_line
from audit.report.tables import hidden_cell, mark_notes, text_cell
from audit.report.view import View

__all__ = ["risk_differences", "risk_factors"]

ID, DIFFERENCES = "risk_factors", "risk_differences"


def risk_factors(context: ReportContext) -> Block:
    """Crude and adjusted prevalence ratios of every factor that could be compared, with the counts behind them."""
    return make_block(context, ID, "situasi", "chart", _build)


def risk_differences(context: ReportContext) -> Block:
    """The same comparisons in children of a hundred, for the factors that can be told apart from no difference."""
    return make_block(context, DIFFERENCES, "situasi", "note", _differences)


def _build(view: View) -> Content | None:
    found = effects(view)
    if not found:
        name, why = view.words(f"report.{ID}.name"), refusals(view) or tuple(said(view, REFUSED))[:1]
        return Content(name, paragraphs=why, source=source_line(view)) if why else None
    month = view.month(view.context.month)
    title = _title(view, found)
    alt = view.words("risk_block.alt", title=title, month=month)
    levels = _levels(view, found)
    content = Content(
        title,
        subtitle=view.words("risk_block.subtitle", month=month),
        reading=view.words("risk_block.reading"),
        source=source_line(view),
        paragraphs=(
            view.words("risk_block.limits"),
            *refusals(view),
            *said(view, "risk_note."),
            *said(view, "limit_ecological."),
            *selection_limits(view),
        ),
        tables=(_ratios(view, found), _odds(view, found)),
    )
    return with_chart(
        view,
        content,
        lambda paper: forest(
            f"{ID}-{view.edition}", levels, alt=alt, ratio=lambda x: view.number(x, 2),
            axis=view.words("risk_block.axis"), crude=view.words("risk_block.crude"),
            adjusted=view.words("risk_block.adjusted"), paper=paper,
        ),
        alt=alt,
        drawable=any(e.number("ratio") is not None for e in found),
    )  # fmt: skip


def _title(view: View, found: Sequence[Effect]) -> str:
    """Name the factor with the highest ratio that can be told apart from 1, unless a withheld one might be higher."""
    if any(e.withheld for e in found):
        return view.words(f"report.{ID}.name")
    higher = [e for e in found if e.apart and (e.number("low") or 0) > 1]
    if not higher:
        return view.words("risk_block.title_none")
    most = max(higher, key=lambda e: e.number("ratio") or 0)
    name = factor_name(view, most.factor)
    factor, ratio = name[:1].lower() + name[1:], view.number(most.number("ratio") or 0, 1)
    return view.words("risk_block.title", factor=factor, ratio=ratio)


def _levels(view: View, found: Sequence[Effect]) -> tuple[ForestLevel, ...]:
    names = dict.fromkeys(e.level for e in found)
    return tuple(
        ForestLevel(
            view.words(f"risk_block.level.{level}"), tuple(_forest_row(view, e) for e in found if e.level == level)
        )
        for level in names
    )


def _forest_row(view: View, e: Effect) -> ForestRow:
    counts = group_counts(view, e.present)
    return ForestRow(
        factor_name(view, e.factor), e.number("ratio"), e.number("low"), e.number("high"), e.number("crude"), counts,
        hidden=e.withheld,
    )  # fmt: skip


def _ratios(view: View, found: Sequence[Effect]) -> Table:
    heads = ("with", "without", "crude", "adjusted")
    columns = (
        Column("row", view.words("risk_block.row"), "start"),
        *(Column(h, view.words(f"risk_block.{h}")) for h in heads),
    )
    rows: list[Row] = []
    for level in dict.fromkeys(e.level for e in found):
        rows.append(Row((text_cell(model_words(view, level)), *(text_cell("") for _ in heads))))
        rows += [Row((text_cell(factor_name(view, e.factor)), *_cells(view, e)), 1) for e in found if e.level == level]
    notes = (
        *mark_notes(view, [row for e in found for row in (e.present, e.absent)], rates=False),
        *design_notes(view, found),
    )
    return Table(view.words("risk_block.caption"), columns, tuple(rows), notes)


def _cells(view: View, e: Effect) -> tuple[TableCell, ...]:
    counts = [hidden_cell() if row.hidden else TableCell(group_counts(view, row)) for row in (e.present, e.absent)]
    if e.withheld:
        return (*counts, hidden_cell(), hidden_cell())
    crude = ratio_words(view, e, "crude", ("crude_low", "crude_high"))
    return (*counts, TableCell(crude, e.number("crude")), TableCell(ratio_words(view, e), e.number("ratio")))


def _odds(view: View, found: Sequence[Effect]) -> Table:
    columns = (
        Column("row", view.words("risk_block.row"), "start"),
        Column("odds", view.words("risk_block.odds")),
    )
    rows = tuple(
        Row(
            (
                text_cell(factor_name(view, e.factor)),
                hidden_cell()
                if e.withheld
                else TableCell(ratio_words(view, e, "odds", ("odds_low", "odds_high")), e.number("odds")),
            )
        )
        for e in found
    )
    return Table(view.words("risk_block.odds_caption"), columns, rows, (view.words("risk_block.odds_note"),), long=True)


def _differences(view: View) -> Content | None:
    found = effects(view)
    if not found:
        return None
    told = [e for e in found if e.apart]
    words = tuple(_difference(view, e) for e in told)
    none = () if words else (view.words("risk_block.no_difference"),)
    return Content(
        view.words(f"report.{DIFFERENCES}.name"),
        reading=view.words("risk_block.differences_reading"),
        source=source_line(view),
        paragraphs=words + none,
    )


def _difference(view: View, e: Effect) -> str:
    """Children of a hundred with and without a factor, and how sure the difference of the printed numbers is."""
    a, b, low, high = (int(half_up(e.number(name) or 0)) for name in ("a", "b", "apart_low", "apart_high"))
    first = view.words(f"risk_factor.{e.factor}", a=a, b=b)
    if low < 0 < high:
        return f"{first} {view.words('risk.not_told_apart', low=abs(low), high=abs(high))}"
    near, far = sorted((abs(low), abs(high)))
    if near == 0:  # its ratio clearly differs from 1: less than one child, not none
        return f"{first} {view.words('risk.apart_from_none', difference=abs(a - b), high=far)}"
    return f"{first} {view.words('risk.apart', difference=abs(a - b), low=near, high=far)}"
