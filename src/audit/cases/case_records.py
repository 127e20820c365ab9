"""From a selection to cases of the cycle: an id that tells nothing, a number that is never given twice."""

from __future__ import annotations

from datetime import date

import pandas as pd

from audit.cases.selection_frame import Selection
from audit.reference.rule_sets import GROUPS
from audit.schemas import CASES
from audit.store import keyed_id
from audit.store.entries import changes, current

__all__ = ["SCREENING", "SYSTEM", "case_changes", "case_id", "work_of_people"]

SYSTEM = "pemilihan"  # source system of the entries that a selection makes
SCREENING = "penapisan"  # of those that a screening makes: risk status is no work on a case
_GIVEN = "case_no"
_WORK = ("items", "reviews", "causes", "recommendations", "follow_ups", "evaluations")  # tables that are about a case
_FOUND = ("status", "stunting_confirmed")  # fields of a case that its selection does not know


def case_id(key: bytes, cycle: str, person_id: str, group: str) -> str:
    """The id of the case of a person in a cycle: another one in each cycle, and no way back to the person."""
    return keyed_id(key, "case", cycle, person_id, group)


def case_changes(
    entries: pd.DataFrame, selection: Selection, *, key: bytes, chosen_on: date, role: str = "tim_teknis"
) -> pd.DataFrame:
    """The entries that make the CASES of a cycle those of a selection; none where they are already.

    A case keeps its number and its day; a new one gets the next number, by group and then in the order of ids, which
    tells neither rank nor who was drawn. A case that is chosen no longer is taken back and its number stays unused,
    unless work on it has begun, or it is left from an earlier cycle: nothing that people wrote may be lost.
    """
    chosen = selection.chosen
    ids = [case_id(key, *who) for who in zip(chosen["cycle"], chosen["person_id"], chosen["group"], strict=True)]
    rows = chosen[["cycle", "person_id", "group", "area_code", "chosen_by", "drawn_probability"]].assign(case_id=ids)
    before = current(entries, CASES)
    numbers = _numbers(entries)
    order = rows.assign(place=rows["group"].map(GROUPS.index)).sort_values(["place", "case_id"])
    new = [id for id in order["case_id"] if id not in numbers]
    first = max(numbers.values(), default=0) + 1
    numbers |= {id: number for number, id in enumerate(new, start=first)}
    days = before.set_index("case_id")["chosen_on"]
    rows["case_no"] = rows["case_id"].map(numbers)
    rows["chosen_on"] = days.reindex(ids).fillna(pd.Timestamp(chosen_on)).to_numpy()
    made = entries.loc[entries["table"].eq(CASES.name) & entries["source_system"].eq(SYSTEM), "record_id"]
    stays = before["case_id"].isin([*ids, *_begun(entries)]) | ~before["case_id"].isin(made)
    gone = before.loc[~stays, ["case_id"]]
    parts = [
        changes(entries, CASES, part, role=role, filled_on=chosen_on, source_system=SYSTEM)
        for part in (rows, gone.reindex(columns=list(CASES.names)))
    ]
    return pd.concat(parts, ignore_index=True)


def _numbers(entries: pd.DataFrame) -> dict[str, int]:
    """Every number that a case of this cycle ever had."""
    given = entries[entries["table"].eq(CASES.name) & entries["field"].eq(_GIVEN) & entries["value"].notna()]
    return {str(id): int(value) for id, value in zip(given["record_id"], given["value"], strict=True)}


def work_of_people(entries: pd.DataFrame) -> pd.DataFrame:
    """The entries that people wrote about cases once these were chosen: what a visit found is one of them."""
    own = entries["table"].isin(list(_WORK)) & entries["source_system"].ne(SCREENING)
    own |= entries["table"].eq(CASES.name) & entries["field"].isin(list(_FOUND)) & entries["source_system"].ne(SYSTEM)
    return entries[own.to_numpy(dtype=bool)]


def _begun(entries: pd.DataFrame) -> set[str]:
    """Cases about which people have written something."""
    own = work_of_people(entries)
    named = own.loc[own["field"].eq("case_id").to_numpy(dtype=bool), "value"].dropna()
    return {*named, *own.loc[own["table"].eq(CASES.name).to_numpy(dtype=bool), "record_id"]}
