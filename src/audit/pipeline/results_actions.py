"""Convergence actions, their evidence and grades, registers of the programme, and cadres: results."""

from __future__ import annotations

from audit.cases.rules import Screening
from audit.pipeline.measured import Measured
from audit.pipeline.params import AuditParams
from audit.pipeline.tables import Tables
from audit.results import Result

__all__ = ["action_results"]


def action_results(tables: Tables, said: Measured, screening: Screening, params: AuditParams) -> tuple[Result, ...]:
    """Nothing yet."""
    return ()
