"""How soon after the day of measuring were its values entered?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.tables import rate_table
from audit.report.view import View

__all__ = ["timeliness"]

ID = "timeliness"


def timeliness(context: ReportContext) -> Block:
    """Rows entered within a month; where the sources do not tell, that is what it says."""
    return make_block(context, ID, "mutu", "table", _build)


def _build(view: View) -> Content | None:
    check = view.check(ID)
    if check is None:
        return None
    title, meaning = view.words(f"report.{ID}.title.{check.status}"), view.spoken(check.meaning)
    if check.value is None:
        return Content(title, paragraphs=(meaning, view.words(f"report.{ID}.how")))
    rows = [(view.words(f"report.{ID}.in_time"), row) for table in check.tables for row in table.rows]
    table = rate_table(view, ID, view.words(f"report.{ID}.caption"), rows, interval=False, personal=False)
    return Content(title, paragraphs=(meaning,), tables=(table,))
