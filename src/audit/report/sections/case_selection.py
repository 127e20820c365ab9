"""Why is there no list of cases yet, and what will the choice look at?"""

from __future__ import annotations

from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.content import Content, Item
from audit.report.context import ReportContext
from audit.report.view import View

__all__ = ["case_selection"]

_POINTS = ("not_yet", "no_diagnosis", "grounds", "urgent", "gaps", "coverage", "others")


def case_selection(context: ReportContext) -> Block:
    """What the team still has to do, and what a measured short child is not: a diagnosis."""
    return make_block(context, "case_selection", "kasus", "note", _build)


def _build(view: View) -> Content:
    limit = view.percent(COVERAGE_ASSESSABLE, 0)
    items = tuple(
        Item(
            view.words(f"report.case_selection.{point}.term"),
            view.words(f"report.case_selection.{point}.meaning", limit=limit),
        )
        for point in _POINTS
    )
    return Content(view.words("report.case_selection.title"), terms=items)
