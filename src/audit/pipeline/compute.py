"""All results of one audit from its canonical tables: the one place that says what is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    stunting,
    stunting_age_sex,
)
from audit.pipeline.params import AuditParams
from audit.pipeline.results_quality import quality_results
from audit.pipeline.results_situation import situation_results
from audit.programme.coverage import coverage
from audit.quality import Linking, SourceRows, agreement, digit_preference, flags, linkage, missing, row_accounting
from audit.reference.areas import areas_of
from audit.results import Result
from audit.survey.snapshot import snapshot

__all__ = ["Tables", "compute"]


@dataclass(frozen=True)
class Tables:
    """What stands behind the border: canonical tables and how they came about."""

    children: pd.DataFrame
    visits: pd.DataFrame
    registered: pd.DataFrame
    rows: tuple[SourceRows, ...]
    linking: Linking


def compute(tables: Tables, params: AuditParams) -> Mapping[str, Result]:
    """Compute every result by its id. Pure: the same tables and params give the same results."""
    areas = areas_of(params.district.code)
    months, newest = params.months, params.months[-1]
    frame = snapshot(tables.children, tables.visits, months, areas)
    now = frame[frame["period"].eq(newest)]
    digits = tuple(
        digit_preference(newest, now[column], what)
        for what, column in (("lenhei", "lenhei_cm"), ("weight", "weight_kg"))
    )
    facts = Facts(
        month=newest,
        areas=areas,
        coverage=coverage(frame, tables.registered, months, areas),
        stunting=stunting(frame, months, areas),
        severity=severity(frame, newest, areas),
        flags=flags(frame, months),
        checks=digits,
    )
    results: tuple[Result, ...] = (
        headline(facts),
        *decide(facts, _asks(params)),
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
        *situation_results(tables.children, tables.visits, tables.registered, frame, facts.coverage, months, areas),
        *quality_results(tables.children, now, facts.coverage, newest, areas),
    )
    return {result.id: result for result in results}


def _asks(params: AuditParams) -> tuple[Ask, ...]:
    return tuple(
        Ask(d.rule, d.who, d.by, f"decision.money.{d.money.status}", d.money.rupiah, d.money.source)
        for d in params.decisions
    )
