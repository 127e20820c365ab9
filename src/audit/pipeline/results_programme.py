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
from audit.results import Result

__all__ = ["programme_results"]

_TOPICS = (
    action_results, package_results, indicator_results, companion_results, sponsor_results, money_results,
    forum_results,
)  # fmt: skip


def programme_results(tables: Tables, said: Measured, screening: Screening, params: AuditParams) -> tuple[Result, ...]:
    """Results of each topic, in the order of the notebook; nothing of a topic of which nothing was handed in."""
    return tuple(result for of_topic in _TOPICS for result in of_topic(tables, said, screening, params))
