"""Which of the 29 essential indicators have been reported, how far they are, and what each of them means."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from audit.reference.essential_indicators import TARGETS_UNTIL
from audit.report.blocks import Block, make_block
from audit.report.certainty import met_words
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.indicator_rows import IndicatorRow, indicator_rows, marks, period_words, rate_cell
from audit.report.tables import count_cell, text_cell
from audit.report.view import NONE, View

__all__ = ["INDICATOR_WORKBOOK", "essential_indicators"]

ID = "essential_indicators"
INDICATOR_WORKBOOK = "indikator.xlsx"
_HEADS = ("of", "count", "rate", "target", "state", "trend")
_MEANINGS = ("name", "counted", "kind", "reporting", "source")
_SETTLED = ("H", "M")  # kinds that an annex gives; anything else follows from the definition alone


def essential_indicators(context: ReportContext) -> Block:
    """Every indicator of the district with target, state and change; those not reported stay in the list."""
    return make_block(context, ID, "program", "table", _build)


def _build(view: View) -> Content | None:
    rows = indicator_rows(view)
    if not rows:
        return None
    return Content(
        _title(view, rows),
        reading=view.words("indicator_block.reading"),
        paragraphs=tuple(_said(view, rows)),
        tables=(_figures(view, rows), _meanings(view, rows)),
    )


def _title(view: View, rows: tuple[IndicatorRow, ...]) -> str:
    states = [row.state for row in rows]
    reported = sum(row.district is not None for row in rows)
    counts = {name: states.count(name) for name in ("reached", "short", "unclear")}
    return view.words("indicator_block.title", n=len(rows), reported=reported, **counts)


def _said(view: View, rows: tuple[IndicatorRow, ...]) -> Iterator[str]:
    absent = [row for row in rows if not row.told["period"]]
    if absent:
        yield view.words("indicator_block.absent", n=len(absent))
    partly = sum(row.told["reason"] == "areas_missing" for row in rows)
    if partly:
        yield view.words("indicator_block.partly", n=partly)
    check = next(iter(view.findings("indicators_to_check")), None)
    if check is not None and (check.values["n"] or check.values["left_out"]):
        yield view.spoken(check)
    yield from (view.spoken(found) for found in view.findings("indicator_targets"))
    if view.lines("indicators_list") is not None:
        yield view.words("indicator_block.workbook", file=INDICATOR_WORKBOOK)


def _figures(view: View, rows: tuple[IndicatorRow, ...]) -> Table:
    columns = (
        Column("row", view.words("indicator_block.row"), "start"),
        *(Column(h, view.words(f"indicator_block.{h}"), "start" if h in ("state", "trend") else "end") for h in _HEADS),
    )
    body: list[Row] = []
    for group, members in groupby(rows, key=lambda row: row.indicator.group):
        body.append(Row((text_cell(view.words(f"indicator.group.{group}")), *(text_cell("") for _ in _HEADS)), 0))
        body += [Row(_cells(view, row), 1) for row in members]
    shown = [row.district for row in rows if row.district is not None]
    notes = (
        *marks(view, shown),
        view.words("indicator_block.targets", year=str(TARGETS_UNTIL)),
        view.words("indicator_block.no_cause"),
    )
    return Table(view.words("indicator_block.caption"), columns, tuple(body), notes)


def _cells(view: View, row: IndicatorRow) -> tuple[TableCell, ...]:
    at, hidden = row.district, row.district is not None and row.district.hidden
    if at is None:  # one phrase says it: five dashes beside it would only make the list longer to read
        name, state = view.words(f"indicator.short.{row.indicator.id}"), _state(view, row)
        return tuple(text_cell(words) for words in (name, "", "", "", _target(view, row), state, ""))
    return (
        text_cell(view.words(f"indicator.short.{row.indicator.id}")),
        count_cell(view, at.denominator, hidden=hidden),
        count_cell(view, at.numerator, hidden=hidden),
        rate_cell(view, at),
        text_cell(_target(view, row)),
        text_cell(_state(view, row)),
        text_cell(view.words(f"indicator_block.trend_{row.trend}") if row.trend else NONE),
    )


def _target(view: View, row: IndicatorRow) -> str:
    return NONE if row.target is None else view.tick(row.target)


def _state(view: View, row: IndicatorRow) -> str:
    """How it stands to its target; else why nothing is said of it."""
    if row.state is not None:
        return met_words(row.state, view.language)
    reason = str(row.told["reason"])
    if row.district is None:
        return view.words("indicator_block.not_reported") if reason == "unknown" else _why(view, reason)
    if row.district.hidden:
        return view.words("indicator_block.withheld")
    if reason in ("several_sources", "exceeds", "denominator_zero", "few"):
        return _why(view, reason)
    return _why(view, "target_open" if row.target is None else "few")


def _why(view: View, reason: str) -> str:
    words = view.words(f"indicator.reason.{reason}")
    return words[0].upper() + words[1:]


def _meanings(view: View, rows: tuple[IndicatorRow, ...]) -> Table:
    """Words and sources of each; the text of a source is what the office wrote, which the leak scan reads too."""
    columns = tuple(Column(h, view.words(f"indicator_block.meaning_{h}"), "start") for h in _MEANINGS)
    body = tuple(Row(tuple(text_cell(words) for words in _meaning(view, row))) for row in rows)
    return Table(
        view.words("indicator_block.meanings"), columns, body, (view.words("indicator_block.kinds"),), long=True
    )


def _meaning(view: View, row: IndicatorRow) -> Iterator[str]:
    indicator, told = row.indicator, row.told
    yield f"{indicator.number}. {view.words(f'indicator.short.{indicator.id}')}"
    yield view.words(
        "indicator_block.counted",
        numerator=view.words(f"indicator.numerator.{indicator.id}"),
        denominator=view.words(f"indicator.denominator.{indicator.id}"),
    )
    yield _kind(view, row)
    yield (
        "; ".join(words for words in (period_words(str(told["period"]), view.language), _reporting(view, row)) if words)
        or NONE
    )
    yield str(told["source"]) or NONE


def _kind(view: View, row: IndicatorRow) -> str:
    if not row.indicator.kind:
        return view.words("indicator_block.kind_open")
    kind = view.words(f"indicator.kind.{row.indicator.kind}")
    if row.indicator.kind_confidence in _SETTLED:
        return kind
    return view.words("indicator_block.kind_unsure", kind=kind)


def _reporting(view: View, row: IndicatorRow) -> str:
    known, parts = row.told["known"], row.told["parts"]
    if row.district is None:
        return ""
    if parts == 1:
        return view.words("indicator_block.own_figure")
    return view.words("indicator_block.reported_by", known=known, parts=parts)
