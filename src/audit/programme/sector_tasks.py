"""Who is to do what: every open task with the sector and the actor that its words name, else "belum ditetapkan".

What a plan itself says of its sector goes before the table of actors (``audit.reference.sectors``); nobody is guessed.
"""

from __future__ import annotations

import pandas as pd

from audit.reference.sectors import SECTORS, UNASSIGNED, actor_of, actors
from audit.results import Cell, CountTable, LineList

__all__ = ["PAST_MONEY", "PUBLIC_TASK", "TASK_COLUMNS", "TASK_KINDS", "assigned", "task_list", "task_tables"]

PUBLIC_TASK = "sector_task."  # ids of the findings that say of each task what everybody may read
# Reasons of attention that are a task only while the year of the money runs.
PAST_MONEY = ("under_spent", "spending_unrecorded")
# What a task comes from, in the order in which a list shows it.
TASK_KINDS = ("decision", "plan", "action", "obstacle", "money", "programme", "gap")
# ``what`` and ``money``: words. ``named``: who acts, as it was written. ``state``: overdue, open, draft.
TASK_COLUMNS = ("kind", "task_id", "what", "named", "written_sector", "area_code", "due_on", "state", "money")
_STATES = ("overdue", "open", "draft")


def assigned(tasks: pd.DataFrame) -> pd.DataFrame:
    """Tasks (``TASK_COLUMNS``) with ``sector`` and ``actor``, by sector, then overdue first, then by day and kind."""
    known = {name: actor_of(name) for name in tasks["named"].dropna().unique()}
    found = [known.get(name) for name in tasks["named"]]
    actor = pd.Series([one.id if one else UNASSIGNED for one in found], index=tasks.index, dtype=object)
    by_actor = pd.Series([one.sector if one else UNASSIGNED for one in found], index=tasks.index, dtype=object)
    written = tasks["written_sector"].astype(object)
    sector = written.where(written.isin(SECTORS), by_actor)
    order = pd.DataFrame(
        {
            "sector": sector.map({id: i for i, id in enumerate((*SECTORS, UNASSIGNED))}),
            "state": tasks["state"].map({id: i for i, id in enumerate(_STATES)}),
            "due": tasks["due_on"],
            "kind": tasks["kind"].map({id: i for i, id in enumerate(TASK_KINDS)}),
            "id": tasks["task_id"],
        }
    ).sort_values(["sector", "state", "due", "kind", "id"], na_position="last")
    return tasks.assign(sector=sector, actor=actor).loc[order.index].reset_index(drop=True)


def task_tables(cycle: str, tasks: pd.DataFrame) -> tuple[CountTable, ...]:
    """Tasks (of ``assigned``) by sector and kind, by sector and actor, and the overdue ones by sector; no persons.

    ``sector_tasks``: cells ``sector`` and ``task`` (a kind, "all" or "overdue"); ``actor_tasks``: cells ``sector`` and
    ``actor``, of those that have any.
    """
    sectors = (*SECTORS, UNASSIGNED)
    kinds = {"all": tasks["kind"].notna(), "overdue": tasks["state"].eq("overdue")}
    kinds |= {kind: tasks["kind"].eq(kind) for kind in TASK_KINDS}
    rows = {
        Cell.of(cycle, sector=sector, task=kind): int((tasks["sector"].eq(sector) & of).sum())
        for sector in sectors
        for kind, of in kinds.items()
    }
    order = [actor.id for actor in actors()] + [UNASSIGNED]
    pairs = {
        Cell.of(cycle, sector=sector, actor=actor): int((tasks["sector"].eq(sector) & tasks["actor"].eq(actor)).sum())
        for sector in sectors
        for actor in order
    }
    some = {cell: n for cell, n in pairs.items() if n}
    return (
        CountTable("sector_tasks", tuple(rows), tuple(rows.values()), personal=False),
        CountTable("actor_tasks", tuple(some), tuple(some.values()), personal=False),
    )


def task_list(tasks: pd.DataFrame) -> LineList:
    """Every task. Restricted: plans may be about a single case, and people typed their words."""
    return LineList("sector_task_list", tasks)
