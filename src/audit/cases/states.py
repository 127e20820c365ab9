"""When a child is a case: a state machine over its measurements, examinations, moves and life status.

A case is measured: height for age under -2 z. Whether a doctor confirms it is another state with another denominator
(``cases.confirmed``); the only thing that a doctor's "no" does here is close the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from audit.anthropometry.growth import NEEDED, measured
from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.reference.groups import AGE_BANDS_MONTHS
from audit.reference.growth_rules import RECOVERY_APART_MONTHS
from audit.schemas.columns import is_among

__all__ = ["HOW_IN", "HOW_OUT", "SPELL_COLUMNS", "case_spells", "heights"]

HOW_IN = ("new", "returned", "moved_in")
HOW_OUT = ("recovered", "died", "moved_out", "aged_out", "not_confirmed")
SPELL_COLUMNS = ("child_id", "area_code", "start", "how_in", "stop", "how_out")

_LEAVES_AT_MONTHS = int(max(below for _, below in AGE_BANDS_MONTHS.values()))
_RECOVERY_APART = pd.DateOffset(months=RECOVERY_APART_MONTHS)
# What happens on one day, in this order: an arrival comes before the measuring, a departure after it.
_ARRIVES, _HEIGHT, _EXAM, _DIES, _MOVES, _OUTGROWS = range(6)
_Event = tuple[int, int, object]  # day (since 1970), kind, what
_Row = tuple[str, object, int, str, int | None, str]


def heights(children: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """Every plausible height for age: ``child_id visit_date haz stunted``, the last measurement of a day.

    Without those that WHO flags, and without children of 60 months or more.
    """
    rows = measured(children, visits[NEEDED])
    rows = rows[rows["haz"].notna() & ~rows["haz_flag"]].drop_duplicates(["child_id", "visit_date"], keep="last")
    rows = rows[["child_id", "visit_date", "haz"]].reset_index(drop=True)
    return rows.assign(stunted=rows["haz"] < STUNTED_BELOW)


def case_spells(
    children: pd.DataFrame,
    heights: pd.DataFrame,
    *,
    until: date,
    examinations: pd.DataFrame | None = None,
    moves: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """From when until when each child was a case, where, how it became one and how it ceased to be one.

    Parameters
    ----------
    children : canonical; ``area_code``, ``birth_date``, ``life_status`` with its date.
    heights : of ``heights``. until : the last day that is known of; what lies later is left aside, birthdays too.
    examinations : child_id, examined_date, confirmed (boolean, missing: no verdict yet).
    moves : child_id, move_date, from_area, to_area; a missing area is outside the district. Without it a child has been
        in its ``area_code`` all along, but for life status "pindah".

    Returns
    -------
    DataFrame by child and start: ``child_id area_code start how_in stop how_out``; ``stop`` is missing and ``how_out``
    empty while the case is open. ``new``: the first time under -2 z. ``returned``: again after it had ceased.
    ``moved_in``: the first measurement after an arrival is already under -2 z, or an open case came from another desa.
    ``recovered``: at least -2 z at two measurements or more that lie a calendar month apart, none below between, on the
    day of the last. ``moved_out``: to another desa or out of the district. ``aged_out``: 60 months. ``not_confirmed``:
    examined and found not to be stunting; such a child is a case again only once it has been measured normal and then
    short, or an examination confirms it. Refusing ("menolak") closes nothing: the case waits to be measured again.
    A status without a date counts on the day of the child's last height. Heights after death are left aside.
    """
    when = _Timelines(children, heights, until, examinations, moves)
    rows = [row for child in when.ever_stunted for row in _spells(child, *when.of(child))]
    out = pd.DataFrame(rows, columns=list(SPELL_COLUMNS))
    for column in ("start", "stop"):
        out[column] = pd.to_datetime(out[column].astype("float64"), unit="D")
    types = {"child_id": "string", "area_code": "string", "start": "datetime64[s]", "stop": "datetime64[s]"}
    return out.astype(types | {"how_in": "string", "how_out": "string"})


class _Timelines:
    """What is known of each child who was ever short, day by day."""

    def __init__(
        self,
        children: pd.DataFrame,
        heights: pd.DataFrame,
        until: date,
        examinations: pd.DataFrame | None,
        moves: pd.DataFrame | None,
    ) -> None:
        self._until = pd.Timestamp(until)
        heights = heights[heights["visit_date"] <= self._until]
        ever_stunted = heights.loc[heights["stunted"], "child_id"].drop_duplicates()
        self.ever_stunted: list[str] = sorted(ever_stunted.tolist())
        who = children[is_among(children["child_id"], ever_stunted)].set_index("child_id")
        self._area: dict[str, object] = dict(zip(who.index, who["area_code"].tolist(), strict=True))
        self._outside: set[str] = set()
        self._events: dict[str, list[_Event]] = {child: [] for child in self.ever_stunted}
        mine = heights[is_among(heights["child_id"], ever_stunted)]
        settled = _days(mine["visit_date"] + _RECOVERY_APART)
        short = mine["stunted"].astype(bool)
        self._add(mine["child_id"].tolist(), mine["visit_date"], _HEIGHT, zip(short.tolist(), settled, strict=True))
        if examinations is not None:
            said = examinations[examinations["confirmed"].notna()]
            self._add(said["child_id"], said["examined_date"], _EXAM, said["confirmed"].astype(bool))
        if moves is not None:
            self._add_moves(moves.sort_values(["child_id", "move_date"], kind="stable"))
        self._add_life(who, mine.groupby("child_id")["visit_date"].max())

    def of(self, child: str) -> tuple[object, bool, list[_Event]]:
        """Where the child was first, whether it was in the district then, and its events in order."""
        return self._area.get(child), child not in self._outside, sorted(self._events[child], key=lambda e: e[:2])

    def _add(self, child: Iterable[str], day: pd.Series | list[Any], kind: int, what: Iterable[object]) -> None:
        days = pd.DatetimeIndex(day)
        known = (days <= self._until).tolist()
        for who, when, dated, value in zip(child, _days(days), known, what, strict=True):
            if dated and who in self._events:
                self._events[who].append((when, kind, value))

    def _add_life(self, who: pd.DataFrame, last_height: pd.Series) -> None:
        day = who["life_status_date"].fillna(last_height.reindex(who.index))
        for status, kind in (("meninggal", _DIES), ("pindah", _MOVES), ("lulus_umur", _OUTGROWS)):
            hit = who["life_status"].eq(status).fillna(False).astype(bool)
            self._add(who.index[hit], day[hit], kind, [None] * int(hit.sum()))
        self._add(who.index, who["birth_date"] + pd.DateOffset(months=_LEAVES_AT_MONTHS), _OUTGROWS, [None] * len(who))

    def _add_moves(self, moves: pd.DataFrame) -> None:
        first = moves.drop_duplicates("child_id")
        for child, origin in zip(first["child_id"], first["from_area"], strict=True):
            self._area[child] = origin
            if pd.isna(origin):
                self._outside.add(child)
        arrives = moves["from_area"].isna()
        to = [None if pd.isna(area) else area for area in moves["to_area"]]
        kinds = [_ARRIVES if outside else _MOVES for outside in arrives]
        for child, day, kind, area in zip(moves["child_id"], moves["move_date"], kinds, to, strict=True):
            self._add([child], [day], kind, [area])


def _days(dates: pd.Series | pd.DatetimeIndex) -> list[int]:
    """Days since 1970 (a missing date is some day long before it): compared tens of thousands of times."""
    return dates.to_numpy(dtype="datetime64[D]").astype("int64").tolist()


@dataclass
class _Child:
    """Where one child stands while its events are gone through."""

    child_id: str
    area: object
    present: bool
    case: tuple[int, str] | None = None  # since when, how it became one
    ever: bool = False
    arrived: bool = False  # no height since it came into the district
    settled: int | None = None  # a month after the first height of at least -2 z since the last below
    held_back: bool = False  # not confirmed, and no normal height since

    def opens(self, day: int, how: str) -> None:
        self.case, self.ever, self.settled = (day, how), True, None

    def closes(self, day: int, how: str) -> Iterator[_Row]:
        if self.case is not None:
            start, how_in = self.case
            yield self.child_id, self.area, start, how_in, day, how
        self.case = None


def _spells(child_id: str, area: object, present: bool, events: list[_Event]) -> Iterator[_Row]:
    child = _Child(child_id, area, present, arrived=not present)
    for day, kind, what in events:
        if kind == _HEIGHT:
            yield from _height(child, day, what)
        elif kind == _EXAM:
            yield from _examination(child, day, confirmed=bool(what))
        elif kind == _ARRIVES:
            child.area, child.arrived, child.present = what, True, True
        elif kind == _MOVES:
            yield from _move(child, day, what)
        else:
            yield from child.closes(day, "died" if kind == _DIES else "aged_out")
            return
    if child.case is not None:
        start, how_in = child.case
        yield child_id, child.area, start, how_in, None, ""


def _height(child: _Child, day: int, what: Any) -> Iterator[_Row]:
    short, settled = what
    if not child.present:  # said to have left, and measured here: it is back
        child.present = child.arrived = True
    if short:
        child.settled = None
        if child.case is None and not child.held_back:
            child.opens(day, "moved_in" if child.arrived else "returned" if child.ever else "new")
    else:
        child.held_back = False
        if child.case is not None and child.settled is None:
            child.settled = settled
        elif child.settled is not None and day >= child.settled:
            yield from child.closes(day, "recovered")
            child.settled = None
    child.arrived = False


def _examination(child: _Child, day: int, *, confirmed: bool) -> Iterator[_Row]:
    if confirmed and child.held_back and child.present:
        child.opens(day, "returned")
    child.held_back = not confirmed and (child.held_back or child.case is not None)
    if not confirmed:
        yield from child.closes(day, "not_confirmed")


def _move(child: _Child, day: int, to: object) -> Iterator[_Row]:
    was_case, settled = child.case is not None, child.settled
    yield from child.closes(day, "moved_out")
    child.present = to is not None
    if child.present:
        child.area = to
        if was_case:
            child.opens(day, "moved_in")
            child.settled = settled
