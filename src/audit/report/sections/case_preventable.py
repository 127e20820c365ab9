"""Who could help to prevent the causes that were found? About the next support, never about blame."""

from __future__ import annotations

from collections.abc import Iterable

from audit.disclosure.released import ShownRow
from audit.reference.case_groups import PREVENTABLE
from audit.reference.review_rules import PREVENTABLE_BY
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.tables import count_cell, mark_notes, text_cell
from audit.report.view import View
from audit.results import Cell

__all__ = ["case_preventable"]

_SAID = 3  # causes in words
_CAUSE = "cause."


def case_preventable(context: ReportContext) -> Block:
    """Cases with each cause by who could have prevented it: family, services, work across sectors, nobody."""
    return make_block(context, "case_preventable", "kasus", "table", _build)


def _build(view: View) -> Content:
    table = view.table("causes_preventable")
    rows = {row.cell: row for row in table.rows} if table else {}
    codes = {a.removeprefix(_CAUSE): None for cell in rows for a, _ in cell.at if a.startswith(_CAUSE)}
    graded = [row for cell, row in rows.items() if any(level in PREVENTABLE_BY for _, level in cell.at)]
    if not any(row.numerator or row.hidden for row in graded):
        none = view.words("audit_block.preventable.none")
        return Content(view.words("report.case_preventable.name"), paragraphs=(none,))
    top = Cell.of(view.context.cycle, review="reviewed")
    columns = (
        Column("cause", view.words("case_block.column.cause"), "start"),
        Column("total", view.words("audit_block.preventable.total")),
        *(Column(grade, view.words(f"audit_block.preventable.grade.{grade}")) for grade in PREVENTABLE),
    )
    body, said = [], []
    for code in codes:
        whole = rows[top.replace(f"{_CAUSE}{code}", "present")]
        parts = {grade: rows[top.replace(f"{_CAUSE}{code}", grade)] for grade in PREVENTABLE}
        cells = (count_cell(view, row.numerator, hidden=row.hidden) for row in (whole, *parts.values()))
        body.append(Row((text_cell(view.words(f"cause.{code}")), *cells)))
        said += _said(view, code, whole, parts)
    said.sort(key=lambda pair: -pair[0])
    table_shown = any(row.numerator for row in graded)  # stars alone say nothing that the sentence does not
    return Content(
        view.words("audit_block.preventable.title"),
        reading=view.words("audit_block.preventable.reading"),
        paragraphs=tuple(words for _, words in said[:_SAID]) or (view.words("need_block.hidden"),),
        tables=(_table(view, columns, body, rows.values()),) if table_shown else (),
    )


def _table(view: View, columns: tuple[Column, ...], body: list[Row], rows: Iterable[ShownRow]) -> Table:
    notes = mark_notes(view, rows, rates=False)
    return Table(view.words("audit_block.preventable.caption"), columns, tuple(body), notes)


def _said(view: View, code: str, whole: ShownRow, parts: dict[str, ShownRow]) -> list[tuple[int, str]]:
    """The most frequent grade of a cause in words; none where one of its numbers is hidden."""
    known = {grade: n for grade in PREVENTABLE_BY if (n := parts[grade].numerator)}
    if not whole.numerator or not known or any(row.hidden for row in parts.values()):
        return []
    grade = max(known, key=lambda grade: known[grade])
    said = view.words(f"audit_block.preventable.said.{grade}")
    values = {"cause": view.words(f"cause.{code}"), "k": known[grade], "n": whole.numerator, "grade": said}
    return [(known[grade], view.words("audit_block.preventable.found", **values))]
