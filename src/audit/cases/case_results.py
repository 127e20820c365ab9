"""What a report says of the cases of a cycle once people have written about them: causes, plans, risk, gates."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pandas as pd

from audit.cases.causes import case_causes, cause_table
from audit.cases.cycle import GateState, cycle_warnings, gate_states
from audit.cases.evaluation import risk_shifts, shift_sentence, shift_table
from audit.cases.follow_up import follow_up_sentence, plan_states, plan_table, warning_table, weak_share
from audit.cases.review import review_states, review_table
from audit.reference.follow_up_rules import BudgetCalendar
from audit.results import Finding, Result, Sentence, Value
from audit.schemas import CASES, CAUSES, EVALUATIONS, FOLLOW_UPS, GATES, REVIEWS
from audit.store.entries import current

__all__ = ["GATE", "WARNING", "case_results"]

GATE, WARNING = "gate.", "cycle_warning."


def case_results(
    entries: pd.DataFrame,
    cycle: str,
    as_of: date,
    *,
    gates: pd.DataFrame | None = None,
    calendar: BudgetCalendar | None = None,
    chair_until: date | None = None,
    holidays: Collection[date] = (),
) -> tuple[Result, ...]:
    """Results of the cases of a cycle; nothing where none was chosen. ``entries`` are those of the cycle (``ENTRIES``).

    ``gates`` default to those of the entries; ``calendar``, ``chair_until`` and ``holidays`` are the district's.

    Tables ``case_reviews``, ``causes``, ``causes_random``, ``plans_by_state``, ``plans_by_strength``, ``plan_shares``,
    ``plan_warnings`` and ``risk_shift``; the sentences of plans and of risk; a finding ``gate.<gate>`` for every gate
    that has a date, and ``cycle_warning.<n>`` for everything that is to be minded about them.
    """
    cases = current(entries, CASES)
    if cases.empty:
        return ()
    reviews = current(entries, REVIEWS)
    states = review_states(cases, reviews, as_of=as_of)
    found = case_causes(states, reviews, current(entries, CAUSES), as_of=as_of)
    plans = plan_states(current(entries, FOLLOW_UPS), as_of=as_of, calendar=calendar)
    shifts = shift_table(cycle, risk_shifts(cases, current(entries, EVALUATIONS), as_of=as_of))
    dated = gate_states(current(entries, GATES) if gates is None else gates, as_of=as_of)
    minded = cycle_warnings(dated, as_of=as_of, chair_until=chair_until, local_holidays=holidays)
    return (
        review_table(cycle, states),
        cause_table(cycle, states, found),
        cause_table(cycle, states, found, random_only=True),
        plan_table(cycle, plans, "state"),
        plan_table(cycle, plans, "strength"),
        weak_share(cycle, plans),
        warning_table(cycle, plans),
        follow_up_sentence(plans),
        shifts,
        shift_sentence(shifts, cycle),
        *_gates(dated),
        *(Finding(f"{WARNING}{n:02d}", sentence) for n, sentence in enumerate(minded, start=1)),
    )


def _gates(dated: tuple[GateState, ...]) -> list[Finding]:
    found = []
    for gate in dated:
        if gate.state == "undated":
            continue
        values: dict[str, Value] = {"gate": f"cycle.gate.{gate.gate}", "state": f"cycle.gate_state.{gate.state}"}
        days = {name: day for name, day in (("due", gate.due_on), ("done", gate.done_on)) if day}
        found.append(Finding(f"{GATE}{gate.gate}", Sentence("case_block.gate", values), values=days))
    return found
