"""Everything that notebook 40 shows of factors: one row a child, and what is said of it."""

from __future__ import annotations

from audit.cases.anaemia import anaemia_rows
from audit.cases.rules import Screening
from audit.pipeline.measured import Measured
from audit.pipeline.params import AuditParams
from audit.pipeline.results_appendix import appendix_results
from audit.pipeline.results_limits import limit_results
from audit.pipeline.results_outcomes import outcome_results
from audit.pipeline.results_risk import risk_results
from audit.pipeline.tables import Tables
from audit.reference.areas import areas_of
from audit.results import Result
from audit.risk.child_factors import child_factors
from audit.risk.outcomes import child_outcomes

__all__ = ["factor_results"]


def factor_results(tables: Tables, said: Measured, screening: Screening, params: AuditParams) -> tuple[Result, ...]:
    """Results of the children measured in the newest month by what is known of them."""
    month, as_of = params.months[-1], params.as_of
    frame = child_factors(said.now, tables.children, tables.women, tables.households, tables.child_history, as_of=as_of)
    other = child_outcomes(frame, said.now, tables.child_history, as_of=as_of)
    women = anaemia_rows(screening, tables.households, as_of=as_of)
    found, areas = risk_results(frame, month, said.coverage), areas_of(params.district.code)
    return (
        *found,
        *limit_results(frame, month),
        *outcome_results(other, women, month, params.cycle, said.coverage),
        *appendix_results(frame, said.now, month, found, areas=areas, seed=params.seed),
    )
