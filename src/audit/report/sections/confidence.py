"""How sure are we: the quality of the measurements in one line of page one."""

from __future__ import annotations

from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.page_one_words import spoken_quality
from audit.report.sections.digits import spread_of
from audit.report.sections.flags import newest_height_row
from audit.report.sections.heaping import heaping_found
from audit.report.view import View
from audit.results import Cell

__all__ = ["confidence"]


def confidence(context: ReportContext) -> Block:
    """The rating of the measurements, coverage, implausible values, last digits, and heights that pile up, in words."""
    return make_block(context, "confidence", "ringkasan", "note", _build)


def _build(view: View) -> Content | None:
    rated = spoken_quality(view)  # says how many are measured again: those whose value is implausible
    parts = [part for part in (rated or _flags(view), _coverage(view), _digits(view), heaping_found(view)) if part]
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
    return f"{spread_of(view, 'lenhei')}." if view.check("digits.lenhei") else ""
