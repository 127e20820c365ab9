"""Stunting case audits (Audit Kasus Stunting) and risk-factor analyses for district forums.

Public names load when first used, so that ``import audit`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module

from audit import errors

TYPE_CHECKING = False  # typing itself takes longer to import than all of this
if TYPE_CHECKING:
    from types import ModuleType

__version__ = "0.1.0"
__all__ = [
    "__version__", "anthropometry", "cases", "disclosure", "errors", "language", "pipeline", "programme", "quality",
    "reference", "register", "report", "results", "schemas", "store", "survey", "synth",
]  # fmt: skip


def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        return import_module(f"audit.{name}")
    raise AttributeError(f"module 'audit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


def _sentence(error: errors.AuditError) -> str:
    return import_module("audit.language").text(error.id, **error.values)


errors.set_renderer(_sentence)
