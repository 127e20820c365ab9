"""The children themselves, for the team that chooses: restricted edition only."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from audit.anthropometry import classify
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.groups import STATUS
from audit.register.life import present_at
from audit.results import LineList

__all__ = ["COLUMNS", "FLAGGED", "stunted_children"]

COLUMNS = (
    "child_id", "area", "posyandu", "age_months", "haz_class", "waz_class", "whz_class", "days_since", "remeasure",
)  # fmt: skip
FLAGGED = "flagged"
_INDICES = ("haz", "waz", "whz")
_ORDER = {"severely_stunted": 0, "moderately_stunted": 1, "haz_flagged": 2}


def stunted_children(frame: pd.DataFrame, children: pd.DataFrame, month: str, as_of: date) -> LineList:
    """Children measured as short in a month, each with what a visit must know first.

    Parameters
    ----------
    frame : ``survey.snapshot`` rows.
    children : the canonical table, for posyandu and life status.
    as_of : the day of the audit.

    Rows: stunted children, and those whose height was implausibly low, by area, severity and child. ``age_months`` are
    completed months on the day of measuring; classes are ids (``audit.anthropometry.classify``), "flagged" where the z
    is implausible, missing where there is none; ``remeasure`` says that one of the three is implausible. Left out, as
    on every list of visits: whoever has died, moved, refused or, by ``as_of``, is no longer under five.
    """
    waiting = children.loc[present_at(children, as_of)].set_index("child_id")[["posyandu"]]
    now = frame[frame["period"].eq(month)].drop(columns="posyandu", errors="ignore")
    now = now.join(waiting, on="child_id", how="inner")
    implausibly_low = now["haz_state"].eq(FLAGGED) & (now["haz"] < 0)
    short = now["status"].isin(list(STATUS.leaves("stunted"))) | implausibly_low
    rows = now.loc[short].copy()
    states = {index: rows[f"{index}_state"] for index in _INDICES}
    for index, state in states.items():
        classes = pd.Series(classify(rows[index], index=index), index=rows.index).astype("object")  # pyright: ignore
        rows[f"{index}_class"] = classes.where(state.ne(FLAGGED), FLAGGED)
    rows["age_months"] = np.floor(rows["age_days"] / DAYS_PER_MONTH).astype("Int64")
    rows["days_since"] = (pd.Timestamp(as_of) - rows["visit_date"]).dt.days
    rows["remeasure"] = np.logical_or.reduce([state.eq(FLAGGED) for state in states.values()])
    rows["order"] = rows["status"].map(_ORDER)
    ordered = rows.sort_values(["area", "order", "child_id"]).reset_index(drop=True)
    return LineList("stunted_children", ordered[list(COLUMNS)])
