"""How did the audit itself go? Roles, days and plans; no names, and no claim that it changed prevalence."""

from __future__ import annotations

from audit.cases.audit_of_audit import STEP_IDS
from audit.disclosure.released import ShownRow, ShownTable
from audit.language import has
from audit.reference.case_groups import REMEASURED
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.tables import count_cell, hidden_cell, text_cell
from audit.report.view import NONE, View

__all__ = ["audit_of_audit"]


def audit_of_audit(context: ReportContext) -> Block:
    """Who came by role, days of each step, plans done in time, cases measured again."""
    return make_block(context, "audit_of_audit", "kasus", "table", _build)


def _build(view: View) -> Content:
    came, on_time, again = (view.table(id) for id in ("attendance", "closed_on_time", "remeasured"))
    due = next((row for row in on_time.rows), None) if on_time else None
    steps = _steps(view)
    if not (came and came.rows) and not steps and not (due and due.denominator) and not (again and again.rows):
        none = view.words("audit_block.work.none")
        return Content(view.words("report.audit_of_audit.name"), paragraphs=(none,))
    first = view.check(STEP_IDS[0])
    said = []
    if first is not None and first.value is not None:
        said.append(view.words("audit_block.work.days_found", days=_days(view, first.value)))
    said.append(_on_time(view, due))
    if again is not None and again.rows:
        said.append(_again(view, again.rows))
    said.append(view.words("audit_block.work.no_cause"))
    return Content(
        view.words("audit_block.work.title"),
        reading=view.words("audit_block.work.reading"),
        paragraphs=tuple(said),
        tables=(*steps, *(_attendance(view, came) if came else ())),
    )


def _days(view: View, days: float) -> str:
    return view.number(days, 0 if days.is_integer() else 1)


def _on_time(view: View, due: ShownRow | None) -> str:
    if due is None or not due.denominator:
        return view.words("audit_block.work.none_due")
    return view.words("audit_block.work.on_time", k=due.numerator or 0, n=due.denominator)


def _again(view: View, rows: tuple[ShownRow, ...]) -> str:
    counts = {row.cell.level("remeasured") or "": row.numerator for row in rows}
    known = {level: n for level in REMEASURED.below(None) if (n := counts[level]) is not None}
    if len(known) < len(counts):
        return view.words("audit_block.work.remeasured_hidden")
    return view.words("audit_block.work.remeasured", n=sum(known.values()), **known)


def _steps(view: View) -> tuple[Table, ...]:
    """One row a step that some case has reached."""
    body = []
    for id in STEP_IDS:
        check = view.check(id)
        if check is None or (not check.hidden and check.value is None):
            continue
        name = text_cell(view.words(f"review.days.{id}"))
        if check.hidden or check.value is None:
            body.append(Row((name, hidden_cell(), hidden_cell())))
        else:
            body.append(Row((name, count_cell(view, check.n), text_cell(_days(view, check.value)))))
    if not body:
        return ()
    columns = (
        Column("step", view.words("audit_block.work.step"), "start"),
        *(Column(id, view.words(f"audit_block.work.{id}")) for id in ("cases", "days")),
    )
    hidden = any(cell.hidden for row in body for cell in row.cells)
    notes = (view.words("report.mark.hidden"),) if hidden else ()
    return (Table(view.words("audit_block.work.days_caption"), columns, tuple(body), notes),)


def _attendance(view: View, table: ShownTable) -> tuple[Table, ...]:
    meetings: dict[str, dict[str, ShownRow]] = {}
    for row in table.rows:
        meetings.setdefault(row.cell.level("meeting") or "", {})[row.cell.level("role") or ""] = row
    roles = sorted({role for came in meetings.values() for role in came})
    if not meetings:
        return ()
    columns = (
        Column("meeting", view.words("audit_block.work.meeting"), "start"),
        *(Column(role, _named(view, f"forum.role.{role}", role)) for role in roles),
    )
    body = tuple(
        Row(
            (
                text_cell(_meeting(view, meeting)),
                *(count_cell(view, came[r].numerator) if r in came else text_cell(NONE) for r in roles),
            )
        )
        for meeting, came in meetings.items()
    )
    return (Table(view.words("audit_block.work.attendance"), columns, body),)


def _meeting(view: View, meeting: str) -> str:
    """What a meeting is called: the gate in its id (``2025-2-diseminasi_1``), else the id as it is written."""
    gate = meeting.removeprefix(f"{view.context.cycle}-")
    return _named(view, f"cycle.gate.{gate}", meeting)


def _named(view: View, id: str, otherwise: str) -> str:
    return view.words(id) if has(id, view.language) else otherwise
