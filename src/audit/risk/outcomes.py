"""Outcomes of a child beside being stunted: centimetres from the median, short and thin at once, development."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from audit.anthropometry import classify, zscores
from audit.anthropometry.height_difference import height_difference
from audit.reference.growth_groups import DEVELOPMENT_WORDS
from audit.risk.child_factors import newest_answers

__all__ = ["child_outcomes"]

_WASTED = ("severely_wasted", "wasted")


def child_outcomes(frame: pd.DataFrame, now: pd.DataFrame, child_history: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Rows of ``child_factors`` with their other outcomes.

    Parameters
    ----------
    frame : of ``child_factors``, of the rows ``now`` of ``survey.snapshot``.
    child_history : canonical table; nothing dated after ``as_of`` is known yet. It is asked for a screening of
        development only where no visit of the month has one, so that the report has one figure of it.

    Returns
    -------
    ``frame`` and the leaf levels ``thinness`` and ``development``; ``had_cm`` (height-for-age difference),
    ``short_and_thin`` and ``not_as_expected`` (0/1, missing where it is not known). A child with oedema is thin
    whatever it weighs. What nobody screened is missing, never "as expected".
    """
    rows = now.set_index("child_id").reindex(frame["child_id"]).reset_index()
    z = zscores(sex=rows["sex"], age=rows["age_days"], lenhei=rows["lenhei_cm"], measure=rows["measure"])
    swollen = rows["oedema"].eq("y").fillna(False).to_numpy(dtype=bool)
    known = rows["whz_state"].eq("known").to_numpy() | swollen
    classes = pd.Series(classify(rows["whz"], index="whz")).astype(object)
    wasted = known & (swollen | classes.isin(_WASTED).to_numpy())
    both = frame["stunted"].eq(1).to_numpy() & wasted
    development = _development(rows, child_history, pd.Timestamp(as_of))
    screened = development.notna().to_numpy()
    return frame.assign(
        thinness=np.where(known, np.where(wasted, "wasted", "not_wasted"), "thinness.unknown"),
        development=development.fillna("development.unknown").to_numpy(dtype=object),
        had_cm=height_difference(rows["sex"].to_numpy(dtype=object), rows["age_days"], z["lenhei_used"]),
        short_and_thin=np.where(known, both.astype(float), np.nan),
        not_as_expected=np.where(screened, development.ne("sesuai").to_numpy(dtype=float), np.nan),
    )


def _development(rows: pd.DataFrame, child_history: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    said = _read(rows["development"])
    if said.notna().any():
        return said
    return _read(newest_answers(child_history, "child_id", "recorded_on", rows["child_id"], day)["development"])


def _read(values: pd.Series) -> pd.Series:
    place, words = pd.factorize(values)
    said = [DEVELOPMENT_WORDS.get(str(word).strip().casefold(), np.nan) for word in words]
    return pd.Series(np.array([*said, np.nan], dtype=object)[place], index=values.index)  # the last for -1: missing
