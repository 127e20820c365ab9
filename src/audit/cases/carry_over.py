"""What one cycle hands to the next: referrals and plans that are still open, and cases that nobody reviewed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pandas as pd

from audit.cases.review import review_states
from audit.reference.review_rules import REQUIRED, Required
from audit.schemas import CASES, CAUSES, ENTRIES, FOLLOW_UPS, ITEMS, RECOMMENDATIONS, REFERRALS, REVIEWS
from audit.store.entries import changes, current

__all__ = ["ROLE", "carry_over"]

ROLE = "siklus_sebelumnya"  # who wrote the entries that open a cycle


def carry_over(
    entries: pd.DataFrame,
    *,
    cycle: str,
    as_of: date,
    gone: Collection[str] = (),
    required: Required = REQUIRED,
) -> pd.DataFrame:
    """The entries that the folder of the next cycle starts with, from those of ``cycle``.

    Referrals that are not closed; plans (RTL) neither done nor cancelled, approved or not; cases still waiting for
    their expert, with the answers on their worksheets and what other experts have already written. Ids stay, so that
    an item is followed through the years; carried cases keep the cycle in which they were chosen. ``gone``: ids of
    persons who died, moved, refused or grew out; nothing of theirs is carried. Adding the result twice adds nothing.
    """
    cases = current(entries, CASES)
    left = set(gone)
    states = review_states(cases, current(entries, REVIEWS), as_of=as_of, required=required)
    waiting = states["review"].eq("waiting").to_numpy(dtype=bool) & ~cases["person_id"].isin(left).to_numpy(dtype=bool)
    waiting_cases = cases[waiting]
    referrals = current(entries, REFERRALS)
    open_referral = referrals["closed_on"].isna() & ~referrals["person_id"].isin(left)
    plans = current(entries, FOLLOW_UPS)
    theirs = cases.loc[cases["person_id"].isin(left), "case_id"]
    open_plan = ~plans["status"].isin(["selesai", "batal"]) & ~plans["case_id"].isin(theirs)
    opened = [
        (CASES, waiting_cases),
        *((table, _of(current(entries, table), waiting_cases)) for table in (ITEMS, REVIEWS, CAUSES, RECOMMENDATIONS)),
        (REFERRALS, referrals[open_referral.to_numpy(dtype=bool)]),
        (FOLLOW_UPS, plans[open_plan.to_numpy(dtype=bool)]),
    ]
    nothing = ENTRIES.conform(pd.DataFrame())
    parts = [
        changes(nothing, table, rows, role=ROLE, filled_on=as_of, source_system=f"siklus_{cycle}", only_given=True)
        for table, rows in opened
    ]
    return ENTRIES.conform(pd.concat(parts, ignore_index=True))


def _of(rows: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["case_id"].isin(cases["case_id"]).to_numpy(dtype=bool)]
