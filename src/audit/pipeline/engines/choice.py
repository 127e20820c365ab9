"""Which engine runs the notebooks: forks of a warm process where the system has them, else Jupyter's own."""

from __future__ import annotations

import os
from typing import Literal, cast, get_args

from audit.errors import ParamsError

__all__ = ["ENGINES", "VARIABLE", "Engine", "chosen"]

Engine = Literal["fork", "nbclient"]
ENGINES: tuple[str, ...] = get_args(Engine)
VARIABLE = "AKS_ENGINE"  # what ``--engine`` sets, for the processes of a run too


def chosen() -> Engine:
    """The engine that was asked for, else ``fork`` where processes can fork, else ``nbclient``.

    Raises ``ParamsError`` (exit 10) for an engine that there is not.
    """
    asked = os.environ.get(VARIABLE, "")
    if asked and asked not in ENGINES:
        raise ParamsError("pipeline.no_engine", engine=asked, engines=", ".join(ENGINES))
    return cast("Engine", asked) if asked else ("fork" if can_fork() else "nbclient")


def can_fork() -> bool:
    """Whether this system forks processes that have imported libraries: Linux. macOS kills such forks."""
    return hasattr(os, "fork") and os.uname().sysname == "Linux"
