"""Where a report stands: its state and key as they are, and what a run would do to it."""

from __future__ import annotations

from dataclasses import dataclass

from audit.errors import AuditError
from audit.pipeline.keys import short
from audit.pipeline.known_hashes import KnownHashes
from audit.pipeline.manifest import read_manifest
from audit.pipeline.params import AuditParams
from audit.pipeline.plan import Reason, decide
from audit.pipeline.project import Project

__all__ = ["Standing", "standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One audit: ``state`` and short ``key`` of the report that is there (empty where none is), and what comes next.

    ``problem`` is the sentence that says why a run is not possible; ``reason`` is then ``None``.
    """

    district: str
    cycle: str
    state: str
    key: str
    reason: Reason | None
    problem: str = ""


def standing(params: AuditParams, project: Project, known: KnownHashes) -> Standing:
    """Look at one audit as ``decide`` does; ``known``: files that need not be read again."""
    reason, problem = None, ""
    try:
        reason, _ = decide(params, project, known=known)
    except AuditError as refusal:
        problem = str(refusal)
    manifest = read_manifest(project.report(params))
    state, key = (manifest["state"], short(manifest["run_key"])) if manifest else ("", "")
    return Standing(params.district.folder, params.cycle, state, key, reason, problem)
