"""One visit a child with its z-score in hundredths: what a test of independent children needs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from audit.anthropometry import zscores
from audit.reference.anthropometry_rules import FLAG_LIMITS
from audit.reference.heaping_rules import HUNDREDTHS, HeapingIndex

__all__ = ["one_visit"]

_AGED = {"age_days", "birth_date"}


def one_visit(visits: pd.DataFrame, by: Sequence[str], index: HeapingIndex, seed: int) -> pd.DataFrame:
    """Return one row a child, sorted by child: ``by`` (object), ``hundredths`` (the z of two decimals x 100, whole).

    ``visits`` holds these and what a z-score is computed from: ``sex`` (m/f), ``age_days`` or ``birth_date`` and
    ``visit_date``, ``lenhei_cm``, ``measure``, and for other indices ``weight_kg`` and ``oedema``; or without these the
    z-score of ``audit.anthropometry.zscores`` itself, named as the index. With the former and "haz", the columns that
    ``Rounding`` needs are returned too.

    Visits without a z, and with one that WHO flags, are left out. Of a child (``child_id``; without that column every
    row is a child) with several visits left, one is drawn by ``seed``, so that it depends neither on the order of rows
    nor on what was measured.
    """
    rows = _scored(visits, index)
    children = visits["child_id"] if "child_id" in visits.columns else pd.Series(visits.index)
    for column in reversed(by):
        rows.insert(0, column, visits[column].astype(object).to_numpy())
    rows.insert(0, "child", pd.factorize(children, sort=True)[0])
    rows = rows[rows["z"].between(*FLAG_LIMITS[index])]
    rows = rows.assign(hundredths=np.rint(rows["z"] * HUNDREDTHS).astype(np.int64))
    if rows["child"].duplicated().any():
        rows = rows.sort_values([column for column in rows.columns if column not in by], kind="stable")
        rows = rows.assign(drawn=np.random.default_rng(seed).random(len(rows))).sort_values(["child", "drawn"])
        rows = rows.drop_duplicates("child")
    return rows.drop(columns=["child", "z", "drawn"], errors="ignore").reset_index(drop=True)


def _scored(visits: pd.DataFrame, index: HeapingIndex) -> pd.DataFrame:
    """The z-scores, computed where that is possible, with what they were computed from."""
    if not {"sex", "lenhei_cm"} <= set(visits.columns) or not _AGED & set(visits.columns):
        return pd.DataFrame({"z": visits[index].to_numpy(dtype=np.float64, na_value=np.nan)})
    age = visits.get("age_days")
    if age is None:
        age = (visits["visit_date"] - visits["birth_date"]).dt.days
    weight, measure, oedema = (visits.get(name) for name in ("weight_kg", "measure", "oedema"))
    found = zscores(
        sex=visits["sex"], age=age, weight=weight, lenhei=visits["lenhei_cm"], measure=measure, oedema=oedema
    )
    out = pd.DataFrame({"z": found[index].to_numpy()})
    if index == "haz":
        cm = visits["lenhei_cm"].to_numpy(dtype=np.float64, na_value=np.nan)
        out = out.assign(
            sex=visits["sex"].to_numpy(dtype=object),
            age_days=age.to_numpy(dtype=np.float64, na_value=np.nan),
            lenhei_cm=cm,
            shift_cm=np.round(found["lenhei_used"].to_numpy() - cm, 1),  # what is added is told to the millimetre
        )
    return out
