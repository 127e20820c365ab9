"""Registers on a day: what is in force, what waits for an answer, what is overdue, what nobody has evaluated."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.language import LANGUAGES, has
from audit.programme.convergence_registers import (
    STATES,
    consultation_states,
    innovation_states,
    obstacle_states,
    obstacles_by_kind,
    publication_states,
    regulation_states,
    state_table,
)
from audit.reference.convergence_rules import CADRE_CRITERIA, CADRE_KINDS, OBSTACLE_KINDS, REGULATION_KINDS
from audit.schemas import CONSULTATIONS, CONVERGENCE, INNOVATIONS, OBSTACLES, PUBLICATIONS, REGULATIONS, TABLES

DAY = date(2025, 6, 30)


def made(table, *rows):
    key = table.key[0]
    return table.conform(pd.DataFrame([{key: f"k{i}", **row} for i, row in enumerate(rows)], columns=list(table.names)))


def state_of(frame, key):
    return frame.set_index(key)["state"].to_dict()


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ({"dated_on": "2022-01-01", "in_force_until": "2025-06-30"}, "in_force"),
        ({"dated_on": "2022-01-01", "in_force_until": "2025-06-29"}, "ended"),
        ({"dated_on": "2022-01-01", "open_ended": True}, "in_force"),
        ({"dated_on": "2022-01-01"}, "unknown"),
        ({"dated_on": "2022-01-01", "open_ended": False}, "unknown"),
        ({"dated_on": "2025-07-01", "open_ended": True}, "not_yet"),
        ({"open_ended": True}, "unknown"),
        ({"in_force_until": "2024-12-31"}, "ended"),
    ],
)
def test_a_regulation(row, state):
    assert regulation_states(made(REGULATIONS, row), as_of=DAY)["state"].tolist() == [state]


def test_an_input_goes_from_waiting_to_answer_to_decision():
    answer, decision = (
        {"answer": "Ya.", "answered_on": "2025-06-01"},
        {"decision": "Dianggarkan.", "decided_on": "2025-06-20"},
    )
    rows = made(
        CONSULTATIONS,
        {"given_on": "2025-05-30", **answer, **decision},
        {"given_on": "2025-05-30", **answer},
        {"given_on": "2025-06-20"},
        {"given_on": "2025-05-31", "answer": "Ya."},  # without its day
        {"given_on": "2025-05-31", "answer": "Ya.", "answered_on": "2025-07-01"},  # not on this day yet
        {"given_on": "2025-07-02"},
    )
    found = consultation_states(rows, as_of=DAY)
    assert found["input_id"].tolist() == ["k3", "k4", "k2", "k1", "k0"]
    assert found["state"].tolist() == ["waiting", "waiting", "waiting", "answered", "decided"]
    assert found["days_waiting"].tolist()[:3] == [30, 30, 10]
    assert found["days_waiting"].isna().tolist() == [False, False, False, True, True]
    assert state_table("2025-06", "consultations", found).counts == (3, 1, 1)


def test_obstacles_open_the_next_forum_the_longest_overdue_first():
    rows = made(
        OBSTACLES,
        {"raised_on": "2025-01-01", "due_on": "2025-06-20", "kind": "dana"},
        {"raised_on": "2025-01-01", "due_on": "2025-06-30", "kind": "dana"},
        {"raised_on": "2025-01-01", "due_on": "2025-03-31", "kind": "cuaca"},
        {"raised_on": "2025-01-01", "due_on": "2025-03-31", "status": "selesai", "kind": "data"},
        {"raised_on": "2025-01-01", "due_on": "2025-03-31", "status": "selesai", "closed_on": "2025-07-05"},
        {"raised_on": "2025-01-01", "due_on": "2025-03-31", "status": "batal", "kind": "data"},
        {"raised_on": "2025-07-01", "kind": "data"},
    )
    found = obstacle_states(rows, as_of=DAY)
    assert found["obstacle_id"].tolist() == ["k2", "k4", "k0", "k1", "k3", "k5"]
    assert found["state"].tolist() == ["overdue", "overdue", "overdue", "open", "closed", "cancelled"]
    assert found["days_late"].tolist()[:3] == [91, 91, 10]  # April 30, May 31, June 30
    kinds = obstacles_by_kind("2025-06", found)
    assert dict(zip((*OBSTACLE_KINDS, "unknown"), kinds.counts, strict=True)) == dict.fromkeys(OBSTACLE_KINDS, 0) | {
        "dana": 2, "unknown": 2,
    }  # fmt: skip


def test_an_innovation_without_evidence_is_not_evaluated():
    rows = made(INNOVATIONS, {"evidence": "D/S 71% → 88%"}, {"evidence": " "}, {})
    assert state_of(innovation_states(rows), "innovation_id") == {
        "k0": "evaluated", "k1": "not_evaluated", "k2": "not_evaluated",
    }  # fmt: skip


def test_a_figure_is_published_by_its_day_and_approved_by_somebody():
    rows = made(
        PUBLICATIONS,
        {"published_on": "2025-06-29", "approved_by": "Kepala Dinas"},
        {"published_on": "2025-06-30", "approved_by": " "},
        {"published_on": "2025-07-01", "approved_by": "Kepala Dinas"},
        {"approved_by": "Kepala Dinas"},
        {"published_on": "2025-06-30", "approved_by": "Kepala Dinas"},
    )
    found = publication_states(rows, as_of=DAY)
    assert found["publication_id"].tolist() == ["k2", "k1", "k4", "k0", "k3"]  # the newest first, undated last
    assert found["state"].tolist() == ["not_yet", "unapproved", "approved", "approved", "undated"]
    assert state_table("2025-06", "publications", found).counts == (2, 1, 1, 1)


def test_empty_registers_have_every_state_at_none():
    found = {
        "regulations": regulation_states(REGULATIONS.empty(), as_of=DAY),
        "consultations": consultation_states(CONSULTATIONS.empty(), as_of=DAY),
        "obstacles": obstacle_states(OBSTACLES.empty(), as_of=DAY),
        "innovations": innovation_states(INNOVATIONS.empty()),
        "publications": publication_states(PUBLICATIONS.empty(), as_of=DAY),
    }
    assert set(found) == set(STATES)
    for register, frame in found.items():
        table = state_table("2025", register, frame)
        assert set(table.counts) == {0}
        assert not table.personal


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_level_has_words(language):
    ids = [f"{register}.{state}" for register, states in STATES.items() for state in states]
    ids += [f"obstacle.{kind}" for kind in OBSTACLE_KINDS] + [f"regulation_kind.{kind}" for kind in REGULATION_KINDS]
    ids += [f"cadre_kind.{kind}" for kind in CADRE_KINDS] + [f"criterion.{name}" for name in (*CADRE_CRITERIA, "left")]
    assert [id for id in ids if not has(f"convergence.{id}", language)] == []


def test_the_tables_are_canonical_and_hold_no_names():
    assert all(TABLES[table.name] is table for table in CONVERGENCE)
    names = {name for table in CONVERGENCE for name in table.names}
    assert not names & {"name", "nik", "phone", "address", "content"}
