"""Steps of an audit in forks of the process that is already warm: nothing is imported again, nothing is kept.

A pool for ``work_through`` where the fork engine works. A step that dies takes no other with it, and what it held ends
with it.
"""

from __future__ import annotations

import base64
import os
import pickle
import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from audit.pipeline.engines.server import Child, connected
from audit.pipeline.engines.wire import receive, send

__all__ = ["Forks"]

Result = TypeVar("Result")
Given = ParamSpec("Given")


class Forks:
    """Calls in children of the run's fork server, each in its own; use it as a context manager.

    Leaving the block waits for every call; leaving it by an exception ends them.
    """

    def __init__(self, jobs: int = 0) -> None:
        """``jobs``: what ``work_through`` gives a pool; forks need none before there is something to do."""
        self._children: set[Child] = set()
        self._threads: list[threading.Thread] = []
        self._changing = threading.Lock()
        self._ended = False

    def submit(self, work: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        """Call ``work``, which a fresh process can import, in a child. Its exceptions come back with its traceback.

        The future holds ``BrokenProcessPool`` where the child died, ``EngineError`` where there was none.
        """
        call = base64.b64encode(pickle.dumps((work, args, kwargs))).decode("ascii")
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()
        thread = threading.Thread(target=self._follow, args=[call, future], daemon=True)
        self._threads.append(thread)
        thread.start()
        return future

    def look_round(self) -> None:
        """Do nothing: each child is waited for by itself."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        ended: list[Child] = []
        if error is not None:
            with self._changing:
                self._ended = True
                ended += self._children
        for child in ended:
            child.end()
        for thread in self._threads:
            thread.join()
        for child in ended:
            child.await_end()

    def _follow(self, call: str, future: Future[Result]) -> None:
        try:
            with connected() as child, self._kept(child):
                came_back, value = _called(child, call)
        except BaseException as error:  # whatever it is belongs to whoever asked
            future.set_exception(error)
        else:
            future.set_result(value) if came_back else future.set_exception(value)

    @contextmanager
    def _kept(self, child: Child) -> Generator[None, None, None]:
        """Know of a child while it is at work. Raises ``BrokenProcessPool`` where all have been ended before."""
        with self._changing:
            if self._ended:
                raise BrokenProcessPool
            self._children.add(child)
        try:
            yield
        finally:
            with self._changing:
                self._children.discard(child)


def _called(child: Child, call: str) -> tuple[bool, Any]:
    """Whether a call came back, and with what: its result, or its exception."""
    try:
        send(child.connection, {"folder": str(Path.cwd()), "environment": dict(os.environ), "call": call})
        message = receive(child.connection)
    except OSError:  # it was gone before it had heard all
        message = None
    if message is None:
        raise BrokenProcessPool
    return pickle.loads(base64.b64decode(message["came"]))
