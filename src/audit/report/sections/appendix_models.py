"""What else could explain the comparisons: two factors meeting, what is not recorded, and what models can bear."""

from __future__ import annotations

from collections.abc import Sequence

from audit.disclosure.released import ShownFinding, ShownRow
from audit.reference.appendix_rules import HIGH_GVIF, PAIRS, FactorPair
from audit.reference.risk_columns import ABSENT, PRESENT, factor_split
from audit.reference.risk_rules import EVENTS_PER_PARAMETER
from audit.report.appendix_words import counts_cell, finding, number_cell, number_of, range_cell, withheld
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.risk_words import Effect, effects, factor_name, model_row, nothing_compared, ratio_words
from audit.report.sections.places import source_line
from audit.report.tables import hidden_cell, mark_notes, text_cell
from audit.report.view import NONE, View

__all__ = ["risk_overlap", "risk_together", "risk_unrecorded"]

TOGETHER, UNRECORDED, OVERLAP = "risk_together", "risk_unrecorded", "risk_overlap"
_STRENGTH, _MODEL, _PAIR = "appendix_strength.", "appendix_model.", "appendix_pair."
_REFUSED = "appendix_pair_refused."


def risk_together(context: ReportContext) -> Block:
    """Declared pairs of factors: children with neither, one or both, and the excess where they meet (RERI)."""
    return make_block(context, TOGETHER, "situasi", "table", _together)


def risk_unrecorded(context: ReportContext) -> Block:
    """E-values beside the adjusted ratios."""
    return make_block(context, UNRECORDED, "situasi", "table", _unrecorded)


def risk_overlap(context: ReportContext) -> Block:
    """Overlap of factors (GVIF), and cases, desa and degrees of freedom of each model."""
    return make_block(context, OVERLAP, "situasi", "table", _overlap)


def _together(view: View) -> Content | None:
    table = view.table("appendix_pairs")
    refusals = tuple(_refusal(view, pair) for pair in PAIRS if finding(view, f"{_REFUSED}{pair.id}"))
    told = [(pair, found) for pair in PAIRS if (found := finding(view, f"{_PAIR}{pair.id}"))]
    if table is None or not told:
        if table is None and (empty := nothing_compared(view, TOGETHER)):
            return empty
        name = view.words(f"report.{TOGETHER}.name")
        return Content(name, paragraphs=refusals, source=source_line(view)) if refusals else None
    columns = (
        Column("row", view.words("risk_appendix.row"), "start"),
        Column("counts", view.words("risk_appendix.counts")),
        Column("ratio", view.words("risk_appendix.ratio")),
    )
    rows = [row for pair, found in told for row in _pair_rows(view, pair, found, table.rows)]
    marks = mark_notes(view, table.rows, rates=False)
    caption = view.words("risk_appendix.pairs_caption")
    words = [sentence for pair, found in told for sentence in _verdict(view, pair, found)]
    return Content(
        _pair_title(view, [found for _, found in told]),
        reading=view.words("risk_appendix.pairs_reading"),
        source=source_line(view),
        paragraphs=(*words, *refusals),
        tables=(Table(caption, columns, tuple(rows), (*marks, view.words("risk_appendix.pair_note"))),),
    )


def _refusal(view: View, pair: FactorPair) -> str:
    found, (a, b) = finding(view, f"{_REFUSED}{pair.id}"), _names(view, pair)
    return view.words(found.sentence.id, a=a, b=b) if found else ""


def _names(view: View, pair: FactorPair) -> tuple[str, str]:
    first, second = (factor_name(view, factor) for factor in (pair.a, pair.b))
    return first, second[:1].lower() + second[1:]


def _side(found: ShownFinding) -> str | None:
    low, high = (number_of(found, f"reri_{end}") for end in ("low", "high"))
    if low is None or high is None:
        return None
    return "more" if low > 0 else "fewer" if high < 0 else "unclear"


