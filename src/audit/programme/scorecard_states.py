"""Y, T, TS of the village scorecard: whether each person received each service that applies, and to standard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np
import pandas as pd

from audit.programme.quarter import MONTHS_A_YEAR, Quarter, month_numbers
from audit.reference.service_packages import Ask, PackageSet, Service, StandardSet

__all__ = ["NO", "NOT_APPLICABLE", "NO_STANDARD", "UNKNOWN", "UNKNOWN_IF_APPLICABLE", "YES", "scorecard_states"]

# Y, T, nobody noted it; TS, nobody knows whether it applies; and, of standards alone, that the set has none.
YES, NO, UNKNOWN, NOT_APPLICABLE, UNKNOWN_IF_APPLICABLE, NO_STANDARD = 1, 0, -1, -2, -3, -4


def scorecard_states(
    people: pd.DataFrame,
    evidence: pd.DataFrame,
    quarter: Quarter,
    packages: PackageSet,
    standards: StandardSet | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """States of every service by row of ``people``, as received and as received to standard (int8).

    A service of the other target is "not applicable". Received (Y) needs as much as asked; not received (T) needs every
    month of the window to be known; else it is unknown. A stage that nobody knows, or a risk that nobody knows where
    only those at risk are asked about, leaves unknown whether the service applies at all.
    """
    found = _Found(people, evidence, quarter, frozenset(stage.id for stage in packages.stages_of("mother")))
    received = {s.id: _service(s, s.asks, found) for s in packages.services}
    judged = {}
    for service in packages.services:
        standard = standards.of(service.id) if standards else None
        none = np.where(found.of(service.target), NO_STANDARD, NOT_APPLICABLE).astype(np.int8)
        judged[service.id] = none if standard is None else _service(service, standard.asks, found)
    return pd.DataFrame(received, index=people.index), pd.DataFrame(judged, index=people.index)


def _service(service: Service, asks: Sequence[Ask], found: _Found) -> np.ndarray:
    state = reduce(_both, (_ask(ask, found) for ask in asks))
    if service.only_at_risk:
        risk = found.people["at_risk"]
        asked = state != NOT_APPLICABLE
        state = np.where(asked & risk.isna().to_numpy(), UNKNOWN_IF_APPLICABLE, state)
        state = np.where(risk.eq(False).to_numpy(dtype=bool, na_value=False), NOT_APPLICABLE, state)
    return np.where(found.of(service.target), state, NOT_APPLICABLE).astype(np.int8)


def _both(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """One service of two facts: a fact that does not apply says nothing, one that is missing is enough for T."""
    out = np.where((one == NO) | (other == NO), NO, np.minimum(one, other))
    out = np.where(one == NOT_APPLICABLE, other, out)
    return np.where(other == NOT_APPLICABLE, one, out)


def _ask(ask: Ask, found: _Found) -> np.ndarray:
    stage = found.people["stage"]
    least = stage.map(dict(ask.at_least)).to_numpy(dtype="float64", na_value=np.nan)
    enough, certain_no = found.judge(ask, np.nan_to_num(least))
    state = np.where(enough, YES, np.where(certain_no, NO, UNKNOWN))
    if ask.due_days:
        days = (found.quarter.end - found.people["delivered"]).dt.days.to_numpy(dtype="float64")
        state = np.where((days < ask.due_days) & ~enough, NOT_APPLICABLE, state)
    state = np.where(np.isnan(least), NOT_APPLICABLE, state)
    if found.mother_stages <= set(ask.at_least):  # the same at every stage, so that an unknown one does not matter
        enough, certain_no = found.judge(ask, np.full(len(stage), max(ask.at_least.values())))
        unsaid = np.where(enough, YES, np.where(certain_no, NO, UNKNOWN))
    else:
        unsaid = np.full(len(stage), UNKNOWN_IF_APPLICABLE)
    return np.where(stage.isna(), unsaid, state)


class _Found:
    """The evidence by row of the people, and the months that count for each of them."""

    def __init__(
        self, people: pd.DataFrame, evidence: pd.DataFrame, quarter: Quarter, mother_stages: frozenset[str]
    ) -> None:
        self.people, self.quarter = people, quarter
        self.mother_stages = mother_stages  # only of a mother can the stage be unknown
        rows = evidence[evidence["month"] <= quarter.last_month]
        at = pd.Index(people["person_id"]).get_indexer(pd.Index(rows["person_id"]))
        columns = (at, *(rows[name].to_numpy() for name in ("month", "times", "to_standard")))
        self._by_fact: Mapping[str, tuple[np.ndarray, ...]] = {
            str(fact): tuple(column[place][at[place] >= 0] for column in columns)
            for fact, place in rows.reset_index(drop=True).groupby("fact").indices.items()
        }
        self._began = month_numbers(people["began"])
        self._delivered = month_numbers(people["delivered"])

    def of(self, target: str) -> np.ndarray:
        return self.people["target"].eq(target).to_numpy(dtype=bool)

    def judge(self, ask: Ask, least: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Whether it was often enough, and whether it is known not to have been."""
        empty = (np.array([], dtype="int64"), *(np.array([], dtype="float64"),) * 3)
        person, month, times, standard = self._by_fact.get(ask.fact, empty)
        counts = times * (standard == 1) if ask.needs_mark else times
        possible = np.where(standard == 0, 0, times) if ask.needs_mark else times
        if ask.within == "state":
            return self._state(person, month, counts)
        low = self._from(ask)
        if ask.within == "ever":
            inside = self._inside(person, month, low)
            enough = self._sum(person[inside], counts[inside]) >= least
            denied = (times == 0) & (month >= self.quarter.first_month)
            return enough, self._sum(person[denied], np.ones(int(denied.sum()))) > 0
        inside = self._inside(person, month, low)
        enough = self._sum(person[inside], counts[inside]) >= least
        too_few = self._sum(person[inside], possible[inside]) < least
        known = self._sum(person[inside], np.ones(int(inside.sum())))
        whole = (low >= 0) & (known >= self.quarter.last_month - low + 1)
        return enough, ~enough & too_few & whole

    def _from(self, ask: Ask) -> np.ndarray:
        """First month that counts, -1 where it is unknown."""
        first = {"quarter": self.quarter.first_month, "year": self.quarter.last_month - MONTHS_A_YEAR + 1}
        if ask.within in first:
            return np.maximum(first[ask.within], self._began)
        return self._delivered if ask.within == "delivery" else self._began

    def _inside(self, person: np.ndarray, month: np.ndarray, low: np.ndarray) -> np.ndarray:
        """Where nobody knows when it began, the quarter alone."""
        return month >= np.where(low < 0, self.quarter.first_month, low)[person]

    def _sum(self, person: np.ndarray, values: np.ndarray) -> np.ndarray:
        return np.bincount(person, weights=values, minlength=len(self.people))

    def _state(self, person: np.ndarray, month: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Yes in some month of the quarter, else the newest answer."""
        order = np.lexsort((month, person))
        newest = np.full(len(self.people), np.nan)
        newest[person[order]] = counts[order]
        now = (month >= self.quarter.first_month) & (counts > 0)
        yes = (self._sum(person[now], counts[now]) > 0) | (newest > 0)
        return yes, ~yes & (newest == 0)
