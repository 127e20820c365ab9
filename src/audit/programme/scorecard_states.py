"""Y, T, TS of the village scorecard: whether each person received each service that applies, and to standard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np
import pandas as pd

from audit.programme.quarter import MONTHS_A_YEAR, Quarter, month_numbers
from audit.programme.scorecard_evidence import MARKED, NOT_NOTED, UNMARKED, Evidence, Noted
from audit.reference.service_packages import TARGETS, Ask, PackageSet, Service, StandardSet
from audit.schemas.columns import places_among

__all__ = ["NO", "NOT_APPLICABLE", "NO_STANDARD", "UNKNOWN", "UNKNOWN_IF_APPLICABLE", "YES", "scorecard_states"]

# Y, T, nobody noted it; TS, nobody knows whether it applies; and, of standards alone, that the set has none.
YES, NO, UNKNOWN, NOT_APPLICABLE, UNKNOWN_IF_APPLICABLE, NO_STANDARD = 1, 0, -1, -2, -3, -4


def scorecard_states(
    people: pd.DataFrame,
    evidence: Evidence,
    quarter: Quarter,
    packages: PackageSet,
    standards: StandardSet | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """States of every service by row of ``people``, as received and as received to standard (int8).

    A service of the other target is "not applicable". Received (Y) needs as much as asked; not received (T) needs every
    month of the window to be known; else it is unknown. A stage that nobody knows, or a risk that nobody knows where
    only those at risk are asked about, leaves unknown whether the service applies at all.
    """
    received, judged = ({s.id: np.full(len(people), NOT_APPLICABLE, np.int8) for s in packages.services} for _ in "rj")
    for target in TARGETS:
        own = people["target"].eq(target).to_numpy(dtype=bool)
        found = _Found(people[own], evidence, quarter, packages)
        for service in packages.of(target):
            received[service.id][own] = _service(service, service.asks, found)
            standard = standards.of(service.id) if standards else None
            judged[service.id][own] = NO_STANDARD if standard is None else _service(service, standard.asks, found)
    return pd.DataFrame(received, index=people.index), pd.DataFrame(judged, index=people.index)


def _service(service: Service, asks: Sequence[Ask], found: _Found) -> np.ndarray:
    state = reduce(_both, (_ask(ask, found) for ask in asks))
    if service.only_at_risk:
        risk = found.people["at_risk"]
        asked = state != NOT_APPLICABLE
        state = np.where(asked & risk.isna().to_numpy(), UNKNOWN_IF_APPLICABLE, state)
        state = np.where(risk.eq(False).to_numpy(dtype=bool, na_value=False), NOT_APPLICABLE, state)
    return state


def _both(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """One service of two facts: a fact that does not apply says nothing, one that is missing is enough for T."""
    out = np.where((one == NO) | (other == NO), NO, np.minimum(one, other))
    out = np.where(one == NOT_APPLICABLE, other, out)
    return np.where(other == NOT_APPLICABLE, one, out)


def _ask(ask: Ask, found: _Found) -> np.ndarray:
    least = found.by_stage(ask)
    if found.mother_stages <= set(ask.at_least):  # asked at every stage, so that an unknown one does not matter
        least = np.where(found.no_stage, max(ask.at_least.values()), least)
    enough, certain_no = found.judge(ask, np.nan_to_num(least))
    state = np.where(enough, YES, np.where(certain_no, NO, UNKNOWN))
    if ask.due_days:
        state = np.where((found.days_since < ask.due_days) & ~enough, NOT_APPLICABLE, state)
    return np.where(np.isnan(least), np.where(found.no_stage, UNKNOWN_IF_APPLICABLE, NOT_APPLICABLE), state)


class _Found:
    """The evidence by row of the people, months in columns, and the months that count for each of them."""

    def __init__(self, people: pd.DataFrame, evidence: Evidence, quarter: Quarter, packages: PackageSet) -> None:
        self.people, self.quarter = people, quarter
        self.mother_stages = frozenset(stage.id for stage in packages.stages_of("mother"))
        self._evidence, self._at = evidence, places_among(people["person_id"], evidence.ids)
        self._first = quarter.first_month - evidence.first  # columns of the quarter
        self._until = quarter.last_month - evidence.first + 1
        self._began = month_numbers(people["began"])
        self._delivered = month_numbers(people["delivered"])
        self._stage, self._stages = pd.factorize(people["stage"])
        self.no_stage = self._stage < 0  # only of a mother can the stage be unknown
        self.days_since = (quarter.end - people["delivered"]).dt.days.to_numpy(dtype="float64")

    def by_stage(self, ask: Ask) -> np.ndarray:
        """How often it is asked for, by person; missing where it is not."""
        return np.array([*(ask.at_least.get(stage, np.nan) for stage in self._stages), np.nan])[self._stage]

    def judge(self, ask: Ask, least: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Whether it was often enough, and whether it is known not to have been."""
        noted = self._evidence.facts.get(ask.fact)
        if noted is None:
            return least <= 0, np.zeros(len(least), dtype=bool)
        if ask.within == "state":
            return self._state(noted)
        low = self._from(ask)
        # Where nobody knows when it began, the quarter alone.
        start = np.where(low < 0, self.quarter.first_month, low) - self._evidence.first
        column = max(int(start.min(initial=self._first)), 0)
        times = self._of(noted.times, column, NOT_NOTED)
        known = times > NOT_NOTED
        counts = possible = np.where(known, times, 0)
        if ask.needs_mark:
            marks = None if noted.marks is None else self._of(noted.marks, column, UNMARKED)
            counts = np.zeros_like(possible) if marks is None else np.where(marks == MARKED, possible, 0)
            possible = possible if marks is None else np.where(marks <= MARKED, possible, 0)
        inside = np.arange(column, self._until) >= start[:, None]
        done = _sum(counts, inside)
        enough = done >= least
        if ask.within == "ever":
            return enough, (times == 0)[:, self._first - column :].any(axis=1)
        too_few = (done if possible is counts else _sum(possible, inside)) < least
        whole = (low >= 0) & (_sum(known, inside) >= self.quarter.last_month - low + 1)
        return enough, ~enough & too_few & whole

    def _of(self, values: np.ndarray, column: int, nobody: float) -> np.ndarray:
        """Rows of the people from a column to the end of the quarter; ``nobody`` for who is not in the evidence."""
        found = values[:, column : self._until][self._at]
        found[self._at < 0] = nobody
        return found

    def _from(self, ask: Ask) -> np.ndarray:
        """First month that counts, -1 where it is unknown."""
        first = {"quarter": self.quarter.first_month, "year": self.quarter.last_month - MONTHS_A_YEAR + 1}
        if ask.within in first:
            return np.maximum(first[ask.within], self._began)
        return self._delivered if ask.within == "delivery" else self._began

    def _state(self, noted: Noted) -> tuple[np.ndarray, np.ndarray]:
        """Yes in some month of the quarter, else the newest answer."""
        times = self._of(noted.times, 0, NOT_NOTED)
        newest_first = times[:, ::-1] > NOT_NOTED
        last = times.shape[1] - 1 - newest_first.argmax(axis=1)
        answer = times[np.arange(len(times)), last]
        yes = (times[:, self._first :] > 0).any(axis=1) | (answer > 0)
        return yes, ~yes & (answer == 0)


def _sum(values: np.ndarray, inside: np.ndarray) -> np.ndarray:
    return np.where(inside, values, 0).sum(axis=1)
