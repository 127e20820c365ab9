"""What does measuring again say about the prevalence, and about the heights themselves?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.desa_points import district_value
from audit.report.tables import count_cell, text_cell
from audit.report.view import NONE, View

__all__ = ["remeasurement"]

ID = "remeasurement"
_TEM_DIGITS = 2


def remeasurement(context: ReportContext) -> Block:
    """The design-weighted prevalence with its interval and the TEM, or why none may be given; else how to do it."""
    return make_block(context, ID, "mutu", "table", _build)


def _build(view: View) -> Content:
    check = view.check(ID)
    if check is None:
        words = (view.words(f"report.{ID}.none"), view.words(f"report.{ID}.how"))
        return Content(view.words(f"report.{ID}.title_none"), paragraphs=words)
    low, high, tem = (view.check(f"{ID}.{name}") for name in ("low", "high", "tem"))
    said = (view.spoken(check.meaning), *(view.spoken(finding) for finding in view.findings(f"{ID}_wrong")))
    shown = not any(part is not None and part.hidden for part in (check, low, high, tem))
    if check.value is None or low is None or high is None or low.value is None or high.value is None or not shown:
        hidden = () if shown else (view.words("report.mark.hidden"),)
        return Content(view.words(f"report.{ID}.title_open"), paragraphs=(*said, *hidden))
    month = view.month(check.subject)
    raw = district_value(view) if check.subject == view.context.month else None
    figures = [
        *([("raw", TableCell(view.percent(raw), raw))] if raw is not None else []),
        ("again", count_cell(view, check.n)),
        ("weighted", TableCell(view.percent(check.value / 100), check.value / 100)),
        ("range", text_cell(f"{view.number(low.value, 1)}–{view.percent(high.value / 100)}")),
        ("tem", text_cell(NONE if tem is None or tem.value is None else f"{view.number(tem.value, _TEM_DIGITS)} cm")),
    ]
    rows = tuple(Row((text_cell(view.words(f"report.{ID}.{name}")), cell)) for name, cell in figures)
    columns = (
        Column("row", view.words(f"report.{ID}.row"), "start"),
        Column("value", view.words(f"report.{ID}.value")),
    )
    return Content(
        view.words(f"report.{ID}.title", percent=view.percent(check.value / 100)),
        reading=view.words(f"report.{ID}.reading"),
        paragraphs=said,
        tables=(Table(view.words(f"report.{ID}.caption", month=month), columns, rows),),
    )
