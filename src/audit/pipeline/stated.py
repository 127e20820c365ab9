"""What offices have said in public, over all registers of statements that the params name."""

from __future__ import annotations

from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.programme.statements import Statement, read_statements

__all__ = ["statements_of"]


def statements_of(params: AuditParams, project: Project) -> list[Statement]:
    """Every statement, register by register, newest first in each; ``InputError`` (exit 11) at a slip."""
    paths = [project.root / source.path for source in params.sources if source.kind == "statements"]
    return [statement for path in paths for statement in read_statements(path)]
