"""Person-time of children under five: when each was seen, as what, what happened in between, and why it ended.

For incidence of stunting, recovery and relapse with death, moving and the fifth birthday as competing events. Times are
counted from each child's own first usable length, so that no row tells a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from audit.reference.anthropometry_rules import AGE_LIMIT_MONTHS, STUNTED_BELOW
from audit.register.life import ALIVE, OUTGROWN
from audit.risk.prediction_features import usable_visits
from audit.schemas.columns import places_among

__all__ = ["AGED_OUT", "EVENTS", "EXITS", "LAST_SEEN", "PersonTime", "person_time", "seen"]

AGED_OUT, LAST_SEEN = "aged_out", "last_seen"
_LEFT = {"meninggal": "died", "pindah": "moved", OUTGROWN: AGED_OUT}  # who refuses is in no extract
EXITS = ("died", "moved", AGED_OUT, LAST_SEEN)
EVENTS = ("new_stunting", "recovery", "relapse", *EXITS[:-1])
_HALF = 0.5  # of a unit: what ended in the unit of the last visit


@dataclass(frozen=True)
class PersonTime:
    """``people``: one row a child with a usable length; ``intervals``: one row for the time between two of them.

    ``people``: ``child_id origin`` (the day of the first length) ``history`` (units in which it was seen, as text)
    ``visits followed exit_reason stunted_first stunted_last stunted_ever``. ``intervals``: ``child_id seq start stop
    state event haz``: state and z at the start, the event at the stop, missing where there was none. Times are in units
    since the origin, to the nearest one.
    """

    people: pd.DataFrame
    intervals: pd.DataFrame


def seen(children: pd.DataFrame, visits: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Usable lengths up to a day, the last of each day: ``child_id visit_date haz``, in order."""
    rows = usable_visits(children, visits[visits["visit_date"].le(pd.Timestamp(as_of)).to_numpy()])
    rows = rows[rows["haz"].notna()].drop_duplicates(["child_id", "visit_date"], keep="last")
    return rows[["child_id", "visit_date", "haz"]].reset_index(drop=True)


def person_time(children: pd.DataFrame, lengths: pd.DataFrame, *, unit_days: float, as_of: date) -> PersonTime:
    """Follow everybody who has a length.

    Parameters
    ----------
    children : canonical. lengths : of :func:`seen`. unit_days : length of the unit in which time is told; of several
    lengths in one unit the last counts, so that every interval is longer than nothing.

    Who died or moved without a day, or in the unit of the last length, left half a unit after it. Time after the last
    length counts only up to a known exit: children who were simply not seen again end with their last length.
    """
    rows = lengths.sort_values(["child_id", "visit_date"], ignore_index=True)
    origin = rows.groupby("child_id")["visit_date"].transform("first")
    rows["at"] = _nearest((rows["visit_date"] - origin).dt.days, unit_days)
    rows["stunted"] = rows["haz"].lt(STUNTED_BELOW)
    first = rows.drop_duplicates("child_id").set_index("child_id")
    rows = rows.drop_duplicates(["child_id", "at"], keep="last").reset_index(drop=True)
    of = rows.groupby("child_id")
    people = pd.DataFrame(
        {
            "origin": first["visit_date"],
            "history": of["at"].agg(lambda units: ";".join(f"{unit:g}" for unit in units)),
            "visits": of.size(),
            "stunted_first": of["stunted"].first(),
            "stunted_last": of["stunted"].last(),
            "stunted_ever": of["stunted"].any(),
        }
    ).reset_index()
    last = of["at"].last().to_numpy()
    people["exit_reason"], day = _exits(children, people["child_id"], as_of)
    gone = people["exit_reason"].ne(LAST_SEEN).to_numpy()
    units = _nearest((day - people["origin"]).dt.days, unit_days).to_numpy()
    people["followed"] = np.where(gone, np.fmax(units, last + _HALF), last)
    return PersonTime(people, _intervals(rows, people, gone))


def _nearest(days: pd.Series, unit_days: float) -> pd.Series:
    """Whole units nearest to some days: two weighings 181 days apart are a half-year apart."""
    return np.floor(days / unit_days + _HALF)


def _exits(children: pd.DataFrame, ids: pd.Series, as_of: date) -> tuple[np.ndarray, pd.Series]:
    """Why the time of each ended, and the day where it is known."""
    who = children.iloc[places_among(ids, children["child_id"])].reset_index(drop=True)
    today = pd.Timestamp(as_of)
    fifth = who["birth_date"] + pd.DateOffset(months=int(AGE_LIMIT_MONTHS))
    status, day = who["life_status"].fillna(ALIVE), who["life_status_date"]
    gone = status.isin(list(_LEFT)) & ~day.gt(today)
    outgrown = fifth.le(today) & ~(gone & day.le(fifth))
    reason = np.where(outgrown, AGED_OUT, np.where(gone, status.map(_LEFT).astype(object), LAST_SEEN))
    return reason, day.where(gone).mask(outgrown, fifth)


def _intervals(rows: pd.DataFrame, people: pd.DataFrame, gone: np.ndarray) -> pd.DataFrame:
    """Time between lengths, then from the last one to the exit."""
    of = rows.groupby("child_id")
    before = rows.assign(
        stop=of["at"].shift(-1), later=of["stunted"].shift(-1), ever=of["stunted"].cummax().astype(bool)
    )
    between = before[before["stop"].notna()].copy()
    later = between["later"].astype(bool)
    fell, rose = ~between["stunted"] & later, between["stunted"] & ~later
    between["event"] = np.select([fell & ~between["ever"], fell, rose], ["new_stunting", "relapse", "recovery"], "")
    exits = people.loc[gone, ["child_id", "followed", "exit_reason"]]
    ends = rows.drop_duplicates("child_id", keep="last").merge(exits, on="child_id")
    ends = ends.assign(stop=ends["followed"], event=ends["exit_reason"])
    out = pd.concat([between, ends], ignore_index=True).sort_values(["child_id", "at"], ignore_index=True)
    return pd.DataFrame(
        {
            "child_id": out["child_id"],
            "seq": out.groupby("child_id").cumcount() + 1,
            "start": out["at"].astype("float64"),
            "stop": out["stop"].astype("float64"),
            "state": pd.Series(np.where(out["stunted"], "stunted", "not_stunted"), dtype="string"),
            "event": out["event"].astype("string").mask(out["event"].eq("")),
            "haz": out["haz"].astype("float64"),
        }
    )
