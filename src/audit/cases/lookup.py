"""Values of a series by key, aligned to a column of keys; missing where a key is not there, whatever the dtype."""

from __future__ import annotations

import pandas as pd

__all__ = ["look_up"]


def look_up(keys: pd.Series, values: pd.Series) -> pd.Series:
    """``values`` (its index unique) for each of ``keys``, on the index of ``keys`` and of the dtype of ``values``."""
    return pd.Series(values.reindex(keys.to_numpy()).array, index=keys.index)
