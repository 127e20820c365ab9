"""From canonical tables to the rows of the lake: month by month, without whose they are."""

from __future__ import annotations

import pandas as pd

from audit.reference.areas import Areas
from audit.schemas import LAKE
from audit.schemas.columns import month_of
from audit.survey.snapshot import area_leaves

__all__ = ["lake_rows"]


def lake_rows(children: pd.DataFrame, visits: pd.DataFrame, areas: Areas) -> dict[str, pd.DataFrame]:
    """Return the rows (``schemas.LAKE``) of each month that has visits, sorted by desa.

    Of a child with several visits in a month the last counts (``newest``), as in ``survey.snapshot``. Ages are whole
    days between two dates. Neither ids nor dates are kept, and the order within a desa is that of the measurements.
    """
    frame = visits.assign(month=month_of(visits["visit_date"])).sort_values(["child_id", "visit_date", "seq"])
    who = children.set_index("child_id")[["sex", "birth_date", "area_code"]]
    frame = frame.join(who, on="child_id")
    frame["newest"] = ~frame.duplicated(["child_id", "month"], keep="last")
    frame["age_days"] = (frame["visit_date"] - frame["birth_date"]).dt.days.astype("float64")
    frame["area_code"] = area_leaves(frame["area_code"], areas)
    names = list(LAKE.names)
    return {
        str(month): LAKE.conform(rows[names].sort_values(names, kind="stable"))
        for month, rows in frame.groupby("month", sort=True)
    }
