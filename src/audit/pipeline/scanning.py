"""The leak scan of a report: its public files against everybody in the district's vault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from audit.disclosure.identities import Identities
from audit.disclosure.leak_scan import ScanReport, scan
from audit.disclosure.written_dates import brief_dates_in, dates_in
from audit.pipeline.params import AuditParams
from audit.pipeline.prepared_tables import programme_file
from audit.pipeline.project import Project
from audit.pipeline.stated import statements_of
from audit.reference.areas import areas_of
from audit.reference.holidays import long_break
from audit.reference.legal_basis import legal_basis
from audit.reference.published import published_for
from audit.reference.sponsor_rules import TARGET_RULES
from audit.schemas import BUDGET_LINES, ENTRIES, FOLLOW_UPS, GATES, LOCAL_PROGRAMMES, VISITS, WOMEN
from audit.store import read_identities, read_mentions, read_table
from audit.store.entries import current

__all__ = ["scan_public"]


def scan_public(
    files: Iterable[Path],
    params: AuditParams,
    project: Project,
    *,
    base: Path,
    days: Iterable[date] = (),
    names: Iterable[str] = (),
) -> ScanReport:
    """Scan public files for the persons of a district; the report names areas and offices that some are named like.

    ``days`` and ``names``: further dates and offices that the files declare, beside those of the params.

    Raises ``DisclosureError`` (exit 13) at a hit.
    """
    vault = project.vault(params)
    people = read_identities(vault)
    said = statements_of(params, project)
    offices = (*_offices(params), *(statement.office for statement in said))
    documents = (*_documents(params), *(text for statement in said for text in (statement.period, statement.medium)))
    declared = {
        *_dates(params), *_cycle_dates(params, project), *_programme_dates(params, project),
        *(statement.said_on for statement in said),
    }  # fmt: skip
    report = scan(
        files,
        Identities.of_vault(people, read_mentions(vault), visit_dates=_visit_dates(params, project)),
        excepted=[*_places(params, people["posyandu"].dropna().unique()), *offices, *names],
        declared_dates={*declared, *days, *(day for text in (*offices, *documents) for day in _dates_said(text))},
        base=base,
    )
    report.check()
    return report


def _places(params: AuditParams, posyandu: Iterable[str]) -> Iterator[str]:
    """Names of areas and facilities, which children are named like, and codes, which dates look like."""
    yield params.district.name
    areas = areas_of(params.district.code)
    for area in areas:
        yield from (area.name, area.code)
    yield from areas.unknown_parts  # 14.03.00 is a part of Bengkalis, and the day on which a bride may be born
    yield from posyandu


def _offices(params: AuditParams) -> Iterator[str]:
    """Officials and offices that the params name, and what the published figures say, which come with the library."""
    for decision in params.decisions:
        yield decision.who
    for programme in params.programmes:
        yield programme.owner
    for source in params.sources:
        yield source.producer
    yield from (*params.team.offices, *params.report.offices)
    for figure in published_for(params.district.code):
        yield from (figure.source, figure.source_en, figure.said_by, figure.url, figure.note, figure.note_en)


def _documents(params: AuditParams) -> Iterator[str]:
    """Free text of the params: its dates are declared, but a person in it is a person."""
    for programme in params.programmes:
        yield from (programme.name, programme.source)
    if params.target:
        yield params.target.cited
    if params.analysis_plan:
        yield from (params.analysis_plan.file, *params.analysis_plan.deviations)
    for question in params.forum.questions:
        yield from (question.ask, question.because or "")
    if params.team.decree:
        yield params.team.decree.number
    yield from params.report.documents
    yield from (words for words in (params.forum.place, params.forum.time) if words)
    yield from (law.title for law in legal_basis())  # the official report stands in every folder
    yield from (rule.source for rule in (*TARGET_RULES.values(), *params.cases.family.rules))


def _visit_dates(params: AuditParams, project: Project) -> set[date]:
    """Days on which a child or a woman was measured, where this cycle has been prepared on this machine."""
    days: set[date] = set()
    for table, column in ((VISITS, "visit_date"), (WOMEN, "contact_date")):
        path = project.interim(params) / f"{table.name}.parquet"
        if path.is_file():
            days |= set(read_table(path, table)[column].dropna().dt.date)
    return days


def _cycle_dates(params: AuditParams, project: Project) -> set[date]:
    """Days of the cycle's gates, of long breaks around them, and on which plans were approved.

    The report prints them, and they are nobody's.
    """
    path = project.interim(params) / f"{ENTRIES.name}.parquet"
    if not path.is_file():
        return set()
    entries = read_table(path, ENTRIES)
    gates, plans = current(entries, GATES), current(entries, FOLLOW_UPS)
    said = pd.concat([gates["due_on"], gates["done_on"], gates["valid_until"], plans["approved_on"]])
    breaks = (long_break(day, params.calendar.holidays) for day in gates["due_on"].dropna().dt.date)
    return {*said.dropna().dt.date, *(day for found in breaks if found for day in (found.first, found.last))}


def _programme_dates(params: AuditParams, project: Project) -> set[date]:
    """Days of budgets and of the next steps of own programmes: offices wrote them, and they are nobody's."""
    days: set[date] = set()
    for table, column in ((BUDGET_LINES, "as_of"), (LOCAL_PROGRAMMES, "due_on")):
        path = project.interim(params) / programme_file(table.name)
        if path.is_file():
            days |= set(read_table(path, table)[column].dropna().dt.date)
    return days


def _dates_said(text: str) -> Iterator[date]:
    yield from dates_in(text)
    yield from (day for _, day in brief_dates_in(text))


def _dates(params: AuditParams) -> Iterator[date]:
    """Dates that the report declares: its own, its forum's, its sources' and its deadlines."""
    yield params.as_of
    yield params.forum.date
    for source in params.sources:
        yield source.cut_off
    for rule in TARGET_RULES.values():
        yield rule.valid_from
    if params.analysis_plan:
        yield params.analysis_plan.date
    for decision in params.decisions:
        yield decision.by
    yield from (*params.team.days, *params.report.days)
