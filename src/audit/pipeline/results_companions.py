"""Family assistance teams (TPK) and acceleration teams (TPPS): results."""

from __future__ import annotations

from audit.cases.rules import Screening
from audit.pipeline.measured import Measured
from audit.pipeline.params import AuditParams
from audit.pipeline.tables import Tables
from audit.results import Result

__all__ = ["companion_results"]


def companion_results(tables: Tables, said: Measured, screening: Screening, params: AuditParams) -> tuple[Result, ...]:
    """Nothing yet."""
    return ()
