"""What a study must report, by the international lists: items, where a report of ours answers them, and the sources.

Items are numbers of the published lists; what each asks stands in our own short words in the catalogue
(``checklist.ask.<list>.<item>``, of TRIPOD+AI ``model_card.item.<item>``), never in those of the list. STROBE is its
form for cross-sectional studies, so what it asks of cohorts alone (6b, 14c) is not there.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

__all__ = ["CHECKLISTS", "Checklist", "ChecklistItem", "checklist_items"]

_NOT_APPLICABLE = "-"


@dataclass(frozen=True, slots=True)
class Checklist:
    """A published list: ``items`` are those it counts itself, some of them with parts (12a-12e).

    ``applies`` is what a run must hold for the list to apply at all; empty: it always does.
    """

    id: str
    items: int
    version: str
    cite: str
    doi: str
    applies: str = ""


CHECKLISTS = MappingProxyType(
    {
        of.id: of
        for of in (
            Checklist("strobe", 22, "2007, cross-sectional", "von Elm et al., PLoS Med 2007;4:e296",
                      "10.1371/journal.pmed.0040296"),
            Checklist("strobe_nut", 24, "2016", "Lachat et al., PLoS Med 2016;13:e1002036",
                      "10.1371/journal.pmed.1002036"),
            Checklist("record", 13, "2015", "Benchimol et al., PLoS Med 2015;12:e1001885",
                      "10.1371/journal.pmed.1001885"),
            Checklist("gather", 18, "2016", "Stevens et al., PLoS Med 2016;13:e1002056",
                      "10.1371/journal.pmed.1002056"),
            Checklist("tripod_ai", 27, "2024", "Collins et al., BMJ 2024;385:e078378",
                      "10.1136/bmj-2023-078378", applies="model_card"),
        )
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item or part of an item.

    ``needs``: results and facts that a run must hold, all of them, to answer it. ``stands``: the block or public file
    in which the answer is; ``says``: what is said of it (``checklist.says.<says>``). Without ``says`` only people know.
    Where ``applicable`` is false ``says`` is the reason (``checklist.why.<says>``).
    """

    checklist: str
    item: str
    needs: tuple[str, ...]
    stands: str
    says: str
    applicable: bool


@cache
def checklist_items(checklist: str) -> tuple[ChecklistItem, ...]:
    """Items of a list of ``CHECKLISTS`` in its own order; a bare ``KeyError`` for a list that is none."""
    CHECKLISTS[checklist]
    text = (files("audit.reference") / "tables" / "reporting_checklists.csv").read_text(encoding="utf-8")
    return tuple(_item(row) for row in csv.DictReader(io.StringIO(text)) if row["checklist"] == checklist)


def _item(row: dict[str, str]) -> ChecklistItem:
    applicable = row["needs"] != _NOT_APPLICABLE
    needs = tuple(name for name in row["needs"].split(";") if name) if applicable else ()
    return ChecklistItem(row["checklist"], row["item"], needs, row["stands"], row["says"], applicable)
