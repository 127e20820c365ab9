"""What everybody may know of the selection: how many could be chosen, how many were, by which criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from audit.cases.review import case_frame, review_states
from audit.cases.selection_frame import Selection
from audit.reference.case_groups import CASE_GROUP, CHOSEN, REVIEW
from audit.reference.selection_rules import PARTS
from audit.results import Cell, CountTable, CountValue, Sentence, Value
from audit.schemas import CASES, REVIEWS
from audit.store.entries import current
from audit.survey import count_table

__all__ = ["Criterion", "cases_sentence", "criteria", "selection_results", "selection_table"]

_BY = CHOSEN.below(None)
_MAY_BE_ADDED = "busui"  # a sixth group that a district may add


@dataclass(frozen=True, slots=True)
class Criterion:
    """A part of the score (words: ``selection.part.<id>``, ``selection.meaning.<id>``) and its weight, a share of 1."""

    id: str
    weight: float


def criteria(weights: Mapping[str, float]) -> tuple[Criterion, ...]:
    """The published criteria in the order of reading. They say nothing of a person."""
    return tuple(Criterion(part, weights[part]) for part in PARTS)


def selection_results(
    frame: pd.DataFrame, entries: pd.DataFrame, cycle: str, as_of: date
) -> tuple[CountTable | Sentence, ...]:
    """What a report says of the selection: the counts and the sentence. ``frame`` is ``SELECTION_FRAME``; nothing is
    said of a cycle that never chose.
    """
    if frame.empty:
        return ()
    states = review_states(current(entries, CASES), current(entries, REVIEWS), as_of=as_of)
    return selection_table(cycle, Selection(frame), states), cases_sentence(cycle, states)


def selection_table(cycle: str, selection: Selection, states: pd.DataFrame) -> CountTable:
    """Who could be chosen and who was: all and each group, and the cases of each group by how they were chosen.

    Cells ``review=eligible`` and ``review=case``, with ``group`` and ``chosen``. ``states`` are the cases as
    ``review.review_states`` has them, so that the same cases are counted everywhere.
    """
    groups = (None, *CASE_GROUP.below(None))
    frame = selection.frame["group"].value_counts()
    could = {Cell.of(cycle, review="eligible", group=g): int(frame.get(g, 0) if g else frame.sum()) for g in groups}
    cases = [Cell.of(cycle, review="case", group=g, chosen=how) for g in groups for how in (None, *_BY)]
    were = count_table("case_selection", case_frame(cycle, states), cases, (REVIEW, CASE_GROUP, CHOSEN))
    return CountTable(were.id, (*could, *were.cells), (*could.values(), *were.counts), were.partitions)


def cases_sentence(cycle: str, states: pd.DataFrame) -> Sentence:
    """How many cases were reviewed, from how many desa, by group; before the first review how many wait for it."""
    reviewed = states["review"].eq("reviewed")
    if states.empty:
        return Sentence("selection.no_cases")
    level = "reviewed" if reviewed.any() else "case"
    own = states[reviewed.to_numpy(dtype=bool)] if reviewed.any() else states
    values: dict[str, Value] = {
        "n": CountValue(Cell.of(cycle, review=level), len(own)),
        "desa": int(own["area_code"].nunique()),
    }
    counts = {group: int(own["group"].eq(group).sum()) for group in CASE_GROUP.below(None)}
    busui = "_busui" if counts[_MAY_BE_ADDED] else ""
    for group, count in counts.items():
        if group != _MAY_BE_ADDED or busui:
            values[group] = CountValue(Cell.of(cycle, review=level, group=group), count)
    return Sentence(f"selection.{level}{busui}", values)
