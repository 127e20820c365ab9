"""What was measured in the months of an audit, and how far it can be believed: computed once in a run."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from audit.cases.stunting import stunting
from audit.pipeline.params import AuditParams
from audit.pipeline.results_quality import area_heaping
from audit.programme.coverage import coverage
from audit.reference.areas import areas_of
from audit.results import CheckResult, RateTable
from audit.survey.snapshot import snapshot

__all__ = ["Measured", "measured"]


@dataclass(frozen=True)
class Measured:
    """``frame`` of ``survey.snapshot`` for every month, ``now`` its rows of the newest one; what rests on them alone.

    ``heaping`` is of the newest month.
    """

    frame: pd.DataFrame
    now: pd.DataFrame
    coverage: RateTable
    stunting: RateTable
    heaping: CheckResult


def measured(children: pd.DataFrame, visits: pd.DataFrame, registered: pd.DataFrame, params: AuditParams) -> Measured:
    """Take the months of an audit together. Tables are canonical."""
    areas, months = areas_of(params.district.code), params.months
    frame = snapshot(children, visits, months, areas)
    now = frame[frame["period"].eq(months[-1])]
    return Measured(
        frame, now, coverage(frame, registered, months, areas), stunting(frame, months, areas),
        area_heaping(children, now),
    )  # fmt: skip
