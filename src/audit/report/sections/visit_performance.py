"""How true are the risks, what do they gain, whom do they serve? Of children whose desa no model had seen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, takewhile

from audit.disclosure.released import ShownRow
from audit.reference.prediction_rules import THRESHOLDS
from audit.reference.risk_columns import ABSENT, POOREST, PRESENT, UNKNOWN, factor_split
from audit.reference.visit_rules import BAND_SPLIT, BANDS, ORDER_SPLIT, TENTH_SPLIT, TENTHS, TRUE_WITHIN
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.figures.calibration_plot import CalibrationPoint, calibration_plot
from audit.report.figures.capacity_plot import CapacityLine, capacity_plot
from audit.report.figures.decision_plot import DecisionPoint, decision_plot
from audit.report.risk_words import said
from audit.report.sections.charts import with_chart
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, hidden_cell, rate_cells, text_cell
from audit.report.view import HIDDEN, NONE, View, enough
from audit.report.visit_words import design_notes, figure_of, finding, levels, points, whole

__all__ = ["visit_calibration", "visit_capacity", "visit_decision", "visit_groups"]

CALIBRATION, DECISION, CAPACITY, GROUPS = "visit_calibration", "visit_decision", "visit_capacity", "visit_groups"
_WEALTH = factor_split(POOREST).attribute
_HUNDRED = 100


def visit_calibration(context: ReportContext) -> Block:
    """Predicted risk and what happened, by tenth of children; smooth curve and rug in the restricted edition alone."""
    return make_block(context, CALIBRATION, "metode", "chart", _calibration)


def visit_decision(context: ReportContext) -> Block:
    """Net benefit of visiting by risk beside visiting everybody, where every count that it needs may be shown."""
    return make_block(context, DECISION, "metode", "chart", _decision)


def visit_capacity(context: ReportContext) -> Block:
    """Share of new cases by how many are visited: tenths of children in public, every number for the team."""
    return make_block(context, CAPACITY, "metode", "chart", _capacity)


def visit_groups(context: ReportContext) -> Block:
    """The same model by sex, welfare and kecamatan, so that nobody is served worse without its being seen."""
    return make_block(context, GROUPS, "metode", "table", _groups)


# calibration ------------------------------------------------------------------------------------------------------


def _calibration(view: View) -> Content | None:
    rows = levels(view, "visit_tenths", TENTH_SPLIT.attribute)
    if not rows:
        return None
    risks = {tenth: figure_of(finding(view, f"visit_tenth.{tenth}"), "risk") for tenth in rows}
    drawn = [
        CalibrationPoint(risk, row.value or 0.0, row.low or 0.0, row.high or 0.0)
        for tenth, row in rows.items()
        if (risk := risks[tenth]) is not None and enough(row)
    ]
    title = _calibration_title(view)
    alt = view.words("visit_block.calibration.alt", title=title)
    content = Content(
        title,
        subtitle=view.words("visit_block.calibration.subtitle"),
        reading=view.words("visit_block.calibration.reading"),
        source=source_line(view),
        paragraphs=(*_measured(view), *said(view, "visit_choice"), *said(view, "visit_later"), *_public_only(view)),
        tables=(_tenths(view, rows, risks),),
    )
    curve, rug = points(view, "smooth"), [x for x, _ in points(view, "rug")]
    return with_chart(
        view,
        content,
        lambda paper: calibration_plot(
            f"{CALIBRATION}-{view.edition}", drawn, alt=alt, tick=view.tick,
            across=view.words("visit_block.calibration.across"), up=view.words("visit_block.calibration.up"),
            true=view.words("visit_block.calibration.true"), group=view.words("visit_block.calibration.group"),
            curve=(view.words("visit_block.calibration.smooth"), curve), rug=rug, paper=paper,
        ),
        alt=alt,
        drawable=bool(drawn),
    )  # fmt: skip


def _calibration_title(view: View) -> str:
    ratio = figure_of(finding(view, "visit_performance"), "ratio")
    if ratio is None:
        return view.words(f"report.{CALIBRATION}.name")
    verdict = "true" if round(abs(ratio - 1), 2) <= TRUE_WITHIN else "low" if ratio > 1 else "high"
    return view.words(f"visit_block.calibration.title_{verdict}", of_100=view.number(ratio * _HUNDRED))


def _measured(view: View) -> tuple[str, ...]:
    """Discrimination and calibration of all children in words; one sentence where they are withheld."""
    found = finding(view, "visit_performance")
    numbers = {name: figure_of(found, name) for name in ("auc", "low", "high", "slope", "brier")}
    if any(number is None for number in numbers.values()):
        return (view.spoken(found),) if found else ()
    pairs = {name: view.number((numbers[name] or 0) * _HUNDRED) for name in ("auc", "low", "high")}
    rest = {name: view.number(numbers[name] or 0, 2) for name in ("slope", "brier")}
    return (view.words("visit_block.pairs", **pairs), view.words("visit_block.slope", **rest))


def _public_only(view: View) -> tuple[str, ...]:
    """In public, what is left out of it."""
    return (view.words("visit_block.calibration.left_out"),) if view.edition == "publik" else ()


def _tenths(view: View, rows: dict[str, ShownRow], risks: dict[str, float | None]) -> Table:
    heads = ("of", "predicted", "count", "rate", "range")
    columns = (
        Column("row", view.words("visit_block.tenth_row"), "start"),
        *(Column(head, view.words(f"visit_block.tenths.{head}")) for head in heads),
    )
    body = []
    for tenth, row in rows.items():
        first, *rest = rate_cells(view, row, interval=True)
        risk = risks[tenth]
        predicted = hidden_cell() if row.hidden else _percent(view, risk)
        name = view.words("visit_block.tenth_name", n=view.number(TENTHS.index(tenth) + 1))
        body.append(Row((text_cell(name), first, predicted, *rest)))
    caption = view.words("visit_block.tenths.caption")
    return Table(caption, columns, tuple(body), design_notes(view, tuple(rows.values())))


def _percent(view: View, share: float | None) -> TableCell:
    return text_cell(NONE) if share is None else TableCell(view.percent(share), share)


# decision ---------------------------------------------------------------------------------------------------------


def _decision(view: View) -> Content | None:
    own, bands = whole(view), levels(view, "visit_bands", BAND_SPLIT.attribute)
    if own is None or not bands or own.hidden or not own.denominator:
        return None
    drawn = [_net_benefit(own, bands, threshold) for threshold in THRESHOLDS]
    better = [p.threshold for p in takewhile(lambda p: p.model is not None and p.model > max(p.everybody, 0), drawn)]
    share = (own.numerator or 0) / own.denominator
    start = DecisionPoint(0.0, share, share)  # at no threshold everybody is visited
    title = _decision_title(view, better, withheld=any(p.model is None for p in drawn))
    alt = view.words("visit_block.decision.alt", title=title)
    content = Content(
        title,
        subtitle=view.words("visit_block.decision.subtitle"),
        reading=view.words("visit_block.decision.reading"),
        source=source_line(view),
        tables=(_benefits(view, drawn, bands),),
    )
    return with_chart(
        view,
        content,
        lambda paper: decision_plot(
            f"{DECISION}-{view.edition}", [start, *drawn], alt=alt, tick=view.tick, number=lambda x: view.number(x, 1),
            across=view.words("visit_block.decision.across"), up=view.words("visit_block.decision.up"),
            model=view.words("visit_block.decision.model"), everybody=view.words("visit_block.decision.everybody"),
            nobody=view.words("visit_block.decision.nobody"), paper=paper,
        ),
        alt=alt,
        drawable=any(p.model is not None for p in drawn),
    )  # fmt: skip


def _net_benefit(own: ShownRow, bands: dict[str, ShownRow], threshold: float) -> DecisionPoint:
    """From the counts that are shown: of every band from the threshold up, ``None`` where one of them is withheld."""
    n, cases = own.denominator or 0, own.numerator or 0
    odds = threshold / (1 - threshold)
    above = [bands[band] for band in BANDS[THRESHOLDS.index(threshold) + 1 :]]
    everybody = (cases - (n - cases) * odds) / n
    if any(row.hidden for row in above):
        return DecisionPoint(threshold, None, everybody)
    found, visited = sum(row.numerator or 0 for row in above), sum(row.denominator or 0 for row in above)
    return DecisionPoint(threshold, (found - (visited - found) * odds) / n, everybody)


def _decision_title(view: View, better: list[float], *, withheld: bool) -> str:
    if withheld and not better:
        return view.words(f"report.{DECISION}.name")
    if not better:
        return view.words("visit_block.decision.title_none")
    ends = {"low": view.percent(better[0], 0), "high": view.percent(better[-1], 0)}
    return view.words(f"visit_block.decision.title{'_one' if len(better) == 1 else ''}", **ends)


def _benefits(view: View, drawn: list[DecisionPoint], bands: dict[str, ShownRow]) -> Table:
    heads = ("model", "everybody")
    columns = (
        Column("row", view.words("visit_block.decision.across"), "start"),
        *(Column(head, view.words(f"visit_block.decision.{head}")) for head in heads),
    )

    def cell(benefit: float | None) -> TableCell:
        if benefit is None:
            return hidden_cell()
        return TableCell(view.number(benefit * _HUNDRED, 1), benefit)

    body = tuple(Row((text_cell(view.percent(p.threshold, 0)), cell(p.model), cell(p.everybody))) for p in drawn)
    caption = view.words("visit_block.decision.caption")
    return Table(caption, columns, body, design_notes(view, tuple(bands.values()), rates=False), long=True)


# capacity ---------------------------------------------------------------------------------------------------------


def _capacity(view: View) -> Content | None:
    own, rows = whole(view), levels(view, "visit_order", ORDER_SPLIT.attribute)
    if own is None or not rows:
        return None
    tenths = _reached(own, rows)
    title = _capacity_title(view, tenths)
    alt = view.words("visit_block.capacity.alt", title=title)
    edition = "restricted" if points(view, "order") else "public"
    content = Content(
        title,
        subtitle=view.words(f"visit_block.capacity.subtitle_{edition}"),
        reading=view.words(f"visit_block.capacity.reading_{edition}"),
        source=source_line(view),
        tables=(_order(view, rows, tenths),),
    )
    lines, at = _lines(view, tenths)
    everybody = lines[0].points[-1][0] if at else float(_HUNDRED)
    end = min(everybody, at[-1]) if at else everybody
    return with_chart(
        view,
        content,
        lambda paper: capacity_plot(
            f"{CAPACITY}-{view.edition}", lines, alt=alt, end=end, everybody=everybody,
            tick=lambda share: view.percent(share, 0), visits=view.number,
            across=view.words(f"visit_block.capacity.across_{edition}"), up=view.words("visit_block.capacity.up"),
            chance=view.words("visit_block.capacity.chance"), at=at, paper=paper,
        ),
        alt=alt,
        drawable=len(tenths) > 1 or bool(points(view, "order")),
    )  # fmt: skip


def _reached(own: ShownRow, rows: dict[str, ShownRow]) -> tuple[tuple[float, float], ...]:
    """(children visited of a hundred, share of cases) after each tenth, up to the first that is withheld."""
    out, visited, cases = [(0.0, 0.0)], 0, 0
    if own.hidden or not own.numerator or not own.denominator:
        return tuple(out)
    for row in rows.values():
        if row.hidden:
            break
        visited, cases = visited + (row.denominator or 0), cases + (row.numerator or 0)
        out.append((_HUNDRED * visited / own.denominator, cases / own.numerator))
    return tuple(out)


def _capacity_title(view: View, tenths: tuple[tuple[float, float], ...]) -> str:
    if len(tenths) < 2:
        return view.words(f"report.{CAPACITY}.name")
    visited, share = (view.number(x) for x in (tenths[1][0], tenths[1][1] * _HUNDRED))
    return view.words("visit_block.capacity.title", visited=visited, share=share)


def _lines(view: View, tenths: tuple[tuple[float, float], ...]) -> tuple[tuple[CapacityLine, ...], tuple[float, ...]]:
    """Every number of visits for the team, beside the order by risk alone; tenths of children in public.

    Then numbers of visits to mark: those of the table, and the whole list.
    """
    name = view.words("visit_block.capacity.order")
    order, capacity = points(view, "order"), view.lines("visit_capacity")
    if not order or capacity is None:
        return (CapacityLine(name, tenths, marked=True),), ()
    by_risk = CapacityLine(view.words("visit_block.capacity.by_risk"), points(view, "risk"))
    at = tuple(sorted(float(visits) for column in ("visits", "listed") for visits in capacity.rows[column].unique()))
    return (CapacityLine(name, order), by_risk), at


def _order(view: View, rows: dict[str, ShownRow], tenths: tuple[tuple[float, float], ...]) -> Table:
    heads = ("of", "count", "share")
    columns = (
        Column("row", view.words("visit_block.order_row"), "start"),
        *(Column(head, view.words(f"visit_block.tenths.{head}")) for head in heads),
    )
    body = []
    for i, row in enumerate(rows.values(), start=1):
        counts = rate_cells(view, row, interval=False)[:2]
        share = TableCell(view.percent(tenths[i][1], 0), tenths[i][1]) if i < len(tenths) else hidden_cell()
        body.append(Row((text_cell(view.words("visit_block.tenth_name", n=view.number(i))), *counts, share)))
    notes = design_notes(view, tuple(rows.values()), rates=False)
    return Table(view.words("visit_block.order_caption"), columns, tuple(body), notes, long=True)


# groups -----------------------------------------------------------------------------------------------------------


def _groups(view: View) -> Content | None:
    table = view.table(GROUPS)
    if table is None:
        return None
    heads, notes = ("of", "count", "pairs", "ratio"), design_notes(view, table.rows, rates=False)
    columns = (
        Column("row", view.words("visit_block.group_row"), "start"),
        *(Column(head, view.words(f"visit_block.tenths.{head}")) for head in heads),
    )
    body: list[Row] = []
    right: list[float] = []
    off: dict[str, float] = {}
    for before, row in pairwise((None, *table.rows)):
        assert row is not None
        attribute, level = _group(row)
        if before is None or _group(before)[0] != attribute:
            name = "wealth" if attribute == _WEALTH else attribute
            body.append(Row((text_cell(view.words(f"visit_block.by.{name}")), *(text_cell("") for _ in heads))))
        found = finding(view, f"visit_group.{attribute}.{level}")
        numbers = {name: figure_of(found, name) for name in ("auc", "low", "high", "ratio")}
        if numbers["auc"] is not None:
            right.append(numbers["auc"])
        if numbers["ratio"] and row.numerator:
            off[_name(view, attribute, level)] = numbers["ratio"]
        counts = (count_cell(view, n, hidden=row.hidden) for n in (row.denominator, row.numerator))
        withheld = found is not None and "auc" not in found.values
        figures = (hidden_cell(), hidden_cell()) if withheld else (_pairs(view, numbers), _ratio(view, numbers))
        body.append(Row((text_cell(_name(view, attribute, level)), *counts, *figures), 1))
    withheld_any = any(cell.text == HIDDEN for row in body for cell in row.cells)
    return Content(
        _groups_title(view, right, withheld_any),
        reading=view.words("visit_block.groups.reading"),
        source=source_line(view),
        paragraphs=() if withheld_any else tuple(_off(view, off)),
        tables=(Table(view.words("visit_block.groups.caption"), columns, tuple(body), notes),),
    )


def _group(row: ShownRow) -> tuple[str, str]:
    (found,) = [(a, level) for a, level in row.cell.at if a not in ("later", "prediction")]
    return found


def _name(view: View, attribute: str, level: str) -> str:
    if attribute == _WEALTH:
        sides = {PRESENT: "poorest", ABSENT: "others", UNKNOWN: "unknown"}
        return view.words(f"visit_block.wealth.{sides[level]}")
    return view.area(level) if attribute == "area" else view.label(attribute, level)


def _pairs(view: View, numbers: dict[str, float | None]) -> TableCell:
    of_100 = [view.number(x * _HUNDRED) for n in ("auc", "low", "high") if (x := numbers[n]) is not None]
    if not of_100:
        return text_cell(NONE)
    limits = f" ({of_100[1]}–{of_100[2]})" if len(of_100) == 3 else ""
    return TableCell(of_100[0] + limits, numbers["auc"])


def _ratio(view: View, numbers: dict[str, float | None]) -> TableCell:
    ratio = numbers["ratio"]
    return text_cell(NONE) if ratio is None else TableCell(view.number(ratio, 2), ratio)


def _groups_title(view: View, right: list[float], withheld: bool) -> str:
    """The span over the groups, where all of them may be shown."""
    if withheld or not right:
        return view.words(f"report.{GROUPS}.name")
    ends = {"low": view.number(min(right) * _HUNDRED), "high": view.number(max(right) * _HUNDRED)}
    return view.words("visit_block.groups.title", **ends)


def _off(view: View, ratios: dict[str, float]) -> Iterator[str]:
    """Groups whose predictions are not about true, in the order of the table: a ratio without a range has no rank."""
    far = {name: ratio for name, ratio in ratios.items() if round(abs(ratio - 1), 2) > TRUE_WITHIN}
    if far:
        said = [
            view.words("visit_block.groups.of_100", group=name, n=view.number(ratio * _HUNDRED))
            for name, ratio in far.items()
        ]
        yield view.words("visit_block.groups.off", groups=view.join(said))
