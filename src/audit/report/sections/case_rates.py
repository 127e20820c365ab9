"""How fast do children become cases, recover and relapse; and how many did a doctor confirm?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, hidden_cell, text_cell
from audit.report.view import NONE, View

__all__ = ["case_rates"]

ID = "case_rates"
_RATES = ("incidence", "recovery", "relapse")
_HEADS = ("row", "events", "years", "rate", "range")


def case_rates(context: ReportContext) -> Block:
    """Incidence, recovery and relapse per 100 child-years; that nobody said yet who was examined by a doctor."""
    return make_block(context, ID, "situasi", "table", _build)


def _build(view: View) -> Content | None:
    known = [name for name in _RATES if view.check(f"{ID}.{name}")]
    if not known:
        return None
    first, last = (view.month(month) for month in (view.context.months[0], view.context.month))
    columns = tuple(Column(h, view.words(f"report.{ID}.{h}"), "start" if h == "row" else "end") for h in _HEADS)
    rows = tuple(Row((text_cell(view.words(f"report.{ID}.{name}")), *_figures(view, name))) for name in known)
    hidden = any(cell.hidden for row in rows for cell in row.cells)
    return Content(
        view.words(f"report.{ID}.title"),
        reading=view.words(f"report.{ID}.reading"),
        source=source_line(view),
        paragraphs=(view.words("situation.case_rates"), view.words(f"report.{ID}.not_confirmed")),
        tables=(
            Table(
                view.words(f"report.{ID}.caption", first=first, last=last),
                columns,
                rows,
                (view.words("report.mark.hidden"),) if hidden else (),
            ),
        ),
    )


def _figures(view: View, name: str) -> tuple[TableCell, ...]:
    """Events, child-years, the rate and its interval; all withheld together."""
    checks = [view.check(f"{ID}.{name}{part}") for part in ("", ".years", ".low", ".high")]
    if any(check is None or check.hidden for check in checks):
        return (hidden_cell(),) * (len(_HEADS) - 1)
    rate, years, low, high = (check.value for check in checks if check)
    events = next(check.n for check in checks if check)
    interval = NONE if low is None or high is None else f"{view.number(low, 1)}–{view.number(high, 1)}"
    return (
        count_cell(view, events),
        text_cell(NONE if years is None else view.number(years)),
        text_cell(NONE) if rate is None else TableCell(view.number(rate, 1), rate),
        text_cell(interval),
    )
