"""Clinically confirmed stunting: another state than being measured short, with another denominator."""

from __future__ import annotations

import pandas as pd

from audit.reference.areas import Areas
from audit.reference.groups import STATUS
from audit.reference.growth_groups import EXAMINED
from audit.results import Cell, CountTable, RateTable
from audit.survey import count_table, rate_table

__all__ = ["confirmed_among_examined", "examination_state", "examinations_of_stunted"]


def examination_state(frame: pd.DataFrame, examinations: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``survey.snapshot`` with the leaf level ``examined``.

    Levels: confirmed, not_confirmed, no_verdict, not_examined.

    ``examinations``: child_id, examined_date, ``confirmed`` (boolean, missing: no verdict yet). The newest one up to
    the end of the row's month counts; a later one is not yet known then.
    """
    until = (pd.to_datetime(frame["period"] + "-01") + pd.offsets.MonthEnd()).rename("until")
    asked = pd.DataFrame({"child_id": frame["child_id"], "row": range(len(frame)), "until": until.to_numpy()})
    both = asked.merge(examinations, on="child_id")
    both = both[both["examined_date"] <= both["until"]].sort_values(["row", "examined_date"], kind="stable")
    newest = both.drop_duplicates("row", keep="last").set_index("row")["confirmed"].astype("boolean")
    said = newest.map({True: "confirmed", False: "not_confirmed"}).astype(object).fillna("no_verdict")
    out = frame.reset_index(drop=True).copy()
    out["examined"] = said.reindex(range(len(frame))).fillna("not_examined").to_numpy()
    return out


def examinations_of_stunted(frame: pd.DataFrame, month: str, areas: Areas) -> CountTable:
    """Children measured short by what a doctor found, and those not yet examined: district, kecamatan, unknown part."""
    levels = (*EXAMINED.below("examined"), "not_examined")
    cells = [c.replace("examined", level) for c in _stunted(month, areas) for level in levels]
    return count_table("examinations_of_stunted", frame, cells, (areas.partition, STATUS, EXAMINED))


def confirmed_among_examined(frame: pd.DataFrame, month: str, areas: Areas) -> RateTable:
    """Confirmed among children measured short and examined by a doctor.

    Not a prevalence: nobody chose these children at random. Never beside the target of a survey, and never without
    ``examinations_of_stunted``, which shows how many were not examined (practice C22). Source of the diagnosis: PNPK,
    Kepmenkes HK.01.07/MENKES/1928/2022.
    """
    cells, partitions = _stunted(month, areas), (areas.partition, STATUS, EXAMINED)
    return rate_table(
        "confirmed_among_examined",
        count_table("confirmed", frame, [c.replace("examined", "confirmed") for c in cells], partitions),
        count_table("confirmed.of", frame, [c.replace("examined", "examined") for c in cells], partitions),
        interval=False,
    )


def _stunted(month: str, areas: Areas) -> list[Cell]:
    places = [None, *(a.code for a in areas.kecamatan), areas.unknown_parts[0]]
    return [Cell.of(month, area=place, status="stunted") for place in places]
