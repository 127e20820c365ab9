"""At the start: undo what a killed run left, unless that run still lives."""

from __future__ import annotations

import shutil
from pathlib import Path

from audit.errors import OutputError
from audit.pipeline.notebook import executed_folder
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.store import repair, run_lock
from audit.store.cycle_parts import CycleParts

__all__ = ["recover", "recover_report", "recover_reports"]

_LEFT = (".old", ".partial")


def recover(params: AuditParams, project: Project) -> None:
    """Clear every folder of one audit of what is half done. The caller holds the lock of the audit."""
    recover_report(project.report(params))
    repair(project.interim(params))
    shutil.rmtree(executed_folder(params, project), ignore_errors=True)
    for partial in project.vault(params).glob("*.partial"):
        partial.unlink()
    CycleParts(project.cycle(params)).repair()


def recover_reports(project: Project) -> None:
    """Put every report right that a killed run left half replaced."""
    for ending in _LEFT:
        for left in sorted((project.root / "reports").glob(f"*/*{ending}")):
            recover_report(left.with_suffix(""))


def recover_report(report: Path) -> None:
    """Bring a report back that was being replaced, or finish replacing it; nothing to do is the rule."""
    if not any(report.with_name(report.name + ending).exists() for ending in _LEFT):
        return
    try:
        with run_lock(report):
            repair(report)
    except OutputError as refusal:
        if refusal.id != "store.locked":  # a living run is publishing
            raise
