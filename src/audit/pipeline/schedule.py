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
from typing import ParamSpec, TypeVar

__all__ = ["one_thread", "start_pool", "submit_apart", "work_through"]

Job = TypeVar("Job", bound=Hashable)
Result = TypeVar("Result")
Given = ParamSpec("Given")

# What a step has let go of goes back to the system: Arrow's own pool keeps it, and glibc would learn to keep large
# arrays. With 50,000 children that was 14 to 16 % of the largest process (benchmarks/district_memory.py).
_LARGE_BYTES = 128 * 1024  # glibc's own value, which these hold where it is
_LET_GO = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_MMAP_THRESHOLD_": str(_LARGE_BYTES),
    "MALLOC_TRIM_THRESHOLD_": str(_LARGE_BYTES),
}


def work_through(
    first: Iterable[Job],
    *,
    submit: Callable[[ProcessPoolExecutor, Job], Future[Result]],
    finished: Callable[[Job, Future[Result]], Iterable[Job]],
    jobs: int,
) -> None:
    """Do jobs, ``jobs`` at a time, until none is left; those that ``finished`` returns come next.

    When a process dies (killed, out of memory) its pool falls, and nobody can say which job did it. Those that were
    running are done again, from then on one at a time; a job that was running alone has failed, and its future holds
    ``BrokenProcessPool``. On an exception, Ctrl-C among them, every process is ended before it passes on.
    """
    ready = deque(first)
    while ready:
        suspects = _until_one_dies(ready, submit, finished, jobs)
        if len(suspects) == 1:
            for job, future in suspects.items():
                ready.extendleft(reversed(tuple(finished(job, future))))
        else:
            ready.extendleft(reversed(suspects))
        jobs = 1


def one_thread() -> None:
    """Let linear algebra have one thread in this process and those that it starts: jobs do not fight over cores."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def start_pool(jobs: int) -> ProcessPoolExecutor:
    """Start a pool of fresh processes (never forks), each with one thread of linear algebra and UTF-8 throughout."""
    one_thread()
    os.environ["PYTHONUTF8"] = "1"
    for name, value in _LET_GO.items():
        os.environ.setdefault(name, value)
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_live_with_parent)


def submit_apart(work: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
    """Do one job in a process that ends with it, so that its memory is gone before the next; for ``submit``."""
    pool = start_pool(1)
    future = pool.submit(work, *args, **kwargs)
    pool.shutdown(wait=False)
    return future


def _until_one_dies(
    ready: deque[Job],
    submit: Callable[[ProcessPoolExecutor, Job], Future[Result]],
    finished: Callable[[Job, Future[Result]], Iterable[Job]],
    jobs: int,
) -> dict[Job, Future[Result]]:
    """Work with one pool until all is done, or until the pool falls: then return the jobs that fell with it."""
    running: dict[Job, Future[Result]] = {}

    def harvest() -> None:
        for job in [job for job, future in running.items() if future.done() and not _fell(future)]:
            ready.extendleft(reversed(tuple(finished(job, running.pop(job)))))

    with start_pool(jobs) as pool, _ended_on_exception():
        while (ready or running) and not any(map(_fell, running.values())):
            try:
                while ready and len(running) < jobs:
                    with _interrupts_ignored():
                        running[ready[0]] = submit(pool, ready[0])
                    ready.popleft()
                if len(running) > 1:
                    pool.submit(_look_round)
            except BrokenProcessPool:  # a process died while it had nothing to do
                break
            wait(running.values(), return_when=FIRST_COMPLETED)
            harvest()
    wait(running.values())  # those apart are in no pool that has ended them
    harvest()
    return running


def _look_round() -> None:
    """Do nothing, for the pool to look at its processes once more.

    Python 3.11 wakes the thread that watches them just before it starts another: the death of the newest is noticed
    only after something else has happened, which may be when a neighbour's long work is done.
    """


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
