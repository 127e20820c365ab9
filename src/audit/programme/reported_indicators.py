"""What offices have reported of the essential indicators: each in its newest period, with the one before beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from audit.programme.indicator_coverage import IndicatorCoverage, indicator_coverage
from audit.programme.indicator_periods import newest_periods, read_period
from audit.programme.low_indicators import low_indicators
from audit.reference.areas import Areas
from audit.reference.essential_indicators import agreed_targets, essential_indicators
from audit.reference.indicator_rules import LOW_RULES, LowRule

__all__ = ["ReportedIndicators", "reported_indicators"]

_NOW, _BEFORE = "now", "before"  # in place of periods, which differ by indicator


@dataclass(frozen=True)
class ReportedIndicators:
    """``now`` and ``before``: coverage of each indicator in the two ``periods`` of it (newest, earlier; "" for none).

    ``low``: low indicators by desa under each reading of "low". ``left_out``: rows that no figure could be made of,
    since their period, their area or a count is none: ``values`` of them, for whoever wrote them.
    """

    now: IndicatorCoverage
    before: IndicatorCoverage
    periods: Mapping[str, tuple[str, str]]
    targets: Mapping[str, float]
    low: Mapping[LowRule, pd.DataFrame]
    left_out: pd.DataFrame


def reported_indicators(
    values: pd.DataFrame,
    areas: Areas,
    *,
    as_of: date,
    targets: Mapping[str, float] | None = None,
    sources: Mapping[str, str] | None = None,
) -> ReportedIndicators | None:
    """Read canonical ``INDICATORS`` rows of any periods; ``None`` where no figure can be made of any.

    ``targets`` are proportions (0-1) by indicator: those of a district's document, else ``agreed_targets``.
    ``sources``: by indicator, the source that counts where several report.
    """
    known = {indicator.id for indicator in essential_indicators()}
    counts = values[["numerator", "denominator"]]
    usable = values["indicator"].isin(known) & values["area_code"].isin(list(areas.by_code))
    usable = usable & values["period"].map(lambda period: read_period(str(period)) is not None).astype(bool)
    usable = usable & ~counts.lt(0).any(axis=1).to_numpy(dtype=bool, na_value=False)
    rows = values[usable]
    periods = newest_periods(rows, "indicator", as_of)
    if not periods:
        return None
    goal = agreed_targets() if targets is None else targets

    def coverage(which: int, name: str) -> IndicatorCoverage:
        own = rows[rows["period"].eq(rows["indicator"].map({id: pair[which] for id, pair in periods.items()}))]
        return indicator_coverage(own.assign(period=name), areas, period=name, sources=sources)

    now = coverage(0, _NOW)
    low: dict[LowRule, pd.DataFrame] = {rule: low_indicators(now, goal, areas, rule=rule) for rule in LOW_RULES}
    return ReportedIndicators(now, coverage(1, _BEFORE), periods, goal, low, values[~usable])
