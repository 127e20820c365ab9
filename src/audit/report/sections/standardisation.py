"""Do those who measure agree with themselves and with each other?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from audit.disclosure.released import ShownCheck
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.tables import count_cell, hidden_cell, text_cell
from audit.report.view import NONE, View

__all__ = ["standardisation"]

ID = "standardisation"
_DIGITS = 2
_HEADS = ("measure", "tem", "rating", "participants", "meaning")
_WORDS = ("measure", "rating", "meaning")


def standardisation(context: ReportContext) -> Block:
    """Technical error of each measure by session; cadres are counted, never named or ranked. Else how to hold one."""
    return make_block(context, ID, "mutu", "table", _build)


def _build(view: View) -> Content:
    checks = view.checks(f"{ID}.")
    if not checks:
        words = (view.words(f"report.{ID}.none"), view.words(f"report.{ID}.how"))
        return Content(view.words(f"report.{ID}.title_none"), paragraphs=words)
    sessions = [list(found) for _, found in groupby(checks, key=lambda check: check.subject)]
    wrong = tuple(view.spoken(finding) for finding in view.findings(f"{ID}_wrong"))
    return Content(
        view.words(f"report.{ID}.title", n=len(sessions)),
        reading=view.words(f"report.{ID}.reading"),
        paragraphs=wrong,
        tables=tuple(_table(view, found) for found in sessions),
    )


def _table(view: View, checks: Sequence[ShownCheck]) -> Table:
    month, _, number = checks[0].subject.partition("/")
    columns = tuple(Column(h, view.words(f"report.{ID}.{h}"), "start" if h in _WORDS else "end") for h in _HEADS)
    rows = tuple(
        Row(
            (
                text_cell(view.words(f"worksheet.measure.{check.id.rpartition('.')[2]}")),
                hidden_cell() if check.hidden else text_cell(_tem(view, check)),
                text_cell(view.words(f"report.quality_scorecard.rating.{check.status}")),
                count_cell(view, check.n, hidden=check.hidden),
                text_cell(view.spoken(check.meaning)),
            )
        )
        for check in checks
    )
    notes = (view.words("report.mark.hidden"),) if any(check.hidden for check in checks) else ()
    return Table(view.words(f"report.{ID}.caption", month=view.month(month), number=number), columns, rows, notes)


def _tem(view: View, check: ShownCheck) -> str:
    return NONE if check.value is None else f"{view.number(check.value, _DIGITS)} {check.unit}"
