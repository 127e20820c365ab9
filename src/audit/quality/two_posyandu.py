"""A child that two posyandu weigh: in one month, or to and fro. One lasting change is a move and no finding."""

from __future__ import annotations

import pandas as pd

from audit.quality.found_rows import found, joined
from audit.schemas.columns import month_of

__all__ = ["two_posyandu_rows"]


def two_posyandu_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Visits at another posyandu than the child's visit before, where the child is with both.

    ``two_posyandu``: both visits are of one month, or the child was at this posyandu before it was at the other.
    Posyandu of one name in two desa are two. ``rows`` are ``found_rows.judged_rows`` made with records; without what
    each row said nothing is found. ``against`` is the other posyandu. Such a child counts twice in D/S.
    """
    from audit.register.text import fold

    known = rows[rows["said_posyandu"].notna()].sort_values(["child_id", "visit_date", "seq"])
    names = known["said_posyandu"].map({name: fold(name) for name in known["said_posyandu"].unique()})
    place = known["said_area_code"].fillna("") + "|" + names
    children = known["child_id"]
    before = place.groupby(children).shift()
    changed = before.notna() & place.ne(before)
    month = month_of(known["visit_date"])
    same_month = month.eq(month.groupby(children).shift())
    been_there = place.groupby([children, place]).cumcount() > 0
    other = known["said_posyandu"].groupby(children).shift()
    return joined([found(known, changed & (same_month | been_there), "two_posyandu", "said_posyandu", other)])
