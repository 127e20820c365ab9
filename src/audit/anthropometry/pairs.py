"""Two visits of one child side by side: what it gained between them, in grams, centimetres and z."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from audit.anthropometry.engine import zscores
from audit.anthropometry.height_difference import height_difference
from audit.reference.anthropometry_rules import LENGTH_MINUS_HEIGHT_CM
from audit.schemas.columns import places_among

__all__ = ["NEEDED", "growth_pairs", "measured"]

NEEDED = ["child_id", "visit_date", "seq", "weight_kg", "lenhei_cm", "measure", "oedema"]  # columns of visits
_G_PER_KG = 1000
_KEPT = ["visit_date", "seq", "age_days", "weight_kg", "lying_cm", "haz", "waz", "had_cm"]


def measured(children: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """Every visit by child, day and ``seq`` with what growth is judged by.

    The columns of visits (``NEEDED`` are enough, others are sorted along) and ``sex birth_date``, ``age_days``,
    ``lying_cm`` (length as if lying, so that visits before and after two years compare; as written where the posture is
    unknown), ``haz waz whz`` and their ``*_flag`` (WHO), ``had_cm`` (height minus WHO's median of that age and sex:
    height-for-age difference).
    """
    at = places_among(visits["child_id"], children["child_id"])
    rows = visits.assign(**{name: children[name].array.take(at, allow_fill=True) for name in ("sex", "birth_date")})
    rows = rows.sort_values(["child_id", "visit_date", "seq"], ignore_index=True)
    days = (rows["visit_date"] - rows["birth_date"]).dt.days.astype("float64")
    z = zscores(
        sex=rows["sex"], age=days, weight=rows["weight_kg"], lenhei=rows["lenhei_cm"], measure=rows["measure"],
        oedema=rows["oedema"],
    )  # fmt: skip
    for column in ("age_days", "haz", "waz", "whz", "haz_flag", "waz_flag", "whz_flag"):
        rows[column] = z[column]
    standing = rows["measure"].eq("h").fillna(False).astype(bool)
    rows["lying_cm"] = rows["lenhei_cm"] + LENGTH_MINUS_HEIGHT_CM * standing
    rows["had_cm"] = height_difference(rows["sex"].astype(object).to_numpy(), z["age_days"], z["lenhei_used"])
    return rows


def growth_pairs(
    children: pd.DataFrame, visits: pd.DataFrame, *, which: Literal["successive", "first_last"] = "successive"
) -> pd.DataFrame:
    """Pairs of visits on different days: each with the one before, or the child's last with its first.

    The last measurement of a day counts. A z that WHO flags is missing here, and with it the height-for-age difference:
    an implausible value is no growth.

    Returns DataFrame: ``child_id sex``, and with suffix ``_from`` and ``_to`` ``visit_date seq age_days weight_kg
    lying_cm haz waz had_cm``; ``days`` between; ``gain_g``, ``gain_cm``, ``change_haz``, ``change_waz``,
    ``change_had_cm``; missing where either side is.
    """
    rows = measured(children, visits).drop_duplicates(["child_id", "visit_date"], keep="last").reset_index(drop=True)
    rows[["haz", "had_cm"]] = rows[["haz", "had_cm"]].mask(rows["haz_flag"])
    rows["waz"] = rows["waz"].mask(rows["waz_flag"])
    of_child = rows.groupby("child_id")
    if which == "successive":
        before = of_child[_KEPT].shift()
        later = of_child.cumcount() > 0
    else:
        before = rows[["child_id"]].merge(rows.drop_duplicates("child_id"), on="child_id", how="left")[_KEPT]
        later = ~rows.duplicated("child_id", keep="last") & (of_child.cumcount() > 0)
    out = pd.concat([rows[["child_id", "sex"]], before.add_suffix("_from"), rows[_KEPT].add_suffix("_to")], axis=1)[
        later
    ]
    out = out.reset_index(drop=True)
    out["days"] = (out["visit_date_to"] - out["visit_date_from"]).dt.days.astype("float64")
    out["gain_g"] = np.round((out["weight_kg_to"] - out["weight_kg_from"]) * _G_PER_KG)
    out["gain_cm"] = out["lying_cm_to"] - out["lying_cm_from"]
    for column in ("haz", "waz", "had_cm"):
        out[f"change_{column}"] = out[f"{column}_to"] - out[f"{column}_from"]
    return out
