"""What is noted of receipt, month by month, from the KPM's forms and from canonical tables that hold the same facts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from audit.programme.quarter import month_numbers

__all__ = ["EVIDENCE", "receipt_evidence"]

EVIDENCE = ("person_id", "month", "fact", "times", "to_standard")
_STATES = {"safe_water": "safe_water", "healthy_latrine": "latrine", "health_insurance": "health_insurance"}
_MEASURED = {"weight_kg": "weighing", "lenhei_cm": "length"}
_RECEIVED = ("received", "rechecked")


def receipt_evidence(
    people: pd.DataFrame,
    *,
    receipt: pd.DataFrame | None = None,
    visits: pd.DataFrame | None = None,
    households: pd.DataFrame | None = None,
    services: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """``EVIDENCE``: how often each fact was in a month (number of months since 1970) by person; 0 is known not to be.

    Parameters
    ----------
    people : of ``scorecard_people``; only they are in the result.
    receipt : canonical ``package_receipt``.
    visits : canonical. Where a desa measured anybody in a month, a child on its list without a measurement was not
        measured; of other months nothing is known. A child of unknown desa is never known not to be measured.
    households : canonical; water, latrine and insurance of the family on the day on which they were noted.
    services : canonical, received or checked again; ``service_code`` must be the name of a fact. A list of services
        never says what somebody did not receive.

    Of several notes on one month the largest counts, and to standard only what no note says was not.
    """
    parts = [
        _of_receipt(receipt),
        *_of_visits(people, visits),
        *_of_households(people, households),
        _of_services(services),
    ]
    rows = pd.concat([part[list(EVIDENCE)] for part in parts if part is not None and len(part)] or [_nothing()])
    rows = rows[rows["person_id"].isin(people["person_id"]) & rows["times"].notna() & rows["month"].ge(0)]
    if not rows.duplicated(["person_id", "month", "fact"]).any():
        return rows.reset_index(drop=True)
    grouped = rows.groupby(["person_id", "month", "fact"], sort=True)
    return grouped.agg(times=("times", "max"), to_standard=("to_standard", "min")).reset_index()


def _nothing() -> pd.DataFrame:
    return _rows(pd.Series(dtype="string"), np.array([], dtype="int64"), "", np.array([]), np.array([]))


def _rows(person: pd.Series, month: np.ndarray, fact: Any, times: np.ndarray, standard: object) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "person_id": person.astype("string").array,
            "month": np.asarray(month, dtype="int64"),
            "fact": pd.Series(fact, index=range(len(person)), dtype="string").array,
            "times": np.asarray(times, dtype="float64"),
            "to_standard": np.broadcast_to(np.asarray(standard, dtype="float64"), len(person)),
        }
    )


def _of_receipt(receipt: pd.DataFrame | None) -> pd.DataFrame | None:
    if receipt is None:
        return None
    standard = receipt["to_standard"].astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
    times = receipt["times"].to_numpy(dtype="float64", na_value=np.nan)
    return _rows(receipt["person_id"], month_numbers(receipt["month"]), receipt["fact"].to_numpy(), times, standard)


def _of_visits(people: pd.DataFrame, visits: pd.DataFrame | None) -> list[pd.DataFrame]:
    """One row a child and month that the desa measured in, since the child's birth."""
    if visits is None or visits.empty:
        return []
    children = people[people["target"].eq("child").to_numpy(dtype=bool)]
    month = month_numbers(visits["visit_date"])
    desa = children.set_index("person_id")["area_code"]
    at = desa.reindex(visits["child_id"]).to_numpy(dtype=object)
    known = pd.DataFrame({"area_code": at, "month": month}).dropna().drop_duplicates()
    born = pd.DataFrame({"person_id": children["person_id"], "area_code": children["area_code"]})
    born["born"] = month_numbers(children["began"])
    grid = born.dropna(subset="area_code").merge(known.astype({"area_code": "string"}), on="area_code")
    grid = grid[grid["month"] >= grid["born"]]
    parts = []
    for column, fact in _MEASURED.items():
        had = visits[column].notna().to_numpy()
        done = pd.DataFrame({"person_id": visits["child_id"].array[had], "month": month[had]}).drop_duplicates()
        parts.append(_rows(done["person_id"], done["month"].to_numpy(), fact, np.ones(len(done)), np.nan))
        rest = grid[["person_id", "month"]].merge(done, on=["person_id", "month"], how="left", indicator="found")
        rest = rest[rest["found"].eq("left_only").to_numpy()]
        parts.append(_rows(rest["person_id"], rest["month"].to_numpy(), fact, np.zeros(len(rest)), np.nan))
    return parts


def _of_households(people: pd.DataFrame, households: pd.DataFrame | None) -> list[pd.DataFrame]:
    if households is None or households.empty:
        return []
    rows = people[["person_id", "household_id"]].dropna().merge(households, on="household_id")
    month = month_numbers(rows["recorded_on"])
    return [
        _rows(
            rows["person_id"], month, fact, rows[column].astype("Float64").to_numpy("float64", na_value=np.nan), np.nan
        )
        for column, fact in _STATES.items()
    ]


def _of_services(services: pd.DataFrame | None) -> pd.DataFrame | None:
    if services is None:
        return None
    rows = services[services["stage"].isin(_RECEIVED).to_numpy()]
    standard = rows["to_standard"].astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
    out = _rows(
        rows["person_id"], month_numbers(rows["date"]), rows["service_code"].to_numpy(), np.ones(len(rows)), standard
    )
    grouped = out.groupby(["person_id", "month", "fact"], sort=True)
    return grouped.agg(times=("times", "sum"), to_standard=("to_standard", "min")).reset_index()
