"""``python -m audit.pipeline.forkserver SOCKET [MODULE...]``: imports all once, then forks a child for each job.

A fresh process that was never a pytest, a kernel or a Dask worker: it has one thread whenever it forks, and says so or
ends. A connection is one job. For a notebook the child receives where to work and the cells, and answers with the
messages that a kernel would send; for a step of an audit it receives a call, and answers with what came of it. It lives
as long as whoever started it holds its standard input open. Linux and macOS only.
"""

from __future__ import annotations

import asyncio
import base64
import gc
import os
import pickle
import random
import resource
import select
import selectors
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from audit.pipeline.engines.wire import receive, send

__all__ = ["READY", "main", "threads"]

READY = b"ready\n"
_POLL_SECONDS = 1.0  # how often children that ended are looked for when nobody connects
_MB = 1 << 20
# New objects between two looks for circles of them. Python's 700 cost a drawing 7 % and a district 3 % of their time,
# for 25 MB of 500.
_OBJECTS = 10_000
_INLINE = "module://matplotlib_inline.backend_inline"  # what a kernel sets


def main(address: str, imports: Sequence[str] = ()) -> int:
    """Serve at a socket until standard input ends; returns the exit code.

    ``imports``: modules to have ready beside the library's own.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us
    os.environ.setdefault("MPLBACKEND", _INLINE)
    from audit.pipeline.engines.preload import preload  # after the signal: it takes seconds

    preload(imports)
    if (count := threads()) != 1:
        sys.stderr.write(f"{count} threads\n")
        return 1
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS)
    with socket.socket(socket.AF_UNIX) as listener, selectors.DefaultSelector() as events:
        listener.bind(address)
        Path(address).chmod(0o600)
        listener.listen()
        events.register(listener, selectors.EVENT_READ)
        events.register(sys.stdin, selectors.EVENT_READ)
        os.write(1, READY)
        children: set[int] = set()
        while True:
            waiting = [key.fileobj for key, _ in events.select(_POLL_SECONDS)]
            children -= {pid for pid in children if _ended(pid)}
            if sys.stdin in waiting:
                for pid in children:
                    _kill(pid)
                    os.waitpid(pid, 0)  # what it took is counted with what the server took
                return 0
            if listener in waiting:
                children.add(_fork(listener))


def threads() -> int:
    """Threads of this process as the system counts them, those of libraries too."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()


def _fork(listener: socket.socket) -> int:
    connection, _ = listener.accept()
    if threads() != 1:
        raise RuntimeError(f"{threads()} threads before a fork")
    pid = os.fork()
    if pid:
        connection.close()
        return pid
    code = 1
    try:
        listener.close()
        _serve(connection)
        code = 0
    finally:
        os._exit(code)


def _serve(connection: socket.socket) -> None:
    """In a child: run one notebook, or make one call, for whoever connected."""
    os.setsid()  # whoever ends the child ends what its cells have started as well
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    send(connection, {"pid": os.getpid()})
    request = receive(connection)
    if request is None:
        return
    _live_with(connection)
    _be_like_new(request)
    if "call" in request:
        os.dup2(2, 1)  # what the server says to its parent is one word; a step that prints has no reader there
        send(connection, {"came": _call(request["call"])})
        return
    from audit.pipeline.engines.shell import Shell

    lock = threading.Lock()

    def sink(message: dict[str, Any]) -> None:
        with lock:
            send(connection, message)

    asyncio.run(_answer(connection, Shell(sink), sink))


async def _answer(connection: socket.socket, shell: Any, sink: Any) -> None:
    while (asked := receive(connection)) is not None:
        sink({"reply": await shell.run(asked["code"])})


def _call(call: str) -> str:
    """Do what was asked; returns whether it came to its end and its result or exception, pickled, in base64."""
    work, args, kwargs = pickle.loads(base64.b64decode(call))
    try:
        came = pickle.dumps((True, work(*args, **kwargs)))
    except BaseException as error:  # it belongs to whoever asked
        error.add_note("".join(traceback.format_exception(error)))
        came = pickle.dumps((False, error))
    return base64.b64encode(came).decode("ascii")


def _be_like_new(request: dict[str, Any]) -> None:
    """What a new process would have and a fork has not: its folder, its environment, its own random numbers."""
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    os.environ.setdefault("MPLBACKEND", _INLINE)
    random.seed()
    if (numpy := sys.modules.get("numpy")) is not None:
        numpy.random.seed()
    if request.get("memory_mb"):
        limit = int(request["memory_mb"]) * _MB
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _live_with(connection: socket.socket) -> None:
    """End when whoever asked is gone, also in the middle of a cell."""

    def watch() -> None:
        gone = select.poll()
        gone.register(connection, getattr(select, "POLLRDHUP", 0) | select.POLLHUP | select.POLLERR)
        gone.poll()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _ended(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def _kill(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # it has not yet made a group of its own
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
