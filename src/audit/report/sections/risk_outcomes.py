"""Beside being stunted: centimetres from the median, short and thin at once, development, anaemia of women."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from audit.disclosure.released import ShownNumber, ShownRow
from audit.reference.risk_outcomes import OUTCOMES, WOMAN, RiskOutcome
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.risk_words import Effect, effects, factor_name, ratio_words, said
from audit.report.sections.places import source_line
from audit.report.tables import hidden_cell, mark_notes, text_cell
from audit.report.view import HIDDEN, NONE, View, enough

__all__ = ["risk_anaemia", "risk_development", "risk_height", "risk_short_and_thin"]


def risk_height(context: ReportContext) -> Block:
    """How many centimetres children are from WHO's median, with and without each factor."""
    return _block(context, "height")


def risk_short_and_thin(context: ReportContext) -> Block:
    """Children who are stunted and wasted at once, with and without each factor."""
    return _block(context, "short_and_thin")


def risk_development(context: ReportContext) -> Block:
    """Children whose screening of development asks for a second look, with and without each factor."""
    return _block(context, "development")


def risk_anaemia(context: ReportContext) -> Block:
    """Pregnant women and brides with anaemia, with and without each factor."""
    return _block(context, "anaemia")


def _block(context: ReportContext, id: str) -> Block:
    return make_block(context, f"risk_{id}", "situasi", "table", partial(_build, outcome=OUTCOMES[id]))


def _build(view: View, outcome: RiskOutcome) -> Content | None:
    known = view.table(f"risk_outcome_known.{outcome.id}")
    if known is None:
        return None
    found = _effects(view, outcome)
    return Content(
        _title(view, outcome),
        reading=" ".join(
            view.words(f"risk_outcome.{part}.{outcome.id}") for part in ("reading", "measure")[not found :]
        ),
        source=source_line(view),
        paragraphs=(
            *_district(view, outcome, known.rows[0]),
            *said(view, f"risk_outcome_refused.{outcome.id}."),
            *said(view, f"risk_outcome_note.{outcome.id}."),
            *((view.words("risk_outcome.limits"),) if found else ()),
        ),
        tables=(_table(view, outcome, found, known.rows[0]),) if found else (),
    )


def _title(view: View, outcome: RiskOutcome) -> str:
    """The figure of the whole district, where it may be shown."""
    if outcome.kind == "continuous":
        mean = _mean(view, outcome, "mean")
        if mean is not None:
            side = "below" if round(mean, 1) < 0 else "above"
            return view.words(f"risk_outcome.title.{outcome.id}.{side}", mean=view.number(abs(mean), 1))
    else:
        table = view.table(f"risk_outcome.{outcome.id}")
        if table is not None and enough(table.rows[0]):
            percent = view.percent(table.rows[0].value or 0)
            return view.words(f"risk_outcome.title.{outcome.id}", percent=percent)
    return view.words(f"report.risk_{outcome.id}.name")


def _mean(view: View, outcome: RiskOutcome, name: str) -> float | None:
    found = next(iter(view.findings(f"risk_outcome_mean.{outcome.id}")), None)
    value = found.values.get(name) if found else None
    return value.value if isinstance(value, ShownNumber) else None


def _district(view: View, outcome: RiskOutcome, known: ShownRow) -> tuple[str, ...]:
    """How many have it of how many of whom it is known, and of how many who were asked."""
    if outcome.kind == "continuous":
        mean, sd = (_mean(view, outcome, name) for name in ("mean", "sd"))
        if mean is None or sd is None or known.hidden:
            return ()
        values = {"mean": view.number(mean, 1), "sd": view.number(sd, 1), "n": view.number(known.denominator or 0)}
        return (view.words(f"risk_outcome.district.{outcome.id}", **values),)
    table = view.table(f"risk_outcome.{outcome.id}")
    if table is None:
        return ()
    words = []
    for row in table.rows:
        group = row.cell.level(WOMAN.attribute)
        if row.hidden or known.hidden or not enough(row):
            continue
        values = {"cases": view.number(row.numerator or 0), "of": view.number(row.denominator or 0)}
        values |= {"percent": view.percent(row.value or 0), "asked": view.number(known.denominator or 0)}
        words.append(view.words(f"risk_outcome.district.{group or outcome.id}", **values))
    return tuple(words)


def _effects(view: View, outcome: RiskOutcome) -> tuple[Effect, ...]:
    return effects(
        view,
        groups=f"risk_outcome_groups.{outcome.id}",
        found=f"risk_outcome_effect.{outcome.id}.",
        model=outcome.model,
    )


