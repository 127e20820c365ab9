"""Would the comparisons be others if no answer were missing?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.disclosure.released import ShownFinding, ShownRow
from audit.reference.imputation_rules import IMPUTATIONS, ITERATIONS
from audit.reference.risk_columns import factor_split
from audit.report.appendix_words import finding, number_of, range_cell
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.risk_words import Effect, effects, factor_name, nothing_compared, ratio_words
from audit.report.sections.places import source_line
from audit.report.tables import by_area, hidden_cell, mark_notes, text_cell
from audit.report.view import HIDDEN, NONE, View

__all__ = ["risk_missing"]

ID = "risk_missing"
_RATIO = ("ratio", "low", "high")


def risk_missing(context: ReportContext) -> Block:
    """Ratios of complete rows, of imputed answers, and the worst case, factor by factor; or why one will do."""
    return make_block(context, ID, "situasi", "table", _build)


def _build(view: View) -> Content | None:
    found = finding(view, "appendix_missing")
    if found is None:
        return nothing_compared(view, ID)
    compared = effects(view)
    imputed = {e.factor: finding(view, f"appendix_imputed.{e.factor}") for e in compared}
    if not any(imputed.values()):
        return Content(view.words(f"report.{ID}.name"), paragraphs=(view.spoken(found),), source=source_line(view))
    heads = ("missing_unknown", "complete", "imputed", "bounds")
    columns = (
        Column("row", view.words("risk_appendix.row"), "start"),
        *(Column(head, view.words(f"risk_appendix.{head}")) for head in heads),
    )
    known = view.table("risk_known")
    own = {a: row for row in known.rows for a, _ in row.cell.at} if known else {}
    rows: list[Row] = []
    for e in compared:
        row = own.get(factor_split(e.factor).attribute)
        rows.append(
            Row(
                (
                    text_cell(factor_name(view, e.factor)),
                    _unknown(view, row),
                    hidden_cell() if e.withheld else TableCell(ratio_words(view, e), e.number("ratio")),
                    range_cell(view, imputed[e.factor], _RATIO),
                    range_cell(view, finding(view, f"appendix_bounds.{e.factor}"), ("worst_low", "worst_high")),
                )
            )
        )
    stunting = view.table("stunting")
    whole = by_area(stunting.rows, view.context.month).get(None) if stunting else None
    counts = (whole.numerator, whole.denominator) if whole is not None else (None, None)
    cases, of = (HIDDEN if n is None else view.number(n) for n in counts)
    design = view.words("risk_appendix.missing_design", m=IMPUTATIONS, iterations=ITERATIONS, cases=cases, of=of)
    marked = any(cell.hidden for row in rows for cell in row.cells)
    marks = (view.words("report.mark.hidden"),) if marked else mark_notes(view, own.values(), rates=False)
    return Content(
        _title(view, compared, imputed),
        reading=view.words("risk_appendix.missing_reading"),
        source=source_line(view),
        paragraphs=tuple(_changed(view, compared, imputed)),
        tables=(Table(view.words("risk_appendix.missing_caption"), columns, tuple(rows), (*marks, design)),),
    )


def _unknown(view: View, row: ShownRow | None) -> TableCell:
    """Children of whom the factor is not known, of all measured."""
    if row is None:
        return TableCell(NONE)
    if row.hidden or row.numerator is None or not row.denominator:
        return hidden_cell()
    missing = row.denominator - row.numerator
    share = missing / row.denominator
    numbers = {"missing": view.number(missing), "of": view.number(row.denominator), "percent": view.percent(share, 0)}
    return TableCell(view.words("risk_appendix.missing_of", **numbers), share)


def _title(view: View, compared: tuple[Effect, ...], imputed: Mapping[str, ShownFinding | None]) -> str:
    """How many factors are on the same side of 1, or on neither, both ways; no count where one is withheld."""
    sides = _sides(compared, imputed)
    if sides is None:
        return view.words(f"report.{ID}.name")
    return view.words("risk_appendix.missing_title", same=sum(a == b for a, b in sides), n=len(sides))


def _changed(view: View, compared: tuple[Effect, ...], imputed: Mapping[str, ShownFinding | None]) -> Iterator[str]:
    """Which factors come to another conclusion, and how; nothing where one is withheld."""
    sides = _sides(compared, imputed) or []
    changes: dict[str, list[str]] = {"unclear": [], "clear": [], "turned": []}
    for e, (one, other) in zip(compared, sides, strict=False):
        if one != other:
            name = factor_name(view, e.factor)
            changes["unclear" if not other else "clear" if not one else "turned"].append(name[:1].lower() + name[1:])
    for how, names in changes.items():
        if names:
            yield view.words(f"risk_appendix.missing_changed.{how}", factors=view.join(names))


def _sides(compared: tuple[Effect, ...], imputed: Mapping[str, ShownFinding | None]) -> list[tuple[int, int]] | None:
    """Side of 1 of every factor, of complete rows and with imputed answers; ``None`` where one is withheld."""
    sides: list[tuple[int, int]] = []
    for e in compared:
        one = _side(e.number("low"), e.number("high"))
        other = _side(*(number_of(imputed[e.factor], name) for name in ("low", "high")))
        if one is None or other is None:
            return None
        sides.append((one, other))
    return sides


def _side(low: float | None, high: float | None) -> int | None:
    """1 above 1, -1 below it, 0 where the interval holds it."""
    if low is None or high is None:
        return None
    return int(low > 1) - int(high < 1)
