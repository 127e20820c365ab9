"""What a report says of the audit itself: what could have been prevented, how readers agree, how the work went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from audit.cases.audit_of_audit import (
    agreement_checks,
    agreement_lines,
    attendance_table,
    closed_on_time,
    days_between,
    remeasured_table,
    step_days,
)
from audit.cases.causes import case_causes, preventable_table
from audit.cases.cycle import gate_states, stage_states
from audit.cases.evaluation import remeasurements, risk_shifts
from audit.cases.follow_up import plan_states
from audit.cases.province_table import province_table
from audit.cases.review import overall_agreement, reader_agreement, review_states, second_readers, valid_reviews
from audit.reference.cycle_rules import FIRST_DISSEMINATION
from audit.results import LineList, Result
from audit.schemas import ATTENDANCE, CASES, CAUSES, EVALUATIONS, FOLLOW_UPS, GATES, REVIEWS
from audit.store.entries import current

__all__ = ["audit_results", "second_reader_lines"]


def audit_results(
    entries: pd.DataFrame,
    referrals: pd.DataFrame,
    cycle: str,
    as_of: date,
    *,
    area_code: str,
    seed: int,
    gates: pd.DataFrame | None = None,
    columns: Sequence[str],
) -> tuple[Result, ...]:
    """Results of the audit of the audit; nothing where no case was chosen. ``entries`` are those of the cycle.

    ``gates`` default to those of the entries.

    Public: ``causes_preventable``, ``reader_agreement`` with its limits once a case was read twice, ``attendance``, the
    days of each step, ``closed_on_time``, ``remeasured``. Restricted: ``reader_agreement_causes``,
    ``second_readers`` and ``province_table`` of the district ``area_code`` with these ``columns``.
    """
    cases = current(entries, CASES)
    if cases.empty:
        return ()
    reviews, causes = current(entries, REVIEWS), current(entries, CAUSES)
    evaluations = current(entries, EVALUATIONS)
    dated = gate_states(current(entries, GATES) if gates is None else gates, as_of=as_of)
    states = review_states(cases, reviews, as_of=as_of)
    plans = plan_states(current(entries, FOLLOW_UPS), as_of=as_of)
    given = next((gate.done_on for gate in dated if gate.gate == FIRST_DISSEMINATION), None)
    again = () if given is None or given > as_of else (
        remeasured_table(cycle, remeasurements(cases, evaluations, since=given, as_of=as_of)),
    )  # fmt: skip
    return (
        preventable_table(cycle, states, case_causes(states, reviews, causes, as_of=as_of)),
        *agreement_checks(overall_agreement(reviews, causes, as_of=as_of)),
        agreement_lines(reader_agreement(reviews, causes, as_of=as_of)),
        second_reader_lines(states, reviews, as_of=as_of, seed=seed),
        attendance_table(cycle, current(entries, ATTENDANCE)),
        *step_days(days_between(states, plans)),
        closed_on_time(cycle, plans, as_of=as_of),
        *again,
        province_table(
            cycle,
            area_code,
            stages=stage_states(dated),
            states=states,
            referrals=referrals,
            plans=plans,
            shifts=risk_shifts(cases, evaluations, as_of=as_of),
            columns=columns,
        ),
    )


def second_reader_lines(states: pd.DataFrame, reviews: pd.DataFrame, *, as_of: date, seed: int) -> LineList:
    """The cases drawn for a second expert, by number, and whether one has read them: ``case_no group area_code read``.

    Cases that could not be traced are not drawn. Restricted.
    """
    drawn = second_readers(states.loc[states["review"].ne("not_traced"), "case_id"], seed=seed)
    rows = states.loc[states["case_id"].isin(drawn), ["case_id", "case_no", "group", "area_code"]]
    read = set(valid_reviews(reviews, as_of, reader="kedua")["case_id"])
    rows = rows.assign(read=rows["case_id"].isin(read)).drop(columns="case_id")
    return LineList("second_readers", rows.sort_values("case_no", ignore_index=True))
