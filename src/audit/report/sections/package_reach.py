"""Whom does each of the five packages reach, and how much of it to standard? And PAUD of two to six years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.disclosure.released import ShownRow
from audit.reference.presentation import CAUTION_BELOW
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.figures.canvas import Paper
from audit.report.figures.share_pairs import SharePair, share_pairs
from audit.report.package_words import (
    KPM_WORKBOOK,
    among,
    by_level,
    filed,
    level_label,
    package_levels,
    quarter_words,
    service_marks,
    share_cell,
)
from audit.report.sections.charts import with_chart
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, rate_cells, text_cell
from audit.report.view import NONE, View, enough

__all__ = ["package_reach"]

_ID, _WHOLE = "package_reach", "pairs"
Rows = Mapping[str, ShownRow]


def package_reach(context: ReportContext) -> Block:
    """Received, not noted and received to standard: by package of mothers and children, by service, by kecamatan."""
    return make_block(context, _ID, "program", "chart", _build)


def _build(view: View) -> Content | None:
    received = view.table("packages_received")
    if received is None:
        return _paud_alone(view)
    rows = by_level(received.rows)
    unknown = _of(view, "packages_unknown")
    judged = _of(view, "packages_to_standard")
    quarter = received.rows[0].cell.period
    said = [filed(view, quarter), *_standards(view, judged), *_words(view), *_paud_words(view)]
    edition = "restricted" if view.lines("kpm_missing") is not None else "public"
    content = Content(
        among(view, quarter, _title(view, rows, unknown)),
        subtitle=view.words("packages_block.reach.subtitle", quarter=quarter_words(quarter, view.language)),
        reading=view.words("packages_block.reach.reading", n=CAUTION_BELOW),
        source=source_line(view),
        paragraphs=(*said, view.words(f"packages_block.list.{edition}", file=KPM_WORKBOOK)),
        tables=(
            _table(view, "packages", _packages(), rows, unknown, judged),
            *_kecamatan(view),
            _table(view, "services", _services(), rows, unknown, judged),
        ),
    )
    pairs = [
        SharePair(
            level_label(level, view.language),
            level_label(target, view.language),
            rows[level] if rows[level].hidden or _noted(rows[level], unknown[level]) else None,
            judged.get(level),
        )
        for target, packages in package_levels()
        for level, _ in packages
    ]
    marks = (view.words("packages_block.reach.mark_received"), view.words("packages_block.reach.mark_standard"))

    def draw(paper: Paper) -> str:
        return share_pairs(
            _ID, pairs, alt=content.title, percent=lambda x: view.percent(x, 0), tick=view.tick, names=marks,
            paper=paper,
        )  # fmt: skip

    return with_chart(
        view,
        content,
        draw,
        alt=_alt(view, pairs),
        drawable=any(pair.first is not None and enough(pair.first) for pair in pairs),
    )


def _alt(view: View, pairs: list[SharePair]) -> str:
    """What the chart shows, row by row, for whoever hears it."""
    shown = [pair for pair in pairs if pair.first is not None and enough(pair.first)]
    said = [
        view.words(
            "packages_block.reach.heard", package=pair.name, target=pair.group,
            share=view.percent(pair.first.value or 0.0, 0) if pair.first else NONE,
        )
        for pair in shown
    ]  # fmt: skip
    return "; ".join(said)


def _of(view: View, id: str) -> Rows:
    table = view.table(id)
    return by_level(table.rows) if table else {}


def _packages() -> Iterator[tuple[str, int]]:
    for target, packages in package_levels():
        yield target, 0
        yield from ((level, 1) for level, _ in packages)
    yield _WHOLE, 0


def _services() -> Iterator[tuple[str, int]]:
    for target, packages in package_levels():
        yield target, 0
        yield from ((service, 1) for _, services in packages for service in services)


def _title(view: View, rows: Rows, unknown: Rows) -> str:
    """The package of a target that is recorded as received least, where its numbers may be said and any are noted."""
    levels = [level for level, depth in _packages() if depth and _noted(rows[level], unknown[level])]
    if not levels:
        return view.words("report.package_reach.name")
    least = min(levels, key=lambda level: rows[level].value or 0.0)
    return view.words(
        "packages_block.reach.title",
        package=level_label(least, view.language),
        target=view.words(f"packages.of.{least.partition('.')[0]}"),
        share=view.percent(rows[least].value or 0.0, 0),
    )


def _noted(row: ShownRow, unknown: ShownRow) -> bool:
    """Whether its share may be said and rests on any note at all: what nobody noted is not 0 %."""
    return enough(row) and (unknown.hidden or (unknown.numerator or 0) < (row.denominator or 0))


def _table(view: View, id: str, levels: Iterator[tuple[str, int]], rows: Rows, unknown: Rows, judged: Rows) -> Table:
    heads = ("of", "count", "rate", "unknown", "due", "standard", "standard_rate")
    columns = (
        Column("row", view.words(f"packages_block.reach.{id}"), "start"),
        *(Column(head, view.words(f"packages_block.reach.{head}")) for head in heads),
    )
    body, shown = [], []
    for level, depth in levels:
        row, open_ = rows[level], unknown[level]
        cells = (*rate_cells(view, row, interval=False), count_cell(view, open_.numerator, hidden=open_.hidden))
        body.append(
            Row((text_cell(level_label(level, view.language)), *cells, *_judged(view, judged.get(level))), depth)
        )
        shown += [row, open_, *([judged[level]] if level in judged else [])]
    notes = (*service_marks(view, shown), view.words("packages_block.reach.no_standard", mark=NONE))
    return Table(view.words(f"packages_block.reach.caption_{id}"), columns, tuple(body), notes, long=id == "services")


def _judged(view: View, row: ShownRow | None) -> tuple[TableCell, ...]:
    return (text_cell(NONE),) * 3 if row is None else rate_cells(view, row, interval=False)


def _standards(view: View, judged: Rows) -> Iterator[str]:
    whole = judged.get(_WHOLE)
    if whole is None or whole.hidden or not enough(whole):
        return
    unknown = _of(view, "packages_standard_unknown").get(_WHOLE)
    if unknown is None or unknown.hidden:
        return
    values = {"n": whole.denominator, "k": whole.numerator, "unknown": unknown.numerator}
    share = view.percent(whole.value or 0.0, 0)
    yield view.words("packages_block.reach.standard_said", share=share, **values)


def _words(view: View) -> Iterator[str]:
    for found in view.findings("packages_words"):
        yield view.words("packages_block.words", **view.values(found.values))


def _kecamatan(view: View) -> Iterator[Table]:
    """Shares by package of a target; kecamatan by code, never by value."""
    table = view.table("packages_received_kecamatan")
    if table is None:
        return
    at = {(row.cell.level("area"), row.cell.level("service")): row for row in table.rows}
    places = [area.code for area in view.context.areas.kecamatan if any(code == area.code for code, _ in at)]
    packages = list(dict.fromkeys(level.partition(".")[2] for level, depth in _packages() if depth))
    columns = (
        Column("row", view.words("packages_block.reach.place"), "start"),
        *(Column(id, view.words(f"packages.package.{id}")) for id in packages),
    )
    body, shown = [], []
    for place in places:
        body.append(Row((text_cell(view.area(place)), *[text_cell("")] * len(packages)), 0))
        for target, _ in package_levels():
            own = [at.get((place, f"{target}.{id}")) for id in packages]
            cells = (share_cell(view, row) for row in own)
            body.append(Row((text_cell(level_label(target, view.language)), *cells), 1))
            shown += [row for row in own if row is not None]
    notes = (*service_marks(view, shown), view.words("packages_block.reach.few_desa"))
    yield Table(view.words("packages_block.reach.caption_kecamatan"), columns, tuple(body), notes)


def _paud_words(view: View) -> Iterator[str]:
    table, unknown = view.table("packages_paud"), view.table("packages_paud_unknown")
    if table is None or unknown is None:
        return
    row, open_ = table.rows[0], unknown.rows[0]
    if row.hidden or open_.hidden or not row.denominator:
        yield view.words("packages_block.paud.hidden")
        return
    values = {"n": row.denominator, "k": row.numerator, "unknown": open_.numerator}
    quarter = quarter_words(row.cell.period, view.language)
    yield view.words("packages_block.paud.said", quarter=quarter, **values)


def _paud_alone(view: View) -> Content | None:
    said = tuple(_paud_words(view))
    return Content(view.words("report.package_reach.name"), paragraphs=said) if said else None
