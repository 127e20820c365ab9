"""Params, plan, run: the only clock, environment and processes. Floor 8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.on_demand import on_demand

if TYPE_CHECKING:
    from audit.pipeline.load import load_params
    from audit.pipeline.open import open_audit
    from audit.pipeline.project import find_project

__all__ = ["find_project", "load_params", "open_audit"]

on_demand(__name__, {"find_project": "project", "load_params": "load", "open_audit": "open"})
