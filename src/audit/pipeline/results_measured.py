"""Results of what was measured: page one, situation and data quality. Nothing here needs to know who is at risk."""

from __future__ import annotations

from audit.cases import (
    Ask,
    Facts,
    case_funnel,
    decide,
    headline,
    severity,
    severity_by_age,
    stunted_by_group,
    stunted_children,
    stunting_age_sex,
)
from audit.pipeline.measured import Measured
from audit.pipeline.params import AuditParams
from audit.pipeline.results_growth import growth_results
from audit.pipeline.results_quality import quality_results
from audit.pipeline.results_sensitivity import error_sensitivity
from audit.pipeline.results_situation import situation_results
from audit.pipeline.results_verification import verification_results
from audit.pipeline.tables import Tables
from audit.quality import (
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
from audit.results import Result, Sentence
from audit.survey import RecordedGroup

__all__ = ["measurement_results"]


def measurement_results(tables: Tables, said: Measured, params: AuditParams) -> tuple[Result, ...]:
    """Everything that notebooks 00, 10 and 20 show of the measurements themselves. ``said`` is of the same tables."""
    areas, months, newest = areas_of(params.district.code), params.months, params.months[-1]
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
    return (
        headline(facts),
        *decide(facts, _asks(params)),
        facts.stunting,
        stunting_age_sex(frame, newest),
        facts.severity,
        severity_by_age(frame, newest),
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
