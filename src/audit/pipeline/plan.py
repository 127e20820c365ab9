"""What a run would do, and why: one decision a report, one job a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from audit.errors import OutputError
from audit.pipeline.failure_files import failed_before
from audit.pipeline.keys import key_of, short
from audit.pipeline.known_hashes import KnownHashes
from audit.pipeline.manifest import read_manifest
from audit.pipeline.notebook import NOTEBOOKS
from audit.pipeline.own_notebooks import own_notebooks
from audit.pipeline.params import AuditParams
from audit.pipeline.prepared import current_inputs
from audit.pipeline.project import Project
from audit.pipeline.recover import recover_report
from audit.pipeline.verify import verify

__all__ = ["STEPS", "Job", "Reason", "decide", "plan", "require_replaceable"]

STEPS = ("prepare", *NOTEBOOKS, "report")  # of one audit, in order

# new: no report yet; failed_before: none yet, for the last run of it failed. params to answers: the first part of the
# inputs that changed. files: a file of the report is gone or was changed. forced: nothing changed, run all the same.
# unchanged, final: does not run.
Reason = Literal[
    "new", "failed_before", "params", "sources", "notebooks", "code", "lock", "libraries", "python", "previous",
    "answers", "files", "forced", "unchanged", "final",
]  # fmt: skip
_IDLE = ("unchanged", "final")
_NAMED = ("params", "sources", "libraries")  # parts whose pieces have names


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do for one district, and why it is done, or why not.

    ``changed``: which sources (paths) or which parts of the params, where these are the reason. ``failed``: when the
    last run of what runs gave no report, with which exit code, and the sentence that it was refused with.
    """

    district: str
    cycle: str
    step: str
    reason: Reason
    key: str
    changed: tuple[str, ...] = ()
    failed: tuple[str, int, str] | None = None

    @property
    def runs(self) -> bool:
        """Whether there is anything to do."""
        return self.reason not in _IDLE


def plan(audits: Sequence[AuditParams], project: Project, *, rehash: bool = False) -> tuple[Job, ...]:
    """Return the jobs of some audits in order: prepare, each notebook, report. ``rehash`` reads every file anew."""
    jobs: list[Job] = []
    known = KnownHashes(project.root, trusted=not rehash)
    for params in audits:
        reason, key = decide(params, project, known=known)
        names = _changed(reason, params, project, known)
        last = None if reason in _IDLE else failed_before(params, project)
        failed = last and (last.at, last.exit_code, last.sentence)
        steps = (*STEPS[:-1], *own_notebooks(project), STEPS[-1])
        jobs += [Job(params.district.folder, params.cycle, step, reason, short(key), names, failed) for step in steps]
    known.save()
    return tuple(jobs)


def decide(params: AuditParams, project: Project, *, known: KnownHashes, force: bool = False) -> tuple[Reason, str]:
    """Whether the report of an audit must be made, as a reason, and the run key that it would have.

    A file that is as it was when ``known`` last read it is not read again. What a killed run left of the report is put
    right first. Raises ``InputError`` for a source that is not there.
    """
    report = project.report(params)
    recover_report(report)
    inputs = current_inputs(params, project, known.sha256)
    key = key_of(inputs)
    if not force and known.stands(report, key):
        return "unchanged", key
    seen = known.looked_at(report)
    reason = _reason(inputs, project, params, force=force)
    if reason == "unchanged":
        known.keep(report, key, seen)
    return reason, key


def _changed(reason: Reason, params: AuditParams, project: Project, known: KnownHashes) -> tuple[str, ...]:
    """Names of what differs from what the report was made from; of the parts that have names."""
    manifest = read_manifest(project.report(params)) if reason in _NAMED else None
    if manifest is None:
        return ()
    current = current_inputs(params, project, known.sha256)
    now, before = (_named(inputs.get(reason, {})) for inputs in (current, manifest["inputs"]))
    return tuple(sorted(name for name in {**now, **before} if now.get(name) != before.get(name)))


def _named(part: Any) -> Mapping[str, Any]:
    return part if isinstance(part, Mapping) else {source["path"]: source for source in part}


def require_replaceable(params: AuditParams, project: Project) -> None:
    """Raise ``OutputError`` (exit 17) where the report is approved or signed: it is never overwritten."""
    if verify(project.report(params)).final:
        raise OutputError("pipeline.final", name=params.district.name, cycle=params.cycle)


def _reason(inputs: Mapping[str, Any], project: Project, params: AuditParams, *, force: bool) -> Reason:
    report = project.report(params)
    if not report.exists():
        return "failed_before" if failed_before(params, project) else "new"
    found, manifest = verify(report), read_manifest(report)
    before = manifest["inputs"] if manifest else {}
    changed = [part for part in inputs if inputs[part] != before.get(part)]
    if found.complete and not changed and not force:
        return "unchanged"
    if found.final:
        return "final"
    if not found.complete:
        return "files"
    return cast("Reason", changed[0]) if changed else "forced"
