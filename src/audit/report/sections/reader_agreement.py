"""How far do two experts agree who read the same case without seeing each other's findings?"""

from __future__ import annotations

from audit.cases.audit_of_audit import AGREEMENT
from audit.disclosure.released import ShownLines
from audit.reference.review_rules import SECOND_READER_SHARE
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.tables import count_cell, text_cell
from audit.report.view import NONE, View

__all__ = ["reader_agreement"]

_DIGITS = 2  # of AC1


def reader_agreement(context: ReportContext) -> Block:
    """AC1 over all causes with its interval; cause by cause, and who is still to be read, in the restricted edition."""
    return make_block(context, AGREEMENT, "kasus", "table", _build)


def _build(view: View) -> Content:
    second, causes = view.lines("second_readers"), view.lines(f"{AGREEMENT}_causes")
    tables = (*(() if causes is None else _causes(view, causes)), *(() if second is None else _drawn(view, second)))
    overall = view.check(AGREEMENT)
    if overall is None:
        none = view.words("audit_block.agreement.none")
        return Content(view.words(f"report.{AGREEMENT}.name"), paragraphs=(none,), tables=tables)
    low, high = (view.check(f"{AGREEMENT}.{end}") for end in ("low", "high"))
    if overall.hidden or overall.value is None:
        said = view.words("audit_block.agreement.hidden")
    else:
        values = {
            "n": overall.n,
            "level": view.words(f"audit_block.agreement.level.{overall.status}"),
            "ac1": view.number(overall.value, _DIGITS),
        }
        if low is None or high is None or low.value is None or high.value is None:
            said = view.words("audit_block.agreement.found_exact", **values)
        else:
            ends = {"low": view.number(low.value, _DIGITS), "high": view.number(high.value, _DIGITS)}
            said = view.words("audit_block.agreement.found", **values, **ends)
    return Content(
        view.words("audit_block.agreement.title"),
        reading=view.words("audit_block.agreement.reading"),
        paragraphs=(said,),
        tables=tables,
    )


def _causes(view: View, lines: ShownLines) -> tuple[Table, ...]:
    if lines.rows.empty:
        return ()
    heads = ("causes_cases", "agreed", "ac1", "range")
    columns = (
        Column("cause", view.words("case_block.column.cause"), "start"),
        *(Column(head, view.words(f"audit_block.agreement.{head}")) for head in heads),
    )
    body = []
    for row in lines.rows.to_dict("records"):
        n, agreed = int(row["n"]), row["agreed"]
        both = NONE if agreed != agreed else view.words("case_block.patterns.of", k=round(agreed * n), n=n)
        ends = [_number(view, row[end]) for end in ("low", "high")]
        interval = NONE if NONE in ends else f"{ends[0]} – {ends[1]}"
        words = (both, _number(view, row["ac1"]), interval)
        name = text_cell(view.words(f"cause.{row['cause_code']}"))
        body.append(Row((name, count_cell(view, n), *(text_cell(word) for word in words))))
    return (Table(view.words("audit_block.agreement.caption"), columns, tuple(body)),)


def _number(view: View, value: float | None) -> str:
    return NONE if value is None or value != value else view.number(value, _DIGITS)


def _drawn(view: View, lines: ShownLines) -> tuple[Table, ...]:
    if lines.rows.empty:
        return ()
    columns = (
        Column("case_no", view.words("audit_block.case_no")),
        Column("group", view.words("case_block.column.group"), "start"),
        Column("place", view.words("audit_block.place"), "start"),
        Column("read", view.words("case_block.gates.state"), "start"),
    )
    body = []
    for row in lines.rows.to_dict("records"):
        area = view.context.areas.by_code.get(str(row["area_code"]))
        state = "read" if row["read"] else "waiting"
        words = (
            view.words(f"review.level.group.{row['group']}"),
            area.name if area else NONE,
            view.words(f"audit_block.agreement.{state}"),
        )
        body.append(Row((count_cell(view, int(row["case_no"])), *(text_cell(word) for word in words))))
    share = view.percent(SECOND_READER_SHARE, 0)
    return (Table(view.words("audit_block.agreement.second", share=share), columns, tuple(body)),)
