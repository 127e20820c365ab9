"""Whose row it is: the person of a register whom a row of another list names.

NIK where it is whole and the name does not speak against it; else name and birth date, told apart by parent and desa.
Nothing is guessed: whoever fits nobody, or two people, is said to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from audit.register.names import CLOSE, DIFFERENT, SAME, alike, child_name, persons
from audit.store import keyed_id

__all__ = ["Found", "Register", "folded", "household_id", "shared_niks"]

NOBODY, SEVERAL = "orang_tak_ditemukan", "orang_lebih_dari_satu"


def household_id(key: bytes, kk: object) -> str | None:
    """Return the id of the family with this number of the family card, ``None`` for none."""
    return keyed_id(key, "household", kk) if isinstance(kk, str) else None


def folded(names: Iterable[object]) -> list[str]:
    """Names of persons as they can be compared, "" for none."""
    return [child_name(name).folded if isinstance(name, str) else "" for name in names]


def shared_niks(records: pd.DataFrame) -> set[str]:
    """NIK under which rows name different people: other names and another birth date."""
    known = records.loc[records["nik"].notna() & records["name"].notna() & records["birth_date"].notna()]
    known = pd.DataFrame({"nik": known["nik"], "born": known["birth_date"], "name": folded(known["name"])})
    known = known.drop_duplicates().sort_values(["nik", "born", "name"])
    both = known.merge(known, on="nik", suffixes=("", "_other"))
    both = both[both["born"] < both["born_other"]]
    if both.empty:
        return set()
    differ = alike(both["name"].tolist(), both["name_other"].tolist()) == DIFFERENT
    return set(both.loc[np.asarray(differ), "nik"])


@dataclass(frozen=True, slots=True)
class Found:
    """``ids`` by row (missing where nobody was found), and the reason for each row without one."""

    ids: pd.Series
    reasons: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Person:
    name: str  # folded, "" for none
    parents: frozenset[str]
    area: str | None
    nik: str | None


class Register:
    """People with ids, to be found by what a row says of them."""

    def __init__(self, identities: pd.DataFrame) -> None:
        """``identities`` as ``store.IDENTITIES``."""
        self._people: dict[str, _Person] = {}
        self._by_nik: defaultdict[str, set[str]] = defaultdict(set)
        self._by_name: defaultdict[tuple[str, Any], set[str]] = defaultdict(set)
        self._by_day: defaultdict[Any, list[str]] = defaultdict(list)
        self._add(identities)

    def with_others(self, identities: pd.DataFrame) -> Register:
        """A register of these people and of more, none of whom is in this one, which stays as it is."""
        more = Register(identities.iloc[:0])
        more._people |= self._people
        more._by_nik.update({nik: ids.copy() for nik, ids in self._by_nik.items()})
        more._by_name.update({said: ids.copy() for said, ids in self._by_name.items()})
        more._by_day.update({day: ids.copy() for day, ids in self._by_day.items()})
        more._add(identities)
        return more

    def _add(self, identities: pd.DataFrame) -> None:
        parts = identities[["child_id", "nik", "name", "birth_date", "parent_name", "area_code"]].astype(object)
        parts = parts.where(parts.notna(), None)
        for id, nik, name, born, parent, area in parts.itertuples(index=False, name=None):
            said = child_name(name or "")
            mothers = frozenset(persons(parent or "")) | ({said.mother} if said.mother else frozenset())
            self._people[id] = _Person(said.folded, mothers, area, nik)
            if nik:
                self._by_nik[nik].add(id)
            if born is not None:
                self._by_day[born].append(id)
                if said.folded:
                    self._by_name[said.folded, born].add(id)

    def find(self, rows: pd.DataFrame) -> Found:
        """Find the person of each row, by ``person_id``, ``nik``, or ``name`` and ``birth_date``.

        ``mother_name`` and ``area_code`` tell namesakes apart where they are given; absent columns are missing. A name
        that is spelled otherwise, or not yet given, will do where the birth date and a parent agree, but not where
        other rows give the same person another name: twins may be Rafa and Rafi.
        """
        wanted = ["person_id", "nik", "name", "birth_date", "mother_name", "area_code"]
        said = rows.reindex(columns=wanted).astype(object)
        said["birth_date"] = pd.to_datetime(said["birth_date"]).astype("datetime64[s]").astype(object)
        said = said.where(said.notna(), None)
        named = said.assign(name=folded(said["name"]))
        names = dict(zip(named.index, named["name"], strict=True))
        owners = self._owners(said)
        fits = {
            index: {id} if id in self._people else owners.get(index) or self._namesakes(*row)
            for index, id, *row in named.itertuples(name=None)
        }
        near = self._near(said.loc[[index for index, ids in fits.items() if not ids]])
        called: defaultdict[str, set[str]] = defaultdict(set)
        for index, ids in (*fits.items(), *near.items()):
            for one in ids:
                if index in near or names[index] == self._people[one].name:
                    called[one].add(names[index])
        fits |= {index: {one for one in ids if called[one] == {names[index]}} for index, ids in near.items()}
        ids = [next(iter(one)) if len(one) == 1 else None for one in fits.values()]
        reasons = {index: SEVERAL if one else NOBODY for index, one in fits.items() if len(one) != 1}
        return Found(pd.Series(ids, index=rows.index, dtype="string"), reasons)

    def _namesakes(self, nik: str | None, name: str, born: object, mother: str | None, area: str | None) -> Set[str]:
        """People of that name and birth date against whom nothing speaks, in that desa where there are several."""
        fits = self._by_name.get((name, born), set()) if name and born is not None else set()
        fits = {one for one in fits if self._may_be(one, nik, persons(mother or ""))}
        return {one for one in fits if self._people[one].area == area} if len(fits) > 1 and area else fits

    def _owners(self, rows: pd.DataFrame) -> dict[int, Set[str]]:
        """Owners of the NIK of each row, but for those of another name.

        A digit that slips makes it somebody else's number. Another name will do where birth date and parent agree.
        """
        pairs = [
            (index, one, child_name(name or "").folded, self._people[one].name, born, mother)
            for index, _, nik, name, born, mother, _ in rows.itertuples(name=None)
            for one in self._by_nik.get(nik, ())
        ]
        level = alike([pair[2] for pair in pairs], [pair[3] for pair in pairs])
        found: defaultdict[int, set[str]] = defaultdict(set)
        for (index, one, *_, born, mother), said in zip(pairs, level, strict=True):
            same = one in self._by_day.get(born, ()) and self._people[one].parents.intersection(persons(mother or ""))
            if said != DIFFERENT or same:
                found[index].add(one)
        return dict(found)

    def _near(self, rows: pd.DataFrame) -> dict[int, Set[str]]:
        """People born on the day that a row says, of a parent it names, whose name is alike or not given.

        Where a row names no parent, people of its desa with nearly that name.
        """
        pairs = []
        for index, _, nik, name, born, mother, area in rows.itertuples(name=None):
            mothers = persons(mother or "")
            for one in self._by_day.get(born, ()) if name else ():
                person = self._people[one]
                same = person.parents.intersection(mothers) if mothers else area and person.area == area
                if same and self._may_be(one, nik, mothers):
                    pairs.append((index, one, child_name(name or "").folded, person.name, bool(mothers)))
        level = alike([pair[2] for pair in pairs], [pair[3] for pair in pairs])
        found: defaultdict[int, set[str]] = defaultdict(set)
        for (index, one, _, _, of_parent), said in zip(pairs, level, strict=True):
            if said != DIFFERENT and (of_parent or said in (SAME, CLOSE)):
                found[index].add(one)
        return dict(found)

    def _may_be(self, id: str, nik: str | None, mothers: Collection[str]) -> bool:
        """Whether nothing speaks against it: another whole NIK, or other parents."""
        person = self._people[id]
        return not (nik and person.nik and nik != person.nik) and not (
            mothers and person.parents and person.parents.isdisjoint(mothers)
        )
