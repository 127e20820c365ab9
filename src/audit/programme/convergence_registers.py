"""Small registers of the programme on a day: regulations, public consultation, obstacles, innovations, publications.

Counts are of rows, not of people. Inputs of a consultation hold no names (practice notes U25).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from audit.reference.convergence_rules import (
    CONSULTATION_STATES,
    OBSTACLE_KINDS,
    PUBLICATION_STATES,
    REGULATION_STATES,
)
from audit.results import Cell, CountTable

__all__ = [
    "OBSTACLE_STATES",
    "consultation_states",
    "innovation_states",
    "obstacle_states",
    "obstacles_by_kind",
    "publication_states",
    "regulation_states",
    "state_table",
]

OBSTACLE_STATES = ("overdue", "open", "closed", "cancelled")
INNOVATION_STATES = ("evaluated", "not_evaluated")
STATES: Mapping[str, Sequence[str]] = {
    "regulations": REGULATION_STATES,
    "consultations": CONSULTATION_STATES,
    "obstacles": OBSTACLE_STATES,
    "innovations": INNOVATION_STATES,
    "publications": PUBLICATION_STATES,
}


def regulation_states(regulations: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Regulations (table REGULATIONS) with ``state``: "in_force", "not_yet", "ended", "unknown"; by date, then id.

    "unknown": without a date, or with neither an end nor the word that there is none.
    """
    today = pd.Timestamp(as_of)
    until, begun = regulations["in_force_until"], regulations["dated_on"]
    bounded = until.notna() | regulations["open_ended"].fillna(False).astype(bool)
    state = pd.Series("in_force", index=regulations.index, dtype="string")
    state = state.mask(begun.isna() | ~bounded, "unknown")
    state = state.mask(begun.gt(today).fillna(False), "not_yet").mask(until.lt(today).fillna(False), "ended")
    return _ordered(regulations.assign(state=state), ["dated_on", "regulation_id"])


def consultation_states(consultations: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Inputs (table CONSULTATIONS) given by a day with ``state`` and ``days_waiting``; waiting ones first, by age.

    "decided" and "answered" need both the words and their day; an answer dated later has not been given yet.
    ``days_waiting``: since the input, of those that wait for an answer.
    """
    today = pd.Timestamp(as_of)
    rows = consultations[~consultations["given_on"].gt(today).fillna(False)]

    def said(what: str, when: str) -> pd.Series:
        return rows[what].fillna("").str.strip().ne("") & rows[when].le(today).fillna(False)

    state = pd.Series("waiting", index=rows.index, dtype="string")
    state = state.mask(said("answer", "answered_on"), "answered").mask(said("decision", "decided_on"), "decided")
    days = (today - rows["given_on"]).dt.days.where(state.eq("waiting"))
    rank = state.map({name: i for i, name in enumerate(CONSULTATION_STATES)})
    return _ordered(rows.assign(state=state, days_waiting=days, _rank=rank), ["_rank", "given_on", "input_id"])


def obstacle_states(obstacles: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Obstacles (table OBSTACLES) raised by a day with ``state`` and ``days_late``; overdue first, the longest on top.

    Closed: by its day, or by the status "selesai" where no day is written. What is open heads the next forum.
    """
    today = pd.Timestamp(as_of)
    rows = obstacles[~obstacles["raised_on"].gt(today).fillna(False)]
    done = rows["closed_on"].le(today).fillna(False) | (
        rows["status"].eq("selesai").fillna(False) & rows["closed_on"].isna()
    )
    late = rows["due_on"].lt(today).fillna(False)
    state = pd.Series("open", index=rows.index, dtype="string").mask(late, "overdue")
    state = state.mask(rows["status"].eq("batal").fillna(False), "cancelled").mask(done.astype(bool), "closed")
    days = (today - rows["due_on"]).dt.days.where(state.eq("overdue"))
    rank = state.map({name: i for i, name in enumerate(OBSTACLE_STATES)})
    return _ordered(rows.assign(state=state, days_late=days, _rank=rank), ["_rank", "due_on", "obstacle_id"])


def innovation_states(innovations: pd.DataFrame) -> pd.DataFrame:
    """Innovations (table INNOVATIONS) with ``state``: without evidence they are "not_evaluated"; by age, then id."""
    told = innovations["evidence"].fillna("").str.strip().ne("")
    state = pd.Series("not_evaluated", index=innovations.index, dtype="string").mask(told, "evaluated")
    return _ordered(innovations.assign(state=state), ["since", "innovation_id"])


def publication_states(publications: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Publications (table PUBLICATIONS) with ``state``; the newest first, those without a day last, then by id.

    "approved": published by the day, with the office that approved the figure; "unapproved": published, and nobody
    wrote who approved it; "not_yet": dated later; "undated": no day is written, so it is not known to be published.
    """
    day = publications["published_on"]
    told = publications["approved_by"].fillna("").str.strip().ne("")
    state = pd.Series("unapproved", index=publications.index, dtype="string").mask(told, "approved")
    state = state.mask(day.gt(pd.Timestamp(as_of)).fillna(False), "not_yet").mask(day.isna(), "undated")
    rows = publications.assign(state=state).sort_values("publication_id")
    return rows.sort_values("published_on", ascending=False, na_position="last", kind="stable", ignore_index=True)


def state_table(period: str, register: str, states: pd.DataFrame) -> CountTable:
    """Rows of a register (a key of ``STATES``) by ``state``, every state shown: ``convergence.<register>.<state>``."""
    levels = STATES[register]
    cells = tuple(Cell.of(period, **{register: level}) for level in levels)
    counts = tuple(int(states["state"].eq(level).sum()) for level in levels)
    return CountTable(f"{register}_by_state", cells, counts, personal=False)


def obstacles_by_kind(period: str, states: pd.DataFrame) -> CountTable:
    """Obstacles that are open or overdue by kind (``convergence.obstacle.<kind>``), of no known kind as "unknown"."""
    rows = states.loc[states["state"].isin(["open", "overdue"]), "kind"].astype(object)
    kinds = rows.where(rows.isin(OBSTACLE_KINDS), "unknown")
    levels = (*OBSTACLE_KINDS, "unknown")
    cells = tuple(Cell.of(period, obstacle=level) for level in levels)
    return CountTable("obstacles_by_kind", cells, tuple(int(kinds.eq(level).sum()) for level in levels), personal=False)


def _ordered(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    rows = frame.sort_values(by, na_position="last", ignore_index=True)
    return rows.drop(columns="_rank", errors="ignore")
