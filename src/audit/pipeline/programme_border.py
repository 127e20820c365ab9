"""From the workbooks of the programme of one audit to canonical tables."""

from __future__ import annotations

from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.reference.areas import Areas
from audit.register.programme_book import read_programme_book
from audit.register.programme_records import ProgrammeRecords, programme_records
from audit.register.whose import Register

__all__ = ["cross_programme"]


def cross_programme(
    params: AuditParams, project: Project, key: bytes, areas: Areas, people: Register
) -> ProgrammeRecords:
    """Read every source of kind ``programme``; ``people``: everybody whom a row may be about."""
    books = {
        source.id: read_programme_book(project.root / source.path, areas)
        for source in params.sources
        if source.kind == "programme"
    }
    return programme_records(books, people, key=key)
