"""Services, histories of children and consents from imported lists: rows about people who are known already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from audit.register.one_record import one_each
from audit.register.people_list import ImportedList, by_list
from audit.register.whose import Register, household_id
from audit.schemas import CHILD_HISTORY, CONSENTS, SERVICES, Table

__all__ = ["About", "child_history_of", "consents_of", "services_of"]

STAGES = ("offered", "received", "rechecked")  # in the order in which they happen


@dataclass(frozen=True)
class About:
    """``records`` are canonical; ``lists`` as they were read, less the rows about nobody known."""

    records: pd.DataFrame
    lists: Mapping[str, ImportedList]
    links: pd.DataFrame  # of histories: child_id, household_id, mother_nik, birth_gestation_weeks, on


def services_of(lists: Mapping[str, ImportedList], people: Register) -> About:
    """Services by person, day and service; of the same one the furthest stage of that day counts."""
    rows, lists = _known(lists, people, "person_id")
    rows["_stage"] = rows["stage"].map({stage: i for i, stage in enumerate(STAGES)}).fillna(-1)
    rows = rows.sort_values(["_stage"], ascending=False, kind="stable")
    return _each(rows, lists, SERVICES, [n for n in SERVICES.names if n not in ("stage", "source_system")])


def child_history_of(lists: Mapping[str, ImportedList], children: Register, *, key: bytes) -> About:
    """Histories by child and day; ``links`` says which family and mother a row names, and the weeks of gestation."""
    rows, lists = _known(lists, children, "child_id")
    rows["household_id"] = [household_id(key, kk) for kk in rows["kk"]]
    links = rows.rename(columns={"recorded_on": "on"})
    links = links[["child_id", "household_id", "mother_nik", "birth_gestation_weeks", "on"]]
    about = _each(rows, lists, CHILD_HISTORY, [n for n in CHILD_HISTORY.names if n != "source_system"])
    return About(about.records, about.lists, links)


def consents_of(lists: Mapping[str, ImportedList], people: Register) -> About:
    """Consents by person, purpose and day; of two answers on one day, the refusal counts."""
    rows, lists = _known(lists, people, "person_id")
    rows = rows.sort_values("given", key=lambda given: given.eq(True), kind="stable")
    return _each(rows, lists, CONSENTS, ["given"])


def _known(
    lists: Mapping[str, ImportedList], people: Register, id: Literal["person_id", "child_id"]
) -> tuple[pd.DataFrame, dict[str, ImportedList]]:
    """The rows of all lists that are about somebody known, with ``id``; the lists without the others."""
    parts, after = [], {}
    for source, list_ in lists.items():
        found = people.find(list_.records)
        after[source] = list_.without(found.reasons)
        rows = list_.records.assign(**{id: found.ids}, source_file=source, row=list_.records.index)
        parts.append(rows.drop(index=list(found.reasons)))
    if not parts:
        names = {*SERVICES.names, *CHILD_HISTORY.names, *CONSENTS.names, "kk", "mother_nik", "birth_gestation_weeks"}
        return pd.DataFrame(columns=sorted({*names, "source_file", "row"})), after
    rows = pd.concat(parts, ignore_index=True)
    if "source_system" in rows:
        rows["source_system"] = rows["source_system"].where(rows["source_system"].notna(), rows["source_file"])
    return rows, after


def _each(rows: pd.DataFrame, lists: Mapping[str, ImportedList], table: Table, fields: list[str]) -> About:
    merged, contrary = one_each(rows, table.key, fields)
    reasons = by_list(rows, contrary)
    after = {source: list_.without(reasons.get(source, {})) for source, list_ in lists.items()}
    records = table.conform(merged.reindex(columns=list(table.names)))
    return About(records.sort_values(list(table.key), ignore_index=True), after, pd.DataFrame())
