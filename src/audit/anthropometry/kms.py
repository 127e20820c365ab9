"""Did the child gain weight this month? N, T, O, B of the KMS, the first T, the series of T, the red line."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd

from audit.anthropometry.engine import zscores
from audit.reference.growth_rules import ABOVE_ORANGE_WAZ, BGM_WAZ, KBM_VERSION, SERIES_T, kbm_g
from audit.schemas.columns import month_of

__all__ = ["Gap", "completed_months", "kms_status"]

Gap = Literal["O", "scaled"]
_G_PER_KG = 1000
_MONTHS_A_YEAR = 12


def kms_status(children: pd.DataFrame, visits: pd.DataFrame, *, kbm: str = KBM_VERSION, gap: Gap = "O") -> pd.DataFrame:
    """Weight gain status of each child in each calendar month in which it was weighed.

    B: weighed for the first time in ``visits``. O: not weighed in the calendar month before. N: gained at least the KBM
    of its completed months of age since then; T: gained less. With ``gap="scaled"`` a longer gap is held against the
    sum of the KBM of the months passed, instead of O. Where a child was weighed more than once in a month the
    last weighing counts. A file that begins late makes B of children weighed before; N/D' leaves B and O out alike.

    Parameters
    ----------
    children, visits : canonical tables. kbm : version of the table of least gains (``reference.growth_rules``).

    Returns
    -------
    DataFrame by child and month: ``child_id month`` ("2025-08") ``visit_date seq weight_kg age_months`` (completed),
    ``gain_g`` since the weighing before, ``kbm_g`` it is held against, ``status`` (N T O B; missing where sex or age is
    unknown or the age is over 60 months and it would be N or T), ``t_run`` (its place among T of successive months, 0
    if it is none), ``first_t`` (the first: refer), ``two_t`` (the second and later: a series; nobody waits for it),
    ``waz``, ``bgm`` (below the red line), ``above_orange``, and ``refer`` (T, BGM or above the orange line). A month
    without weighing ends a series. Ages are chronological, also for preterm children.

    Raises ``ReferenceDataError`` (exit 12) for an unknown ``kbm``, ``ValueError`` for an unknown ``gap``.
    Source: Buku KIA 2023, p. 54; practice notes, C17 and C30. Not to be mixed with WHO velocity in one count.
    """
    if gap not in get_args(Gap):
        raise ValueError(f"gap is 'O' or 'scaled', not {gap!r}")
    rows = _one_a_month(children, visits)
    month = _month_number(rows["visit_date"])
    before = rows.groupby("child_id")["weight_kg"].shift()
    apart = month - month.groupby(rows["child_id"]).shift()
    first = before.isna()
    rows["gain_g"] = ((rows["weight_kg"] - before) * _G_PER_KG).round()
    judged = ~first & (apart.eq(1) | (gap == "scaled"))
    rows["kbm_g"] = _least_gain(rows["sex"], rows["age_months"], apart, kbm).where(judged)
    gained = np.where(rows["gain_g"] >= rows["kbm_g"], "N", "T")
    status = pd.Series(np.where(first, "B", np.where(judged, gained, "O")), index=rows.index, dtype="string")
    rows["status"] = status.mask(judged & rows["kbm_g"].isna())
    rows["t_run"] = _run_of_t(rows["child_id"], rows["status"].eq("T").fillna(False).astype(bool), apart.eq(1))
    rows["first_t"], rows["two_t"] = rows["t_run"].eq(1), rows["t_run"] >= SERIES_T
    rows["bgm"], rows["above_orange"] = rows["waz"] < BGM_WAZ, rows["waz"] > ABOVE_ORANGE_WAZ
    rows["refer"] = (rows["t_run"] > 0) | rows["bgm"] | rows["above_orange"]
    columns = [
        "child_id", "month", "visit_date", "seq", "weight_kg", "age_months", "gain_g", "kbm_g", "status", "t_run",
        "first_t", "two_t", "waz", "bgm", "above_orange", "refer",
    ]  # fmt: skip
    return rows[columns]


def completed_months(birth_date: pd.Series, day: pd.Series) -> pd.Series:
    """Completed calendar months of age on a day; missing where a date is."""
    months = _month_number(day) - _month_number(birth_date)
    return months - (day.dt.day < birth_date.dt.day)


def _month_number(day: pd.Series) -> pd.Series:
    return (day.dt.year * _MONTHS_A_YEAR + day.dt.month).astype("float64")


def _one_a_month(children: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """The last weighing of each child in each month, with sex, age and weight for age."""
    rows = visits.loc[visits["weight_kg"] > 0, ["child_id", "visit_date", "seq", "weight_kg", "oedema"]]
    rows = rows.assign(month=month_of(rows["visit_date"])).sort_values(["child_id", "visit_date", "seq"])
    rows = rows.drop_duplicates(["child_id", "month"], keep="last")
    rows = rows.join(children.set_index("child_id")[["sex", "birth_date"]], on="child_id").reset_index(drop=True)
    rows["age_months"] = completed_months(rows["birth_date"], rows["visit_date"])
    days = (rows["visit_date"] - rows["birth_date"]).dt.days.astype("float64")
    rows["waz"] = zscores(sex=rows["sex"], age=days, weight=rows["weight_kg"], oedema=rows["oedema"])["waz"]
    return rows


def _least_gain(sex: pd.Series, age: pd.Series, apart: pd.Series, version: str) -> pd.Series:
    """KBM of the months passed, up to the completed months of age; missing where sex or age is unknown or too high."""
    needed = pd.Series(np.nan, index=sex.index)
    for code in ("m", "f"):
        table = kbm_g(code, version)
        total = np.r_[0.0, np.cumsum(table[1:])]  # from birth to each completed month
        rows = (sex.eq(code) & (age >= 0) & (age < len(table)) & apart.notna()).fillna(False)
        to = age[rows].to_numpy(dtype=np.intp)
        since = np.maximum(to - apart[rows].to_numpy(dtype=np.intp), 0)
        needed[rows] = np.where(to == 0, table[0], total[to] - total[since])
    return needed


def _run_of_t(child: pd.Series, is_t: pd.Series, next_month: pd.Series) -> pd.Series:
    """Running number of a T among T of successive months of one child; 0 where it is none."""
    joined = is_t & is_t.shift(fill_value=False) & next_month & child.eq(child.shift()).fillna(False).astype(bool)
    run = (~joined).cumsum()
    return is_t.astype("int64").groupby(run).cumsum().where(is_t, 0)
