"""What would the prevalence be without random errors of measuring?"""

from __future__ import annotations

from audit.reference.measurement_error_rules import MEASURES
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.desa_points import district_value
from audit.report.sections.places import source_line
from audit.report.tables import hidden_cell, text_cell
from audit.report.view import View

__all__ = ["measurement_error"]

ID = "measurement_error"
_GOOD, _ACCEPTABLE, _POOR = MEASURES["lenhei_cm"].tem_below
_ASSUMED = {"good": _GOOD, "acceptable": _ACCEPTABLE, "poor": _POOR, "acceptable_age": _ACCEPTABLE}  # TEM, cm


def measurement_error(context: ReportContext) -> Block:
    """The measured prevalence beside those with an assumed random error of length and age taken out."""
    return make_block(context, ID, "situasi", "table", _build)


def _build(view: View) -> Content | None:
    checks = {name: check for name in _ASSUMED if (check := view.check(f"{ID}.{name}"))}
    raw = district_value(view)
    if len(checks) < len(_ASSUMED) or raw is None:
        return None
    values = {name: None if check.value is None else check.value / 100 for name, check in checks.items()}
    shown = [value for value in values.values() if value is not None]
    rows = (
        Row((text_cell(view.words(f"report.{ID}.raw")), _cell(view, raw))),
        *(
            Row((text_cell(view.words(f"report.{ID}.{name}", tem=view.number(_ASSUMED[name], 1))), _cell(view, value)))
            for name, value in values.items()
        ),
    )
    columns = (Column("row", view.words(f"report.{ID}.row"), "start"), Column("rate", view.words(f"report.{ID}.rate")))
    title = (
        view.words(f"report.{ID}.title", low=view.percent(min(shown)), raw=view.percent(raw))
        if shown
        else view.words(f"report.{ID}.name")
    )
    return Content(
        title,
        reading=view.words(f"report.{ID}.reading"),
        source=source_line(view),
        paragraphs=tuple(dict.fromkeys(view.spoken(check.meaning) for check in checks.values())),
        tables=(Table(view.words(f"report.{ID}.caption", month=view.month(view.context.month)), columns, rows),),
    )


def _cell(view: View, value: float | None) -> TableCell:
    return hidden_cell() if value is None else TableCell(view.percent(value), value)
