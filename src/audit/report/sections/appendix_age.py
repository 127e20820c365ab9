"""How do height and stunting run with age?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audit.disclosure.released import ShownFinding
from audit.reference.appendix_rules import AGE_LANDMARKS, AGE_MONTHS, month_of_age
from audit.reference.disclosure_rules import SMALL_DENOMINATOR
from audit.report.appendix_words import finding, number_cell, number_of, range_cell
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.figures.along_age import AgePoint, age_curve, height_by_age
from audit.report.sections.charts import with_chart
from audit.report.sections.places import source_line
from audit.report.tables import by_area, count_cell, mark_notes, text_cell
from audit.report.view import NONE, View

__all__ = ["risk_age_curve", "risk_heights"]

ID, CURVE = "risk_heights", "risk_age_curve"
_EVERY = 6  # months between rows of the table of the curve
_MIDDLE = 0.5  # of a month
_MEAN = ("mean", "low", "high")


def risk_heights(context: ReportContext) -> Block:
    """Mean height-for-age by completed month with its interval, beside WHO's standard."""
    return make_block(context, ID, "situasi", "chart", _heights)


def risk_age_curve(context: ReportContext) -> Block:
    """Estimated percentage of stunted children along age, as a smooth curve with its band."""
    return make_block(context, CURVE, "situasi", "chart", _curve)


def _heights(view: View) -> Content | None:
    table = view.table("appendix_age")
    if table is None:
        return None
    month = view.month(view.context.month)
    found = {f.id.partition(".")[2]: f for f in view.findings("appendix_height.")}
    points = _points({level: [number_of(one, name) for name in _MEAN] for level, one in found.items()})
    title = _landmarks(view, "heights", {level: number_of(one, "mean") for level, one in found.items()})
    title = title or view.words(f"report.{ID}.name")
    alt = view.words("risk_appendix.heights_alt", title=title, month=month)
    levels = [str(row.cell.level("age")) for row in table.rows]
    rows = tuple(
        Row(
            (
                text_cell(str(month_of_age(level))),
                count_cell(view, row.numerator, hidden=row.hidden),
                number_cell(view, found.get(level), "mean", 2),
                range_cell(view, found.get(level), ("low", "high")),
            )
        )
        for level, row in zip(levels, table.rows, strict=True)
    )
    columns = (
        Column("row", view.words("risk_appendix.age"), "start"),
        Column("n", view.words("risk_appendix.age_known")),
        Column("mean", view.words("risk_appendix.heights_mean")),
        Column("range", view.words("report.range")),
    )
    notes = (
        *mark_notes(view, table.rows, rates=False),
        view.words("risk_appendix.heights_design", least=SMALL_DENOMINATOR),
    )
    content = Content(
        title,
        subtitle=view.words("risk_appendix.heights_subtitle", month=month),
        reading=view.words("risk_appendix.heights_reading"),
        source=source_line(view),
        tables=(Table(view.words("risk_appendix.heights_caption", month=month), columns, rows, notes, long=True),),
    )
    return with_chart(
        view,
        content,
        lambda paper: height_by_age(
            f"{ID}-{view.edition}", points, alt=alt, number=lambda z: view.number(z, 1),
            axis=view.words("risk_appendix.age"),
            names=(view.words("risk_appendix.heights_zero"), view.words("risk_appendix.heights_short")), paper=paper,
        ),
        alt=alt,
        drawable=bool(points),
    )  # fmt: skip


def _points(along: Mapping[str, Sequence[float | None]]) -> list[AgePoint]:
    """Value and limits by level of age, where all three may be shown."""
    known = {level: [n for n in numbers if n is not None] for level, numbers in along.items()}
    return [AgePoint(month_of_age(level) + _MIDDLE, *x) for level, x in known.items() if len(x) == len(_MEAN)]


def _landmarks(view: View, which: str, values: dict[str, float | None]) -> str:
    """Both declared ages side by side, where both may be shown."""
    by_month = {month_of_age(level): value for level, value in values.items()}
    first, second = (by_month.get(month) for month in AGE_LANDMARKS)
    if first is None or second is None:
        return ""
    one, two = (view.number(x, 2) if which == "heights" else view.percent(x, 0) for x in (first, second))
    a, b = AGE_LANDMARKS
    return view.words(f"risk_appendix.{which}_title", first=one, second=two, a=a, b=b)


def _curve(view: View) -> Content | None:
    found = finding(view, "appendix_curve")
    if found is None:
        return None
    month = view.month(view.context.month)
    levels = [level for below in AGE_MONTHS.children.values() for level in below]
    along = {level: [number_of(found, f"{level}.{end}") for end in ("estimate", "low", "high")] for level in levels}
    points = _points(along)
    title = _landmarks(view, "curve", {level: x[0] for level, x in along.items()}) or view.words(f"report.{CURVE}.name")
    alt = view.words("risk_appendix.curve_alt", title=title, month=month)
    columns = (
        Column("row", view.words("risk_appendix.curve_row"), "start"),
        Column("estimate", view.words("risk_appendix.estimate")),
        Column("range", view.words("report.range")),
    )
    rows = tuple(
        Row(
            (
                text_cell(view.number(p.age - _MIDDLE)),
                TableCell(view.percent(p.value), p.value),
                text_cell(_limits(view, p)),
            )
        )
        for p in points
        if round(p.age - _MIDDLE) % _EVERY == 0
    )
    content = Content(
        title,
        subtitle=view.words("risk_appendix.curve_subtitle", month=month),
        reading=view.words("risk_appendix.curve_reading"),
        source=source_line(view),
        tables=(Table(view.words("risk_appendix.curve_caption", month=month), columns, rows, _design(view, found)),)
        if rows
        else (),
    )
    return with_chart(
        view,
        content,
        lambda paper: age_curve(
            f"{CURVE}-{view.edition}", points, alt=alt, tick=view.tick, axis=view.words("risk_appendix.curve_axis"),
            paper=paper,
        ),
        alt=alt,
        drawable=bool(points),
    )  # fmt: skip


def _limits(view: View, point: AgePoint) -> str:
    return f"{view.number(point.low * 100, 1)}–{view.percent(point.high)}"


def _design(view: View, found: ShownFinding) -> tuple[str, ...]:
    df = number_of(found, "df")
    stunting = view.table("stunting")
    whole = by_area(stunting.rows, view.context.month).get(None) if stunting else None
    notes = [view.words("risk_appendix.curve_design", df=NONE if df is None else view.number(df))]
    if whole is not None and not whole.hidden:
        cases, of = (view.number(n or 0) for n in (whole.numerator, whole.denominator))
        notes.append(view.words("risk_appendix.curve_model", cases=cases, of=of))
    return tuple(notes)
