"""What was known of each child on a day, and whether it was stunted some months later: nothing from after that day."""

from __future__ import annotations

from datetime import date

import pandas as pd

from audit.anthropometry.growth import NEEDED, measured
from audit.reference.anthropometry_rules import AGE_LIMIT_MONTHS, DAYS_PER_MONTH, STUNTED_BELOW
from audit.reference.growth_rules import BAND_Z
from audit.reference.prediction_rules import WINDOW, Window
from audit.register.life import ALIVE
from audit.schemas.columns import places_among

__all__ = ["OUTCOME", "known_on", "risk_frame", "usable_visits"]

OUTCOME = "stunted_later"


def risk_frame(
    children: pd.DataFrame, visits: pd.DataFrame, *, on: date, window: Window = WINDOW, until: date | None = None
) -> pd.DataFrame:
    """One row a child as it was known at the end of a day.

    Parameters
    ----------
    children, visits : canonical tables. on : the day of prediction. window : how far to look back and ahead.
    until : last day whose visits may tell the outcome (``as_of``); by default every visit in the window does.

    Returns
    -------
    DataFrame by child_id, of children born, alive, not moved away and under 60 months on that day: ``child_id
    area_code posyandu sex``; ``male`` (0, 1); ``age_months``; ``haz waz`` newest within ``look_back`` days, flagged
    values left out; ``months_since`` that length; ``haz_slope`` (z a month, least squares) and ``haz_change`` (newest
    less oldest) where lengths span ``least_span`` days; ``lengths`` counted; ``birth_weight_kg``; ``stunted_now`` and
    ``faltering`` (fell by a centile band, 0.67 z, or more), missing where not known; ``stunted_later``: at the last
    usable length ``gap`` to ``horizon`` days after, missing without one.

    A visit counts from the day it was entered, where that is known. Sex or birth date missing: no row.
    """
    return known_on(children, usable_visits(children, visits), on=on, window=window, until=until)


def known_on(
    children: pd.DataFrame, usable: pd.DataFrame, *, on: date, window: Window = WINDOW, until: date | None = None
) -> pd.DataFrame:
    """Return :func:`risk_frame` from ``usable_visits``, which all days share."""
    day = pd.Timestamp(on)
    who = _on_the_day(children, day)
    rows = usable.assign(child=places_among(usable["child_id"], who["child_id"]))
    rows = rows[rows["child"].ge(0)]
    known = rows["visit_date"].le(day) & ~rows["entry_date"].gt(day)
    recent = rows[known & rows["visit_date"].gt(day - pd.Timedelta(days=window.look_back))]
    out = who.join(_growth(recent, window)).join(_newest_weight(recent))
    out["months_since"] = (day - out.pop("last_day")).dt.days / DAYS_PER_MONTH
    out["lengths"] = out["lengths"].fillna(0).astype(int)
    out["stunted_now"] = _below(out["haz"], STUNTED_BELOW, strictly=True)
    out["faltering"] = _below(out["haz_change"].round(2), -BAND_Z, strictly=False)
    ends = day + pd.Timedelta(days=window.horizon)
    last = ends if until is None else min(ends, pd.Timestamp(until))
    later = rows[rows["visit_date"].between(day + pd.Timedelta(days=window.gap), last) & rows["haz"].notna()]
    out[OUTCOME] = _below(later.groupby("child")["haz"].last().reindex(out.index), STUNTED_BELOW, strictly=True)
    return out


def _on_the_day(children: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    age = (day - children["birth_date"]).dt.days / DAYS_PER_MONTH
    left = children["life_status"].fillna(ALIVE).ne(ALIVE) & ~children["life_status_date"].gt(day)
    here = children["sex"].isin(["m", "f"]) & age.ge(0) & age.lt(AGE_LIMIT_MONTHS) & ~left
    who = children.loc[here, ["child_id", "area_code", "posyandu", "sex", "birth_weight_kg"]]
    who = who.assign(male=who["sex"].eq("m").astype(float), age_months=age[here].astype(float))
    return who.sort_values("child_id", ignore_index=True)


def usable_visits(children: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """Visits of canonical tables with z-scores, in order; what WHO flags is missing."""
    rows = measured(children, visits[[*NEEDED, "entry_date"]])
    for index in ("haz", "waz"):
        rows[index] = rows[index].mask(rows[f"{index}_flag"].fillna(False).astype(bool))
    return rows


def _growth(recent: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Newest length, the last measurement of a day standing for it, how many there are, and how height for age went."""
    rows = recent[recent["haz"].notna()].drop_duplicates(["child", "visit_date"], keep="last")
    of = rows.groupby("child")
    found = of.agg(
        haz=("haz", "last"), first=("haz", "first"), last_day=("visit_date", "last"), first_day=("visit_date", "first"),
        lengths=("haz", "size"),
    )  # fmt: skip
    months = rows["age_days"] / DAYS_PER_MONTH
    t, z = months - months.groupby(rows["child"]).transform("mean"), rows["haz"]
    sums = pd.DataFrame({"child": rows["child"], "tz": t * z, "tt": t * t}).groupby("child").sum()
    days = (found["last_day"] - found["first_day"]).dt.days
    long = days.ge(window.least_span)
    found["haz_slope"] = (sums["tz"] / sums["tt"].where(sums["tt"] > 0)).where(long)
    found["haz_change"] = (found["haz"] - found["first"]).where(long)
    found["change_months"] = (days / DAYS_PER_MONTH).where(long)
    return found.drop(columns=["first", "first_day"])


def _newest_weight(recent: pd.DataFrame) -> pd.Series:
    return recent[recent["waz"].notna()].groupby("child")["waz"].last()


def _below(values: pd.Series, limit: float, *, strictly: bool) -> pd.Series:
    """Whether a value is under the limit, missing where it is."""
    under = values.lt(limit) if strictly else values.le(limit)
    return under.astype("boolean").mask(values.isna())
