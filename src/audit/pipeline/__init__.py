"""Params, plan, run: the only clock, environment and processes. Floor 8."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from audit.pipeline.load import load_params
    from audit.pipeline.open import open_audit
    from audit.pipeline.project import find_project

_WHERE = {
    "find_project": "project",
    "load_params": "load",
    "open_audit": "open",
}
__all__ = ["find_project", "load_params", "open_audit"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(f"audit.pipeline.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'audit.pipeline' has no attribute {name!r}")
