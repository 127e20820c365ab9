"""PAUD of children of two to six years (KPM form 2C): a denominator of its own, apart from the scorecard of 1,000 days.

The forms note attendance month by month and the sources name no minimum, so that what is counted is whether a child
came in any month of the quarter; confidence L until somebody has read the guide.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.programme.quarter import Quarter
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.scorecard_groups import PAUD
from audit.reference.service_packages import PAUD_MONTHS
from audit.results import Cell, RateTable
from audit.schemas.columns import is_among
from audit.survey import count_table, rate_table

__all__ = ["paud_people", "paud_rates"]


def paud_people(children: pd.DataFrame, forms: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    """Children of 24 to 83 completed months on the last day, in desa of which any form 2C came: one row a child.

    Columns ``person_id``, ``area_code`` and ``paud`` (a leaf level): attending in some month; not attending
    where every month of the quarter says so; else unknown. A register that ends at the fifth birthday holds the younger
    of them alone.
    """
    here = children[children["life_status"].fillna("hidup").eq("hidup").to_numpy(dtype=bool)]
    months = np.floor((quarter.end - here["birth_date"]).dt.days.to_numpy(dtype="float64") / DAYS_PER_MONTH)
    here = here[(months >= PAUD_MONTHS[0]) & (months < PAUD_MONTHS[1])]
    said = forms[forms["month"].isin(quarter.months).to_numpy(dtype=bool, na_value=False) & forms["paud"].notna()]
    ids = here["child_id"].rename("person_id").reset_index(drop=True)
    by = said.groupby("person_id")["paud"].agg(["sum", "count"]).reindex(ids).fillna(0).to_numpy(dtype="float64")
    filed = here["area_code"].array[is_among(ids, said["person_id"])]
    level = np.where(by[:, 1] >= len(quarter.months), "paud.not_attending", "paud.unknown")
    level = np.where(by[:, 0] > 0, "paud.attending", level)
    rows = pd.DataFrame({"person_id": ids, "area_code": here["area_code"].array, "paud": level})
    return rows[is_among(rows["area_code"], [str(code) for code in pd.unique(filed.dropna())])].reset_index(drop=True)


def paud_rates(people: pd.DataFrame, quarter: Quarter) -> tuple[RateTable, RateTable]:
    """``packages_paud``: attending over all, and ``packages_paud_unknown``; the district."""
    frame = people[["paud"]].assign(period=quarter.id)

    def rate(id: str, level: str) -> RateTable:
        def counts(id: str, level: str):
            return count_table(id, frame, [Cell.of(quarter.id, paud=level)], (PAUD,))

        return rate_table(id, counts(id, level), counts(f"{id}.of", "paud.children"), interval=False)

    return rate("packages_paud", "paud.attending"), rate("packages_paud_unknown", "paud.unknown")
