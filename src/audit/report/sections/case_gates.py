"""Where does the cycle stand? Its dated gates, each closed by a document."""

from __future__ import annotations

from datetime import date

from audit.cases.case_results import GATE, WARNING
from audit.language import date_text
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.tables import text_cell
from audit.report.view import NONE, View

__all__ = ["case_gates"]

_COLUMNS = ("gate", "due", "done", "state")


def case_gates(context: ReportContext) -> Block:
    """Every gate that has a date, in order: due, done, and whether its document is there; and what is to be minded."""
    return make_block(context, "case_gates", "kasus", "table", _build)


def _build(view: View) -> Content:
    gates = view.findings(GATE)
    if not gates:
        return Content(view.words("report.case_gates.name"), paragraphs=(view.words("case_block.gates.none"),))
    body = []
    for gate in gates:
        words = view.values(gate.sentence.values)
        days = [_day(view, gate.values.get(name)) for name in ("due", "done")]
        body.append(Row(tuple(text_cell(str(cell)) for cell in (words["gate"], *days, words["state"]))))
    columns = tuple(Column(id, view.words(f"case_block.gates.{id}"), "start") for id in _COLUMNS)
    caption = view.words("case_block.gates.caption", cycle=view.context.cycle)
    minded = tuple(view.spoken(warning) for warning in view.findings(WARNING))
    return Content(
        view.words("case_block.gates.title"), paragraphs=minded, tables=(Table(caption, columns, tuple(body)),)
    )


def _day(view: View, day: object) -> str:
    return date_text(day, language=view.language) if isinstance(day, date) else NONE
