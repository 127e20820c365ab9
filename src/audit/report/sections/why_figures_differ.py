"""Why the figure of this report is not the figure that was spoken before."""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import PublishedFigure, ReportContext
from audit.report.sections.published_figures import source_name
from audit.report.view import View
from audit.results import Cell

__all__ = ["why_figures_differ"]


def why_figures_differ(context: ReportContext) -> Block:
    """The newest survey beside the newest month of routine weighing, and why they are not compared."""
    return make_block(context, "why_figures_differ", "ringkasan", "note", _build)


def _build(view: View) -> Content | None:
    sentences = [sentence for sentence in (_survey(view), _routine(view)) if sentence]
    if not sentences:
        return None
    sentences.append(view.words("report.why_figures_differ.because"))
    return Content(view.words("report.why_figures_differ.title"), paragraphs=tuple(sentences))


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
