"""The leak scan of a report: its public files against everybody in the district's vault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from audit.disclosure import Identities, scan
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.reference.areas import areas_of
from audit.store import read_identities

__all__ = ["scan_public"]


def scan_public(folder: Path, params: AuditParams, project: Project) -> Mapping[str, Any]:
    """Scan every file of ``folder``; returns what was read and which names were excepted.

    Raises ``DisclosureError`` (exit 13) at a hit.
    """
    people = read_identities(project.vault(params))
    report = scan(
        (path for path in folder.rglob("*") if path.is_file()),
        Identities.of_vault(people),
        excepted=[*_places(params, people["posyandu"].dropna().unique()), *_offices(params)],
        declared_dates=set(_dates(params)),
        base=folder,
    )
    report.check()
    return {"files": report.files, "characters": report.characters, "excepted": list(report.excepted)}


def _places(params: AuditParams, posyandu: object) -> Iterator[str]:
    """Names of areas and facilities: children are named like them."""
    yield params.district.name
    for area in areas_of(params.district.code):
        yield area.name
    yield from posyandu  # type: ignore[misc]


def _offices(params: AuditParams) -> Iterator[str]:
    """Officials and offices that the report itself names."""
    for decision in params.decisions:
        yield decision.who
    for programme in params.programmes:
        yield from (programme.name, programme.owner, programme.source)
    for source in params.sources:
        yield source.producer
    if params.target:
        yield params.target.document


def _dates(params: AuditParams) -> Iterator[date]:
    """Dates that the report declares: its own, its forum's, its sources' and its deadlines."""
    yield params.as_of
    yield params.forum.date
    for source in params.sources:
        yield source.cut_off
    for decision in params.decisions:
        yield decision.by
