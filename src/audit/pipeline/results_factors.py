"""Everything that notebook 40 shows: factors, one row a child; the target; whom to visit first."""

from __future__ import annotations

from collections.abc import Sequence

from audit.cases.anaemia import anaemia_rows
from audit.cases.rules import Screening
from audit.pipeline.measured import Measured
from audit.pipeline.params import AuditParams
from audit.pipeline.results_appendix import appendix_results
from audit.pipeline.results_limits import limit_results
from audit.pipeline.results_outcomes import outcome_results
from audit.pipeline.results_risk import risk_results
from audit.pipeline.results_target import target_results
from audit.pipeline.results_visits import visit_results
from audit.pipeline.tables import Tables
from audit.reference.areas import areas_of
from audit.reference.published import published_for
from audit.results import Result
from audit.risk.child_factors import child_factors
from audit.risk.outcomes import child_outcomes

__all__ = ["factor_results"]


def factor_results(
    tables: Tables, said: Measured, screening: Screening, of_measurements: Sequence[Result], params: AuditParams
) -> tuple[Result, ...]:
    """The target, the children measured in the newest month by what is known of them, and whom to visit first.

    ``said``, ``screening`` and ``of_measurements`` (``measurement_results``) are of the same tables.
    """
    month, as_of, areas = params.months[-1], params.as_of, areas_of(params.district.code)
    frame = child_factors(said.now, tables.children, tables.women, tables.households, tables.child_history, as_of=as_of)
    other = child_outcomes(frame, said.now, tables.child_history, as_of=as_of)
    women = anaemia_rows(screening, tables.households, as_of=as_of)
    found = risk_results(frame, month, said.coverage)
    return (
        *target_results(
            params.target, published_for(params.district.code), months=params.months, stunting=said.stunting,
            coverage=said.coverage, others=of_measurements, areas=areas, seed=params.seed,
        ),
        *found,
        *limit_results(frame, month),
        *outcome_results(other, women, month, params.cycle, said.coverage),
        *appendix_results(frame, said.now, month, found, areas=areas, seed=params.seed),
        *visit_results(tables.children, tables.visits, tables.households, tables.consents, params, areas),
    )  # fmt: skip
