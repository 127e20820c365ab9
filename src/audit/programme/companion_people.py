"""What teams did for everybody of the target groups in the months that are counted: contacts made and expected.

People of the groups on the day of the audit, one row each. Contacts without a person (sessions) reach nobody by name
and are counted with the work of the team alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from audit.reference.companion_rules import TOPICS, WINDOW_MONTHS, ContactRule

__all__ = ["Window", "assisted_people", "contacts_due", "window_of"]

_DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Window:
    """The months that contacts are counted in: first and last day. ``as_of`` is the last day on which all is known."""

    first: pd.Timestamp
    last: pd.Timestamp
    as_of: pd.Timestamp

    @property
    def months(self) -> tuple[str, ...]:
        """``2025-03`` to ``2025-08``."""
        return tuple(str(month) for month in pd.period_range(self.first, self.last, freq="M"))


def window_of(month: str, as_of: date) -> Window:
    """``WINDOW_MONTHS`` whole months, of which ``month`` (``2025-08``) is the last; none ends after ``as_of``."""
    last = min(pd.Period(month, freq="M").end_time.normalize(), pd.Timestamp(as_of))
    first = (last.to_period("M") - WINDOW_MONTHS + 1).start_time
    return Window(first, last, pd.Timestamp(as_of))


def contacts_due(people: pd.DataFrame, rules: Mapping[str, ContactRule], window: Window) -> np.ndarray:
    """How many contacts the rules expect of each person in the window, whole ones; NaN where that is not known.

    ``people``: ``group``, ``birth_date``, ``delivery_date``, ``gestation_weeks`` with ``visit_on``, the day it was
    noted. Not known: no source gives a rule for the group, or the day from which it runs is missing.
    """
    due = np.full(len(people), np.nan)
    for group, rule in rules.items():
        of = people["group"].eq(group).to_numpy(dtype=bool)
        if rule.contacts is None or not of.any():
            continue
        if rule.days is None:
            due[of] = rule.contacts
            continue
        days = _days_within(_start(people[of], rule.start), None if rule.recurs else rule.days, window)
        due[of] = np.floor(rule.contacts * days / rule.days)
    return due


def _start(rows: pd.DataFrame, start: str) -> pd.Series:
    if start == "birth":
        return rows["birth_date"]
    if start == "delivery":
        return rows["delivery_date"]
    return rows["visit_on"] - pd.to_timedelta(rows["gestation_weeks"].astype("float64") * _DAYS_A_WEEK, unit="D")


def _days_within(start: pd.Series, length: int | None, window: Window) -> np.ndarray:
    """Whole days, ``length`` of them or without end, that lie in the window; NaN where their start is missing."""
    end = window.last + pd.Timedelta(days=1)
    until = start + pd.Timedelta(days=length) if length is not None else start.where(start.isna(), end)
    until, since = until.where(~(until > end), end), start.where(~(start < window.first), window.first)
    days = (until - since).dt.days.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.maximum(days, 0)


def assisted_people(
    people: pd.DataFrame, contacts: pd.DataFrame, rules: Mapping[str, ContactRule], window: Window
) -> pd.DataFrame:
    """``people`` with what is recorded of them: one row a person, in the same order.

    ``contacts`` is canonical (``COMPANION_CONTACTS``). Adds ``made`` (contacts in the window with the person as one of
    the group, or of a group nobody noted), ``due`` (NaN not known), ``contacts`` (leaf of ``companion_groups.DUE``),
    ``assisted`` (any contact in the window, whatever group she was of then), ``team_id`` (of the newest contact in the
    window), ``referred`` (a referral on or after the window's first day, known by ``as_of``), and ``topic.<id>``.
    """
    rows = contacts[contacts["person_id"].notna().to_numpy()]
    place = pd.Index(people["person_id"]).get_indexer(pd.Index(rows["person_id"]))
    rows = rows.assign(place=place)[place >= 0]
    known = rows["contact_date"].between(window.first, window.as_of).to_numpy(dtype=bool, na_value=False)
    rows = rows[known]
    inside = rows[rows["contact_date"].le(window.last).to_numpy(dtype=bool, na_value=False)]
    of_group = people["group"].array.take(inside["place"].to_numpy())
    same = inside["group"].isna().to_numpy() | inside["group"].eq(of_group).to_numpy(dtype=bool, na_value=False)
    made = np.bincount(inside["place"].to_numpy()[same], minlength=len(people))
    due = contacts_due(people, rules, window)
    newest = inside.sort_values(["contact_date", "contact_id"], kind="stable").drop_duplicates("place", keep="last")
    team = pd.Series(pd.NA, index=range(len(people)), dtype="string")
    team.iloc[newest["place"].to_numpy()] = newest["team_id"].array
    sent = rows[rows["referred"].fillna(False).to_numpy(dtype=bool)]
    topics = inside["topics"].fillna("").map(lambda said: set(str(said).split(";")))
    told = {
        f"topic.{topic}": _who(inside[np.array([topic in of for of in topics], dtype=bool)], len(people))
        for topic in TOPICS
    }
    return people.assign(
        made=made,
        due=due,
        contacts=np.select(
            [np.isnan(due), due < 1, made >= due], ["due.unknown", "not_due", "as_often"], "less_often"
        ).astype(object),
        assisted=_who(inside, len(people)),
        team_id=team.array,
        referred=_who(sent, len(people)),
        **told,
    )


def _who(rows: pd.DataFrame, people: int) -> np.ndarray:
    out = np.zeros(people, dtype=bool)
    out[rows["place"].to_numpy()] = True
    return out
