"""The cycle of an audit as an office runs it: gates closed by documents, warnings, the next cycle, copies merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from audit.cases.carry_over import carry_over
from audit.cases.cycle import GateState, StageState, cycle_warnings, gate_states, stage_states
from audit.cases.follow_up import plan_states, plan_warnings
from audit.cases.referrals import gone_people
from audit.errors import InputError, ParamsError
from audit.pipeline.gates import gates_of
from audit.pipeline.params import AuditParams
from audit.pipeline.prepare import prepare
from audit.pipeline.prepared import is_prepared
from audit.pipeline.prepared_tables import load_tables
from audit.pipeline.project import Project
from audit.reference.cycle_rules import GATES_IN_ORDER
from audit.results import Sentence
from audit.schemas import CASES, FOLLOW_UPS, GATES, REFERRALS
from audit.store.cycles import CycleStore
from audit.store.entries import changes, conflicts, current

__all__ = ["CycleState", "close_gate", "cycle_state", "merge_copy", "next_cycle", "open_next"]

ROLE = "tim_teknis"
_SYSTEM = "siklus"
_PLACE = ["table", "record_id", "field"]


@dataclass(frozen=True)
class CycleState:
    """Gates and stages of a cycle on a day, what to mind (``cycle.warning.*``), and how many fields are in conflict.

    ``plans`` counts plans by what is to be minded about them (``rtl.warning.*``).
    """

    gates: tuple[GateState, ...]
    stages: tuple[StageState, ...]
    warnings: tuple[Sentence, ...]
    plans: Mapping[str, int]
    conflicts: int


def cycle_state(params: AuditParams, project: Project, *, as_of: date) -> CycleState:
    """Where a cycle stands on a day. Raises ``InputError`` where its store is damaged."""
    entries = CycleStore(project.cycle(params)).entries()
    gates = gate_states(gates_of(entries, params), as_of=as_of)
    chair = params.team.chair
    warnings = cycle_warnings(
        gates, as_of=as_of, chair_until=chair.until if chair else None, local_holidays=params.calendar.holidays
    )
    plans = plan_states(current(entries, FOLLOW_UPS), as_of=as_of, calendar=params.calendar.budget)
    stand = conflicts(entries).drop_duplicates(_PLACE)
    return CycleState(gates, stage_states(gates), warnings, plan_warnings(plans), len(stand))


def close_gate(
    params: AuditParams,
    project: Project,
    gate: str,
    *,
    today: date,
    done_on: date | None = None,
    document: str | None = None,
    due_on: date | None = None,
    valid_until: date | None = None,
) -> int:
    """Write what is known of a gate; returns how many fields are new. What is not given stays as it is.

    A gate is closed by a document: a day without one, now or before, is refused, and so is a day after ``today``.
    Raises ``ParamsError`` (exit 10).
    """
    if gate not in GATES_IN_ORDER:
        raise ParamsError("cycle.no_gate", gate=gate, gates=", ".join(GATES_IN_ORDER))
    if done_on is not None and done_on > today:
        raise ParamsError("cycle.day_ahead", gate=gate, day=done_on)
    store = CycleStore(project.cycle(params))
    entries = store.entries()
    own = current(entries, GATES)
    before = own.loc[own["gate_id"].eq(gate) & own["document"].notna(), "document"]
    document = (document or "").strip() or None
    if done_on is not None and document is None and before.empty:
        raise ParamsError("cycle.no_document", gate=gate)
    days = {"due_on": due_on, "done_on": done_on, "valid_until": valid_until}
    given = {name: pd.Timestamp(day) for name, day in days.items() if day} | (
        {"document": document} if document else {}
    )
    if not given:
        raise ParamsError("cycle.nothing_said", gate=gate)
    row = pd.DataFrame([{"gate_id": gate, **given}])
    return store.add(changes(entries, GATES, row, role=ROLE, filled_on=today, source_system=_SYSTEM, only_given=True))


def next_cycle(cycle: str) -> str:
    """The cycle after one: ``2025-1`` → ``2025-2`` → ``2026-1``."""
    year, _, half = cycle.partition("-")
    return f"{year}-2" if half == "1" else f"{int(year) + 1}-1"


def open_next(params: AuditParams, project: Project, *, as_of: date) -> Mapping[str, int]:
    """Begin the next cycle with what is open in this one; returns how many records each table got.

    What the next cycle has already is left as it is, whatever this one says, so it may be done again after late
    answers. Nothing of people who died, moved, refused or grew out is carried. Raises ``InputError`` (exit 11) where
    this cycle has no cases.
    """
    store = CycleStore(project.cycle(params))
    if current(store.entries(), CASES).empty:
        raise InputError("case_form.no_cases", district=params.district.name, cycle=params.cycle)
    if not is_prepared(params, project):
        prepare(params, project)
    tables = load_tables(project.interim(params))
    gone = gone_people(tables.children, tables.women, as_of)
    opened = carry_over(store.entries(), cycle=params.cycle, as_of=as_of, gone=gone)
    following = CycleStore(project.cycle(params).with_name(next_cycle(params.cycle)))
    there = pd.MultiIndex.from_frame(following.entries()[_PLACE])
    new = opened[~pd.MultiIndex.from_frame(opened[_PLACE]).isin(there)]
    following.add(new)
    counts = new.drop_duplicates(["table", "record_id"])["table"].value_counts()
    return {table.name: int(counts.get(table.name, 0)) for table in (CASES, REFERRALS, FOLLOW_UPS)}


def merge_copy(params: AuditParams, project: Project, folder: Path) -> tuple[int, pd.DataFrame]:
    """Take in what a colleague wrote on a copy of this cycle's folder; returns how much was new, and the conflicts.

    Raises ``InputError`` (exit 11) where the folder is no copy of this cycle, or is damaged: nothing is then changed.
    """
    store, other = CycleStore(project.cycle(params)), CycleStore(folder)
    mine = store.entries()
    if (folder / "parts").is_dir() and not _is_copy(other.entries(), mine, params):
        raise InputError("cycle.not_a_copy", folder=folder.name, cycle=params.cycle)
    stand = store.take_in(other)
    return len(store.entries()) - len(mine), stand


def _is_copy(theirs: pd.DataFrame, mine: pd.DataFrame, params: AuditParams) -> bool:
    """Whether both began as one folder: entries in common, and no case of another district."""
    codes = current(theirs, CASES)["area_code"].dropna().astype(str)
    own = codes.str.startswith(f"{params.district.code}.").all()
    return bool(own) and (mine.empty or bool(theirs["entry_id"].isin(mine["entry_id"]).any()))
