"""The leak scan of a report: its public files against everybody in the district's vault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from audit.disclosure import Identities, ScanReport, dates_in, scan
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.reference.areas import areas_of
from audit.reference.published import published_for
from audit.store import read_identities, read_mentions

__all__ = ["scan_public"]


def scan_public(files: Iterable[Path], params: AuditParams, project: Project, *, base: Path) -> ScanReport:
    """Scan public files for the persons of a district; the report names areas and offices that some are named like.

    Raises ``DisclosureError`` (exit 13) at a hit.
    """
    vault = project.vault(params)
    people = read_identities(vault)
    named = tuple(_named(params))
    report = scan(
        files,
        Identities.of_vault(people, read_mentions(vault)),
        excepted=[*_places(params, people["posyandu"].dropna().unique()), *named],
        declared_dates={*_dates(params), *(day for text in named for day in dates_in(text))},
        base=base,
    )
    report.check()
    return report


def _places(params: AuditParams, posyandu: Iterable[str]) -> Iterator[str]:
    """Names of areas and facilities: children are named like them."""
    yield params.district.name
    for area in areas_of(params.district.code):
        yield area.name
    yield from posyandu


def _named(params: AuditParams) -> Iterator[str]:
    """Officials, offices and documents that the params or published figures name, with the dates of these."""
    for decision in params.decisions:
        yield decision.who
    for programme in params.programmes:
        yield from (programme.name, programme.owner, programme.source)
    for source in params.sources:
        yield source.producer
    if params.target:
        yield params.target.document
    for figure in published_for(params.district.code):
        yield from (figure.source, figure.said_by, figure.url, figure.note)


def _dates(params: AuditParams) -> Iterator[date]:
    """Dates that the report declares: its own, its forum's, its sources' and its deadlines."""
    yield params.as_of
    yield params.forum.date
    for source in params.sources:
        yield source.cut_off
    for decision in params.decisions:
        yield decision.by
