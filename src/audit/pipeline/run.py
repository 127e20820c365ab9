"""Run audits: prepare, notebooks, report; two jobs at a time, each in its own process, districts kept apart."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit.errors import AuditError, EngineError
from audit.pipeline.cluster import LOCAL, address_of, work_through_cluster
from audit.pipeline.engines.choice import chosen
from audit.pipeline.forks import Forks
from audit.pipeline.known_hashes import KnownHashes
from audit.pipeline.notebook import NOTEBOOKS
from audit.pipeline.params import AuditParams
from audit.pipeline.plan import STEPS, decide, require_replaceable
from audit.pipeline.project import Project
from audit.pipeline.recover import recover
from audit.pipeline.schedule import Pool, start_pool, submit_apart, work_through
from audit.reference.areas import areas_of
from audit.store import run_lock

__all__ = ["JOBS", "Outcome", "Progress", "largest_first", "run"]

JOBS = 2  # processes at a time: an office laptop has two cores to spare

# A step that ended: district folder, step, seconds.
Progress = Callable[[str, str, float], None]


@dataclass
class Outcome:
    """How one district ended: its report folder, or the refusal, or the traceback of a bug.

    ``skipped``: the report was there already, made from the same inputs. ``taken_over``: the number of a process that
    had been at work on this report and died.
    """

    params: AuditParams
    report: Path | None = None
    refusal: AuditError | None = None
    bug: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    skipped: bool = False
    taken_over: int | None = None

    @property
    def exit_code(self) -> int:
        """0, the refusal's own code, or 1 for a bug."""
        if self.refusal is not None:
            return self.refusal.exit_code
        return 1 if self.bug else 0


def run(
    audits: Sequence[AuditParams],
    project: Project,
    *,
    jobs: int = JOBS,
    executor: str = LOCAL,
    force: bool = False,
    rehash: bool = False,
    progress: Progress | None = None,
) -> tuple[Outcome, ...]:
    """Run audits and return how each ended, in the order given; one that fails does not stop the others.

    ``executor``: ``local``, ``dask:local`` or ``dask:ADDRESS``; see ``audit.pipeline.cluster``.

    A report that was made from the same inputs and is unchanged is left as it is, unless ``force``; ``rehash`` reads
    every file to find that out, also those that are as they were. When this process is interrupted the others end, and
    what they had half done is cleared away.
    """
    outcomes = {p.district.folder: Outcome(p) for p in audits}

    address = address_of(executor)

    def submit(pool: Any, job: tuple[str, str]) -> Future[float]:
        outcome = outcomes[job[0]]
        log = [f"{name} {seconds:.2f} s" for name, seconds in outcome.seconds.items()]
        from audit.pipeline.steps import take  # all that makes a report, which a run with nothing to do needs not

        if isinstance(pool, Pool) and job[1] == STEPS[0]:  # what reading holds is gone before the report is drawn
            return submit_apart(take, job[1], outcome.params, project, log)
        return pool.submit(take, job[1], outcome.params, project, log)

    def finished(job: tuple[str, str], future: Future[float]) -> list[tuple[str, str]]:
        folder, step = job
        outcome = outcomes[folder]
        _note(outcome, step, future, project)
        if progress:
            progress(folder, step, outcome.seconds.get(step, 0.0))
        return [(folder, following) for following in _next(outcome, step)]

    with ExitStack() as locks:
        known = KnownHashes(project.root, trusted=not rehash)
        to_do = [folder for folder, outcome in outcomes.items() if _begins(outcome, project, locks, known, force=force)]
        known.save()
        if progress:
            for folder in outcomes:
                for step in () if folder in to_do else STEPS:
                    progress(folder, step, 0.0)
        try:
            first = [(p.district.folder, STEPS[0]) for p in largest_first(outcomes[folder].params for folder in to_do)]
            if to_do and address:
                work_through_cluster(
                    first, address=address, root=project.root, jobs=jobs, submit=submit, finished=finished
                )
            else:
                forked = bool(to_do) and chosen() == "fork"
                if forked:
                    from audit.pipeline.engines.notebook_imports import imports_of
                    from audit.pipeline.engines.server import running

                    locks.enter_context(running(imports_of(project.notebooks.glob("*.ipynb"))))
                start = Forks if forked else start_pool
                work_through(first, submit=submit, finished=finished, jobs=jobs, start=start)
        except BaseException:
            for folder in to_do:
                recover(outcomes[folder].params, project)
            raise
    return tuple(outcomes.values())


def largest_first(audits: Iterable[AuditParams]) -> list[AuditParams]:
    """Audits by the number of desa of their districts: one that takes long is not left to end alone."""
    return sorted(audits, key=lambda params: -len(areas_of(params.district.code).desa))


def _begins(outcome: Outcome, project: Project, locks: ExitStack, known: KnownHashes, *, force: bool) -> bool:
    """Take the lock of an audit, clear what a killed run left, and decide whether there is anything to do.

    The lock is kept where there is: a process cannot hold open as many files as there are districts everywhere.
    """
    params = outcome.params
    try:
        with ExitStack() as lock:
            outcome.taken_over = lock.enter_context(run_lock(project.interim(params))).taken_over
            recover(params, project)
            reason, _ = decide(params, project, known=known, force=force)
            if reason == "unchanged":
                outcome.skipped, outcome.report = True, project.report(params)
                return False
            if reason == "final":
                from audit.pipeline.prepare import refer_at_once

                refer_at_once(params, project)  # a report that stands may refuse new data, a list of referrals may not
                require_replaceable(params, project)
            locks.enter_context(lock.pop_all())
    except AuditError as refusal:
        outcome.refusal = refusal
        return False
    return True


def _note(outcome: Outcome, step: str, future: Future[float], project: Project) -> None:
    try:
        outcome.seconds[step] = future.result()
    except AuditError as refusal:
        outcome.refusal = outcome.refusal or refusal
    except BrokenProcessPool:
        outcome.refusal = outcome.refusal or EngineError("pipeline.process_died", step=step)
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
