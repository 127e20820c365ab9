"""Children of a month with the levels that growth monitoring counts by."""

from __future__ import annotations

import pandas as pd

from audit.reference.growth_groups import DEVELOPMENT_WORDS, GAIN_UNKNOWN

__all__ = ["development_levels", "with_growth"]


def development_levels(said: pd.Series) -> pd.Series:
    """Leaf level of ``DEVELOPMENT`` of each screening as it was written; what says nothing known is not "sesuai"."""
    known = {word: DEVELOPMENT_WORDS.get(str(word).strip().casefold()) for word in said.dropna().unique()}
    return said.astype(object).map(known).astype(object).fillna("development.unknown")


def with_growth(frame: pd.DataFrame, gains: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``survey.snapshot`` with the leaf levels ``gain``, ``bgm`` and ``development``.

    ``gains`` of ``growth.kms_status``, whose last weighing of the month counts. A visit in a month without a weighing
    is "not_weighed"; a screening that is empty or says nothing known is "development.unknown", not "sesuai".
    """
    known = gains[["child_id", "month", "status", "two_t", "waz", "bgm"]].set_axis(
        ["child_id", "period", "gained", "two_t", "weighed_waz", "is_bgm"], axis=1
    )
    rows = frame[["child_id", "period"]].merge(known, on=["child_id", "period"], how="left", indicator="weighed")
    two_t = rows["two_t"].fillna(False).astype(bool).map({True: "two_t", False: "first_t"})
    gained = rows["gained"].astype(object)
    level = gained.where(gained.notna(), GAIN_UNKNOWN).where(gained.ne("T"), two_t)
    below = rows["is_bgm"].fillna(False).astype(bool).map({True: "bgm", False: "not_bgm"})
    out = frame.reset_index(drop=True).copy()
    out["gain"] = level.where(rows["weighed"].eq("both"), "not_weighed").to_numpy()
    out["bgm"] = below.where(rows["weighed_waz"].notna(), "bgm.unknown").to_numpy()
    out["development"] = development_levels(out["development"])
    return out
