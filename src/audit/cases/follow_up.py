"""Follow-up plans (RTL) as they stand on a day: what counts, what is done, what is overdue, how strong they are.

A plan counts only once the chair of the team has approved it. Counts of plans are no counts of persons.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from audit.cases.plan_check import WARNINGS, check_plans
from audit.reference.follow_up_rules import MECHANISMS, SECTORS, STRENGTHS, BudgetCalendar
from audit.results import Cell, CountTable, LineList, RateTable, Sentence, Value

__all__ = [
    "PLAN_STATES",
    "follow_up_sentence",
    "overdue_plans",
    "plan_states",
    "plan_table",
    "plan_warnings",
    "warning_table",
    "weak_share",
]

# Order of reading: what needs attention first. "draft": not yet approved, so it does not count.
PLAN_STATES = ("overdue", "running", "not_started", "done", "cancelled", "draft")
_OF_SPENDING = ("above_ceiling", "spj_open")  # what is still to be minded once a plan is done
_SPLITS = {"state": PLAN_STATES, "strength": STRENGTHS, "sector": SECTORS, "mechanism": MECHANISMS}


def plan_states(plans: pd.DataFrame, *, as_of: date, calendar: BudgetCalendar | None = None) -> pd.DataFrame:
    """Plans (table FOLLOW_UPS) with ``plan_check.check_plans``, ``counts``, ``state`` and ``days_late``.

    ``counts``: approved on or before ``as_of``. ``state`` is one of ``PLAN_STATES``; overdue: due before ``as_of`` and
    neither done nor cancelled. ``days_late``: of overdue plans, and of done ones that were late; else missing. Overdue
    first, the longest overdue on top, then by due date.
    """
    today = pd.Timestamp(as_of)
    out = check_plans(plans, as_of=as_of, calendar=calendar)
    counts = plans["approved_on"].le(today).fillna(False).astype(bool)
    done = plans["status"].eq("selesai").fillna(False).astype(bool)
    cancelled = plans["status"].eq("batal").fillna(False).astype(bool)
    overdue = plans["due_on"].lt(today).fillna(False) & ~done & ~cancelled
    state = pd.Series("not_started", index=plans.index, dtype="string")
    state = state.mask(plans["status"].eq("proses").fillna(False), "running").mask(overdue, "overdue")
    state = state.mask(done, "done").mask(cancelled, "cancelled").mask(~counts, "draft")
    ended = plans["done_on"].where(done, today)
    late = (ended - plans["due_on"]).dt.days
    out = out.assign(counts=counts, state=state, days_late=late.where(late.gt(0) & (done | state.eq("overdue"))))
    rank = state.map({name: i for i, name in enumerate(PLAN_STATES)})
    order = pd.DataFrame({"rank": rank, "due": plans["due_on"], "id": plans["rtl_id"]})
    return out.loc[order.sort_values(["rank", "due", "id"], na_position="last").index].reset_index(drop=True)


def plan_warnings(states: pd.DataFrame) -> dict[str, int]:
    """How many plans each warning (``rtl.warning.<id>``) is about, by its id; only those that are about any.

    Cancelled plans are left out, and of plans that are done only their spending is minded.
    """
    said = states.assign(warning=states["warnings"].str.split(";")).explode("warning")
    said = said[said["warning"].fillna("").ne("") & said["state"].ne("cancelled")]
    said = said[said["state"].ne("done") | said["warning"].isin(_OF_SPENDING)]
    return {str(id): int(n) for id, n in said["warning"].value_counts().sort_index().items()}


def warning_table(cycle: str, states: pd.DataFrame) -> CountTable:
    """Counting plans by what is to be minded about them (``rtl.warning.<id>``); drafts too, which are to be approved.

    A plan may stand in several rows. Counts of plans are not personal.
    """
    counts = plan_warnings(states)
    cells = tuple(Cell.of(cycle, plan=f"warning.{id}") for id in WARNINGS)
    return CountTable("plan_warnings", cells, tuple(counts.get(id, 0) for id in WARNINGS), personal=False)


def plan_table(cycle: str, states: pd.DataFrame, split: str) -> CountTable:
    """Counting plans by ``state``, ``strength``, ``sector`` or ``mechanism``; of plans that say none: "unknown".

    What each is called stands under ``rtl.plan.<split>.<level>``. ``state`` shows drafts too, which do not count.
    Counts of plans are not personal.
    """
    levels = _SPLITS[split]
    rows = states if split == "state" else states[states["counts"].astype(bool)]
    said = rows[split].astype(object).where(rows[split].isin(levels), "unknown")
    shown = levels if split == "state" else (*levels, "unknown")
    cells = tuple(Cell.of(cycle, plan=f"{split}.{level}") for level in shown)
    counts = tuple(int(said.eq(level).sum()) for level in shown)
    return CountTable(f"plans_by_{split}", cells, counts, personal=False)


def weak_share(cycle: str, states: pd.DataFrame) -> RateTable:
    """Share of counting plans that are weak, and of those that are specific, measurable and dated.

    Of plans, not of people. The denominator of strength are plans whose strength is known.
    """
    rows = states[states["counts"].astype(bool)]
    weak, known = rows["strength"].eq("lemah").fillna(False), rows["strength"].notna()
    names, n = ("weak", "smart"), (int(weak.sum()), int(rows["smart"].sum()))
    cells = tuple(Cell.of(cycle, plan=f"share.{name}") for name in names)
    wholes = tuple(Cell.of(cycle, plan=f"share.{name}.of") for name in names)
    return RateTable(
        "plan_shares",
        CountTable("plan_shares", cells, n, personal=False),
        CountTable("plan_shares.of", wholes, (int(known.sum()), len(rows)), personal=False),
    )


def overdue_plans(states: pd.DataFrame) -> LineList:
    """Counting plans past their date, the longest overdue first. Restricted: plans may name a single case."""
    rows = states[states["state"].eq("overdue")]
    return LineList("overdue_plans", rows.reset_index(drop=True))


def follow_up_sentence(states: pd.DataFrame) -> Sentence:
    """How many agreed plans are done, running, not started, overdue, and without money (practice 5.2, sentence 8).

    Message ``rtl.agreed``, or ``rtl.agreed_by`` where they were approved on several days (then the last is named);
    ``rtl.none_agreed`` where none was. Cancelled plans are left out.
    """
    rows = states[states["counts"].astype(bool) & states["state"].ne("cancelled")]
    if rows.empty:
        return Sentence("rtl.none_agreed")
    days = sorted(set(rows["approved_on"].dt.date))
    n = rows["state"].value_counts()
    values: dict[str, Value] = {
        "plans": len(rows),
        "day": days[-1],
        **{state: int(n.get(state, 0)) for state in ("done", "running", "not_started", "overdue")},
        "unfunded": int((~rows["funded"].astype(bool)).sum()),
    }
    return Sentence("rtl.agreed" if len(days) == 1 else "rtl.agreed_by", values)