def _verdict(view: View, pair: FactorPair, found: ShownFinding) -> tuple[str, ...]:
    side, (a, b) = _side(found), _names(view, pair)
    if side is None:
        return (view.spoken(found),) if withheld(found, "reri") else ()
    return (f"{view.words(f'risk_appendix.verdict.{side}', a=a, b=b)} {view.words(f'risk_appendix.why.{pair.id}')}",)


def _pair_title(view: View, told: Sequence[ShownFinding]) -> str:
    sides = [_side(found) for found in told]
    if None in sides:
        return view.words(f"report.{TOGETHER}.name")
    more = sides.count("more")
    if not more:
        return view.words("risk_appendix.pair_title_none")
    return view.words("risk_appendix.pair_title", n=more, of=len(sides))


def _pair_rows(view: View, pair: FactorPair, found: ShownFinding, shown: Sequence[ShownRow]) -> list[Row]:
    a, b = (factor_split(factor).attribute for factor in (pair.a, pair.b))
    own = {(row.cell.level(a), row.cell.level(b)): row for row in shown if row.cell.level(a) and row.cell.level(b)}
    first, second = _names(view, pair)
    df = number_of(found, "df")
    level = view.words(f"risk_block.level.{found.values['level']}")
    model = view.words("risk_appendix.pair_model", level=level, df=NONE if df is None else view.number(df))
    head = f"{view.words('risk_appendix.pair_head', a=first, b=second)} ({model})"
    lower = first[:1].lower() + first[1:]
    lines = (
        (view.words("risk_appendix.pair_group.neither"), (ABSENT, ABSENT), None),
        (view.words("risk_appendix.pair_group.only", factor=lower), (PRESENT, ABSENT), "only_a"),
        (view.words("risk_appendix.pair_group.only", factor=second), (ABSENT, PRESENT), "only_b"),
        (view.words("risk_appendix.pair_group.both"), (PRESENT, PRESENT), "both"),
    )
    rows = [Row((text_cell(head), text_cell(""), text_cell("")))]
    for label, states, name in lines:
        ratio = TableCell(view.number(1, 2), 1.0) if name is None else _range(view, found, name)
        rows.append(Row((text_cell(label), counts_cell(view, own[states]), ratio), 1))
    rows.append(Row((text_cell(view.words("risk_appendix.pair_reri")), text_cell(""), _range(view, found, "reri")), 1))
    return rows


def _range(view: View, found: ShownFinding, name: str) -> TableCell:
    return range_cell(view, found, (name, f"{name}_low", f"{name}_high"))


def _strengths(view: View) -> list[tuple[Effect, ShownFinding]]:
    return [(e, found) for e in effects(view) if (found := finding(view, f"{_STRENGTH}{e.factor}"))]


def _unrecorded(view: View) -> Content | None:
    told = _strengths(view)
    if not told:
        return nothing_compared(view, UNRECORDED)
    columns = (
        Column("row", view.words("risk_appendix.row"), "start"),
        Column("counts", view.words("risk_appendix.counts")),
        Column("ratio", view.words("risk_block.adjusted")),
        Column("evalue", view.words("risk_appendix.evalue")),
        Column("limit", view.words("risk_appendix.evalue_limit")),
    )
    rows = tuple(
        Row(
            (
                text_cell(factor_name(view, e.factor)),
                counts_cell(view, e.present),
                hidden_cell() if e.withheld else TableCell(ratio_words(view, e), e.number("ratio")),
                number_cell(view, found, "point", 2),
                number_cell(view, found, "limit", 2),
            )
        )
        for e, found in told
    )
    marks = mark_notes(view, [e.present for e, _ in told], rates=False)
    notes = (*marks, view.words("risk_appendix.evalue_note"), view.words("risk_block.design"))
    return Content(
        _strongest(view, told),
        reading=view.words("interaction.about_e_value"),
        source=source_line(view),
        paragraphs=(view.words("risk_appendix.unrecorded_limits"),),
        tables=(Table(view.words("risk_appendix.evalue_caption"), columns, rows, notes),),
    )


