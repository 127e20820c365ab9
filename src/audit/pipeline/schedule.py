"""Jobs in processes of their own: a few at a time, one that dies told from its neighbours, none outliving the run."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Hashable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from audit.pipeline.child_environment import prepare_environment
from audit.pipeline.forks import Forks

__all__ = ["Pool", "start_pool", "submit_apart", "work_through"]

Job = TypeVar("Job", bound=Hashable)
Result = TypeVar("Result")
Given = ParamSpec("Given")


class Pool(ProcessPoolExecutor):
    """Fresh processes that are kept from one job to the next."""

    def look_round(self) -> None:
        """Have a job that does nothing done, for the pool to look at its processes once more.

        Python 3.11 wakes the thread that watches them just before it starts another: the death of the newest is noticed
        only after something else has happened, which may be when a neighbour's long work is done.
        """
        self.submit(int)


def start_pool(jobs: int) -> Pool:
    """Start a pool of fresh processes (never forks), each with one thread of linear algebra and UTF-8 throughout."""
    prepare_environment()
    return Pool(jobs, multiprocessing.get_context("spawn"), initializer=_live_with_parent)


def work_through(
    first: Iterable[Job],
    *,
    submit: Callable[[Any, Job], Future[Result]],
    finished: Callable[[Job, Future[Result]], Iterable[Job]],
    jobs: int,
    start: Callable[[int], Pool | Forks] = start_pool,
) -> None:
    """Do jobs, ``jobs`` at a time, until none is left; those that ``finished`` returns come next.

    ``start`` gives what ``submit`` hands jobs to: fresh processes unless it says otherwise.

    When a process dies (killed, out of memory) its pool falls, and nobody can say which job did it. Those that were
    running are done again, from then on one at a time; a job that was running alone has failed, and its future holds
    ``BrokenProcessPool``. On an exception, Ctrl-C among them, every process is ended before it passes on.
    """
    ready = deque(first)
    while ready:
        suspects = _until_one_dies(ready, submit, finished, jobs, start)
        if len(suspects) == 1:
            for job, future in suspects.items():
                ready.extendleft(reversed(tuple(finished(job, future))))
        else:
            ready.extendleft(reversed(suspects))
        jobs = 1


def submit_apart(work: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
    """Do one job in a process that ends with it, so that its memory is gone before the next; for ``submit``."""
    pool = start_pool(1)
    future = pool.submit(work, *args, **kwargs)
    pool.shutdown(wait=False)
    return future


def _until_one_dies(
    ready: deque[Job],
    submit: Callable[[Any, Job], Future[Result]],
    finished: Callable[[Job, Future[Result]], Iterable[Job]],
    jobs: int,
    start: Callable[[int], Pool | Forks],
) -> dict[Job, Future[Result]]:
    """Work with one pool until all is done, or until the pool falls: then return the jobs that fell with it."""
    running: dict[Job, Future[Result]] = {}

    def harvest() -> None:
        for job in [job for job, future in running.items() if future.done() and not _fell(future)]:
            ready.extendleft(reversed(tuple(finished(job, running.pop(job)))))

    with start(jobs) as pool, _ended_on_exception():
        while (ready or running) and not any(map(_fell, running.values())):
            try:
                while ready and len(running) < jobs:
                    with _interrupts_ignored():
                        running[ready[0]] = submit(pool, ready[0])
                    ready.popleft()
                if len(running) > 1:
                    pool.look_round()
            except BrokenProcessPool:  # a process died while it had nothing to do
                break
            wait(running.values(), return_when=FIRST_COMPLETED)
            harvest()
    wait(running.values())  # those apart are in no pool that has ended them
    harvest()
    return running


def _fell(future: Future[Result]) -> bool:
    return future.done() and isinstance(future.exception(), BrokenProcessPool)


@contextmanager
def _ended_on_exception() -> Generator[None, None, None]:
    """End the processes started inside where the block raises; the pool alone would wait for their work."""
    before = set(multiprocessing.active_children())
    try:
        yield
    except BaseException:
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()
        raise


@contextmanager
def _interrupts_ignored() -> Generator[None, None, None]:
    """A new process inherits what its parent ignores: Ctrl-C is for the main process, which then ends the others."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _live_with_parent() -> None:
    """In a new process: leave Ctrl-C to the main process, and end when that one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Windows inherits no ignored signals
    threading.Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
