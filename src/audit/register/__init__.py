"""The border: real files in, tidy records out, nothing lost. Floor 2.

Names load when first used: what notebooks need of this package reads no register.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.register.read import read_visits
    from audit.register.result import ImportResult, ImportSummary
    from audit.register.workbook import write_set_aside

_HOME = {"ImportResult": "result", "ImportSummary": "result", "read_visits": "read", "write_set_aside": "workbook"}
__all__ = ["ImportResult", "ImportSummary", "read_visits", "write_set_aside"]


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(f"audit.register.{_HOME[name]}"), name)
    raise AttributeError(f"module 'audit.register' has no attribute {name!r}")
