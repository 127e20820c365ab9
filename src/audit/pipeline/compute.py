"""All results of one audit from its canonical tables: the one place that says what is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from audit.cases import (
    Ask,
    Facts,
    case_funnel,
    decide,
    headline,
    severity,
    stunted_by_group,
    stunted_children,
    stunting_age_sex,
)
from audit.cases.anaemia import anaemia_rows
from audit.cases.audit_budget import BudgetLine, audit_budget
from audit.cases.audit_results import audit_results
from audit.cases.case_results import case_results
from audit.cases.people import people_of
from audit.cases.referrals import gone_people, referral_results
from audit.cases.rules import Screening, screen
from audit.cases.selection_results import selection_results
from audit.pipeline.filled_in import FilledIn
from audit.pipeline.gates import gates_of
from audit.pipeline.measured import Measured, measured
from audit.pipeline.params import AuditParams
from audit.pipeline.results_growth import growth_results
from audit.pipeline.results_outcomes import outcome_results
from audit.pipeline.results_people import people_results
from audit.pipeline.results_quality import quality_results
from audit.pipeline.results_risk import risk_results
from audit.pipeline.results_sensitivity import error_sensitivity
from audit.pipeline.results_situation import situation_results
from audit.pipeline.results_verification import verification_results
from audit.pipeline.vignettes import told_by, vignettes
from audit.quality import (
    Linking,
    SourceRows,
    age_steps,
    agreement,
    birth_months,
    digit_preference,
    first_days,
    flags,
    linkage,
    missing,
    month_consistency,
    row_accounting,
    row_finding_counts,
)
from audit.reference.areas import areas_of
from audit.register.consents import refusing
from audit.results import LineList, RateTable, Result, Sentence
from audit.risk.child_factors import child_factors
from audit.risk.outcomes import child_outcomes
from audit.schemas import (
    CASES,
    CHILD_HISTORY,
    CONSENTS,
    ENTRIES,
    HOUSEHOLDS,
    REFERRALS,
    SELECTION_FRAME,
    SERVICES,
    WOMEN,
)
from audit.store.entries import current
from audit.survey import RecordedGroup

__all__ = ["Tables", "compute"]


@dataclass(frozen=True)
class Tables:
    """What stands behind the border: canonical tables, how they came about, and what people filled in beside them.

    ``found_rows`` are rows to look at again (``quality.row_findings``), which only the records themselves can tell.
    """

    children: pd.DataFrame
    visits: pd.DataFrame
    registered: pd.DataFrame
    rows: tuple[SourceRows, ...]
    linking: Linking
    filled_in: FilledIn = field(default_factory=FilledIn)
    found_rows: LineList | None = None
    women: pd.DataFrame = field(default_factory=WOMEN.empty)
    households: pd.DataFrame = field(default_factory=HOUSEHOLDS.empty)
    services: pd.DataFrame = field(default_factory=SERVICES.empty)
    child_history: pd.DataFrame = field(default_factory=CHILD_HISTORY.empty)
    consents: pd.DataFrame = field(default_factory=CONSENTS.empty)
    referrals: pd.DataFrame = field(default_factory=REFERRALS.empty)  # urgent ones, of this cycle
    selection_frame: pd.DataFrame = field(default_factory=SELECTION_FRAME.empty)  # of this cycle
    entries: pd.DataFrame = field(default_factory=ENTRIES.empty)  # what people wrote in this cycle


def compute(
    tables: Tables, params: AuditParams, screening: Screening | None = None, said: Measured | None = None
) -> Mapping[str, Result]:
    """Compute every result by its id. Pure: the same tables and params give the same results.

    ``screening`` of everybody by the risk rules of params, and what was ``measured``, are not computed again where they
    are known already.
    """
    areas, screening = areas_of(params.district.code), screening or _screened(tables, params)
    gates = gates_of(tables.entries, params)
    months, newest = params.months, params.months[-1]
    said = said or measured(tables.children, tables.visits, tables.registered, params)
    frame, now, heaping = said.frame, said.now, said.heaping
    digits = tuple(
        digit_preference(newest, now[column], what)
        for what, column in (("lenhei", "lenhei_cm"), ("weight", "weight_kg"))
    )
    facts = Facts(
        month=newest,
        areas=areas,
        coverage=said.coverage,
        stunting=said.stunting,
        severity=severity(frame, newest, areas),
        flags=flags(frame, months),
        checks=digits,
        heaping=heaping,
    )
    results: tuple[Result, ...] = (
        headline(facts),
        *referral_results(
            tables.referrals, gone_people(tables.children, tables.women, params.as_of), params.cycle, params.as_of
        ),
        *decide(facts, _asks(params)),
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
        *people_results(
            screening, tables.households, tables.services,
            refused=refusing(tables.consents, "audit", params.as_of),
            stunting=facts.stunting, coverage=facts.coverage, heaping=heaping, params=params, areas=areas,
        ),
        facts.stunting,
        stunting_age_sex(frame, newest),
        facts.severity,
        case_funnel(frame, facts.coverage, newest, areas),
        stunted_by_group(frame, newest, areas),
        stunted_children(frame, tables.children, newest, params.as_of),
        row_accounting(params.cycle, tables.rows),
        linkage(params.cycle, tables.linking),
        facts.coverage,
        missing(params.cycle, months, tables.children, tables.visits),
        facts.flags,
        *digits,
        agreement(params.cycle, frame),
        *situation_results(
            tables.children, tables.visits, tables.registered, frame, facts.coverage, months, areas, _given(params)
        ),
        *(Sentence(f"situation.given_{g.group}", {"source": g.source}) for g in params.groups),
        *error_sensitivity(now, newest, areas),
        *growth_results(tables.children, tables.visits, tables.registered, frame, months, areas),
        *_risk(tables, now, facts.coverage, params, screening),
        first_days(newest, now),
        birth_months(newest, now),
        age_steps(newest, now),
        month_consistency(frame, months, areas),
        *_found_rows(tables, params),
        *quality_results(tables.children, now, facts.coverage, heaping, newest, areas),
        *verification_results(
            tables.children, tables.visits, tables.registered, frame, tables.filled_in, params, areas
        ),
    )  # fmt: skip
    return {result.id: result for result in results}


def _vignettes(screening: Screening, tables: Tables, params: AuditParams) -> tuple[Result, ...]:
    cases = current(tables.entries, CASES)
    told = told_by(cases, tables.consents, params.as_of)
    return vignettes(screening, told, k=params.disclosure.k) if len(told) else ()


def _risk(
    tables: Tables, now: pd.DataFrame, coverage: RateTable, params: AuditParams, screening: Screening
) -> tuple[Result, ...]:
    frame = child_factors(
        now, tables.children, tables.women, tables.households, tables.child_history, as_of=params.as_of
    )
    month, as_of = params.months[-1], params.as_of
    other = child_outcomes(frame, now, tables.child_history, as_of=as_of)
    women = anaemia_rows(screening, tables.households, as_of=as_of)
    return (*risk_results(frame, month, coverage), *outcome_results(other, women, month, params.cycle, coverage))


def _screened(tables: Tables, params: AuditParams) -> Screening:
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


def _found_rows(tables: Tables, params: AuditParams) -> tuple[Result, ...]:
    found = tables.found_rows
    return () if found is None else (row_finding_counts(params.cycle, found, len(tables.visits)),)


def _given(params: AuditParams) -> tuple[RecordedGroup, ...]:
    return tuple(RecordedGroup(g.group, g.measured, g.registered, g.projected) for g in params.groups)


def _asks(params: AuditParams) -> tuple[Ask, ...]:
    return tuple(
        Ask(d.rule, d.who, d.by, f"decision.money.{d.money.status}", d.money.rupiah, d.money.source)
        for d in params.decisions
    )
