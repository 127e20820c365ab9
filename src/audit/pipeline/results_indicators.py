"""Essential indicators and totals of families, as offices report them: results."""

from __future__ import annotations

from audit.cases.rules import Screening
from audit.pipeline.measured import Measured
from audit.pipeline.params import AuditParams
from audit.pipeline.tables import Tables
from audit.results import Result

__all__ = ["indicator_results"]


def indicator_results(tables: Tables, said: Measured, screening: Screening, params: AuditParams) -> tuple[Result, ...]:
    """Nothing yet."""
    return ()
