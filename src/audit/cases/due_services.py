"""What falls due for whom in a coming month: services by age, by week of pregnancy, by wedding."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.reference.areas import Areas
from audit.reference.forum_rules import DUE_SERVICES, DueService, due_partition
from audit.reference.needs import PERSON
from audit.results import Cell, CountTable, LineList
from audit.survey import count_table

__all__ = ["due_lines", "due_services", "due_table"]

_DAYS_A_WEEK = 7


def due_services(people: pd.DataFrame, month: pd.Period) -> pd.DataFrame:
    """One column a service of ``DUE_SERVICES``: for whom it falls due in a month, by row of ``People.frame``.

    Whoever's birth date, week of pregnancy or wedding day is not known is not due: nobody can say when.
    """
    return pd.DataFrame({service.id: _due(people, service, month) for service in DUE_SERVICES}, index=people.index)


def _due(people: pd.DataFrame, service: DueService, month: pd.Period) -> np.ndarray:
    if service.months and month.month not in service.months:
        return np.zeros(len(people), dtype=bool)
    own = people["group"].isin(list(service.groups)).to_numpy(dtype=bool)
    if service.when == "weeks":
        return own & _reaches(people, service.at, month)
    if service.when == "wedding":
        return own & people["wedding_date"].dt.to_period("M").eq(month).to_numpy(dtype=bool)
    months = _months_old(people["birth_date"], month)
    if service.when == "turns":
        return own & np.isin(months, service.at)
    if service.ages:
        return own & (months >= service.ages[0]) & (months <= service.ages[1])
    return own


def _months_old(born: pd.Series, month: pd.Period) -> np.ndarray:
    """Whole months that a child completes in a month; missing where the birth date is."""
    return ((month.year - born.dt.year) * 12 + month.month - born.dt.month).to_numpy(dtype="float64", na_value=np.nan)


def _reaches(people: pd.DataFrame, weeks: tuple[int, ...], month: pd.Period) -> np.ndarray:
    """Whether a pregnancy completes one of the weeks in a month, counted on from the last contact."""
    noted = people["gestation_weeks"].to_numpy(dtype="float64", na_value=np.nan)

    def at(day: pd.Timestamp) -> np.ndarray:
        since = (day - people["visit_on"]).dt.days.to_numpy(dtype="float64", na_value=np.nan)
        return noted + since / _DAYS_A_WEEK

    first, after = at(month.start_time), at((month + 1).start_time)
    return np.any([(first <= week) & (week < after) for week in weeks], axis=0)


def due_table(people: pd.DataFrame, due: pd.DataFrame, period: str, areas: Areas) -> CountTable:
    """``due_kecamatan``: for how many people each service falls due, by kecamatan."""
    cells: list[Cell] = []
    counts: list[int] = []
    partitions = (PERSON, areas.partition, *(due_partition(name) for name in due.columns))
    frame = pd.DataFrame({"period": period, "person": "person.known", "area": people["area"].astype(object)})
    for name in due.columns:
        partition = due_partition(str(name))
        wanted = [
            Cell.of(period, person="person", area=place.code, **{partition.attribute: "due"})
            for place in areas.kecamatan
        ]
        rows = frame.assign(**{partition.attribute: np.where(due[name], "due", "not_due")})
        cells += wanted
        counts += count_table(str(name), rows, wanted, (PERSON, areas.partition, partition)).counts
    return CountTable("due_kecamatan", tuple(cells), tuple(counts), partitions)


def due_lines(people: pd.DataFrame, due: pd.DataFrame) -> LineList:
    """Restricted: one row a person and service that falls due: ``person_id group area_code service``."""
    parts = [
        people.loc[due[name].to_numpy(), ["person_id", "group", "area_code"]].assign(service=name)
        for name in due.columns
    ]
    rows = pd.concat(parts, ignore_index=True)
    return LineList("due_list", rows.sort_values(["area_code", "service", "person_id"], ignore_index=True))
