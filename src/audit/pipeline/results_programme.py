"""The programme around the cases: actions, packages, indicators, teams, sponsors, money and forums."""

from __future__ import annotations

from audit.cases.rules import Screening
from audit.pipeline.measured import Measured
from audit.pipeline.params import AuditParams
from audit.pipeline.results_actions import action_results
from audit.pipeline.results_companions import companion_results
from audit.pipeline.results_forums import forum_results
from audit.pipeline.results_indicators import indicator_results
from audit.pipeline.results_money import money_results
from audit.pipeline.results_packages import package_results
from audit.pipeline.results_sponsors import sponsor_results
from audit.pipeline.tables import Tables
from audit.programme.reported_indicators import ReportedIndicators
from audit.results import Result

__all__ = ["programme_results"]


def programme_results(
    tables: Tables, said: Measured, screening: Screening, params: AuditParams, of_offices: ReportedIndicators | None
) -> tuple[Result, ...]:
    """Results of each topic, in the order of the notebook; nothing of a topic of which nothing was handed in.

    ``of_offices`` is ``reported``: the choice of desa needs it too, so it is not made again here.
    """
    known = (tables, said, screening, params)
    return (
        *action_results(*known),
        *package_results(*known),
        *indicator_results(tables, params, of_offices),
        *companion_results(*known),
        *sponsor_results(*known),
        *money_results(*known),
        *forum_results(*known),
    )
