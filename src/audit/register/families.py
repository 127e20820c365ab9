"""Households from imported lists, and which household and mother a child has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from audit.register.people_list import ImportedList
from audit.register.whose import Found, Register, household_id
from audit.schemas import CHILDREN, HOUSEHOLDS, WOMEN

__all__ = ["Households", "households_of", "link_families"]

_WELFARE = ("welfare_rank", "welfare_source", "welfare_version")  # one fact: never of two records


@dataclass(frozen=True)
class Households:
    """``households`` are canonical; ``lists`` as they were read, less the rows of no known family.

    ``children`` says which child a row names: ``child_id``, ``household_id``, ``on``.
    """

    households: pd.DataFrame
    lists: Mapping[str, ImportedList]
    children: pd.DataFrame


def households_of(
    lists: Mapping[str, ImportedList], cut_off: Mapping[str, date], children: Register, *, key: bytes
) -> Households:
    """Make households of lists by source id, one row a family; a family is the number of its family card.

    A row without that number which names a child of ``children`` is the child's family. Of each fact the newest record
    that knows it counts; welfare rank, source and version are one fact. A row without a date is as old as its list
    (``cut_off``).
    """
    parts, after, links = [], {}, []
    for source, list_ in lists.items():
        rows = list_.records
        found = _children_in(rows, children)
        family = pd.Series([household_id(key, kk) for kk in rows["kk"]], index=rows.index, dtype=object)
        alone = pd.Series([household_id(key, f"child {id}") if isinstance(id, str) else None for id in found.ids],
                          index=rows.index, dtype=object)  # fmt: skip
        family = family.where(family.notna(), alone)
        lost = rows.index[family.isna()]
        after[source] = list_.without({int(i): found.reasons[i] for i in lost})
        rows = rows.assign(household_id=family, child=found.ids).drop(index=lost)
        rows["recorded_on"] = pd.to_datetime(rows["recorded_on"]).fillna(pd.Timestamp(cut_off[source]))
        rows["source_system"] = rows["source_system"].where(rows["source_system"].notna(), source)
        parts.append(rows)
        named = rows[rows["child"].notna()]
        links.append(named.assign(child_id=named["child"], on=named["recorded_on"])[["child_id", "household_id", "on"]])
    if not parts:
        nobody = pd.DataFrame(columns=["child_id", "household_id", "on"])
        return Households(HOUSEHOLDS.empty(), after, nobody)
    rows = pd.concat(parts, ignore_index=True)
    return Households(_newest(rows), after, pd.concat(links, ignore_index=True))


def _children_in(rows: pd.DataFrame, children: Register) -> Found:
    asked = rows.reindex(columns=["child_id", "child_nik", "child_name", "child_birth_date", "area_code"])
    renamed = {"child_id": "person_id", "child_nik": "nik", "child_name": "name", "child_birth_date": "birth_date"}
    return children.find(asked.rename(columns=renamed))


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows.sort_values("recorded_on", kind="stable")
    facts = [name for name in HOUSEHOLDS.names if name in rows and name not in ("household_id", *_WELFARE)]
    out = rows.groupby("household_id")[facts].last()
    ranked = rows[rows["welfare_rank"].notna()].drop_duplicates("household_id", keep="last").set_index("household_id")
    out = out.join(ranked[[name for name in _WELFARE if name in ranked]])
    return HOUSEHOLDS.conform(out.reset_index().sort_values("household_id"))


def link_families(
    children: pd.DataFrame, women: pd.DataFrame, links: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Set household and mother of the children that lists name, and let mother and child share a household.

    ``links`` has child_id, on, and household_id or mother_id (missing where a row does not say); of each the newest
    counts. Returns children and women (``WOMEN``), canonical.
    """
    out = children.set_index("child_id")
    for name in ("household_id", "mother_id"):
        if name in links:
            newest = links[links[name].notna()].sort_values("on", kind="stable").groupby("child_id")[name].last()
            said = newest.reindex(out.index)
            out[name] = out[name].where(said.isna(), said)
    families = women.dropna(subset=["household_id"]).groupby("woman_id")["household_id"].last()
    out["household_id"] = out["household_id"].where(out["household_id"].notna(), out["mother_id"].map(families))
    of_child = out.dropna(subset=["mother_id", "household_id"]).groupby("mother_id")["household_id"].last()
    women = women.assign(
        household_id=women["household_id"].where(women["household_id"].notna(), women["woman_id"].map(of_child))
    )
    return CHILDREN.conform(out.reset_index()), WOMEN.conform(women)
