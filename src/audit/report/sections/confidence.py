"""How sure are we: the quality of the measurements in one line of page one."""

from __future__ import annotations

from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.sections.digits import spread_of
from audit.report.sections.flags import newest_height_row
from audit.report.sections.heaping import heaping_found
from audit.report.view import View
from audit.results import Cell

__all__ = ["confidence"]


def confidence(context: ReportContext) -> Block:
    """Coverage, implausible values, last digits of heights, and heights that pile up at the cut-off, each in words."""
    return make_block(context, "confidence", "ringkasan", "note", _build)


def _build(view: View) -> Content | None:
    parts = [part for part in (_coverage(view), _flags(view), _digits(view), heaping_found(view)) if part]
    if not parts:
        return None
    return Content(view.words("report.confidence.title"), paragraphs=(" ".join(parts),))


def _coverage(view: View) -> str:
    table = view.table("coverage")
    row = next((r for r in table.rows if r.cell == Cell(view.context.month)), None) if table else None
    if row is None or row.value is None:
        return ""
    id = "enough" if row.value >= COVERAGE_ASSESSABLE else "low"
    return view.words(f"report.confidence.coverage_{id}", percent=view.percent(row.value), area=view.area(None))


def _flags(view: View) -> str:
    row = newest_height_row(view)
    if row is None or row.numerator is None or not row.denominator:
        return ""
    kind = "some" if row.numerator else "none"
    return view.words(f"report.confidence.flags_{kind}", n=row.numerator, of=row.denominator)


def _digits(view: View) -> str:
    spread, check = spread_of(view, "lenhei"), view.check("digits.lenhei")
    if check is None:
        return ""
    advice = f" {view.words('report.confidence.digits_advice')}" if check.status == "poor" else ""
    return f"{spread}.{advice}"
