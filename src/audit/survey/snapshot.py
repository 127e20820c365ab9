"""One row a child for a month of measuring: who was measured, where, how old, how tall for the age."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from audit.anthropometry import classify, zscores
from audit.reference.areas import Areas
from audit.reference.groups import AGE_BANDS_MONTHS, AGE_UNKNOWN
from audit.schemas.columns import month_of

__all__ = ["age_leaves", "area_leaves", "in_months", "snapshot"]

_STATUS = {"severely_stunted": "severely_stunted", "stunted": "moderately_stunted"}
_INDICES = ("haz", "waz", "whz")


def snapshot(children: pd.DataFrame, visits: pd.DataFrame, months: Sequence[str], areas: Areas) -> pd.DataFrame:
    """Take the newest visit of each child in each month and say what it shows.

    Parameters
    ----------
    children, visits : canonical tables (``audit.schemas``).
    months : ``"2025-08"``; a child counts once in each.
    areas : of the district; a child without a known desa counts under the "unknown" part of what is known.

    Returns
    -------
    DataFrame by period and child_id: the visit's columns, ``period``, the leaf levels ``area``, ``sex``, ``age``,
    ``status`` (``audit.reference.groups``) and ``haz_state``, ``waz_state``, ``whz_state`` ("known", "flagged",
    "missing"), the z-scores rounded to two decimals, and ``age_days``. Children of 60 months or more are left out: they
    are no longer balita. A missing age keeps the child, as status "haz_missing".
    """
    frame = visits[in_months(visits["visit_date"], months)]
    frame = frame.assign(period=month_of(frame["visit_date"]))
    frame = frame.sort_values(["period", "child_id", "visit_date", "seq"]).drop_duplicates(
        ["period", "child_id"], keep="last"
    )
    who = children.set_index("child_id")[["sex", "birth_date", "area_code"]]
    frame = frame.join(who, on="child_id").reset_index(drop=True)
    age_days = (frame["visit_date"] - frame["birth_date"]).dt.days.astype("float64")
    z = zscores(
        sex=frame["sex"], age=age_days, age_unit="days", weight=frame["weight_kg"], lenhei=frame["lenhei_cm"],
        measure=frame["measure"], oedema=frame["oedema"],
    )  # fmt: skip
    frame["age_days"] = age_days
    frame["area"] = area_leaves(frame["area_code"], areas)
    frame["sex"] = frame["sex"].fillna("unknown").astype(object)
    frame["age"] = age_leaves(z["age_months"])
    for index in _INDICES:
        frame[index] = z[index]
        flagged = z[f"{index}_flag"].fillna(False).astype(bool)
        frame[f"{index}_state"] = np.where(z[index].isna(), "missing", np.where(flagged, "flagged", "known"))
    frame["status"] = _status_leaves(frame["haz"], frame["haz_state"])
    return frame[~(z["age_months"] >= max(top for _, top in AGE_BANDS_MONTHS.values()))].reset_index(drop=True)


def in_months(dates: pd.Series, months: Sequence[str]) -> np.ndarray:
    """Whether each date lies in one of the months (``"2025-08"``); a missing date does not."""
    return np.isin(dates.to_numpy(dtype="datetime64[M]"), np.array(months, dtype="datetime64[M]"))


def area_leaves(codes: pd.Series, areas: Areas) -> np.ndarray:
    """``Areas.leaf`` of every code; a missing one counts under the unknown part of the district."""
    place, known = pd.factorize(codes)
    leaves = [*(areas.leaf(str(code)) for code in known), areas.leaf("")]
    return np.array(leaves, dtype=object)[place]  # a missing code is place -1: the last one


def age_leaves(months: pd.Series) -> np.ndarray:
    """Age band of every age in months (30.4375 days); unknown where it is missing or outside 0-59."""
    leaves = np.full(len(months), AGE_UNKNOWN, dtype=object)
    values = months.to_numpy(dtype="float64", na_value=np.nan)
    for band, (low, below) in AGE_BANDS_MONTHS.items():
        leaves[(values >= low) & (values < below)] = band
    return leaves


def _status_leaves(haz: pd.Series, state: pd.Series) -> np.ndarray:
    classes = pd.Series(classify(haz, index="haz")).astype(object).map(_STATUS).fillna("not_stunted")
    return np.where(state.eq("known"), classes, "haz_" + state.astype(str))
