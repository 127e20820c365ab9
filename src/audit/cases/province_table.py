"""The table of one cycle that goes to the province: one row, its columns in an order that params may set.

What a column is called stands under ``cycle.province.<column>``. Restricted: it counts cases by
group in the clear, as the province asks (reference/practice.md R15).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from audit.cases.cycle import StageState
from audit.reference.cycle_rules import PROVINCE_COLUMNS
from audit.reference.rule_sets import GROUPS
from audit.results import LineList

__all__ = ["PROVINCE_COLUMNS", "province_table"]

_SHIFTS = ("reduced", "same", "increased", "not_assessable")


def province_table(
    cycle: str,
    area_code: str,
    *,
    stages: Sequence[StageState],
    states: pd.DataFrame,
    referrals: pd.DataFrame,
    plans: pd.DataFrame,
    shifts: pd.DataFrame,
    columns: Sequence[str] = PROVINCE_COLUMNS,
) -> LineList:
    """One row for Kemendukbangga/BKKBN of the province.

    Parameters
    ----------
    stages, states, plans, shifts : of ``cycle.stage_states``, ``review.review_states``, ``follow_up.plan_states`` and
        ``evaluation.risk_shifts``; ``referrals`` is the table REFERRALS.
    columns : which and in what order, since the sites change every year; ``ValueError`` for one that is not known.

    Ceiling and realised are sums in rupiah over counting plans that say them; missing where none does. Referred:
    referrals with a day on which the person was sent.
    """
    if unknown := sorted(set(columns) - set(PROVINCE_COLUMNS)):
        raise ValueError(f"the table for the province has no columns {unknown}")
    counting = plans[plans["counts"].astype(bool) & plans["state"].ne("cancelled")]
    row: dict[str, object] = {"area_code": area_code, "cycle": cycle}
    row |= {f"stage_{s.stage}_closed_on": pd.NaT if s.closed_on is None else pd.Timestamp(s.closed_on) for s in stages}
    row |= {f"cases_{group}": int(states["group"].eq(group).sum()) for group in GROUPS}
    row |= {
        "reviewed": int(states["review"].eq("reviewed").sum()),
        "referred": int(referrals["referred_on"].notna().sum()),
        "plans_agreed": len(counting),
        "plans_done": int(counting["state"].eq("done").sum()),
    }
    row |= {f"risk_{shift}": int(shifts["shift"].eq(shift).sum()) for shift in _SHIFTS}
    row |= {name: counting[name].sum(min_count=1) for name in ("ceiling_rupiah", "realised_rupiah")}
    return LineList("province_table", pd.DataFrame([row])[list(columns)])
