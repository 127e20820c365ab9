"""One step of an audit, as the processes of a run take it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from audit.pipeline.notebook import execute, executed_folder
from audit.pipeline.own_notebooks import own_notebooks
from audit.pipeline.params import AuditParams
from audit.pipeline.prepare import prepare
from audit.pipeline.project import Project
from audit.pipeline.publish import publish
from audit.store import on_full_disk

__all__ = ["take"]


def take(step: str, params: AuditParams, project: Project, log: Sequence[str] = ()) -> float:
    """Prepare, execute one notebook or, after a researcher's own ones, publish the report; returns seconds.

    ``log`` goes into the report's folder. Raises what the step raises: ``AuditError`` where it refuses.
    """
    start = time.perf_counter()
    with on_full_disk(project.report(params)):
        _take(step, params, project, log)
    return time.perf_counter() - start


def _take(step: str, params: AuditParams, project: Project, log: Sequence[str]) -> None:
    if step == "prepare":
        prepare(params, project, to_publish=True)
    elif step == "report":
        for name in own_notebooks(project):
            _execute(name, params, project)
        publish(params, project, log=log)
    else:
        _execute(step, params, project)


def _execute(name: str, params: AuditParams, project: Project) -> None:
    parameters = {
        "district_code": params.district.code,
        "cycle": params.cycle,
        "edition": "publik",
        "language": params.language,
    }
    execute(project.notebooks / f"{name}.ipynb", executed_folder(params, project) / f"{name}.ipynb", parameters)
