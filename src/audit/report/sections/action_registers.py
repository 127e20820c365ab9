"""Which rules are in force, what is still in the way, who waits for an answer, what was tried, what was published?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from audit.language import date_text
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.tables import count_cell, is_null, text_cell
from audit.report.view import NONE, View

__all__ = ["action_registers"]

_REGISTERS = ("regulations", "obstacles", "consultations", "innovations", "publications")
_DOCUMENTS = {
    "regulations": ("kind", "number", "month", "obliges", "state"),
    "publications": ("figure", "place", "month", "approved_by", "state"),
}
# What people typed: restricted.
_TYPED = {
    "obstacles": ("area_code", "kind", "obstacle", "owner", "raised_on", "due_on", "state"),
    "consultations": ("area_code", "theme", "input", "answer", "decision", "state"),
    "innovations": ("area_code", "innovation", "owner", "since", "evidence", "may_copy", "state"),
}


def action_registers(context: ReportContext) -> Block:
    """Five registers by state, the age of what is open, and the rows that each edition may show."""
    return make_block(context, "action_registers", "program", "table", _build)


def _build(view: View) -> Content | None:
    tables = {name: view.table(f"{name}_by_state") for name in _REGISTERS}
    if not any(tables.values()):
        return None
    said = [view.spoken(one) for one in view.findings("register_age.")]
    lacking = [view.words(f"action_block.register.{name}") for name, table in tables.items() if table is None]
    if lacking:
        said.append(
            view.words("action_block.register.lacking", registers=view.join([w[:1].lower() + w[1:] for w in lacking]))
        )
    said.append(view.words("action_block.register.typed"))
    return Content(
        _title(view),
        paragraphs=(*said[:1], *_kinds(view), *said[1:]),
        tables=(_states(view), *_documents(view), *_typed(view)),
    )


def _title(view: View) -> str:
    """What is open, where anything is."""
    waiting = {one.id.rpartition(".")[2]: one.sentence.values["n"] for one in view.findings("register_age.")}
    parts = [view.words(f"action_block.register.open_{name}", n=n) for name, n in waiting.items()]
    if not parts:
        return view.words("action_block.register.title")
    return view.join(parts)


def _states(view: View) -> Table:
    columns = (
        Column("register", view.words("action_block.register.register"), "start"),
        Column("n", view.words("action_block.register.n")),
        Column("states", view.words("action_block.register.states"), "start"),
    )
    body = []
    for name in _REGISTERS:
        table = view.table(f"{name}_by_state")
        if table is None:
            continue
        counts = {str(row.cell.level(name)): row.numerator or 0 for row in table.rows}
        words = "; ".join(
            view.words("action_block.register.counted", state=view.words(f"convergence.{name}.{state}"), n=n)
            for state, n in counts.items()
            if n
        )
        cells = (text_cell(view.words(f"action_block.register.{name}")), count_cell(view, sum(counts.values())))
        body.append(Row((*cells, text_cell(words))))
    return Table(view.words("action_block.register.caption"), columns, tuple(body))


def _kinds(view: View) -> Iterator[str]:
    table = view.table("obstacles_by_kind")
    found = [(row.cell.level("obstacle"), row.numerator) for row in (table.rows if table else ()) if row.numerator]
    if found:
        kinds = [
            view.words("action_block.register.of_kind", kind=view.words(f"convergence.obstacle.{kind}").lower(), n=n)
            for kind, n in found
        ]
        yield view.words("action_block.register.kinds", kinds=view.join(kinds))


def _documents(view: View) -> Iterator[Table]:
    for name, fields in _DOCUMENTS.items():
        rows = view.findings(f"{name}_row.")
        if not rows:
            continue
        columns = tuple(Column(field, view.words(f"action_block.register.{field}"), "start") for field in fields)
        body = tuple(Row(tuple(text_cell(_said(view, row.values, field)) for field in fields)) for row in rows)
        yield Table(view.words(f"action_block.register.list_{name}"), columns, body)


def _said(view: View, values: Any, field: str) -> str:
    if field not in values:
        return NONE
    if field == "kind":
        return view.words(f"convergence.regulation_kind.{values[field]}")
    return str(view.values({field: values[field]})[field])


def _typed(view: View) -> Iterator[Table]:
    for name, fields in _TYPED.items():
        lines = view.lines(f"register_{name}")
        if lines is None:
            continue
        columns = tuple(Column(field, view.words(f"action_block.register.{field}"), "start") for field in fields)
        body = tuple(
            Row(tuple(text_cell(_word(view, name, field, row[field])) for field in fields))
            for row in lines.rows.to_dict("records")
        )
        yield Table(view.words(f"action_block.register.list_{name}"), columns, body, long=True)


def _word(view: View, register: str, field: str, value: Any) -> str:
    if is_null(value):
        return NONE
    if field == "area_code":
        return view.area(str(value))
    if field == "kind":
        return view.words(f"convergence.obstacle.{value}")
    if field == "state":
        return view.words(f"convergence.{register}.{value}")
    if isinstance(value, date):  # a Timestamp is one
        return date_text(date(value.year, value.month, value.day), language=view.language)
    return str(value)
