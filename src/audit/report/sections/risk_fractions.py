"""Where to act? How many of a hundred stunted children go with each factor that a district can change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.disclosure.released import ShownFinding
from audit.language import half_up
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.figures.bubbles import Bubble, bubbles
from audit.report.risk_words import (
    Effect,
    design_notes,
    effects,
    factor_name,
    group_counts,
    model_row,
    model_words,
    said,
    shown_number,
)
from audit.report.sections.charts import with_chart
from audit.report.sections.places import source_line
from audit.report.tables import hidden_cell, mark_notes, text_cell
from audit.report.view import NONE, View

__all__ = ["risk_fractions"]

ID = "risk_fractions"
_HEADS = ("with", "share", "ratio", "fraction", "average")


@dataclass(frozen=True, slots=True)
class _Fraction:
    """One factor: its comparison, its finding, the share of the model's children who have it."""

    effect: Effect
    found: ShownFinding
    share: float | None

    @property
    def withheld(self) -> bool:
        return self.effect.withheld or "fraction" not in self.found.values

    def number(self, name: str) -> float | None:
        return shown_number(self.found, name)

    @property
    def sure(self) -> bool:
        return (self.number("fraction_low") or 0.0) > 0


def risk_fractions(context: ReportContext) -> Block:
    """Prevalence by ratio as bubbles, fractions with intervals, all together; only factors that can be changed."""
    return make_block(context, ID, "situasi", "chart", _build)


def _build(view: View) -> Content | None:
    found = _fractions(view)
    left = tuple(said(view, "risk_fraction_left."))
    if not found:
        name = view.words(f"report.{ID}.name")
        return Content(name, paragraphs=left, source=source_line(view)) if left else None
    month = view.month(view.context.month)
    title = _title(view, found)
    drawn = [f for f in found if not f.withheld and f.share is not None and f.number("fraction") is not None]
    alt = view.words("risk_fraction.alt", title=title, month=month, n=len(drawn))
    content = Content(
        title,
        subtitle=view.words("risk_fraction.subtitle", month=month),
        reading=view.words("risk_fraction.reading"),
        source=source_line(view),
        paragraphs=_about(view),
        tables=(_table(view, found, left),),
    )
    return with_chart(
        view,
        content,
        lambda paper: bubbles(
            f"{ID}-{view.edition}", [_bubble(view, f) for f in drawn], alt=alt, tick=view.tick,
            ratio=lambda x: view.number(x, 2).rstrip("0").rstrip(",."),
            axes_names=(view.words("risk_fraction.axis_share"), view.words("risk_fraction.axis_ratio")), paper=paper,
        ),
        alt=alt,
        drawable=bool(drawn),
    )  # fmt: skip


def _fractions(view: View) -> list[_Fraction]:
    """Withheld ones last and in the order of the levels; the others from the greatest on, as the figure counts them."""
    compared = {e.factor: e for e in effects(view)}
    found = {str(f.values["factor"]): f for f in view.findings("risk_fraction.")}
    every = [_Fraction(e, found[factor], _share(view, e)) for factor, e in compared.items() if factor in found]
    return sorted(every, key=lambda f: (f.withheld, -(f.number("fraction") or 0.0)))


def _share(view: View, e: Effect) -> float | None:
    model = model_row(view, e.level)
    if model is None or model.hidden or e.present.hidden or not model.denominator:
        return None
    return (e.present.denominator or 0) / model.denominator


def _title(view: View, found: Sequence[_Fraction]) -> str:
    """Name the greatest fraction that is certain, unless a withheld one might be greater."""
    if any(f.withheld for f in found):
        return view.words(f"report.{ID}.name")
    most = next((f for f in found if f.sure), None)
    if most is None:
        return view.words("risk_fraction.title_none")
    name = factor_name(view, most.effect.factor)
    return view.words("risk_fraction.title", factor=name[:1].lower() + name[1:], count=_whole(most.number("fraction")))


