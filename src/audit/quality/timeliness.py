"""How soon after the day of measuring its values were entered."""

from __future__ import annotations

import pandas as pd

from audit.reference.row_rules import ENTERED_SHARE, ENTERED_WITHIN_DAYS
from audit.results import Cell, CheckResult, CountTable, RateTable, Sentence, Status

__all__ = ["timeliness"]


def timeliness(cycle: str, rows: pd.DataFrame, *, entered: str = "entry_date") -> CheckResult:
    """Share of the rows entered within a month of measuring. Counts rows, not people.

    ``rows`` have ``visit_date`` and, where the file has it, the column ``entered``; without that column, or without a
    single date in it, entry is not assessable: e-PPGBM's usual exports do not say. Rows entered before the day of
    measuring are none in time, and ``table`` counts them: ``of`` ("in_time", "late", "before_measuring"), n and median
    days.
    """
    days = _days(rows, entered)
    of = days.map(lambda d: "before_measuring" if d < 0 else "in_time" if d <= ENTERED_WITHIN_DAYS else "late")
    kinds = ["in_time", "late", "before_measuring"]
    counts = {kind: int(of.eq(kind).sum()) for kind in kinds}
    share = counts["in_time"] / len(days) if len(days) else None
    cell = Cell.of(cycle, entered="known")
    return CheckResult(
        id="timeliness",
        subject=cycle,
        status=_status(share),
        value=None if share is None else 100 * share,
        unit="percent",
        n=len(days),
        meaning=Sentence(f"rows.timeliness_{_status(share)}", {"days": ENTERED_WITHIN_DAYS}),
        tables=(
            RateTable(
                "timeliness",
                CountTable("timeliness", (cell.replace("entered", "in_time"),), (counts["in_time"],), personal=False),
                CountTable("timeliness.of", (cell,), (len(days),), personal=False),
            ),
        ),
        table=pd.DataFrame(
            {
                "of": kinds,
                "n": [counts[kind] for kind in kinds],
                "median_days": [days[of.eq(kind)].median() for kind in kinds],
            }
        ),
    )


def _status(share: float | None) -> Status:
    if share is None:
        return "not_assessable"
    good, fair = ENTERED_SHARE
    return "good" if share >= good else "fair" if share >= fair else "poor"


def _days(rows: pd.DataFrame, entered: str) -> pd.Series:
    """Days from measuring to entry of the rows that know both."""
    if entered not in rows:
        return pd.Series(dtype="float64")
    known = rows.dropna(subset=[entered, "visit_date"])
    return (known[entered] - known["visit_date"]).dt.days
