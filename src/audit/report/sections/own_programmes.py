"""What does the district run as its own: who owns it, what came of it, what is left, and what comes next?

Output, unit and next step are words of the office that answers for the programme, from its list of own programmes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from audit.disclosure.released import ShownFinding, ShownRow
from audit.language import date_text
from audit.reference.needs import NUMBER_OF_NEEDS
from audit.reference.sectors import SECTORS
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import Programme, ReportContext
from audit.report.tables import hidden_cell, text_cell
from audit.report.view import HIDDEN, NONE, View

__all__ = ["own_programmes"]

_OUTPUT, _REACH, _HIDDEN = "own_programme.", "programme_reach.", ".disamarkan"
# Programmes whose reach stands in a table of another topic: the district's row, found over of whom.
_TABLES = {
    "tpk": "companions_contacts",
    "kpm": "kpm_share",
    "cadres": "kpm_share",
    "registration": "recorded.registered",
    "packages": "packages_received",
    "sponsors": "sponsor_needed_baas",
}
_NO_NEED = NUMBER_OF_NEEDS.below(None)[0]
_COLUMNS = ("programme", "owner", "output", "reached", "gap", "next_step")


def own_programmes(context: ReportContext) -> Block:
    """Every programme that params name, recorded or not; "belum tercatat" where nothing came."""
    return make_block(context, "own_programmes", "program", "table", _build)


def _build(view: View) -> Content | None:
    programmes = view.context.programmes
    if not programmes:
        return None
    rows = {programme.id: _rows(view, programme) for programme in programmes}
    recorded = [programme for programme in programmes if rows[programme.id][0].recorded]
    body = tuple(Row(row.cells) for programme in programmes for row in rows[programme.id])
    columns = tuple(
        Column(id, view.words(f"money.programme.{id}"), "end" if id == "gap" else "start") for id in _COLUMNS
    )
    hidden = any(cell.hidden for row in body for cell in row.cells)
    notes = (view.words("report.mark.hidden"),) if hidden else ()
    left = [programme.name for programme in programmes if programme not in recorded]
    said = [view.words("money.programme.left", programmes=view.join(left))] if left and recorded else []
    if not recorded:
        said = [view.words("money.programme.none")]
    sources = dict.fromkeys(programme.source for programme in programmes if programme.source)
    return Content(
        view.words("money.programme.title", k=len(recorded), n=len(programmes)),
        reading=view.words("money.programme.reading"),
        source="; ".join(sources),
        paragraphs=tuple(said),
        tables=(Table(view.words("money.programme.caption", district=view.area(None)), columns, body, notes),),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A row, and whether anything is recorded in it."""

    cells: tuple[TableCell, ...]
    recorded: bool


def _rows(view: View, programme: Programme) -> list[_Line]:
    outputs = view.findings(f"{_OUTPUT}{programme.id}.")
    reach = _reach(view, programme.id)
    head = (text_cell(programme.name), text_cell(programme.owner))
    none = text_cell(view.words("money.programme.not_recorded"))
    lines: list[tuple[TableCell, ...]] = [_cells(view, finding) for finding in outputs]
    if reach:
        first = (text_cell(view.words("money.programme.from_records")), text_cell(reach), text_cell(NONE))
        lines.insert(0, (*first, text_cell(NONE) if outputs else none))
    if not lines:
        return [_Line((*head, none, none, text_cell(NONE), none), False)]
    blank = (text_cell(""), text_cell(""))
    return [_Line((*(blank if n else head), *cells), True) for n, cells in enumerate(lines)]


def _reach(view: View, programme: str) -> str:
    """What other records say of a programme: a finding of its own, else the row of the district in a table."""
    finding = next((one for one in view.findings(_REACH) if one.id == f"{_REACH}{programme}"), None)
    if finding is not None:
        return view.spoken(finding)
    if programme in _COUNTED:
        return _COUNTED[programme](view)
    table = view.table(_TABLES[programme]) if programme in _TABLES else None
    row = next((row for row in table.rows if _is_whole(row)), None) if table and table.kind == "rate" else None
    if row is None or row.hidden or not row.denominator:
        return ""
    return view.words(f"money.reach.{programme}", k=row.numerator or 0, of=row.denominator)


