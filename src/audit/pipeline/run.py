"""Run audits: prepare, notebooks, report; two jobs at a time, each in its own process, districts kept apart."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from audit.errors import AuditError
from audit.pipeline.notebook import NOTEBOOKS, execute
from audit.pipeline.params import AuditParams
from audit.pipeline.permission import require_permission
from audit.pipeline.prepare import prepare
from audit.pipeline.project import Project
from audit.pipeline.publish import executed_folder, publish

__all__ = ["JOBS", "Outcome", "Progress", "run", "steps_of"]

JOBS = 2  # processes at a time: an office laptop has two cores to spare

# A step that ended: district folder, step, seconds.
Progress = Callable[[str, str, float], None]


@dataclass
class Outcome:
    """How one district ended: its report folder, or the refusal, or the traceback of a bug."""

    params: AuditParams
    report: Path | None = None
    refusal: AuditError | None = None
    bug: str = ""
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """0, the refusal's own code, or 1 for a bug."""
        if self.refusal is not None:
            return self.refusal.exit_code
        return 1 if self.bug else 0


def steps_of() -> tuple[str, ...]:
    """Names of the steps of one district in order."""
    return ("prepare", *NOTEBOOKS, "report")


def run(
    audits: Sequence[AuditParams], project: Project, *, jobs: int = JOBS, progress: Progress | None = None
) -> tuple[Outcome, ...]:
    """Run audits and return how each ended, in the order given; one that fails does not stop the others."""
    outcomes = {p.district.folder: Outcome(p) for p in audits}
    # One thread of linear algebra a process, and no child that inherits a half-used state.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ["PYTHONUTF8"] = "1"
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=jobs, mp_context=context) as pool:
        waiting: dict[Future[float], tuple[str, str]] = {}

        def submit(folder: str, step: str) -> None:
            params = outcomes[folder].params
            log = [f"{name} {seconds:.2f} s" for name, seconds in outcomes[folder].seconds.items()]
            waiting[pool.submit(_step, step, params, project, log)] = (folder, step)

        for folder in outcomes:
            submit(folder, "prepare")
        try:
            while waiting:
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    folder, step = waiting.pop(future)
                    outcome = outcomes[folder]
                    _note(outcome, step, future, project)
                    if progress:
                        progress(folder, step, outcome.seconds.get(step, 0.0))
                    for following in _next(outcome, step):
                        submit(folder, following)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return tuple(outcomes.values())


def _note(outcome: Outcome, step: str, future: Future[float], project: Project) -> None:
    try:
        outcome.seconds[step] = future.result()
    except AuditError as refusal:
        outcome.refusal = outcome.refusal or refusal
    except Exception as bug:
        outcome.bug = outcome.bug or "".join(traceback.format_exception(bug))
    else:
        if step == "report":
            outcome.report = project.report(outcome.params)


def _next(outcome: Outcome, step: str) -> tuple[str, ...]:
    """Steps that may start now: notebooks after preparing, the report after the last notebook."""
    if outcome.exit_code:
        return ()
    if step == "prepare":
        return NOTEBOOKS
    if step in NOTEBOOKS and all(name in outcome.seconds for name in NOTEBOOKS):
        return ("report",)
    return ()


def _step(step: str, params: AuditParams, project: Project, log: Sequence[str]) -> float:
    """One step, in a process of the pool; returns seconds."""
    start = time.perf_counter()
    if step == "prepare":
        require_permission(params)
        prepare(params, project)
        shutil.rmtree(executed_folder(params, project), ignore_errors=True)
    elif step == "report":
        publish(params, project, log=log)
    else:
        parameters = {
            "district_code": params.district.code,
            "cycle": params.cycle,
            "edition": "publik",
            "language": params.language,
        }
        target = executed_folder(params, project) / f"{step}.ipynb"
        execute(project.notebooks / f"{step}.ipynb", target, parameters)
    return time.perf_counter() - start
