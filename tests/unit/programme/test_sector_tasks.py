"""Tasks by sector: what a plan says goes first, then its actor; what nobody is named for stays open."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.language import has
from audit.programme.sector_tasks import TASK_COLUMNS, TASK_KINDS, assigned, task_tables
from audit.reference.sectors import SECTORS, UNASSIGNED
from audit.results import Cell


def tasks(*rows: dict) -> pd.DataFrame:
    base = dict.fromkeys(TASK_COLUMNS) | {"kind": "plan", "state": "open", "what": "Bangun jamban", "money": ""}
    frame = pd.DataFrame([base | {"task_id": f"t{n}"} | row for n, row in enumerate(rows)], dtype=object)
    frame["due_on"] = pd.to_datetime(frame["due_on"])
    return assigned(frame)


def test_the_sector_that_a_plan_says_goes_before_that_of_its_actor():
    found = tasks(
        {"named": "Universitas Bengkulu"},
        {"named": "Universitas Bengkulu", "written_sector": "masyarakat"},
        {"named": "Universitas Bengkulu", "written_sector": "bukan sektor"},
        {"named": "Ibu Siti"},
        {"named": None, "written_sector": "usaha"},
    ).set_index("task_id")
    assert found.loc["t0", ["sector", "actor"]].tolist() == ["akademisi", "university"]
    assert found.loc["t1", ["sector", "actor"]].tolist() == ["masyarakat", "university"]
    assert found.loc["t2", "sector"] == "akademisi"
    assert found.loc["t3", ["sector", "actor"]].tolist() == [UNASSIGNED, UNASSIGNED]
    assert found.loc["t4", ["sector", "actor"]].tolist() == ["usaha", UNASSIGNED]


def test_overdue_tasks_stand_on_top_then_by_day():
    found = tasks(
        {"named": "Camat", "due_on": "2025-12-01"},
        {"named": "Camat"},
        {"named": "Camat", "due_on": "2025-11-01"},
        {"named": "Camat", "due_on": "2025-08-01", "state": "overdue"},
        {"named": "Camat", "state": "draft", "due_on": "2025-01-01"},
    )
    assert found["task_id"].tolist() == ["t3", "t2", "t0", "t1", "t4"]


def test_every_task_is_counted_once_by_sector_by_kind_and_by_actor():
    found = tasks(
        {"named": "Camat"},
        {"named": "Dinas Kesehatan", "kind": "gap"},
        {"named": "Dinas Sosial", "kind": "obstacle", "state": "overdue"},
        {"named": None, "kind": "decision"},
    )
    sectors, actors = task_tables("2025-2", found)
    assert sum(sectors[Cell.of("2025-2", sector=s, task="all")] for s in (*SECTORS, UNASSIGNED)) == 4
    assert sum(sectors[Cell.of("2025-2", sector=s, task=k)] for s in (*SECTORS, UNASSIGNED) for k in TASK_KINDS) == 4
    assert sectors[Cell.of("2025-2", sector="pemerintah", task="overdue")] == 1
    assert sum(actors.counts) == 4
    assert actors[Cell.of("2025-2", sector="pemerintah", actor="opd")] == 2
    assert sectors[Cell.of("2025-2", sector="media", task="all")] == 0
    assert not sectors.personal
    assert not actors.personal


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_kind_of_task_has_words(language):
    assert [kind for kind in TASK_KINDS if not has(f"sectors.kind.{kind}", language)] == []
