"""What a run writes, in order, and a stop at one of these writes: killed, or on a disk that is full from there on.

A process that imports ``watch`` and calls it tells each writing call of Python's below a folder, just before it is made
(``sys.addaudithook``). Libraries that write by themselves (Arrow, Typst) tell nothing, but stand between calls that do.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["BALLAST", "Point", "came", "read_log", "stopped_at", "watch", "written_to"]

_ROOT, _LOG, _POINT = "AKS_TEST_ROOT", "AKS_TEST_LOG", "AKS_TEST_POINT"
_GROUP = "AKS_TEST_GROUP"  # process group of the run
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_GROWS = ("open", "mkdir")  # what a full disk refuses
BALLAST = "ballast"  # fills a disk; in the project's root
_FULL = ".full"  # beside the project: from now on every process of the run is refused


@dataclass(frozen=True)
class Point:
    """The ``nth`` time that a process makes this call on this path (relative to the root of the project).

    ``how``: ``kill`` (the process at its work and the run itself, ``after`` seconds later), ``refuse`` (this call and
    every later one that takes room fails with ENOSPC, in every process of the run), ``fill`` (the file system is filled
    to its last byte).
    """

    call: str
    path: str
    nth: int = 1
    how: str = "kill"
    after: float = 0.0


def written_to(log: Path, root: Path) -> Mapping[str, str]:
    """The environment of a run below ``root`` whose writes are listed in ``log``."""
    return {_ROOT: str(root.resolve()), _LOG: str(log)}


def stopped_at(point: Point, root: Path) -> Mapping[str, str]:
    """The environment of a run below ``root`` that is stopped at a point."""
    return {_ROOT: str(root.resolve()), _POINT: json.dumps(asdict(point))}


def came(point: Point, root: Path) -> bool:
    """Whether the disk of a run below ``root`` became full."""
    return (root / BALLAST if point.how == "fill" else root.with_name(root.name + _FULL)).exists()


def read_log(log: Path) -> list[Point]:
    """Every call in the order in which it was made."""
    seen: Counter[tuple[str, str, str]] = Counter()
    points = []
    for line in log.read_text(encoding="utf-8").splitlines():
        process, call, path = line.split("\t")
        seen[process, call, path] += 1
        points.append(Point(call, path, seen[process, call, path]))
    return points


def watch() -> None:
    """Tell, or stop at, what this process writes; as the environment says, nothing where it says nothing."""
    if _ROOT not in os.environ:
        return
    os.environ.setdefault(_GROUP, str(os.getpgrp()))
    root, full = os.environ[_ROOT] + os.sep, os.environ[_ROOT] + _FULL
    log = os.open(os.environ[_LOG], os.O_CREAT | os.O_WRONLY | os.O_APPEND) if _LOG in os.environ else None
    point = Point(**json.loads(os.environ[_POINT])) if _POINT in os.environ else None
    seen: Counter[tuple[str, str]] = Counter()

    def hook(event: str, args: tuple[object, ...]) -> None:
        call, path = _written(event, args)
        if not path.startswith(root) or path.endswith(BALLAST):
            return
        path = path.removeprefix(root)
        if log is not None:
            os.write(log, f"{os.getpid()}\t{call}\t{path}\n".encode())
        if point is None:
            return
        seen[call, path] += 1
        if (call, path, seen[call, path]) == (point.call, point.path, point.nth):
            _stop(point, root)
        if call in _GROWS and os.path.exists(full):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    sys.addaudithook(hook)


def _stop(point: Point, root: str) -> None:
    if point.how == "fill":
        _fill(root + BALLAST)
    elif point.how == "refuse":
        os.close(os.open(root.removesuffix(os.sep) + _FULL, os.O_CREAT))
    elif not point.after:
        _kill()
    elif os.getpgrp() == int(os.environ[_GROUP]):  # a process that ends before waits for its threads
        threading.Thread(target=_kill, args=[point.after]).start()
    elif not os.fork():  # a fork of the warm process would not
        _kill(point.after)


def _kill(after: float = 0.0) -> None:
    time.sleep(after)
    os.killpg(int(os.environ[_GROUP]), signal.SIGKILL)  # the run is alone in a session of its own
    os.killpg(0, signal.SIGKILL)  # a fork has a session of its own


def _fill(path: str) -> None:
    file = os.open(path, os.O_CREAT | os.O_WRONLY)
    size = 1 << 20
    while size:
        try:
            os.write(file, bytes(size))
        except OSError:
            size //= 2
    os.close(file)


def _written(event: str, args: tuple[object, ...]) -> tuple[str, str]:
    """What is done to which path; "" for what writes nothing."""
    if event == "open":
        path, mode, flags = args
        writes = flags & _WRITING if isinstance(flags, int) else set(str(mode)) & set("wax+")
        return ("open", _path(path)) if writes else ("", "")
    if event in ("os.mkdir", "os.remove", "os.rmdir"):
        return event.removeprefix("os."), _path(args[0], args[-1])
    if event == "os.rename":
        return "rename", _path(args[0], args[2])
    return "", ""


def _path(path: object, folder: object = -1) -> str:
    if not isinstance(path, (str, bytes, os.PathLike)):
        return ""  # a file that is open already
    name = os.fsdecode(path)
    if isinstance(folder, int) and folder >= 0 and not name.startswith(os.sep):
        name = os.path.join(os.readlink(f"/proc/self/fd/{folder}"), name)
    return os.path.abspath(name)
