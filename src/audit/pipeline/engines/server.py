"""The fork server of a run: started once, found by every process of the run, ended with it."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from audit.errors import EngineError
from audit.pipeline.child_environment import CHILD_ENVIRONMENT, ONE_THREAD
from audit.pipeline.engines.wire import Message, receive

__all__ = ["ADDRESS", "Child", "connected", "running"]

ADDRESS = "AKS_FORK_SERVER"  # path of the socket, for the processes of a run
_START_SECONDS = 120.0  # imports on a busy machine with a cold disk
_END_SECONDS, _LOOK_SECONDS = 30.0, 0.02  # the server looks once a second
# Libraries that would start threads of their own when they are imported, whatever the user has set: linear algebra, and
# Arrow's allocator.
_NO_THREADS = ONE_THREAD | {"JE_ARROW_MALLOC_CONF": "background_thread:false"}
_READY = b"ready\n"
_own: list[tuple[int, subprocess.Popen[bytes], str]] = []  # of this process: its number, the server, the folder
_starting = threading.Lock()


class Child:
    """One child of the server: a connection to it, and its process group."""

    def __init__(self, connection: socket.socket, pid: int) -> None:
        self.connection, self.pid = connection, pid

    def end(self) -> None:
        """End it and whatever its cells have started."""
        self.connection.close()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)

    def await_end(self) -> None:
        """Return when the server has seen it end: only then are the locks that it held free."""
        deadline = time.monotonic() + _END_SECONDS
        with suppress(ProcessLookupError):
            while time.monotonic() < deadline:
                os.kill(self.pid, 0)
                time.sleep(_LOOK_SECONDS)


@contextmanager
def running(imports: Sequence[str] = ()) -> Generator[None, None, None]:
    """Have one server for this process and those that it starts inside; the one that is there already, if any.

    ``imports``: modules that its notebooks need beside the library's own (``imports_of``).
    """
    if ADDRESS in os.environ:
        yield
        return
    server, folder = _start(imports)
    os.environ[ADDRESS] = str(Path(folder) / "s")
    try:
        yield
    finally:
        os.environ.pop(ADDRESS, None)
        _stop(server, folder)


@contextmanager
def connected() -> Generator[Child, None, None]:
    """A child of the server of this run, or of one of this process's own; it is ended when the block ends."""
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(os.environ.get(ADDRESS) or _of_this_process())
        hello: Message | None = receive(connection)
    except OSError as error:
        connection.close()
        raise EngineError("pipeline.no_fork_server", why=type(error).__name__) from error
    if hello is None:
        connection.close()
        raise EngineError("pipeline.no_fork_server", why="fork")
    child = Child(connection, int(hello["pid"]))
    try:
        yield child
    finally:
        child.end()


def _of_this_process() -> str:
    """The address of a server that lives as long as this process; a fork of it starts its own."""
    with _starting:
        for owner, server, folder in _own:
            if owner == os.getpid() and server.poll() is None:
                return str(Path(folder) / "s")
        server, folder = _start()
        _own.append((os.getpid(), server, folder))
        atexit.register(_stop, server, folder)
        return str(Path(folder) / "s")


def _start(imports: Sequence[str] = ()) -> tuple[subprocess.Popen[bytes], str]:
    folder = tempfile.mkdtemp(prefix="aks")  # short: the path of a socket has 107 characters at most
    environment = CHILD_ENVIRONMENT | os.environ | _NO_THREADS | {"PYTHONUTF8": "1"}
    environment.pop(ADDRESS, None)
    command = [sys.executable, "-m", "audit.pipeline.forkserver", str(Path(folder) / "s"), *imports]
    server = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=True
    )
    timer = threading.Timer(_START_SECONDS, server.kill)
    timer.start()
    assert server.stdout is not None
    try:
        said = server.stdout.readline()
    finally:
        timer.cancel()
    if said != _READY:
        _stop(server, folder)
        if imports:  # one of them ends a process, or leaves it with threads: each notebook imports its own
            return _start()
        raise EngineError("pipeline.no_fork_server", why=str(server.returncode))
    return server, folder


def _stop(server: subprocess.Popen[bytes], folder: str) -> None:
    for stream in (server.stdin, server.stdout):
        if stream is not None:
            stream.close()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    shutil.rmtree(folder, ignore_errors=True)
