"""Invented children as ``risk.child_factors`` gives them: of whom some factors are known and no other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from audit.reference.risk_columns import ABSENT, FACTOR_COLUMNS, FIFTHS, POOREST, PRESENT, UNKNOWN

__all__ = ["MONTH", "STATES", "factor_rows", "states"]

MONTH = "2025-08"
STATES = pd.CategoricalDtype([ABSENT, PRESENT], ordered=True)


def states(has: Any) -> pd.Categorical:
    """Who has a factor: 0 or 1, -1 where nobody knows."""
    return pd.Categorical.from_codes(np.asarray(has).astype(int), dtype=STATES)


def factor_rows(
    *, area: Any, age_months: Any, male: Any, stunted: np.ndarray, rank: np.ndarray, has: Mapping[str, Any], **more: Any
) -> pd.DataFrame:
    """One row a child. ``rank``: 1-10 of welfare; ``has``: ``states`` of factors; ``more``: further columns.

    Whoever is not known to be poor or not has no rank either.
    """
    n = len(stunted)
    rows = pd.DataFrame(
        {
            "child_id": [f"c{i:05d}" for i in range(n)],
            "area": area,
            "age_months": age_months,
            "male": np.asarray(male, dtype=float),
            "status": np.where(stunted, "moderately_stunted", "not_stunted"),
            "stunted": stunted.astype(float),
            "welfare_rank": rank,
            "wealth_fifth": [FIFTHS[int(r - 1) // 2] for r in rank],
        }
    )
    nobody_knows = pd.Categorical([None] * n, dtype=STATES)
    known = {factor: states(has[factor]) if factor in has else nobody_knows for factor in FACTOR_COLUMNS}
    rows = rows.assign(**more, **known)
    no_rank = rows[POOREST].isna()
    return rows.assign(
        welfare_rank=rows["welfare_rank"].mask(no_rank), wealth_fifth=rows["wealth_fifth"].mask(no_rank, UNKNOWN)
    )
