"""What is noted of receipt, month by month, from the KPM's forms and from canonical tables that hold the same facts.

Held as numbers of persons and months, built once for all quarters of a report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.programme.quarter import Quarter, month_numbers
from audit.reference.service_packages import service_facts
from audit.reference.service_spellings import facts_of
from audit.schemas.columns import places_among

__all__ = ["MARKED", "NOT_NOTED", "UNMARKED", "Evidence", "Note", "Noted", "receipt_evidence"]

NOT_NOTED = -1.0
UNMARKED, MARKED, BELOW = 0, 1, 2  # what a note says of the standard; of several the last of these counts
_MONTHS_BACK = 24  # before the first quarter: no child of a scorecard was born earlier, no other window is longer
_STATES = {"safe_water": "safe_water", "healthy_latrine": "latrine", "health_insurance": "health_insurance"}
_MEASURED = {"weight_kg": "weighing", "lenhei_cm": "length"}
_RECEIVED = ("received", "rechecked")


@dataclass(frozen=True)
class Note:
    """What one source says of one fact: places of persons, months, times; ``standard`` 1, 0 or missing."""

    fact: str
    person: np.ndarray
    month: np.ndarray
    times: np.ndarray
    standard: np.ndarray | None = None


@dataclass(frozen=True)
class Noted:
    """One fact: ``times`` in each month by person, ``NOT_NOTED`` where nobody said; ``marks`` where anybody judged."""

    times: np.ndarray
    marks: np.ndarray | None


@dataclass(frozen=True)
class Evidence:
    """``ids`` of the persons, the number of the ``first`` month, and ``facts`` by name."""

    ids: pd.Series
    first: int
    facts: Mapping[str, Noted]


def receipt_evidence(
    people: pd.DataFrame,
    quarters: Sequence[Quarter],
    *,
    forms: Sequence[pd.DataFrame] = (),
    receipt: pd.DataFrame | None = None,
    visits: pd.DataFrame | None = None,
    households: pd.DataFrame | None = None,
    services: pd.DataFrame | None = None,
    more: Sequence[tuple[pd.Series, Note]] = (),
) -> Evidence:
    """How often each fact was in a month, by person; 0 is known not to be.

    Parameters
    ----------
    people : of ``scorecard_people``, of one quarter or of several one after the other.
    quarters : of the report, in order; notes of more than two years before them are left out.
    forms : canonical ``kpm_mothers`` and ``kpm_children``: a column a fact, yes or no.
    receipt : canonical ``package_receipt``; the fact by its id or in free words (``reference.service_spellings``).
    visits : canonical. Where a desa measured anybody in a month, a child on its list without a measurement was not
        measured; of other months nothing is known. A child of unknown desa is never known not to be measured.
    households : canonical; water, latrine and insurance of the family on the day on which they were noted.
    services : canonical, received or checked again, by id of a fact or in free words. A list of services never says
        what somebody did not receive.
    more : notes of other tables (``programme.scorecard_sources``) with the ids of their persons, which ``person`` of
        the note counts.

    Of several notes on one month the largest counts, and to standard only what no note says was not.
    """
    people = people.drop_duplicates("person_id", keep="last")
    ids = people["person_id"].reset_index(drop=True)
    grid = _Grid(len(ids), quarters[0].first_month - _MONTHS_BACK, quarters[-1].last_month)
    for form in forms:
        person, month = places_among(form["person_id"], ids), month_numbers(form["month"])
        for fact in form.columns.intersection(pd.Index(service_facts())):
            grid.put(Note(fact, person, month, _times(form[fact])))
    if receipt is not None:
        _put_rows(grid, receipt, "fact", places_among(receipt["person_id"], ids), month_numbers(receipt["month"]))
    if visits is not None and len(visits):
        _put_visits(grid, people, ids, visits)
    if households is not None and len(households):
        _put_households(grid, people, households)
    if services is not None and len(services):
        rows = services[services["stage"].isin(_RECEIVED).to_numpy()].assign(times=1.0)
        person, month = places_among(rows["person_id"], ids), month_numbers(rows["date"])
        _put_rows(grid, rows, "service_code", person, month, add=True)
    for known, note in more:
        place = places_among(known, ids)
        grid.put(Note(note.fact, place[note.person], note.month, note.times, note.standard))
    return Evidence(ids, grid.first, grid.facts())


def _times(said: pd.Series) -> np.ndarray:
    return said.astype("Float64").to_numpy(dtype="float64", na_value=np.nan)


class _Grid:
    """Persons in rows and months in columns, one pair of arrays a fact."""

    def __init__(self, persons: int, first: int, last: int) -> None:
        self.shape, self.first = (persons, last - first + 1), first
        self._times: dict[str, np.ndarray] = {}
        self._marks: dict[str, np.ndarray] = {}

    def put(self, note: Note, *, add: bool = False) -> None:
        """Take a note in; with ``add`` its times of one person and month are summed first."""
        column = note.month - self.first
        kept = (note.person >= 0) & (column >= 0) & (column < self.shape[1]) & ~np.isnan(note.times)
        at = (note.person * self.shape[1] + column)[kept]
        times = note.times[kept].astype(np.float32)
        if add:
            at, number = np.unique(at, return_inverse=True)
            times = np.bincount(number, weights=times, minlength=len(at)).astype(np.float32)
        np.maximum.at(self.times(note.fact).reshape(-1), at, times)
        if note.standard is not None and not np.isnan(note.standard).all():
            said = note.standard[kept]
            where = (note.person * self.shape[1] + column)[kept]
            marks = np.where(np.isnan(said), UNMARKED, np.where(said > 0, MARKED, BELOW)).astype(np.int8)
            held = self._marks.setdefault(note.fact, np.zeros(self.shape, np.int8)).reshape(-1)
            np.maximum.at(held, where, marks)

    def times(self, fact: str) -> np.ndarray:
        if fact not in self._times:
            self._times[fact] = np.full(self.shape, NOT_NOTED, np.float32)
        return self._times[fact]

    def facts(self) -> dict[str, Noted]:
        return {fact: Noted(times, self._marks.get(fact)) for fact, times in self._times.items()}


def _put_rows(
    grid: _Grid, rows: pd.DataFrame, column: str, person: np.ndarray, month: np.ndarray, *, add: bool = False
) -> None:
    """Rows of a long table, fact by fact; what no fact is meant by is left out."""
    codes, words = pd.factorize(rows[column])
    meant = [facts_of(str(word)) for word in words]
    times, standard = _times(rows["times"]), _times(rows["to_standard"])
    for fact in sorted({fact for facts in meant for fact in facts}):
        here = np.isin(codes, [i for i, facts in enumerate(meant) if fact in facts])
        grid.put(Note(fact, person[here], month[here], times[here], standard[here]), add=add)


def _put_visits(grid: _Grid, people: pd.DataFrame, ids: pd.Series, visits: pd.DataFrame) -> None:
    """Every month in which the desa measured, since the child's birth: measured or not."""
    person, column = places_among(visits["child_id"], ids), month_numbers(visits["visit_date"]) - grid.first
    inside = (person >= 0) & (column >= 0) & (column < grid.shape[1])
    child = people["target"].eq("child").to_numpy(dtype=bool)
    desa, names = pd.factorize(people["area_code"])
    there = np.where(child, desa, -1)
    measured = np.zeros((len(names) + 1, grid.shape[1]), dtype=bool)  # the last row: of unknown desa
    measured[there[person[inside]], column[inside]] = True
    measured[-1] = False
    born = month_numbers(people["began"])
    asked = measured[there] & (np.arange(grid.shape[1]) + grid.first >= born[:, None]) & (born >= 0)[:, None]
    for field, fact in _MEASURED.items():
        times = grid.times(fact)
        np.maximum(times, 0, out=times, where=asked)
        had = inside & visits[field].notna().to_numpy()
        times[person[had], column[had]] = np.maximum(times[person[had], column[had]], 1)


def _put_households(grid: _Grid, people: pd.DataFrame, households: pd.DataFrame) -> None:
    """What is said of the family, however long ago."""
    at = places_among(people["household_id"], households["household_id"])
    person = np.flatnonzero(at >= 0)
    rows = households.iloc[at[person]]
    month = month_numbers(rows["recorded_on"])
    month = np.where(month >= 0, np.maximum(month, grid.first), -1)
    for column, fact in _STATES.items():
        grid.put(Note(fact, person, month, _times(rows[column])))
