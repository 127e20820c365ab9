"""Is stunting more frequent among poorer families? By fifth of welfare, with the index of the whole gradient."""

from __future__ import annotations

from audit.disclosure.released import ShownFinding, ShownRow
from audit.language import half_up
from audit.reference.risk_columns import FIFTHS, POOREST, UNKNOWN, factor_split
from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.figures.equiplot import equiplot
from audit.report.limits import selection_limits
from audit.report.risk_words import said, shown_number
from audit.report.sections.charts import with_chart
from audit.report.sections.places import source_line
from audit.report.tables import rate_table
from audit.report.view import View, enough

__all__ = ["risk_inequality"]

ID = "risk_inequality"


def risk_inequality(context: ReportContext) -> Block:
    """Stunted by fifth of welfare in the newest month, Erreygers' index and the slope from poorest to richest."""
    return make_block(context, ID, "situasi", "chart", _build)


def _build(view: View) -> Content | None:
    table = view.table("risk_wealth")
    if table is None:
        return None
    rows = {row.cell.level(factor_split(POOREST).attribute): row for row in table.rows}
    known = [(view.words(f"risk_block.fifth.{fifth}"), rows[fifth]) for fifth in FIFTHS]
    labelled = [*known, (view.words("risk_block.fifth.unknown"), rows[UNKNOWN])]
    month = view.month(view.context.month)
    title = _title(view, known[0][1], known[-1][1])
    alt = view.words("risk_block.inequality_alt", title=title, month=month)
    caption = view.words("risk_block.inequality_caption", month=month)
    content = Content(
        title,
        subtitle=view.words("risk_block.inequality_subtitle", month=month),
        reading=view.words("risk_block.inequality_reading"),
        source=source_line(view),
        paragraphs=(*_index(view), *_unknown(view, rows[UNKNOWN]), *selection_limits(view)),
        tables=(rate_table(view, ID, caption, labelled, interval=True),),
    )
    return with_chart(
        view,
        content,
        lambda paper: equiplot(
            f"{ID}-{view.edition}", known, alt=alt, percent=view.percent, tick=view.tick, ends=_ends(view),
            beside=_beside(view), paper=paper,
        ),
        alt=alt,
        drawable=any(enough(row) for _, row in known),
    )  # fmt: skip


def _title(view: View, poorest: ShownRow, richest: ShownRow) -> str:
    """Both ends of welfare side by side, where both may be shown."""
    if not (enough(poorest) and enough(richest)):
        return view.words(f"report.{ID}.name")
    percents = {"poorest": view.percent(poorest.value or 0), "richest": view.percent(richest.value or 0)}
    return view.words("risk_block.inequality_title", **percents)


def _finding(view: View) -> ShownFinding | None:
    return next(iter(view.findings(ID)), None)


def _ends(view: View) -> tuple[float, float] | None:
    """Predicted proportions at the poorest and the richest end; ``None`` where they are not shown."""
    poorest, richest = (shown_number(_finding(view), name) for name in ("poorest", "richest"))
    return None if poorest is None or richest is None else (poorest / 100, richest / 100)


def _beside(view: View) -> tuple[str, ...]:
    """The slope from end to end and Erreygers' index with their limits; nothing where one is not shown.

    The slope is of the ends as they are printed, so that the numbers add up.
    """
    words = {}
    for name, digits in (("slope", 0), ("index", 2)):
        for end in ("", "_low", "_high"):
            value = shown_number(_finding(view), name + end)
            if value is None:
                return ()
            words[name + end] = view.number(value, digits)
    poorest, richest = (half_up(shown_number(_finding(view), end) or 0) for end in ("poorest", "richest"))
    words["slope"] = view.number(int(richest - poorest))
    return (view.words("risk_fraction.slope", **words), view.words("risk_fraction.index", **words))


def _unknown(view: View, row: ShownRow) -> tuple[str, ...]:
    """How many children the chart leaves out, where that may be shown."""
    return (view.words("risk_block.inequality_unknown", n=view.number(row.denominator)),) if row.denominator else ()


def _index(view: View) -> tuple[str, ...]:
    found = _finding(view)
    if found is None or "index" not in found.values:
        return tuple(said(view, ID))
    numbers = {name: shown_number(found, name) for name in ("index", "index_low", "index_high", "poorest", "richest")}
    if any(value is None for value in numbers.values()):
        return (view.words("risk_block.inequality_none"),)
    low, high = numbers["index_low"] or 0.0, numbers["index_high"] or 0.0
    verdict = "none" if low <= 0 <= high else "poor" if high < 0 else "rich"
    words = {name: view.number(value or 0.0, 2 if name.startswith("index") else 0) for name, value in numbers.items()}
    return (view.words(f"risk_block.gradient.{verdict}", **words), view.words("risk_block.index", **words))
