"""Params, plan, run: the only clock, environment and processes. Floor 8."""

from __future__ import annotations

from importlib import import_module
from typing import Any

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