def _strongest(view: View, told: Sequence[tuple[Effect, ShownFinding]]) -> str:
    """Name the factor whose limit is hardest to explain away, unless a withheld one might be harder."""
    limits = [(number_of(found, "limit"), e) for e, found in told]
    if any(x is None for x, _ in limits):
        return view.words(f"report.{UNRECORDED}.name")
    most, e = max(limits, key=lambda one: one[0] or 0)
    if (most or 0) <= 1:
        return view.words("risk_appendix.evalue_title_none")
    name = factor_name(view, e.factor)
    return view.words("risk_appendix.evalue_title", factor=name[:1].lower() + name[1:], e=view.number(most or 0, 1))


def _overlap(view: View) -> Content | None:
    told = _strengths(view)
    if not told:
        return nothing_compared(view, OVERLAP)
    columns = (
        Column("row", view.words("risk_appendix.row"), "start"),
        Column("gvif", view.words("risk_appendix.gvif")),
    )
    rows = tuple(
        Row((text_cell(factor_name(view, e.factor)), number_cell(view, found, "gvif", 2))) for e, found in told
    )
    hidden = any(cell.hidden for row in rows for cell in row.cells)
    note = view.words("risk_appendix.gvif_note", limit=view.number(HIGH_GVIF, 1))
    marks = (view.words("report.mark.hidden"),) if hidden else ()
    return Content(
        _alike(view, told),
        reading=view.words("risk_appendix.overlap_reading"),
        source=source_line(view),
        tables=(
            _models(view),
            Table(view.words("risk_appendix.gvif_caption"), columns, rows, (*marks, note), long=True),
        ),
    )


def _alike(view: View, told: Sequence[tuple[Effect, ShownFinding]]) -> str:
    overlap = [(number_of(found, "gvif"), e) for e, found in told]
    if any(x is None for x, _ in overlap):
        return view.words(f"report.{OVERLAP}.name")
    high = [factor_name(view, e.factor) for x, e in overlap if (x or 0) > HIGH_GVIF]
    if not high:
        return view.words("risk_appendix.overlap_title_none")
    return view.words("risk_appendix.overlap_title", factors=view.join([name[:1].lower() + name[1:] for name in high]))


def _models(view: View) -> Table:
    """Children, cases and missing rows of each level's model, and what it bears."""
    known = view.table("risk_known")
    whole = None if known is None or not known.rows or known.rows[0].hidden else known.rows[0].denominator
    heads = ("per_term", "above", "clusters", "df")
    names = {"per_term": "per_term", "above": "above", "clusters": "model_clusters", "df": "df"}
    columns = (
        Column("row", view.words("risk_appendix.model_row"), "start"),
        Column("counts", view.words("risk_appendix.counts")),
        Column("missing", view.words("risk_appendix.missing_unknown")),
        *(Column(head, view.words(f"risk_appendix.{names[head]}")) for head in heads),
    )
    rows: list[Row] = []
    used: list[ShownRow] = []
    for found in view.findings(_MODEL):
        level = str(found.values["level"])
        row = model_row(view, level)
        used += [row] if row else []
        gone = None if row is None or row.hidden or whole is None else whole - (row.denominator or 0)
        missing = hidden_cell() if gone is None else TableCell(view.number(gone), gone)
        rows.append(
            Row(
                (
                    text_cell(view.words(f"risk_block.level.{level}")),
                    counts_cell(view, row),
                    missing,
                    *(number_cell(view, found, h, int(h == "above"), "%" if h == "above" else "") for h in heads),
                )
            )
        )
    marks = mark_notes(view, used, rates=False)
    note = view.words("risk_appendix.model_note", least=EVENTS_PER_PARAMETER)
    return Table(view.words("risk_appendix.model_caption"), columns, tuple(rows), (*marks, note))
