"""What offices reported of the essential indicators, by the targets and sources that a district chose."""

from __future__ import annotations

from audit.pipeline.params import AuditParams
from audit.pipeline.tables import Tables
from audit.programme.reported_indicators import ReportedIndicators, reported_indicators
from audit.reference.areas import areas_of
from audit.schemas import INDICATORS

__all__ = ["reported"]


def reported(tables: Tables, params: AuditParams) -> ReportedIndicators | None:
    """Coverage, targets and low indicators; ``None`` where nothing was reported of which a figure can be made."""
    return reported_indicators(
        tables.of_programme(INDICATORS),
        areas_of(params.district.code),
        as_of=params.as_of,
        targets=params.indicators.goals,
        sources=params.indicators.sources,
    )
