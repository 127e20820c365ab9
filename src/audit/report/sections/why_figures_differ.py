"""Why the figure of this report is not the figure that was spoken before."""

from __future__ import annotations

from audit.language import date_text
from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import PublishedFigure, ReportContext, StatementRecord
from audit.report.sections.published_figures import source_name
from audit.report.view import NONE, View
from audit.results import Cell

__all__ = ["why_figures_differ"]

_PREFIX = "report.why_figures_differ"
_MOST = 3  # statements on page one: the newest


def why_figures_differ(context: ReportContext) -> Block:
    """What was said before, the newest survey and the newest routine month side by side, and why they differ."""
    return make_block(context, "why_figures_differ", "ringkasan", "note", _build)


def _build(view: View) -> Content | None:
    said = [_said(view, statement) for statement in view.context.statements[:_MOST]]
    sentences = [sentence for sentence in (*said, *_beside(view)) if sentence]
    if not sentences:
        return None
    return Content(view.words("report.why_figures_differ.title"), paragraphs=tuple(sentences))


def _said(view: View, statement: StatementRecord) -> str:
    """Who said which figure when, and how it was counted: neutral, whether it differs or not."""
    said = view.words(
        f"{_PREFIX}.said",
        office=statement.office,
        day=date_text(statement.said_on, language=view.language),
        figure=_said_figure(view, statement),
        period=statement.period or NONE,
        medium=statement.medium or NONE,
    )
    reasons = [view.words(f"{_PREFIX}.counted_{statement.kind}")]
    if not statement.agrees:
        reasons.append(view.words(f"{_PREFIX}.said_otherwise"))
    return " ".join([said, *reasons])


def _said_figure(view: View, statement: StatementRecord) -> str:
    percent = "" if statement.percent is None else f"{view.number(statement.percent, statement.digits)}%"
    if statement.numerator is None:
        return percent
    if statement.denominator is None:
        children = view.words("report.why_figures_differ.said_children", n=statement.numerator)
    else:
        numbers = {"n": statement.numerator, "total": statement.denominator}
        children = view.words("report.published_figures.of", **numbers)
    return f"{percent} ({children})" if percent else children


def _beside(view: View) -> tuple[str, ...]:
    """The newest survey beside the newest routine month, and why the two are not compared."""
    surveys = [p for p in view.context.published if p.kind == "survei" and p.percent is not None]
    newest = [p for p in surveys if p.year == max(p.year for p in surveys)]
    routine = _routine(view)
    if not newest:
        return (view.words(f"{_PREFIX}.routine", **routine),) if routine else ()
    figures = view.join([_figure(view, p) for p in newest])
    words = view.words(f"{_PREFIX}.{'both' if routine else 'survey'}", figures=figures, **routine)
    return (words,) if len(newest) == 1 else (words, view.words(f"{_PREFIX}.conflict"))


def _figure(view: View, published: PublishedFigure) -> str:
    """A survey's figure with its range, where one was printed: a precision that was assumed is not put beside it."""
    limits = next(
        (
            one.limits()
            for change in view.context.changes
            for one in (change.first, change.second)
            if one.source == published.source and not one.assumed
        ),
        None,
    )
    words = {"source": source_name(view, published), "percent": view.number(published.percent or 0.0, 1)}
    if limits is None:
        return view.words(f"{_PREFIX}.figure", **words)
    low, high = (view.number(limit * 100, 1) for limit in limits)
    return view.words(f"{_PREFIX}.figure_range", low=low, high=high, **words)


def _routine(view: View) -> dict[str, object]:
    """What the newest month recorded; empty where a number is withheld or unknown."""
    table = view.table("stunting")
    cell = Cell.of(view.context.month, status="stunted")
    row = next((r for r in table.rows if r.cell == cell), None) if table else None
    if row is None or row.value is None or row.numerator is None or row.denominator is None:
        return {}
    return {
        "month": view.month(view.context.month),
        "percent": view.percent(row.value),
        "n_stunted": row.numerator,
        "n": row.denominator,
    }
