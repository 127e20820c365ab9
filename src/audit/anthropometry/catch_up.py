"""Catch-up growth in z and in centimetres: z alone says yes while the child falls further behind."""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = ["CATCH_UP", "catch_up"]

CATCH_UP = ("both", "haz_only", "cm_only", "neither")


def catch_up(pairs: pd.DataFrame) -> pd.Series:
    """Whether a child came nearer to WHO's median: in height-for-age z, in centimetres, in both, in neither.

    The standards' spread grows with age, so that a child who loses centimetres may still gain z ("haz_only"): only
    "both" is catch-up (Leroy et al. 2013). ``pairs`` of ``growth_pairs``, best ``which="first_last"``; the index is
    kept, missing where a height-for-age is.
    """
    haz, cm = pairs["change_haz"], pairs["change_had_cm"]
    gained = (haz > 0).to_numpy(dtype=bool), (cm > 0).to_numpy(dtype=bool)
    said = np.select([gained[0] & gained[1], gained[0], gained[1]], CATCH_UP[:3], CATCH_UP[3])
    return pd.Series(pd.Categorical(said, categories=CATCH_UP), index=pairs.index).mask(haz.isna() | cm.isna())
