"""What visits found, honoured in a run: whoever died, moved or refused is on no list from this very run on."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from audit.cases.visit_outcomes import OUTCOMES, visit_outcomes
from audit.pipeline.border import Border
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.register.life_conflicts import found_gone, life_conflicts, write_life_conflicts
from audit.schemas import CHILDREN, ENTRIES, WOMEN
from audit.store.cycles import CycleStore

__all__ = ["CONFLICTS", "honour_outcomes", "outcomes_of"]

CONFLICTS = "status-bertentangan.csv"


def honour_outcomes(border: Border, params: AuditParams, project: Project) -> Border:
    """Take whoever a visit of this cycle or an earlier one found gone off every list, by their life status.

    Where a newer list or measurement shows them alive, they stay off and stand in ``status-bertentangan.csv`` in the
    vault until a person decides. Raises ``InputError`` where a store is damaged.
    """
    outcomes, tables = outcomes_of(params, project), border.tables
    children = found_gone(tables.children, outcomes, border.life, "child_id", params.as_of)
    women = found_gone(tables.women, outcomes, border.life, "woman_id", params.as_of)
    seen = pd.concat(
        [
            tables.visits.groupby("child_id")["visit_date"].max(),
            tables.women.groupby("woman_id")["contact_date"].max(),
        ]
    )
    conflicts = life_conflicts(outcomes, border.life, seen)
    write_life_conflicts(conflicts, border.identities, project.vault(params) / CONFLICTS)
    return replace(border, tables=replace(tables, children=CHILDREN.conform(children), women=WOMEN.conform(women)))


def outcomes_of(params: AuditParams, project: Project) -> pd.DataFrame:
    """What visits of this cycle and of earlier ones found (``OUTCOMES``)."""
    parts = [CycleStore(folder).entries() for folder in project.cycles(params)]
    entries = ENTRIES.conform(pd.concat(parts, ignore_index=True).drop_duplicates("entry_id")) if parts else None
    return OUTCOMES.empty() if entries is None else visit_outcomes(entries)
