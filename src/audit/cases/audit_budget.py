"""The budget line of the audit itself: experts' fees, journeys, meetings; how much of it was spent, by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from audit.results import Cell, CountTable, RateTable

__all__ = ["BudgetLine", "audit_budget"]


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One item of one quarter of the year, in whole rupiah (reference/practice.md R9)."""

    item: Literal["expert_fee", "transport", "meeting", "other"]
    quarter: int
    ceiling_rupiah: int
    realised_rupiah: int


def audit_budget(cycle: str, lines: Sequence[BudgetLine]) -> RateTable:
    """Realised over ceiling in rupiah: all, by quarter, by item (``cycle.budget.<level>``). No persons are counted.

    Empty without lines; a share is ``None`` where the ceiling is 0.
    """
    levels = {"all": list(lines)}
    levels |= {
        f"quarter_{q}": [line for line in lines if line.quarter == q] for q in sorted({x.quarter for x in lines})
    }
    levels |= {f"item_{i}": [line for line in lines if line.item == i] for i in sorted({x.item for x in lines})}
    rows = levels if lines else {}
    cells = tuple(Cell.of(cycle, budget=level) for level in rows)
    realised = tuple(sum(line.realised_rupiah for line in own) for own in rows.values())
    ceiling = tuple(sum(line.ceiling_rupiah for line in own) for own in rows.values())
    return RateTable(
        "audit_budget",
        CountTable("audit_budget", cells, realised, personal=False),
        CountTable("audit_budget.of", cells, ceiling, personal=False),
    )