def _whole(number: float | None) -> int:
    return int(half_up(number or 0.0))


def _bubble(view: View, f: _Fraction) -> Bubble:
    per_hundred = f.number("fraction") or 0.0
    id = "key" if f.sure else "key_unsure"
    key = view.words(f"risk_fraction.{id}", name=factor_name(view, f.effect.factor), count=_whole(per_hundred))
    return Bubble(key, f.share or 0.0, f.effect.number("ratio") or 1.0, per_hundred, f.sure)


def _about(view: View) -> tuple[str, ...]:
    """What the figures are, why they are not added up, and what all factors together come to."""
    said_of = [f"{view.words('attributable.about')} {view.words('attributable.no_sum')}"]
    joint = _finding(view, "risk_fraction_together")
    count, low, high = (shown_number(joint, f"fraction{end}") for end in ("", "_low", "_high"))
    if count is not None and low is not None and high is not None and low > 0:
        values = {"count": _whole(count), "low": _whole(low), "high": _whole(high)}
        said_of.append(view.words("attributable.together", **values))
    return tuple(said_of)


def _finding(view: View, id: str) -> ShownFinding | None:
    return next((f for f in view.findings(id) if f.id == id), None)


def _table(view: View, found: Sequence[_Fraction], left: tuple[str, ...]) -> Table:
    columns = (
        Column("row", view.words("risk_fraction.row"), "start"),
        *(Column(h, view.words(f"risk_fraction.{h}")) for h in _HEADS),
    )
    rows: list[Row] = []
    for level in dict.fromkeys(e.level for e in effects(view)):
        own = [f for f in found if f.effect.level == level]
        if not own:
            continue
        joint = _finding(view, f"risk_fraction_level.{level}")
        blank = text_cell("")
        together = blank if joint is None else _interval(view, joint, "fraction")
        rows.append(Row((text_cell(model_words(view, level)), blank, blank, blank, together, blank)))
        rows += [Row((text_cell(factor_name(view, f.effect.factor)), *_cells(view, f)), 1) for f in own]
    joint = _finding(view, "risk_fraction_together")
    if joint is not None:
        blanks = (text_cell(""),) * 3
        whole = (text_cell(view.words("risk_fraction.together")), *blanks, _interval(view, joint, "fraction"))
        rows.append(Row((*whole, text_cell(""))))
    notes = (
        *mark_notes(view, [f.effect.present for f in found], rates=False),
        *left,
        view.words("risk_fraction.method"),
        *design_notes(view, [e for e in effects(view) if e in [f.effect for f in found]])[1:],
    )
    return Table(view.words("risk_fraction.caption"), columns, tuple(rows), notes)


def _cells(view: View, f: _Fraction) -> tuple[TableCell, ...]:
    counts = hidden_cell() if f.effect.present.hidden else text_cell(group_counts(view, f.effect.present))
    share = hidden_cell() if f.share is None else TableCell(view.percent(f.share, 0), f.share)
    if f.withheld:
        return (counts, share, *(hidden_cell() for _ in range(3)))
    ratio = f.effect.number("ratio")
    return (
        counts,
        share,
        TableCell(NONE if ratio is None else view.number(ratio, 2), ratio),
        _interval(view, f.found, "fraction"),
        _interval(view, f.found, "average"),
    )


def _interval(view: View, found: ShownFinding, name: str) -> TableCell:
    """``12 (8–16)``, ``2 (−1 sampai 5)``; ``*`` where it is withheld, an en dash without its limits."""
    if name not in found.values:
        return hidden_cell()
    value, low, high = (shown_number(found, f"{name}{end}") for end in ("", "_low", "_high"))
    if value is None or low is None or high is None:
        return text_cell(NONE)
    if half_up(low) >= 0:
        return TableCell(f"{view.number(value)} ({view.number(low)}–{view.number(high)})", value)
    words = {"value": view.number(value), "low": view.number(low), "high": view.number(high)}
    return TableCell(view.words("risk_fraction.interval", **words), value)
