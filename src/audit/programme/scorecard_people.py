"""Whom the village scorecard of a quarter is about: mothers and children under two, with their stage."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.programme.quarter import Quarter
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.service_packages import PackageSet
from audit.reference.target_groups import LAST_WEEK, NIFAS_DAYS

__all__ = ["AFTER_DELIVERY", "COLUMNS", "scorecard_people"]

AFTER_DELIVERY = "after_delivery"
COLUMNS = ("person_id", "target", "stage", "began", "delivered", "household_id", "area_code", "at_risk")
_DAYS_A_WEEK = 7


def scorecard_people(
    children: pd.DataFrame,
    women: pd.DataFrame,
    quarter: Quarter,
    packages: PackageSet,
    *,
    at_risk: pd.Series | None = None,
) -> pd.DataFrame:
    """One row a person, as on the last day of the quarter.

    Parameters
    ----------
    children, women : canonical. Only who is alive, lives here and did not refuse (missing: nobody said otherwise).
    at_risk : boolean by person id: mothers with KEK or a high-risk pregnancy (RISTI); who is not in it is unknown.

    A child is in it who was born and is under 24 completed months of 30.4375 days; without a birth date nobody is. A
    mother is in it who is pregnant, or whose forty-two days after delivery reach into the quarter. ``stage`` is missing
    where a pregnant woman's weeks are; a pregnancy past its last week without news is left out. ``began``: birth, or
    the day on which the pregnancy began; ``delivered``: birth, or the delivery.
    """
    young = _children(children, quarter, packages)
    grown = _mothers(women, quarter, packages)
    if at_risk is not None:
        grown["at_risk"] = at_risk.reindex(grown["person_id"]).astype("boolean").array
    people = pd.concat([grown, young], ignore_index=True)
    return people.sort_values(["target", "person_id"], ascending=[False, True], ignore_index=True)


def _children(children: pd.DataFrame, quarter: Quarter, packages: PackageSet) -> pd.DataFrame:
    rows = _here(children)
    rows = rows[(rows["birth_date"] <= quarter.end).to_numpy(dtype=bool, na_value=False)]
    months = np.floor((quarter.end - rows["birth_date"]).dt.days.to_numpy(dtype="float64") / DAYS_PER_MONTH)
    stages = packages.stages_of("child")
    place = np.searchsorted([stage.until or 0.0 for stage in stages], months, side="right")
    kept = place < len(stages)
    rows = rows[kept]
    return _people(
        rows["child_id"],
        "child",
        np.array([stage.id for stage in stages], dtype=object)[place[kept]],
        rows["birth_date"],
        rows["birth_date"],
        rows,
    )


def _mothers(women: pd.DataFrame, quarter: Quarter, packages: PackageSet) -> pd.DataFrame:
    rows = _here(women)
    rows = rows[rows["contact_date"].le(quarter.end).to_numpy() & rows["group"].isin(["bumil", "nifas", "busui"])]
    rows = rows.sort_values(["woman_id", "contact_date"], kind="stable")
    pregnant = rows["group"].eq("bumil")
    earlier = pregnant & rows["delivery_date"].lt(rows["contact_date"]).fillna(False)
    delivered = rows["delivery_date"].where(~earlier & rows["delivery_date"].le(quarter.end))
    weeks = rows["gestation_weeks"].where(pregnant)
    began = rows["contact_date"] - pd.to_timedelta(weeks * _DAYS_A_WEEK, unit="D").dt.floor("D")
    told = rows.assign(delivered=delivered, began=began, pregnant=pregnant)
    last = told.groupby("woman_id", sort=True)
    newest = last.tail(1).set_index("woman_id")
    # The pregnancy that the newest contact is about: a date noted earlier counts while it can be of the same one.
    first_day = newest["delivered"].fillna(quarter.end) - pd.Timedelta(weeks=LAST_WEEK)
    noted = last["began"].last().reindex(newest.index)
    began = noted.where(noted.ge(first_day) & ~noted.gt(newest["delivered"]).fillna(False))
    after = newest["delivered"].notna()
    in_nifas = after & (newest["delivered"] + pd.Timedelta(days=NIFAS_DAYS)).ge(quarter.start)
    fresh = newest["contact_date"].ge(quarter.end - pd.Timedelta(weeks=LAST_WEEK))
    waiting = newest["pregnant"].astype(bool) & ~after & fresh & (began.notna() | noted.isna())
    unsaid = newest["group"].eq("nifas") & ~after & newest["contact_date"].ge(quarter.start)
    months = (quarter.end - began).dt.days.to_numpy(dtype="float64") / DAYS_PER_MONTH
    stages = [stage for stage in packages.stages_of("mother") if stage.until is not None]
    place = np.searchsorted([stage.until or 0.0 for stage in stages], np.nan_to_num(months), side="left")
    names = np.array([stage.id for stage in stages], dtype=object)[np.minimum(place, len(stages) - 1)]
    stage = np.where(in_nifas | unsaid, AFTER_DELIVERY, names)
    stage = np.where(np.isnan(months) & (stage != AFTER_DELIVERY), np.array([None], dtype=object), stage)
    kept = (in_nifas | waiting | unsaid).to_numpy(dtype=bool)
    chosen = newest[kept]
    return _people(
        chosen.index.to_series(), "mother", stage[kept], began[kept], chosen["delivered"], chosen.reset_index()
    )


def _here(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["life_status"].fillna("hidup").eq("hidup").to_numpy(dtype=bool)]


def _people(
    ids: pd.Series, target: str, stage: np.ndarray, began: pd.Series, delivered: pd.Series, rows: pd.DataFrame
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "person_id": ids.astype("string").array,
            "target": pd.array([target] * len(ids), dtype="string"),
            "stage": pd.array(stage, dtype="string"),
            "began": began.astype("datetime64[s]").array,
            "delivered": delivered.astype("datetime64[s]").array,
            "household_id": rows["household_id"].astype("string").array,
            "area_code": rows["area_code"].astype("string").array,
            "at_risk": pd.array([pd.NA] * len(ids), dtype="boolean"),
        }
    )
