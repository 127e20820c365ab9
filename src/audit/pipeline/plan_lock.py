"""No results under a plan of analysis that was changed after it was locked, unless the change is listed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from audit.errors import InputError
from audit.pipeline.keys import file_sha256
from audit.pipeline.params import AuditParams
from audit.pipeline.params_plan import AnalysisPlanParams
from audit.pipeline.project import Project

__all__ = ["locked", "require_locked"]


def require_locked(params: AuditParams, project: Project) -> None:
    """Raise ``InputError`` (exit 11) where the file of the plan is another than was locked and no deviation is listed.

    That the file is there is known: it is an input of the run.
    """
    plan = params.analysis_plan
    if plan is None or plan.deviations:
        return
    if file_sha256(project.root / plan.file) != plan.sha256:
        raise InputError("pipeline.plan_changed", file=plan.file, date=plan.date)


def locked(path: Path, project: Project, *, on: date) -> AnalysisPlanParams:
    """The lock of a file as it is, for ``analysis_plan`` of params.

    Raises ``InputError`` (exit 11) where there is no such file within the project.
    """
    if not path.is_file() or not path.is_relative_to(project.root):
        raise InputError("pipeline.no_plan", file=project.shown(path))
    return AnalysisPlanParams(file=project.shown(path), sha256=file_sha256(path), date=on)
