"""What a Dask worker must be and have before it takes steps of a run: alike, one thread, a warm fork server."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin

from audit.errors import EngineError
from audit.pipeline.child_environment import one_thread
from audit.pipeline.engines.choice import VARIABLE, chosen
from audit.pipeline.engines.server import running
from audit.pipeline.keys import code_sha256

__all__ = ["Likeness", "Warm"]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a worker must share with whoever started the run: library, Python, the folder of the project."""

    code: str
    python: tuple[int, int]
    root: Path
    engine: str

    @classmethod
    def here(cls, root: Path) -> Likeness:
        """Of this process."""
        return cls(code_sha256(), sys.version_info[:2], root, chosen())

    def require(self, threads: int) -> None:
        """Raise ``EngineError`` (exit 16) in a worker that is not alike, or has more than one thread for tasks."""
        if threads != 1:
            raise EngineError("pipeline.worker_threads", threads=str(threads))
        if (self.code, self.python) != (code_sha256(), sys.version_info[:2]):
            raise EngineError("pipeline.worker_code")
        if not self.root.is_dir():
            raise EngineError("pipeline.worker_folder", folder=str(self.root))


class Warm(WorkerPlugin):
    """Checks a worker when it joins, and gives it a fork server for as long as it lives."""

    name = "audit-kasus-stunting"

    def __init__(self, likeness: Likeness) -> None:
        self.likeness = likeness
        self._open: ExitStack | None = None

    def setup(self, worker: Any) -> None:
        """Raises ``EngineError`` where the worker cannot take part; it then does not join."""
        self.likeness.require(worker.state.nthreads)
        os.environ[VARIABLE] = self.likeness.engine
        one_thread()
        self._open = ExitStack()
        if self.likeness.engine == "fork":
            self._open.enter_context(running())

    def teardown(self, worker: Any) -> None:
        """End the fork server."""
        if self._open is not None:
            self._open.close()
