"""What could the prevalence be, given the children whom nobody measured?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.desa_points import district_value
from audit.report.sections.places import source_line
from audit.report.tables import by_area, hidden_cell, text_cell
from audit.report.view import NONE, View

__all__ = ["coverage_bounds"]

ID = "coverage_bounds"
_BOUNDS = ("weighted_age", "weighted", "low", "high", "best", "worst")


def coverage_bounds(context: ReportContext) -> Block:
    """The measured prevalence, weighted by registered children, and its bounds: a register is not a survey."""
    return make_block(context, ID, "situasi", "table", _build)


def _build(view: View) -> Content | None:
    checks = {name: check for name in _BOUNDS if (check := view.check(f"{ID}.{name}"))}
    raw, coverage = district_value(view), view.table("coverage")
    came = by_area(coverage.rows, view.context.month).get(None) if coverage else None
    if len(checks) < len(_BOUNDS) or raw is None:
        return None
    values = {name: None if check.value is None else check.value / 100 for name, check in checks.items()}
    month = view.month(view.context.month)
    columns = (Column("row", view.words(f"report.{ID}.row"), "start"), Column("rate", view.words(f"report.{ID}.rate")))
    rows = tuple(
        Row((text_cell(view.words(f"report.{ID}.{name}")), _cell(view, value)))
        for name, value in ({"raw": raw} | values).items()
    )
    low, high = values["low"], values["high"]
    known = low is not None and high is not None
    title = f"report.{ID}.title" if known else f"report.{ID}.name"
    share = view.percent(came.value) if came is not None and came.value is not None else NONE
    return Content(
        view.words(title, low=view.percent(low or 0.0), high=view.percent(high or 0.0)),
        reading=view.words(f"report.{ID}.reading", coverage=share),
        source=source_line(view),
        paragraphs=tuple(dict.fromkeys(view.spoken(check.meaning) for check in checks.values())),
        tables=(Table(view.words(f"report.{ID}.caption", month=month), columns, rows),),
    )


def _cell(view: View, value: float | None) -> TableCell:
    return hidden_cell() if value is None else TableCell(view.percent(value), value)
