"""``--executor dask:ADDRESS``: the steps of a run, taken by the workers of a Dask cluster.

Paths and hashes travel, data do not: every worker sees the project's folder at the same path and has the same library.
A worker has one thread, since a notebook changes the folder of its process; it never forks, having threads of Dask's
own, but has a fork server, which is a fresh process. What a lost worker was doing is done by another.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Hashable, Iterable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from audit.errors import EngineError, ParamsError

if TYPE_CHECKING:
    from pathlib import Path

    from distributed import Client

__all__ = ["LOCAL", "address_of", "work_through_cluster"]

_DASK = "dask:"
LOCAL = "local"  # a cluster on this machine, for as long as the run
_CONNECT_SECONDS = 30
_ANY_PORT = "127.0.0.1:0"  # another cluster of this machine may hold Dask's own

Job = TypeVar("Job", bound=Hashable)


def address_of(executor: str) -> str:
    """``dask:tcp://host:8786`` without its first part; "" for ``local``, the processes of this machine.

    Raises ``ParamsError`` (exit 10) for anything else.
    """
    if executor == LOCAL:
        return ""
    address = executor.removeprefix(_DASK)
    if address == executor or not address:
        raise ParamsError("pipeline.no_executor", executor=executor)
    return address


def work_through_cluster(
    first: Iterable[Job],
    *,
    address: str,
    root: Path,
    jobs: int,
    submit: Callable[[Any, Job], Any],
    finished: Callable[[Job, Future[Any]], Iterable[Job]],
) -> None:
    """Do jobs on a cluster until none is left; those that ``finished`` returns come next, before what waits.

    ``address`` is a scheduler's, or ``local`` for a cluster of ``jobs`` processes on this machine. A job whose workers
    died again and again has failed: its future holds ``BrokenProcessPool``, as with processes of this machine. On an
    exception, Ctrl-C among them, what waits is given up; what a worker elsewhere has begun it ends. Raises
    ``EngineError`` (exit 16) where there is no cluster, or a worker that cannot take part.
    """
    with _client(address, jobs) as client:
        from audit.pipeline.cluster_worker import Likeness, Warm

        client.register_plugin(Warm(Likeness.here(root)))
        _work(client, first, submit, finished)


def _work(
    client: Client,
    first: Iterable[Job],
    submit: Callable[[Any, Job], Any],
    finished: Callable[[Job, Future[Any]], Iterable[Job]],
) -> None:
    from distributed import as_completed

    running: dict[str, tuple[Job, int]] = {}
    completed = as_completed(loop=client.loop)

    def begin(job: Job, priority: int) -> None:
        future = submit(_Submitter(client, priority), job)
        running[future.key] = job, priority
        completed.add(future)

    try:
        for job in first:
            begin(job, 0)
        for future in completed:
            job, priority = running.pop(future.key)
            for following in finished(job, _ended(future)):
                begin(following, priority + 1)
    except BaseException:
        client.cancel([*completed.futures])
        raise


@dataclass(frozen=True, slots=True)
class _Submitter:
    """A cluster as a pool of processes is called: one district is finished before the next is begun."""

    client: Client
    priority: int

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return self.client.submit(function, *arguments, pure=False, priority=self.priority)


def _ended(future: Any) -> Future[Any]:
    """What came of a task, as a process of this machine would tell it."""
    from distributed import KilledWorker

    told: Future[Any] = Future()
    error = future.exception()
    if error is None:
        told.set_result(future.result())
    else:
        told.set_exception(BrokenProcessPool(str(error)) if isinstance(error, KilledWorker) else error)
    return told


@contextmanager
def _client(address: str, jobs: int) -> Generator[Client, None, None]:
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise EngineError("pipeline.no_dask") from error
    with ExitStack() as opened:
        if address == LOCAL:
            folder = opened.enter_context(TemporaryDirectory(prefix="aks"))
            cluster: Any = LocalCluster(
                n_workers=jobs,
                threads_per_worker=1,
                processes=True,
                memory_limit=0,
                dashboard_address=_ANY_PORT,
                local_directory=folder,
                silence_logs=logging.ERROR,
            )
            address = opened.enter_context(cluster).scheduler_address
        try:
            client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise EngineError("pipeline.no_cluster", address=address) from error
        yield opened.enter_context(client)
