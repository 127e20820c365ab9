"""The ledger of sponsorships with what it does not hold itself: until when each goes on, and whose family it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from audit.register.life import status_on
from audit.schemas.columns import is_among

__all__ = ["children_of", "delivered", "later", "sponsored"]


def sponsored(sponsorships: pd.DataFrame, children: pd.DataFrame, women: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Rows of ``SPONSORSHIPS`` with ``over_on``, ``active``, ``family`` and ``life``.

    ``over_on``: the last day, as written, else when the months planned are over; missing where neither is known.
    ``active``: begun and not over on ``as_of``; a row without a beginning is not known to be. ``family``: the household
    that it names, else that of the person. ``life``: status of the person on ``as_of`` (``register.life``), missing
    where nothing is known of them.
    """
    day, people = pd.Timestamp(as_of), _people(children, women, as_of)
    known = people.reindex(sponsorships["person_id"]).set_axis(sponsorships.index)
    rows = sponsorships.assign(
        over_on=sponsorships["ended_on"].fillna(later(sponsorships["started_on"], sponsorships["months_planned"])),
        family=sponsorships["household_id"].fillna(known["household_id"]),
        life=known["life"],
    )
    begun = (rows["started_on"] <= day).to_numpy(dtype=bool, na_value=False)
    over = (rows["over_on"] < day).to_numpy(dtype=bool, na_value=False)
    return rows.assign(active=begun & ~over)


def _people(children: pd.DataFrame, women: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Household and status of everybody by id; of a woman what her newest contact says."""
    of_life = ["household_id", "life_status", "life_status_date"]
    newest = women[["woman_id", "contact_date", *of_life]].sort_values("contact_date", kind="stable")
    newest = newest.drop_duplicates("woman_id", keep="last")
    parts = [
        people[[id, *of_life]].assign(life=status_on(people, as_of)).set_index(id)[["household_id", "life"]]
        for people, id in ((children, "child_id"), (newest, "woman_id"))
    ]
    both = pd.concat(parts)
    return both[~both.index.duplicated()]


def later(days: pd.Series, months: pd.Series | float) -> pd.Series:
    """Some calendar months after each day (part months are cut off); missing where either is.

    From the 31st of a month it is the last day of a shorter one.
    """
    number = pd.Series(months, index=days.index, dtype="float64")
    out = pd.Series(pd.NaT, index=days.index, dtype="datetime64[s]")
    for n in np.unique(number.dropna()):
        here = number.eq(n) & days.notna()
        out[here] = (days[here] + pd.DateOffset(months=int(n))).astype("datetime64[s]")
    return out


def delivered(deliveries: pd.DataFrame, rows: pd.DataFrame, *, as_of: date | None = None) -> pd.DataFrame:
    """Deliveries with what the ledger says of their sponsorship (``rows`` of :func:`sponsored`); ``as_of``: up to it.

    One that names no sponsorship of the ledger stays, with ``listed`` False.
    """
    if as_of is not None:
        deliveries = deliveries[(deliveries["delivered_on"] <= pd.Timestamp(as_of)).to_numpy(dtype=bool)]
    own = [
        "sponsorship_id", "donor_id", "person_id", "family", "programme", "started_on", "over_on", "life",
    ]  # fmt: skip
    out = deliveries.drop(columns=["source_system"]).merge(rows[own], on="sponsorship_id", how="left")
    return out.assign(listed=is_among(out["sponsorship_id"], rows["sponsorship_id"]))


def children_of(rows: pd.DataFrame, children: pd.DataFrame, columns: Sequence[str] = ()) -> pd.DataFrame:
    """One row a sponsorship and child whom it supports: the child named, else every child of the family.

    ``columns`` of ``rows`` are kept beside ``sponsorship_id``; ``child_id`` is added, and ``named`` whether the ledger
    names that child.
    """
    kept = ["sponsorship_id", *columns]
    named = rows[is_among(rows["person_id"], children["child_id"])]
    whole = rows[rows["person_id"].isna() & rows["family"].notna()]
    own = children.loc[children["household_id"].notna(), ["child_id", "household_id"]]
    of_family = whole[[*kept, "family"]].merge(own, left_on="family", right_on="household_id")
    parts = [named[kept].assign(child_id=named["person_id"], named=True), of_family[[*kept, "child_id"]]]
    return pd.concat([parts[0], parts[1].assign(named=False)], ignore_index=True)