def _sectors(view: View) -> str:
    """Of a partnership of five sectors: how many of them hold a task."""
    table = view.table("sector_tasks")
    held = [row for row in table.rows if row.cell.level("task") == "all" and row.numerator] if table else []
    k = sum(row.cell.level("sector") in SECTORS for row in held)
    return view.words("money.reach.pentahelix", k=k, of=len(SECTORS)) if held else ""


def _sorted_needs(view: View) -> str:
    """Of sorting people by what they need: of how many it is known, and how many need anything."""
    table = view.table("needs_overlap")
    rows = [row for row in table.rows if row.cell.level("number_of_needs")] if table else []
    if not rows or any(row.hidden for row in rows):
        return ""
    n = sum(row.numerator or 0 for row in rows)
    none = sum(row.numerator or 0 for row in rows if row.cell.level("number_of_needs") == _NO_NEED)
    return view.words("money.reach.needs", n=n, k=n - none) if n else ""


def _reporting_teams(view: View) -> str:
    """Of watching over teams: how many of them report in every month, where that is no secret."""
    table = view.table("companions_support")
    rows = {row.cell.level("team"): row for row in table.rows if len(row.cell.at) == 1} if table else {}
    every, of = rows.get("team_all_months"), rows.get("team")
    if every is None or of is None or every.hidden or of.hidden or not of.numerator:
        return ""
    return view.words("money.reach.tpk_evaluation", k=every.numerator or 0, of=of.numerator)


def _cases(view: View) -> str:
    table = view.table("case_selection")
    rows = [row for row in table.rows if row.cell.level("review") == "case" and row.cell.level("group") is None] if (
        table
    ) else []  # fmt: skip
    if len(rows) != 1 or rows[0].hidden or not rows[0].numerator:
        return ""
    return view.words("money.reach.audit", n=rows[0].numerator)


def _checked_data(view: View) -> str:
    """Of mending data: how many checks of their quality stand well."""
    checks = view.checks("scorecard.")
    return view.words("money.reach.data_quality", k=sum(c.status == "good" for c in checks), of=len(checks)) if (
        checks
    ) else ""  # fmt: skip


_COUNTED: Mapping[str, Callable[[View], str]] = {
    "audit": _cases, "data_quality": _checked_data, "needs": _sorted_needs, "pentahelix": _sectors,
    "tpk_evaluation": _reporting_teams,
}  # fmt: skip


def _is_whole(row: ShownRow) -> bool:
    """The district, everybody: no place, and none of the groups that split people."""
    return row.cell.level("area") is None and row.cell.level("age") is None and row.cell.level("group") is None


def _cells(view: View, finding: ShownFinding) -> tuple[TableCell, ...]:
    values = finding.values
    hidden = finding.sentence.id.endswith(_HIDDEN)
    unit = str(values.get("unit", ""))
    planned, reached, gap = (values.get(key) for key in ("planned", "reached", "gap"))
    if hidden:
        reach, left = text_cell(f"{HIDDEN} {unit}"), hidden_cell()
        reach = TableCell(reach.text, hidden=True)
    else:
        reach = text_cell(_reached(view, reached, planned, unit))
        left = TableCell(view.number(gap), gap) if isinstance(gap, int) else text_cell(NONE)
    step = str(values.get("next_step", "")) or view.words("money.programme.not_recorded")
    if isinstance(due := values.get("due_on"), date) and "next_step" in values:
        step = view.words("money.programme.by", step=step.rstrip("."), day=date_text(due, language=view.language))
    return text_cell(str(values.get("output", NONE))), reach, left, text_cell(step)


def _reached(view: View, reached: object, planned: object, unit: str) -> str:
    if isinstance(reached, int):
        if isinstance(planned, int):
            return view.words("money.programme.of", reached=reached, planned=planned, unit=unit)
        return f"{view.number(reached)} {unit}"
    if isinstance(planned, int):
        return view.words("money.programme.planned_only", planned=planned, unit=unit)
    return view.words("money.programme.not_recorded")
