"""How the audit itself went: who came, how long it took, what was closed in time, who was measured again.

About the work, never about persons at work: roles and days, no names. No claim that the audit changed prevalence.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import pandas as pd

from audit.cases.lookup import look_up
from audit.cases.review import CauseAgreement
from audit.reference.case_groups import REMEASURED, REVIEW
from audit.reference.review_rules import AGREEMENT_CLASSES
from audit.results import Cell, CheckResult, CountTable, LineList, RateTable, Sentence
from audit.survey import count_table
from audit.survey.rater_agreement import RaterAgreement

__all__ = [
    "AGREEMENT",
    "STEPS",
    "STEP_IDS",
    "agreement_checks",
    "agreement_lines",
    "attendance_table",
    "closed_on_time",
    "days_between",
    "remeasured_table",
    "step_days",
]

STEPS = (("chosen_on", "reviewed_on"), ("reviewed_on", "approved_on"), ("approved_on", "done_on"))
AGREEMENT = "reader_agreement"
_AGREEMENT_DIGITS = 2
STEP_IDS = ("selection_to_review", "review_to_plan", "plan_to_closure")


def attendance_table(cycle: str, attendance: pd.DataFrame) -> CountTable:
    """People who came to each meeting by role; roles without an entry are not shown. Officials, so not personal."""
    rows = attendance.dropna(subset=["meeting", "role", "people"])
    total = rows.groupby(["meeting", "role"], sort=True)["people"].sum()
    cells = tuple(Cell.of(cycle, meeting=str(meeting), role=str(role)) for meeting, role in total.index)
    return CountTable("attendance", cells, tuple(int(n) for n in total), personal=False)


def days_between(states: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """Days of each case from selection to review, to the first approved plan, to the closing of its last plan.

    ``states`` of ``review.review_states``; ``plans`` of ``follow_up.plan_states``. One row a case with ``STEPS``' days
    as columns ``selection_to_review``, ``review_to_plan``, ``plan_to_closure``; missing where a step is not reached. A
    case is closed when each of its counting plans is done or cancelled; the last one's day is the case's.
    """
    own = plans[plans["counts"].astype(bool) & plans["case_id"].notna()]
    approved = own.groupby("case_id")["approved_on"].min()
    ended = own.assign(open=~own["state"].isin(["done", "cancelled"])).groupby("case_id")
    closed = ended["done_on"].max()[~ended["open"].any()]
    days = states[["case_id", "group", "chosen_on", "reviewed_on"]].assign(
        approved_on=look_up(states["case_id"], approved), done_on=look_up(states["case_id"], closed)
    )
    spans = {id: (days[end] - days[start]).dt.days for id, (start, end) in zip(STEP_IDS, STEPS, strict=True)}
    return days[["case_id", "group"]].assign(**spans)


def step_days(days: pd.DataFrame) -> tuple[CheckResult, ...]:
    """Middle number of days of each step, over the cases that reached it (message ``review.days.<step>``).

    No verdict: nobody has set how long a step may take, so ``status`` is "not_assessable" only where no case reached
    the step, else "fair".
    """
    out = []
    for id in STEP_IDS:
        known = days[id].dropna()
        status: Literal["fair", "not_assessable"] = "fair" if len(known) else "not_assessable"
        middle = float(known.median()) if len(known) else None
        out.append(CheckResult(id, "cases", status, middle, "days", len(known), Sentence(f"review.days.{id}")))
    return tuple(out)


def closed_on_time(cycle: str, plans: pd.DataFrame, *, as_of: date) -> RateTable:
    """Of counting plans that were due by ``as_of``: those done on or before their day. Of plans, not of people.

    A done plan without a day of closing is not known to be in time and counts as not in time; cancelled ones are left
    out.
    """
    due = plans["counts"].astype(bool) & plans["due_on"].le(pd.Timestamp(as_of)) & plans["state"].ne("cancelled")
    on_time = due & plans["state"].eq("done") & plans["done_on"].le(plans["due_on"])
    cell = Cell.of(cycle, plan="on_time")
    return RateTable(
        "closed_on_time",
        CountTable("closed_on_time", (cell,), (int(on_time.fillna(False).sum()),), personal=False),
        CountTable("closed_on_time.of", (Cell.of(cycle, plan="due"),), (int(due.fillna(False).sum()),), personal=False),
    )


def remeasured_table(cycle: str, rounds: pd.DataFrame) -> CountTable:
    """Cases measured again in every month that was due, in some, in none. ``rounds`` of ``evaluation.remeasurements``.

    Empty before the first month is due.
    """
    due = rounds[rounds["state"].ne("later")]
    done = due["state"].eq("done").groupby(due["case_id"]).agg(["all", "any"])
    level = done["all"].map({True: "every_month", False: "some"}).where(done["any"], "never")
    frame = pd.DataFrame({"period": cycle, "review": "waiting", "remeasured": level.astype(object)})
    cells = [Cell.of(cycle, review="case", remeasured=name) for name in REMEASURED.below(None)] if len(frame) else []
    return count_table("remeasured", frame, cells, (REVIEW, REMEASURED))


def agreement_checks(overall: RaterAgreement) -> tuple[CheckResult, ...]:
    """How far second readers agree with the first: AC1 (``reader_agreement``) and its limits (``….low``, ``….high``).

    ``overall`` of ``review.overall_agreement``; ``n`` are cases. About how clear causes are to see, not about the
    readers. Two decimals: more would tell in how many cases a cause was found. Nothing before a case was read twice.
    """
    if overall.ac1 is None:
        return ()
    fair, good = AGREEMENT_CLASSES
    status: Literal["good", "fair", "poor"] = (
        "good" if overall.ac1 >= good else "fair" if overall.ac1 >= fair else "poor"
    )
    values = {AGREEMENT: overall.ac1, f"{AGREEMENT}.low": overall.low, f"{AGREEMENT}.high": overall.high}
    return tuple(
        CheckResult(
            id, "cases", status, None if value is None else round(value, _AGREEMENT_DIGITS), "ratio", overall.n,
            Sentence("review.agreement"),
        )
        for id, value in values.items()
    )  # fmt: skip


def agreement_lines(found: Iterable[CauseAgreement]) -> LineList:
    """The same cause by cause, in the order of the codebook. Restricted: few cases are read twice.

    ``found`` of ``review.reader_agreement``; columns ``cause_code n agreed ac1 low high kappa``.
    """
    columns = ["n", "agreed", "ac1", "low", "high", "kappa"]
    rows = [[one.cause_code, *(getattr(one.agreement, column) for column in columns)] for one in found]
    return LineList(f"{AGREEMENT}_causes", pd.DataFrame(rows, columns=["cause_code", *columns]))
