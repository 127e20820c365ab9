"""Everything that notebook 40 shows of factors: one row a child, and what is said of it."""

from __future__ import annotations

from audit.pipeline.measured import Measured
from audit.pipeline.params import AuditParams
from audit.pipeline.results_limits import limit_results
from audit.pipeline.results_risk import risk_results
from audit.pipeline.tables import Tables
from audit.results import Result
from audit.risk.child_factors import child_factors

__all__ = ["factor_results"]


def factor_results(tables: Tables, said: Measured, params: AuditParams) -> tuple[Result, ...]:
    """Results of the children measured in the newest month by what is known of them."""
    frame = child_factors(
        said.now, tables.children, tables.women, tables.households, tables.child_history, as_of=params.as_of
    )
    month = params.months[-1]
    return (*risk_results(frame, month, said.coverage), *limit_results(frame, month))
