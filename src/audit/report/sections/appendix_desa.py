"""How far do desa differ once their children are compared like with like?"""

from __future__ import annotations

from audit.disclosure.released import ShownFinding
from audit.report.appendix_words import counts_cell, finding, number_cell, number_of
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.figures.apart import apart
from audit.report.risk_words import model_row
from audit.report.sections.charts import with_chart
from audit.report.sections.places import source_line
from audit.report.tables import by_area, mark_notes, text_cell
from audit.report.view import NONE, View

__all__ = ["risk_between_desa"]

ID = "risk_between_desa"
_ENDS = ("apart", "low", "high")


def risk_between_desa(context: ReportContext) -> Block:
    """Variance between desa, the median odds ratio, and unnamed places against what age and sex let expect.

    Kecamatan stand in where no desa may be shown.
    """
    return make_block(context, ID, "situasi", "chart", _build)


def _build(view: View) -> Content | None:
    found = finding(view, "appendix_between")
    if found is None:
        return None
    month = view.month(view.context.month)
    kind, shown = _shown(view)
    suffix = "_kecamatan" if kind == "kecamatan" else ""
    icc = number_of(found, "icc_same")
    title = (
        view.words(f"report.{ID}.name")
        if icc is None
        else view.words("risk_appendix.between_title", percent=view.percent(icc / 100, 0))
    )
    alt = view.words("risk_appendix.between_alt", title=title, month=month, n=len(shown))
    content = Content(
        title,
        subtitle=view.words("risk_appendix.between_subtitle", month=month),
        reading=view.words("risk_appendix.between_reading"),
        source=source_line(view),
        paragraphs=(*_sense(view, found), *_counted(view, shown, suffix)),
        tables=(_variance(view, found), *_listed(view, shown, suffix, month)),
    )
    return with_chart(
        view,
        content,
        lambda paper: apart(
            f"{ID}-{view.edition}", list(shown.values()), alt=alt, number=lambda x: view.number(x),
            axis=view.words(f"risk_appendix.apart_axis{suffix}", n=len(shown)),
            side=view.words("risk_appendix.apart_tick"), zero=view.words("risk_appendix.apart_zero"), paper=paper,
        ),
        alt=alt,
        drawable=len(shown) > 1,
    )  # fmt: skip


def _shown(view: View) -> tuple[str, dict[str, tuple[float, float, float]]]:
    """Value and limits by area code: of desa, of kecamatan where no desa may be shown."""
    for kind in ("desa", "kecamatan"):
        shown: dict[str, tuple[float, float, float]] = {}
        for found in view.findings(f"appendix_{kind}."):
            numbers = [n for name in _ENDS if (n := number_of(found, name)) is not None]
            if len(numbers) == len(_ENDS):
                shown[found.id.partition(".")[2]] = (numbers[0], numbers[1], numbers[2])
        if len(shown) > 1:
            return kind, shown
    return "desa", {}


def _sense(view: View, found: ShownFinding) -> tuple[str, ...]:
    mor = number_of(found, "mor_same")
    if mor is None:
        return () if "mor_same" in found.values else (view.spoken(found),)
    return (view.words("risk_appendix.between_sense", mor=view.number(mor, 2)),)


def _counted(view: View, shown: dict[str, tuple[float, float, float]], suffix: str) -> tuple[str, ...]:
    if len(shown) <= 1:
        return ()
    more = sum(low > 0 for _, low, _ in shown.values())
    fewer = sum(high < 0 for _, _, high in shown.values())
    words = {"more": more, "fewer": fewer, "same": len(shown) - more - fewer}
    told = (view.words(f"risk_appendix.between_clear{suffix}", **words),)
    return told if suffix else (*told, view.words("risk_appendix.between_beside_funnel"))


def _variance(view: View, found: ShownFinding) -> Table:
    """Share between desa and MOR without and with age and sex; with factors among the children of the last model."""
    factors = finding(view, "appendix_between_factors")
    stunting = view.table("stunting")
    whole = by_area(stunting.rows, view.context.month).get(None) if stunting else None
    model = model_row(view, str(factors.values["level"])) if factors else None
    rows = [
        Row((text_cell(view.words(f"risk_appendix.between_{name}")), counts_cell(view, row), *_figures(view, f, ends)))
        for name, row, f, ends in (
            ("alone", whole, found, ("icc", "mor")),
            ("age", whole, found, ("icc_same", "mor_same")),
            *([("factors", model, factors, ("icc", "mor"))] if factors else []),
        )
    ]
    columns = (
        Column("row", view.words("risk_appendix.between_row"), "start"),
        Column("counts", view.words("risk_appendix.counts")),
        Column("share", view.words("risk_appendix.between_share")),
        Column("mor", view.words("risk_appendix.between_mor")),
    )
    df = number_of(found, "df")
    words: dict[str, object] = {"df": NONE if df is None else view.number(df)}
    note = "between_note_whole"
    if model is not None and whole is not None and not (model.hidden or whole.hidden):
        note, words["missing"] = "between_note", view.number((whole.denominator or 0) - (model.denominator or 0))
    marks = mark_notes(view, [row for row in (whole, model) if row is not None], rates=False)
    caption = view.words("risk_appendix.between_caption")
    return Table(caption, columns, tuple(rows), (*marks, view.words(f"risk_appendix.{note}", **words)))


def _figures(view: View, found: ShownFinding | None, names: tuple[str, str]) -> tuple[TableCell, TableCell]:
    return number_cell(view, found, names[0], 1, "%"), number_cell(view, found, names[1], 2)


def _listed(view: View, shown: dict[str, tuple[float, float, float]], suffix: str, month: str) -> tuple[Table, ...]:
    """Places clearly apart from what was expected, by code; none where there is none."""
    clear = {code: x for code, x in sorted(shown.items()) if x[1] > 0 or x[2] < 0}
    if not clear:
        return ()
    columns = (
        Column("row", view.words(f"risk_appendix.apart_place{suffix}"), "start"),
        Column("side", view.words("risk_appendix.apart_side"), "start"),
        Column("apart", view.words("risk_appendix.apart_head")),
    )
    rows = tuple(
        Row(
            (
                text_cell(view.area(code)),
                text_cell(view.words(f"risk_appendix.apart_{'more' if low > 0 else 'fewer'}")),
                TableCell(
                    f"{view.number(value, 1)} ({_limits(view, low, high)})",
                    value,
                ),
            )
        )
        for code, (value, low, high) in clear.items()
    )
    caption = view.words("risk_appendix.between_listed", month=month)
    return (Table(caption, columns, rows, (view.words("risk_appendix.between_listed_note"),), long=True),)


def _limits(view: View, low: float, high: float) -> str:
    return view.words("risk_appendix.from_to", low=view.number(low, 1), high=view.number(high, 1))
