"""What a run would do, and why: one job a notebook and one a report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from audit.pipeline.keys import key_of, short
from audit.pipeline.manifest import MANIFEST
from audit.pipeline.notebook import NOTEBOOKS
from audit.pipeline.params import AuditParams
from audit.pipeline.prepare import current_inputs
from audit.pipeline.project import Project

__all__ = ["Job", "Reason", "plan"]

Reason = Literal["new", "params", "sources", "notebooks", "code", "lock", "python", "engine", "previous", "unchanged"]


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do for one district, and why it is done (or why not: "unchanged")."""

    district: str
    cycle: str
    step: str
    reason: Reason
    key: str

    @property
    def runs(self) -> bool:
        """Whether there is anything to do."""
        return self.reason != "unchanged"


def plan(audits: Sequence[AuditParams], project: Project) -> tuple[Job, ...]:
    """Return the jobs of some audits in order: prepare, each notebook, report."""
    jobs: list[Job] = []
    for params in audits:
        reason, key = _reason(params, project)
        steps = ("prepare", *NOTEBOOKS, "report")
        jobs += [Job(params.district.folder, params.cycle, step, reason, short(key)) for step in steps]
    return tuple(jobs)


def _reason(params: AuditParams, project: Project) -> tuple[Reason, str]:
    inputs = current_inputs(params, project)
    key = key_of(inputs)
    manifest = project.report(params) / MANIFEST
    if not manifest.is_file():
        return "new", key
    before = json.loads(manifest.read_text(encoding="utf-8"))["inputs"]
    changed = [part for part in inputs if inputs[part] != before.get(part)]
    return (changed[0] if changed else "unchanged"), key  # pyright: ignore[reportReturnType]
