"""Once it is imported, notebooks are copied, not run, and what the environment names is refused.

``run_without_kernels.py`` is ``aks`` with it. Forks of a warm process, which need not know of it, import it with the
first step that they are given.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from stopping_points import watch

import audit.pipeline.steps
from audit.pipeline.forks import Forks


def copy_notebook(source: Path, target: Path, parameters: object) -> float:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)
    time.sleep(0.2)
    return 0.2


def changed(step: Callable[..., object], *args: object, **kwargs: object) -> object:
    """A step in a fork: to find this function, the fork has imported this file."""
    return step(*args, **kwargs)


def submit_changed(self: Forks, step: Callable[..., object], /, *args: object, **kwargs: object) -> Future[Any]:
    return submit(self, changed, step, *args, **kwargs)


def refuse_as_windows_does(self: Path, target: Path) -> Path:
    """A folder in which a file is open in Excel or Acrobat cannot be renamed there."""
    if self.name == os.environ["OPEN_ELSEWHERE"]:
        error = PermissionError(13, "The process cannot access the file", str(self))
        error.winerror = 32  # type: ignore[attr-defined]
        raise error
    return replace(self, target)


def refuse_to_write(self: Path, data: bytes) -> int:
    number, name = os.environ["REFUSED"].split()
    if self.name == name:
        raise OSError(getattr(errno, number), "refused by the system")
    return write_bytes(self, data)


submit, Forks.submit = Forks.submit, submit_changed  # type: ignore[method-assign]
if "WITH_KERNELS" not in os.environ:
    audit.pipeline.steps.execute = copy_notebook
if "OPEN_ELSEWHERE" in os.environ:
    replace, Path.replace = Path.replace, refuse_as_windows_does  # type: ignore[method-assign]
if "REFUSED" in os.environ:
    write_bytes, Path.write_bytes = Path.write_bytes, refuse_to_write  # type: ignore[method-assign]
watch()
