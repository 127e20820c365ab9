"""Which support do teams need, and how much of their work are free meals? Counts of teams, never a team."""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.reference.companion_groups import TEAM
from audit.reference.companion_rules import DUTIES, HEAVY_LOAD, MBG_DUTY, MBG_LOAD, REFERRAL_DAYS, SUPPORT_REASONS
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Item, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.places import anybody, counts_by_place, source_line
from audit.report.tables import count_cell, mark_notes, text_cell
from audit.report.view import NONE, View
from audit.results import Cell

__all__ = ["COMPANION_WORKBOOK", "TEAM_FOLDER", "companion_support"]

COMPANION_WORKBOOK, TEAM_FOLDER = "tpk.xlsx", "tpk"
Rows = dict[Cell, ShownRow]


def companion_support(context: ReportContext) -> Block:
    """Teams by monthly report and by the support they need, by kecamatan; contacts by duty."""
    return make_block(context, "companion_support", "program", "table", _build)


def _build(view: View) -> Content | None:
    table = view.table("companions_support")
    if table is None:
        return Content(view.words("report.companion_support.name"), paragraphs=(view.words("companion_block.no_teams"),))  # fmt: skip # noqa: E501
    rows: Rows = {row.cell: row for row in table.rows}
    unknown = view.context.areas.unknown_parts[0]
    places: list[str | None] = [None, *(area.code for area in view.context.areas.kecamatan)]
    if anybody(rows[_team(view, unknown)]):
        places.append(unknown)
    values = {"times": view.number(HEAVY_LOAD), "share": view.percent(MBG_LOAD, 0), "days": REFERRAL_DAYS}
    terms = tuple(
        Item(view.words(f"companions.reason.{reason}"), view.words(f"companion_block.reason.{reason}", **values))
        for reason in SUPPORT_REASONS
    )
    said = [_reports(view, rows), *_duties_said(view)]
    if view.edition == "terbatas":
        said.append(view.words("companion_block.support.where", file=COMPANION_WORKBOOK))
    return Content(
        _title(view, rows),
        reading=view.words("companion_block.support.reading"),
        source=source_line(view),
        paragraphs=tuple(said),
        tables=(_reasons(view, rows), _by_place(view, places, rows), *_duties(view)),
        terms=terms,
    )


def _title(view: View, rows: Rows) -> str:
    whole, needed = rows[_team(view, None)], rows[_team(view, None).replace("support", "support_needed")]
    if whole.hidden or needed.hidden or not whole.numerator:
        return view.words("companion_block.support.title")
    return view.words("companion_block.support.title_needed", needed=needed.numerator or 0, n=whole.numerator)


def _team(view: View, place: str | None, level: str = "team") -> Cell:
    return Cell.of(view.context.cycle, team=level, area=place)


def _reason(view: View, reason: str, level: str) -> Cell:
    return _team(view, None).replace(f"support.{reason}", level)


def _reports(view: View, rows: Rows) -> str:
    own = {level: rows[_team(view, None, level)] for level in ("team", *TEAM.below("team"))}
    if any(row.hidden for row in own.values()):
        return view.words("companion_block.hidden")
    n = {level: row.numerator or 0 for level, row in own.items()}
    if n["team_months.unknown"] == n["team"]:
        return view.words("companion_block.support.no_reports", n=n["team"])
    months = {"all": n["team_all_months"], "lacking": n["team_months_lacking"]}
    said = view.words("companion_block.support.reports", n=n["team"], **months)
    unknown = n["team_months.unknown"]
    return f"{said} {view.words('companion_block.support.reports_unknown', n=unknown)}" if unknown else said


def _reasons(view: View, rows: Rows) -> Table:
    """In the order of the rules, not of size: each asks for another kind of help."""
    columns = (
        Column("reason", view.words("companion_block.support.reason"), "start"),
        Column("teams", view.words("companion_block.support.teams")),
        Column("unknown", view.words("companion_block.support.unknown")),
    )
    shown = {reason: [rows[_reason(view, reason, level)] for level in ("present", "support.unknown")] for reason in SUPPORT_REASONS}  # fmt: skip # noqa: E501
    body = tuple(
        Row((text_cell(view.words(f"companions.reason.{reason}")), *(_count(view, row) for row in own)))
        for reason, own in shown.items()
    )
    notes = mark_notes(view, [row for own in shown.values() for row in own], rates=False)
    return Table(view.words("companion_block.support.reasons"), columns, body, notes)


def _by_place(view: View, places: list[str | None], rows: Rows) -> Table:
    levels = ("team", "team_all_months", "team_months_lacking")
    columns = {level: view.words(f"companion_block.support.{level}") for level in (*levels, "needed")}
    at = {
        place: {level: rows[_team(view, place, level)] for level in levels}
        | {"needed": rows[_team(view, place).replace("support", "support_needed")]}
        for place in places
    }
    return counts_by_place(view, view.words("companion_block.support.by_place"), at, columns)


def _count(view: View, row: ShownRow) -> TableCell:
    return count_cell(view, row.numerator, hidden=row.hidden)


def _duty_counts(view: View) -> dict[str | None, int]:
    table = view.table("companions_duties")
    return {} if table is None else {row.cell.level("duty"): row.numerator or 0 for row in table.rows}


def _duties_said(view: View) -> list[str]:
    n = _duty_counts(view)
    if not n.get(None):
        return []
    share = view.percent(n[MBG_DUTY] / n[None], 0)
    return [view.words("companion_block.support.mbg", n=n[None], mbg=n[MBG_DUTY], share=share)]


def _duties(view: View) -> tuple[Table, ...]:
    n = _duty_counts(view)
    if not n.get(None):
        return ()
    columns = (
        Column("duty", view.words("companion_block.support.duty"), "start"),
        Column("contacts", view.words("companion_block.support.contacts")),
        Column("share", view.words("companion_block.support.share")),
    )
    levels = [*DUTIES, *(["duty.unknown"] if n.get("duty.unknown") else [])]
    body = tuple(
        Row(
            (
                text_cell(view.words(f"companions.duty.{duty}")),
                count_cell(view, n[duty]),
                TableCell(view.percent(n[duty] / n[None], 0) if n[None] else NONE, n[duty] / n[None]),
            )
        )
        for duty in levels
    )
    return (Table(view.words("companion_block.support.duties"), columns, body),)