def _table(view: View, outcome: RiskOutcome, found: Sequence[Effect], known: ShownRow) -> Table:
    heads = ("with", "without", "crude", "adjusted", *(() if outcome.kind == "continuous" else ("apart",)))
    kind = outcome.kind
    columns = (
        Column("row", view.words("risk_outcome.row"), "start"),
        *(Column(head, view.words(f"risk_outcome.{kind}.{head}")) for head in heads),
    )
    models = _models(view, outcome)
    rows: list[Row] = []
    for level in dict.fromkeys(e.level for e in found):
        rows.append(Row((text_cell(_level(view, level)), *(text_cell("") for _ in heads))))
        rows += [
            Row((text_cell(_factor(view, e.factor)), *_cells(view, outcome, e)), 1) for e in found if e.level == level
        ]
    shown = [row for e in found for row in (e.present, e.absent)]
    hidden = [row for row in shown if row.hidden] or ([shown[0]] if any(e.withheld for e in found) else [])
    marks = mark_notes(view, hidden, rates=False) or ((view.words("report.mark.hidden"),) if hidden else ())
    notes = (*marks, *_design(view, outcome, found, models, known))
    return Table(view.words(f"risk_outcome.caption.{outcome.id}"), columns, tuple(rows), notes)


def _models(view: View, outcome: RiskOutcome) -> dict[str, ShownRow]:
    table = view.table(f"risk_outcome_models.{outcome.id}")
    return {str(row.cell.level(outcome.model)): row for row in table.rows} if table else {}


def _level(view: View, level: str) -> str:
    return view.words(f"risk_block.level.{level}")


def _factor(view: View, factor: str) -> str:
    return view.words(f"risk_outcome.factor.{factor}") if factor in _OF_WOMEN else factor_name(view, factor)


_OF_WOMEN = frozenset({"woman_below_20", "arm_below_23_5_cm"})


def _model_size(view: View, outcome: RiskOutcome, row: ShownRow) -> str:
    n, events = _size(outcome, row)
    if events is None:
        return view.words("risk_outcome.model.continuous", of=view.number(n))
    who = "women" if outcome.id == "anaemia" else "children"
    return view.words(f"risk_outcome.model.{who}", cases=view.number(events), of=view.number(n))


def _size(outcome: RiskOutcome, row: ShownRow) -> tuple[int, int | None]:
    """People of a row, and those with the outcome; a table of a number has people alone."""
    if outcome.kind == "continuous":
        return row.numerator or 0, None
    return row.denominator or 0, row.numerator or 0


def _cells(view: View, outcome: RiskOutcome, e: Effect) -> tuple[TableCell, ...]:
    groups = [_group(view, outcome, e, row, name) for row, name in ((e.present, "with"), (e.absent, "without"))]
    if e.withheld:
        return (*groups, *([hidden_cell()] * (2 if outcome.kind == "continuous" else 3)))
    crude = e.number("crude")
    digits = 1 if outcome.kind == "continuous" else 2
    alone = TableCell(NONE if crude is None else view.number(crude, digits), crude)
    if outcome.kind == "continuous":
        return (*groups, alone, TableCell(_difference(view, e)))
    apart = _difference(view, e, "apart", ("apart_low", "apart_high"))
    return (*groups, alone, TableCell(ratio_words(view, e)), TableCell(apart))


def _group(view: View, outcome: RiskOutcome, e: Effect, row: ShownRow, name: str) -> TableCell:
    if row.hidden:
        return hidden_cell()
    n, events = _size(outcome, row)
    if events is not None:
        return TableCell(view.words("risk_block.counts", cases=view.number(events), of=view.number(n)))
    mean = e.number(name)
    words = HIDDEN if e.withheld else NONE if mean is None else view.number(mean, 1)
    return TableCell(view.words("risk_outcome.mean_of", mean=words, n=view.number(n)))


def _difference(view: View, e: Effect, name: str = "ratio", ends: tuple[str, str] = ("low", "high")) -> str:
    """``-1,8 (-2,1; -1,5)``: an en dash between negative numbers would be read as one of their signs."""
    value, low, high = (e.number(n) for n in (name, *ends))
    if value is None:
        return NONE
    if low is None or high is None:
        return view.number(value, 1)
    numbers = {"value": value, "low": low, "high": high}
    return view.words("risk_outcome.between", **{n: view.number(x, 1) for n, x in numbers.items()})


def _design(
    view: View, outcome: RiskOutcome, found: Sequence[Effect], models: dict[str, ShownRow], known: ShownRow
) -> tuple[str, ...]:
    """How the models were fitted, how many rows they lack, and the degrees of freedom that are left."""
    kind = "anaemia" if outcome.id == "anaemia" else outcome.kind
    notes = [view.words(f"risk_outcome.design.{kind}")]
    for level in dict.fromkeys(e.level for e in found):
        row, df = models[level], next(e for e in found if e.level == level).number("df")
        if row.hidden or known.hidden:
            continue
        missing = view.number((known.denominator or 0) - _size(outcome, row)[0])
        words = {"level": _level(view, level), "size": _model_size(view, outcome, row), "missing": missing}
        if df is None:
            notes.append(view.words("risk_outcome.design.missing", **words))
        else:
            notes.append(view.words("risk_outcome.design.level", **words, df=view.number(df)))
    return tuple(notes)
