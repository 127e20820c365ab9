"""The cycle of an audit by its dated gates: where it stands, what to mind, and how far the four stages have come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from audit.reference.cycle_rules import GATES_IN_ORDER, STAGES, VISITS
from audit.reference.holidays import is_listed, long_break
from audit.results import Sentence

__all__ = ["GateState", "StageState", "cycle_warnings", "gate_states", "stage_states"]


@dataclass(frozen=True, slots=True)
class GateState:
    """One gate (``cycle.gate.<gate>``).

    ``state`` (``cycle.gate_state.<state>``): "closed", "no_document" (done, but no document closes it), "overdue",
    "open", "undated".
    """

    gate: str
    stage: int
    due_on: date | None
    done_on: date | None
    document: str
    valid_until: date | None
    state: str


@dataclass(frozen=True, slots=True)
class StageState:
    """One of the four official stages (``cycle.stage.<stage>``): gates closed of all, and the day of the last one.

    ``closed_on`` is ``None`` until all of them are.
    """

    stage: int
    closed: int
    gates: int
    closed_on: date | None


def gate_states(gates: pd.DataFrame, *, as_of: date) -> tuple[GateState, ...]:
    """Every gate in order, those that nobody dated as well. ``gates`` is the table GATES.

    A gate is closed by a document, not by a date: done without one is "no_document". What is said to have been done
    after ``as_of`` is not done yet.
    """
    rows = {str(row["gate_id"]): row for row in gates.to_dict("records")}
    return tuple(_gate(id, stage, rows.get(id, {}), as_of) for id, stage in GATES_IN_ORDER.items())


def _gate(id: str, stage: int, row: dict, as_of: date) -> GateState:  # pyright: ignore[reportMissingTypeArgument]
    due, done, valid = (_day(row.get(name)) for name in ("due_on", "done_on", "valid_until"))
    document = row.get("document")
    document = document.strip() if isinstance(document, str) else ""
    if done is not None and done <= as_of:
        state = "closed" if document else "no_document"
    elif due is None:
        state = "undated"
    else:
        state = "overdue" if due < as_of else "open"
    return GateState(id, stage, due, done, document, valid, state)


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, pd.Timestamp) and not pd.isna(value) else None


def stage_states(gates: tuple[GateState, ...]) -> tuple[StageState, ...]:
    """The four stages as the monitoring tool asks for them: a stage is done when all its gates are closed."""
    out = []
    for stage in STAGES:
        own = [gate for gate in gates if gate.stage == stage]
        closed = [gate.done_on for gate in own if gate.state == "closed" and gate.done_on]
        out.append(StageState(stage, len(closed), len(own), max(closed) if len(closed) == len(own) else None))
    return tuple(out)


def cycle_warnings(
    gates: tuple[GateState, ...], *, as_of: date, chair_until: date | None = None, local_holidays: Iterable[date] = ()
) -> tuple[Sentence, ...]:
    """What to mind, in the order of gates; each a sentence ``cycle.warning.<id>``.

    The decree (SK) or the chair's term has ended, or ends before a gate still to come; a gate is overdue, or done
    without a document, or done before one that comes first; a visit falls into a long break; the decree on holidays of
    a year with visits is not known.
    """
    local = tuple(local_holidays)
    said = [*_ends("sk_ended", gates[0].valid_until, gates, as_of), *_ends("chair_ended", chair_until, gates, as_of)]
    years: set[int] = set()
    before: GateState | None = None
    for gate in gates:
        name = f"cycle.gate.{gate.gate}"
        if gate.state == "overdue" and gate.due_on:
            said.append(Sentence("cycle.warning.overdue", {"gate": name, "day": gate.due_on}))
        if gate.state == "no_document":
            said.append(Sentence("cycle.warning.no_document", {"gate": name}))
        done = gate.done_on if gate.state in ("closed", "no_document") else None
        if done and before and before.done_on and done < before.done_on:
            values = {"gate": name, "first": f"cycle.gate.{before.gate}"}
            said.append(Sentence("cycle.warning.out_of_order", values))
        before = gate if done else before
        if gate.gate in VISITS and not done and gate.due_on:
            if found := long_break(gate.due_on, local):
                values = {"gate": name, "day": gate.due_on, "first": found.first, "last": found.last}
                said.append(Sentence("cycle.warning.long_break", values))
            years.add(gate.due_on.year)
    said += [
        Sentence("cycle.warning.holidays_unknown", {"year": str(year)})
        for year in sorted(years)
        if not is_listed(year) and not any(day.year == year for day in local)
    ]
    return tuple(said)


def _ends(id: str, until: date | None, gates: tuple[GateState, ...], as_of: date) -> list[Sentence]:
    """The end of a decree or a term: past, or before the last gate that is still to come."""
    if until is None:
        return []
    if until < as_of:
        return [Sentence(f"cycle.warning.{id}", {"day": until})]
    ahead = [gate.due_on for gate in gates if gate.state in ("open", "overdue") and gate.due_on]
    return [Sentence(f"cycle.warning.{id}_soon", {"day": until})] if ahead and max(ahead) > until else []
