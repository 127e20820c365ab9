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

_MOST = 3  # statements on page one: the newest


def why_figures_differ(context: ReportContext) -> Block:
    """What was said before, the newest survey and the newest routine month side by side, and why they differ."""
    return make_block(context, "why_figures_differ", "ringkasan", "note", _build)


def _build(view: View) -> Content | None:
    said = [_said(view, statement) for statement in view.context.statements[:_MOST]]
    sentences = [sentence for sentence in (*said, _survey(view), _routine(view)) if sentence]
    if not sentences:
        return None
    sentences.append(view.words("report.why_figures_differ.because"))
    return Content(view.words("report.why_figures_differ.title"), paragraphs=tuple(sentences))


def _said(view: View, statement: StatementRecord) -> str:
    """Who said which figure when, and how it was counted: neutral, whether it differs or not."""
    prefix = "report.why_figures_differ"
    said = view.words(
        f"{prefix}.said",
        office=statement.office,
        day=date_text(statement.said_on, language=view.language),
        figure=_said_figure(view, statement),
        period=statement.period or NONE,
        medium=statement.medium or NONE,
    )
    reasons = [view.words(f"{prefix}.counted_{statement.kind}")]
    if not statement.agrees:
        reasons.append(view.words(f"{prefix}.said_otherwise"))
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


def _survey(view: View) -> str:
    surveys = [p for p in view.context.published if p.kind == "survei" and p.percent is not None]
    if not surveys:
        return ""
    year = max(p.year for p in surveys)
    newest = [p for p in surveys if p.year == year]
    figures = view.join([_figure(view, p) for p in newest])
    words = view.words("report.why_figures_differ.survey", figures=figures)
    return words if len(newest) == 1 else f"{words} {view.words('report.why_figures_differ.conflict')}"


def _figure(view: View, published: PublishedFigure) -> str:
    return view.words(
        "report.why_figures_differ.figure",
        source=source_name(view, published),
        percent=view.number(published.percent or 0.0, 1),
    )


def _routine(view: View) -> str:
    table = view.table("stunting")
    cell = Cell.of(view.context.month, status="stunted")
    row = next((r for r in table.rows if r.cell == cell), None) if table else None
    if row is None or row.value is None or row.numerator is None or row.denominator is None:
        return ""
    return view.words(
        "report.why_figures_differ.routine",
        month=view.month(view.context.month),
        percent=view.percent(row.value),
        n_stunted=row.numerator,
        n=row.denominator,
    )
