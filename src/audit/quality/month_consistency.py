"""Months that do not fit those before them: many more, many fewer, or exactly the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from audit.reference.areas import Areas
from audit.reference.groups import STATUS
from audit.reference.row_rules import CONSISTENT_RATIO, MONTHS_BEFORE
from audit.results import Cell, CheckResult, CountTable, Sentence, Status
from audit.survey import count_table

__all__ = ["month_consistency"]


def month_consistency(frame: pd.DataFrame, months: Sequence[str], areas: Areas) -> CheckResult:
    """Children measured, and stunted among them, in each kecamatan and month, held against the months before.

    Parameters
    ----------
    frame : ``survey.snapshot`` rows.
    months : in order; a month is held against the mean of up to three before it, those given here. Months of another
        season, or a mass weighing beside ordinary months, differ for good reasons.

    ``table`` (restricted): ``area_code month what n before ratio remark``; ``remark`` is "jump" where the ratio to the
    mean before lies beyond 33 % either way, "same" where a month has the same number measured and stunted as the one
    before it, else "". ``value`` is the percentage of comparisons without a remark, which ``tables`` counts: of
    comparisons, not of children. Not assessable with one month.
    """
    places = [a.code for a in areas.kecamatan]
    cells = {what: [Cell.of(m, area=a, **at) for m in months for a in places] for what, at in _WHAT.items()}
    parts = [areas.partition, STATUS]
    tables = {what: count_table(f"consistency.{what}", frame, cells[what], parts) for what in _WHAT}
    counts = {what: np.array(t.counts, dtype="float64").reshape(len(months), -1) for what, t in tables.items()}
    same = np.zeros((len(months), len(places)), dtype=bool)
    same[1:] = np.logical_and.reduce([np.diff(c, axis=0) == 0 for c in counts.values()]) & (counts["measured"][1:] > 0)
    lines = [
        (area, month, what, int(c[i, j]), *_against(c[max(0, i - MONTHS_BEFORE) : i, j], c[i, j], bool(same[i, j])))
        for what, c in counts.items()
        for i, month in enumerate(months[1:], start=1)
        for j, area in enumerate(places)
    ]
    table = pd.DataFrame(lines, columns=["area_code", "month", "what", "n", "before", "ratio", "remark"])
    plain = table["remark"].eq("")
    fits = float(plain.mean()) if len(table) else None
    status: Status = "not_assessable" if fits is None else "good" if fits == 1 else "fair"
    compared = {"fits": int(plain.sum()), "compared": len(table)}
    return CheckResult(
        id="month_consistency",
        subject=months[-1],
        status=status,
        value=None if fits is None else 100 * fits,
        unit="percent",
        n=len(table),
        meaning=Sentence(f"rows.month_consistency_{status}"),
        tables=tuple(
            CountTable(f"month_consistency.{what}", (Cell.of(months[-1], comparison=what),), (n,), personal=False)
            for what, n in compared.items()
        ),
        table=table,
    )


_WHAT: dict[str, dict[str, str]] = {"measured": {}, "stunted": {"status": "stunted"}}


def _against(before: np.ndarray, now: float, same: bool) -> tuple[float, float | None, str]:
    """The mean of the months before, this month's ratio to it (missing where it is 0), and the remark."""
    mean = float(before.mean())
    ratio = now / mean if mean else None
    jump = abs(ratio - 1) > CONSISTENT_RATIO if ratio is not None else now > 0
    return mean, ratio, "same" if same else "jump" if jump else ""
