"""All results of one audit from its canonical tables: the one place that says what is computed."""

from __future__ import annotations

from collections.abc import Mapping

from audit.cases.audit_budget import BudgetLine, audit_budget
from audit.cases.audit_results import audit_results
from audit.cases.case_results import case_results
from audit.cases.people import people_of
from audit.cases.referrals import gone_people, referral_results
from audit.cases.rules import Screening, screen
from audit.cases.selection_results import selection_results
from audit.pipeline.gates import gates_of
from audit.pipeline.measured import Measured, measured
from audit.pipeline.params import AuditParams
from audit.pipeline.reported import reported
from audit.pipeline.results_factors import factor_results
from audit.pipeline.results_measured import measurement_results
from audit.pipeline.results_people import people_results
from audit.pipeline.results_programme import programme_results
from audit.pipeline.results_route import route_results
from audit.pipeline.results_sectors import sector_results
from audit.pipeline.tables import Tables
from audit.pipeline.vignettes import told_by, vignettes
from audit.reference.areas import areas_of
from audit.register.consents import refusing
from audit.results import Result
from audit.schemas import CASES
from audit.store.entries import current

__all__ = ["compute", "screened"]


def compute(
    tables: Tables, params: AuditParams, screening: Screening | None = None, said: Measured | None = None
) -> Mapping[str, Result]:
    """Compute every result by its id. Pure: the same tables and params give the same results.

    ``screening`` of everybody by the risk rules of params, and what was ``measured``, are not computed again where they
    are known already.
    """
    screening = screening or screened(tables, params)
    said = said or measured(tables.children, tables.visits, tables.registered, params)
    of_offices = reported(tables, params)
    of_measurements = measurement_results(tables, said, params)
    results = (
        *of_measurements,
        *_case_results(tables, screening, params),
        *people_results(
            screening, tables.households, tables.services,
            refused=refusing(tables.consents, "audit", params.as_of),
            stunting=said.stunting, coverage=said.coverage, heaping=said.heaping, params=params,
            areas=areas_of(params.district.code), low=of_offices and of_offices.low,
        ),
        *factor_results(tables, said, screening, of_measurements, params),
        *programme_results(tables, said, screening, params, of_offices),
    )  # fmt: skip
    found = {result.id: result for result in results}
    found |= {result.id: result for result in route_results(tables, said, found, params)}
    return found | {result.id: result for result in sector_results(tables, found, params)}


def _case_results(tables: Tables, screening: Screening, params: AuditParams) -> tuple[Result, ...]:
    """Results of the case audit itself: who was referred and chosen, what was found, and what became of it."""
    gates = gates_of(tables.entries, params)
    return (
        *referral_results(
            tables.referrals, gone_people(tables.children, tables.women, params.as_of), params.cycle, params.as_of
        ),
        *selection_results(tables.selection_frame, tables.entries, params.cycle, params.as_of),
        *case_results(
            tables.entries, params.cycle, params.as_of,
            gates=gates, calendar=params.calendar.budget,
            chair_until=params.team.chair.until if params.team.chair else None, holidays=params.calendar.holidays,
        ),
        *_vignettes(screening, tables, params),
        *audit_results(
            tables.entries, tables.referrals, params.cycle, params.as_of,
            gates=gates, area_code=params.district.code, seed=params.seed, columns=params.cases.province_columns,
        ),
        *_budget(params),
    )  # fmt: skip


def _vignettes(screening: Screening, tables: Tables, params: AuditParams) -> tuple[Result, ...]:
    cases = current(tables.entries, CASES)
    told = told_by(cases, tables.consents, params.as_of)
    return vignettes(screening, told, k=params.disclosure.k) if len(told) else ()


def screened(tables: Tables, params: AuditParams) -> Screening:
    """Everybody of an audit by the risk rules that its params name."""
    people = people_of(
        tables.children, tables.visits, tables.women, tables.households, tables.services, tables.child_history,
        as_of=params.as_of, areas=areas_of(params.district.code), groups=params.cases.groups,
    )  # fmt: skip
    return screen(people, params.cases.risk)


def _budget(params: AuditParams) -> tuple[Result, ...]:
    lines = [
        BudgetLine(line.item, line.quarter, line.ceiling_rupiah, line.realised_rupiah) for line in params.cases.budget
    ]
    return (audit_budget(params.cycle, lines),) if lines else ()
