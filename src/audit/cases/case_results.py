"""What a report says of the cases of a cycle once people have written about them: causes, plans, risk, gates."""

from __future__ import annotations

from datetime import date

import pandas as pd

from audit.cases.causes import case_causes, cause_table
from audit.cases.cycle import gate_states
from audit.cases.evaluation import risk_shifts, shift_sentence, shift_table
from audit.cases.follow_up import follow_up_sentence, plan_states, plan_table, weak_share
from audit.cases.review import review_states, review_table
from audit.results import Finding, Result, Sentence, Value
from audit.schemas import CASES, CAUSES, EVALUATIONS, FOLLOW_UPS, GATES, REVIEWS
from audit.store.entries import current

__all__ = ["GATE", "case_results"]

GATE = "gate."


def case_results(entries: pd.DataFrame, cycle: str, as_of: date) -> tuple[Result, ...]:
    """Results of the cases of a cycle; nothing where none was chosen. ``entries`` are those of the cycle (``ENTRIES``).

    Tables ``case_reviews``, ``causes``, ``causes_random``, ``plans_by_state``, ``plans_by_strength``, ``plan_shares``
    and ``risk_shift``; the sentences of plans and of risk; a finding ``gate.<gate>`` for every gate that has a date.
    """
    cases = current(entries, CASES)
    if cases.empty:
        return ()
    reviews = current(entries, REVIEWS)
    states = review_states(cases, reviews, as_of=as_of)
    found = case_causes(states, reviews, current(entries, CAUSES), as_of=as_of)
    plans = plan_states(current(entries, FOLLOW_UPS), as_of=as_of)
    shifts = shift_table(cycle, risk_shifts(cases, current(entries, EVALUATIONS), as_of=as_of))
    return (
        review_table(cycle, states),
        cause_table(cycle, states, found),
        cause_table(cycle, states, found, random_only=True),
        plan_table(cycle, plans, "state"),
        plan_table(cycle, plans, "strength"),
        weak_share(cycle, plans),
        follow_up_sentence(plans),
        shifts,
        shift_sentence(shifts, cycle),
        *_gates(entries, as_of),
    )


def _gates(entries: pd.DataFrame, as_of: date) -> list[Finding]:
    found = []
    for gate in gate_states(current(entries, GATES), as_of=as_of):
        if gate.state == "undated":
            continue
        values: dict[str, Value] = {"gate": f"cycle.gate.{gate.gate}", "state": f"cycle.gate_state.{gate.state}"}
        days = {name: day for name, day in (("due", gate.due_on), ("done", gate.done_on)) if day}
        found.append(Finding(f"{GATE}{gate.gate}", Sentence("case_block.gate", values), values=days))
    return found
