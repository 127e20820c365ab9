"""For the appendix: how stunting is spread over welfare, and which factors go along with that."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from audit.disclosure.released import ShownFinding, ShownRow
from audit.reference.risk_columns import FIFTHS, POOREST, factor_split
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.figures.concentration_curve import concentration_curve
from audit.report.figures.contributions import contributions
from audit.report.risk_words import design_notes, effects, factor_name, model_row, nothing_compared, said, shown_number
from audit.report.sections.charts import with_chart
from audit.report.sections.places import source_line
from audit.report.tables import text_cell
from audit.report.view import View, enough

__all__ = ["risk_concentration", "risk_decomposition"]

CURVE, PARTS = "risk_concentration", "risk_decomposition"
_PART = "part_"
_POOREST_FIFTHS = 2


def risk_concentration(context: ReportContext) -> Block:
    """The concentration curve over the fifths of welfare, from the same counts as their percentages."""
    return make_block(context, CURVE, "situasi", "chart", _curve)


def risk_decomposition(context: ReportContext) -> Block:
    """Erreygers' index as the sum of the parts that go along with each factor."""
    return make_block(context, PARTS, "situasi", "chart", _parts)


def _curve(view: View) -> Content | None:
    table = view.table("risk_wealth")
    rows = {r.cell.level(factor_split(POOREST).attribute): r for r in table.rows} if table else {}
    known = [rows[fifth] for fifth in FIFTHS if fifth in rows]
    if len(known) < len(FIFTHS) or not all(enough(row) for row in known) or not any(row.numerator for row in known):
        return None
    points = list(zip(_shares(known, "denominator"), _shares(known, "numerator"), strict=True))
    month = view.month(view.context.month)
    children, cases = (view.percent(share, 0) for share in points[_POOREST_FIFTHS - 1])
    title = view.words("risk_fraction.curve_title", children=children, cases=cases)
    alt = view.words("risk_fraction.curve_alt", title=title, month=month)
    names = (view.words("risk_fraction.curve_axis"), view.words("risk_fraction.curve_cases"))
    content = Content(
        title,
        subtitle=view.words("risk_fraction.curve_subtitle", month=month),
        reading=view.words("risk_fraction.curve_reading"),
        source=source_line(view),
        tables=(_shares_table(view, points, month),),
    )
    return with_chart(
        view,
        content,
        lambda paper: concentration_curve(
            f"{CURVE}-{view.edition}", points, alt=alt, tick=view.tick, axes_names=names,
            equal=view.words("risk_fraction.curve_equal"), paper=paper,
        ),
        alt=alt,
        drawable=True,
    )  # fmt: skip


def _shares(rows: Sequence[ShownRow], side: str) -> list[float]:
    counts = [getattr(row, side) or 0 for row in rows]
    return [count / sum(counts) for count in accumulate(counts)]


def _shares_table(view: View, points: Sequence[tuple[float, float]], month: str) -> Table:
    heads = ("curve_children", "curve_cases")
    columns = (
        Column("row", view.words("risk_fraction.curve_row"), "start"),
        *(Column(h, view.words(f"risk_fraction.{h}")) for h in heads),
    )
    rows = tuple(
        Row((text_cell(view.words(f"risk_block.fifth.{fifth}")), *(TableCell(view.percent(x, 0), x) for x in point)))
        for fifth, point in zip(FIFTHS, points, strict=True)
    )
    return Table(view.words("risk_fraction.curve_caption", month=month), columns, rows)


def _parts(view: View) -> Content | None:
    found = next(iter(view.findings(PARTS)), None)
    if found is None:
        return nothing_compared(view, PARTS)
    total, residual = shown_number(found, "total"), shown_number(found, "residual")
    if total is None or residual is None:
        return Content(view.words(f"report.{PARTS}.name"), paragraphs=tuple(said(view, PARTS)))
    month, rest = view.month(view.context.month), view.words("risk_fraction.parts_residual")
    names = [name for name in found.values if name.startswith(_PART)]
    factors = [(factor_name(view, name.removeprefix(_PART)), shown_number(found, name) or 0.0) for name in names]
    parts = [*sorted(factors, key=lambda part: (-abs(part[1]), part[0])), (rest, residual)]
    title = _title(view, parts, total)
    alt = view.words("risk_fraction.parts_alt", title=title, month=month)
    content = Content(
        title,
        subtitle=view.words("risk_fraction.parts_subtitle", month=month),
        reading=view.words("risk_fraction.parts_reading"),
        source=source_line(view),
        paragraphs=() if _clear(view) else (view.words("risk_block.gradient.none"),),
        tables=(_parts_table(view, found, [*parts, (view.words("risk_fraction.parts_total"), total)], month),),
    )
    return with_chart(
        view,
        content,
        lambda paper: contributions(
            f"{PARTS}-{view.edition}", parts, alt=alt, number=lambda x: view.number(x, 3), quiet=rest,
            axis=view.words("risk_fraction.parts_axis"), paper=paper,
        ),
        alt=alt,
        drawable=True,
    )  # fmt: skip


def _title(view: View, parts: Sequence[tuple[str, float]], total: float) -> str:
    """Name the largest part, besides welfare itself, that runs the way of a clear index; else the plain name."""
    itself = factor_name(view, POOREST)
    along = [part for part in parts[:-1] if part[1] * total > 0 and part[0] != itself]
    if not along or not _clear(view):
        return view.words(f"report.{PARTS}.name")
    name = along[0][0]
    return view.words("risk_fraction.parts_title", factor=name[:1].lower() + name[1:])


def _clear(view: View) -> bool:
    found = next(iter(view.findings("risk_inequality")), None)
    low, high = shown_number(found, "index_low"), shown_number(found, "index_high")
    return low is not None and high is not None and (low > 0 or high < 0)


def _parts_table(view: View, found: ShownFinding, parts: Sequence[tuple[str, float]], month: str) -> Table:
    columns = (
        Column("row", view.words("risk_fraction.row"), "start"),
        Column("value", view.words("risk_fraction.parts_value")),
    )
    rows = tuple(Row((text_cell(name), TableCell(view.number(value, 3), value))) for name, value in parts)
    level = str(found.values["level"])
    model = model_row(view, level)
    notes: tuple[str, ...] = ()
    if model is not None and not model.hidden:
        counts = {"cases": view.number(model.numerator or 0), "of": view.number(model.denominator or 0)}
        notes = (view.words("risk_fraction.parts_note", **counts),)
    index = shown_number(next(iter(view.findings("risk_inequality")), None), "index")
    if index is not None:
        both = {"total": view.number(parts[-1][1], 3), "index": view.number(index, 2)}
        notes += (view.words("risk_fraction.parts_other_index", **both),)
    notes += design_notes(view, [e for e in effects(view) if e.level == level])[1:]
    return Table(view.words("risk_fraction.parts_caption", month=month), columns, rows, notes)
