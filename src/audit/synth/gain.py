"""Weight gain status as the posyandu writes it: N, T, O or B."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.reference.growth_rules import kbm_g
from audit.reference.sample_registers import MASS_WEIGHINGS
from audit.synth.calendar import calendar_age
from audit.synth.people import People

__all__ = ["gain_of", "gain_status"]


def gain_status(visits: pd.DataFrame, birth_date: pd.Series, female: np.ndarray, months_old: np.ndarray) -> np.ndarray:
    """Return B (weighed for the first time), O (not weighed last month), N (gained enough) or T for each visit.

    ``visits`` (child_no, visit_date, weight_kg) holds every visit since the mass weighing before the first of them: a
    child born since then and not yet seen is B. ``birth_date`` and ``female`` are by child number, ``months_old``
    completed months (0 to 60) by visit. What is enough is the least monthly gain of the KMS for that age and sex.
    """
    order = np.lexsort((visits["visit_date"], visits["child_no"]))
    child = visits["child_no"].to_numpy()[order]
    date = visits["visit_date"].iloc[order]
    month = (date.dt.year * 12 + date.dt.month).to_numpy()
    weight = visits["weight_kg"].to_numpy()[order]

    again = np.r_[False, child[1:] == child[:-1]]
    last_month = again & (np.r_[0, month[1:] - month[:-1]] == 1)
    gained_g = np.round(1000 * np.r_[0.0, weight[1:] - weight[:-1]])
    age = months_old[order]
    enough = gained_g >= np.where(female[child], kbm_g("f")[age], kbm_g("m")[age])
    first = ~again & (birth_date.to_numpy()[child] >= _last_mass_weighing_before(date.min()).to_datetime64())
    status = np.select([first, ~last_month, enough], ["B", "O", "N"], default="T").astype(object)
    out = np.empty(len(visits), dtype=object)
    out[order] = status
    return out


def _last_mass_weighing_before(day: pd.Timestamp) -> pd.Timestamp:
    months = [pd.Timestamp(year, m, 1) for year in (day.year - 1, day.year) for m in MASS_WEIGHINGS]
    return max(m for m in months if m + pd.offsets.MonthEnd() < day)


def gain_of(people: People, visits: pd.DataFrame) -> np.ndarray:
    """N, T, O or B of each visit of ``people``."""
    birth, female = people.frame["birth_date"], people.frame["sex"].eq("f").to_numpy()
    born = pd.DatetimeIndex(birth.to_numpy()[visits["child_no"].to_numpy()])
    return gain_status(visits, birth, female, calendar_age(born, pd.DatetimeIndex(visits["visit_date"])).months)
