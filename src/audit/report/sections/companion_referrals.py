"""Whom did teams find anew, in whom did they note a risk, and how soon was it referred?"""

from __future__ import annotations

from audit.disclosure.released import ShownFinding, ShownNumber, ShownRow
from audit.reference.companion_groups import FOUND
from audit.reference.companion_rules import REFERRAL_DAYS
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.places import anybody, counts_by_place, source_line, whole_and_parts
from audit.report.tables import count_cell, hidden_cell, mark_notes, rate_cells, text_cell
from audit.report.view import NONE, View, enough

__all__ = ["companion_referrals"]

_STATES = ("risk_found", "risk_referred", "risk_waiting", "waiting_long")


def companion_referrals(context: ReportContext) -> Block:
    """Targets newly found by source, risks noted, referred and waiting with the lag, and people at risk referred."""
    return make_block(context, "companion_referrals", "program", "table", _build)


def _build(view: View) -> Content | None:
    found, waiting, referred = (view.table(f"companions_{name}") for name in ("found", "waiting", "referred"))
    if found is None or waiting is None or referred is None:
        return Content(view.words("report.companion_referrals.name"), paragraphs=(view.words("companion_block.none"),))
    lags = {one.id.removeprefix("companions_lag."): one for one in view.findings("companions_lag.")}
    of_risk = {(row.cell.level("area"), row.cell.level("found_risk") or ""): row for row in waiting.rows}
    of_found = {(row.cell.level("area"), row.cell.level("found") or ""): row for row in found.rows}
    by_rules = {row.cell.level("area"): row for row in referred.rows if row.cell.level("group") is None}
    unknown = view.context.areas.unknown_parts[0]
    places: list[str | None] = [None, *(area.code for area in view.context.areas.kecamatan)]
    if any(anybody(rows[unknown, level]) for rows, level in ((of_risk, "risk_found"), (of_found, "found"))):
        places.append(unknown)
    columns = {level: view.words(f"companions.found.{level}") for level in ("found", *FOUND.below("found"))}
    newly = {place: {level: of_found[place, level] for level in columns} for place in places}
    return Content(
        _title(view, lags.get(view.context.district_code)),
        reading=view.words("companion_block.referrals.reading", days=REFERRAL_DAYS),
        source=source_line(view),
        paragraphs=_said(view, of_risk, lags, by_rules[None]),
        tables=(
            _risks(view, places, of_risk, lags),
            _at_risk(view, [place for place in places if place in by_rules], by_rules),
            counts_by_place(view, view.words("companion_block.referrals.newly"), newly, columns),
        ),
    )


def _title(view: View, lag: ShownFinding | None) -> str:
    days = lag.values.get("days") if lag else None
    if not isinstance(days, ShownNumber) or days.value is None:
        return view.words("companion_block.referrals.title")
    return view.words("companion_block.referrals.title_lag", days=view.number(days.value))


def _said(
    view: View,
    of_risk: dict[tuple[str | None, str], ShownRow],
    lags: dict[str, ShownFinding],
    at_risk: ShownRow,
) -> tuple[str, ...]:
    own = [of_risk[None, state] for state in _STATES]
    lag = lags.get(view.context.district_code)
    out = []
    if any(row.hidden for row in own):
        out.append(view.words("companion_block.hidden"))
    elif own[0].numerator:
        counts = {row.cell.level("found_risk") or "": row.numerator for row in own}
        said = "found_all" if own[2].numerator and own[2].numerator == own[3].numerator else "found"
        out.append(view.words(f"companion_block.referrals.{said}", **counts, days=REFERRAL_DAYS))
        if lag is not None:
            out.append(view.spoken(lag))
    else:
        out.append(view.words("companion_block.referrals.nobody"))
    if enough(at_risk) and at_risk.value is not None:
        values = {"n": at_risk.denominator, "referred": at_risk.numerator, "share": view.percent(at_risk.value)}
        out.append(view.words("companion_block.referrals.at_risk", **values))
    return tuple(out)


def _risks(
    view: View,
    places: list[str | None],
    of_risk: dict[tuple[str | None, str], ShownRow],
    lags: dict[str, ShownFinding],
) -> Table:
    columns = (
        Column("row", view.words("report.severity.row"), "start"),
        *(Column(state, view.words(f"companions.found_risk.{state}")) for state in _STATES),
        Column("lag", view.words("companion_block.referrals.lag")),
    )
    body = tuple(
        Row(
            (
                text_cell(view.area(place)),
                *(count_cell(view, (row := of_risk[place, s]).numerator, hidden=row.hidden) for s in _STATES),
                _lag(view, of_risk[place, "risk_found"], lags.get(place or view.context.district_code)),
            ),
            level,
        )
        for place, level in zip(places, whole_and_parts(places), strict=True)
    )
    notes = mark_notes(view, [of_risk[place, state] for place in places for state in _STATES], rates=False)
    return Table(
        view.words("companion_block.referrals.caption"), columns, body,
        (*notes, view.words("companion_block.referrals.lag_note")),
    )  # fmt: skip


def _lag(view: View, row: ShownRow, lag: ShownFinding | None) -> TableCell:
    """The median; an en dash where half have not been referred, or where too few people stand behind it."""
    if row.hidden:
        return hidden_cell()
    days = lag.values.get("days") if lag else None
    if not isinstance(days, ShownNumber) or days.value is None:
        return text_cell(NONE)
    return TableCell(view.number(days.value), days.value)


def _at_risk(view: View, places: list[str | None], rows: dict[str | None, ShownRow]) -> Table:
    columns = (
        Column("row", view.words("report.severity.row"), "start"),
        *(Column(name, view.words(f"companion_block.referrals.{name}")) for name in ("of", "referred", "share")),
    )
    body = tuple(
        Row((text_cell(view.area(place)), *rate_cells(view, rows[place], interval=False)), level)
        for place, level in zip(places, whole_and_parts(places), strict=True)
    )
    caption = view.words("companion_block.referrals.by_rules")
    return Table(caption, columns, body, mark_notes(view, [rows[place] for place in places]))
