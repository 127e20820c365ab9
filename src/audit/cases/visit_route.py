"""Whom the verification of a kecamatan goes to: children to measure again, and children to visit first."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from audit.reference.areas import Areas
from audit.reference.forum_rules import REMEASURE, VISIT_LIST
from audit.reference.visit_rules import VISIT_GROUPS
from audit.register.life import present_at
from audit.results import Cell, CountTable, LineList
from audit.schemas.columns import is_among
from audit.survey import count_table
from audit.survey.snapshot import area_leaves

__all__ = ["remeasure_lines", "remeasure_table", "to_visit_table"]

INDICES = ("haz", "waz", "whz")
_FLAGGED, _COLUMNS = "flagged", ("person_id", "area_code", "visit_date", "weight_kg", "lenhei_cm", "what")


def remeasure_table(now: pd.DataFrame, areas: Areas) -> CountTable:
    """``remeasure_kecamatan``: children of ``survey.snapshot`` rows of one month with a flagged z-score, by kecamatan.

    Flagged: outside WHO's limits of plausible values. Most are errors of writing; some are ill, so all are seen again.
    """
    again = np.logical_or.reduce([now[f"{index}_state"].eq(_FLAGGED) for index in INDICES])
    frame = now.assign(**{REMEASURE.attribute: np.where(again, "again", "not_again")})
    months = now["period"].unique()
    cells = [Cell.of(str(month), area=area.code, remeasure="again") for month in months for area in areas.kecamatan]
    return count_table("remeasure_kecamatan", frame, cells, (areas.partition, REMEASURE))


def remeasure_lines(now: pd.DataFrame, children: pd.DataFrame, refused: frozenset[str], as_of: date) -> LineList:
    """Restricted: those children with what was written and which indices (``what``, joined by ";") are flagged.

    Whoever has died, moved, refused or is no longer under five by ``as_of`` is left out.
    """
    states = pd.DataFrame({index: now[f"{index}_state"].eq(_FLAGGED).to_numpy() for index in INDICES}, index=now.index)
    here = children.loc[present_at(children, as_of), "child_id"]
    kept = states.any(axis=1) & now["child_id"].isin(here) & ~is_among(now["child_id"], refused)
    what = [";".join(name for name in INDICES if row[name]) for row in states[kept].to_dict("records")]
    rows = now[kept].assign(person_id=now.loc[kept, "child_id"], what=what)
    return LineList("remeasure_list", rows[list(_COLUMNS)].sort_values(["area_code", "person_id"], ignore_index=True))


def to_visit_table(listed: pd.DataFrame, period: str, areas: Areas) -> CountTable:
    """``to_visit_kecamatan``: children of the list of visits (``child_id area_code group``), by kecamatan.

    In all, and those of its first group, whose growth falls and whose risk is listed.
    """
    frame = pd.DataFrame(
        {
            "period": period,
            "area": area_leaves(listed["area_code"], areas),
            VISIT_LIST.attribute: listed["group"].astype(object),
        }
    )
    levels = ("listed", VISIT_GROUPS[0])
    cells = [Cell.of(period, area=area.code, visit_list=level) for area in areas.kecamatan for level in levels]
    return count_table("to_visit_kecamatan", frame, cells, (areas.partition, VISIT_LIST))
