"""Things that are done to whole columns of canonical tables again and again, done the quick way."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["is_among", "month_of", "places_among"]


def is_among(ids: pd.Series, others: Iterable[str]) -> np.ndarray:
    """Whether each id is one of the others; a missing one is not.

    ``Series.isin`` of pandas 3.1 makes an Arrow scalar of each of the others: seconds where this takes hundredths.
    """
    known = pa.array(others if isinstance(others, pd.Series) else list(others), type=pa.large_string())
    rows = pa.array(ids, type=pa.large_string())
    found = pc.is_in(rows, value_set=known.drop_null())  # pyright: ignore[reportAttributeAccessIssue]  (made at import)
    return found.to_numpy(zero_copy_only=False).astype(bool)


def places_among(ids: pd.Series, others: pd.Series) -> np.ndarray:
    """At which row of the others each id stands, -1 where it does not; the others are distinct. Quick, as above."""
    rows = pa.array(ids, type=pa.large_string())
    known = pa.array(others, type=pa.large_string())
    found = pc.index_in(rows, value_set=known, skip_nulls=True)  # pyright: ignore[reportAttributeAccessIssue]
    return found.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)


def month_of(dates: pd.Series) -> pd.Series:
    """Calendar month of each date as ``"2025-08"``, missing where the date is."""
    codes, months = pd.factorize(dates.to_numpy(dtype="datetime64[M]"))
    names = pd.array(np.asarray(months, dtype="datetime64[M]").astype(str), dtype="str")
    return pd.Series(names.take(codes, allow_fill=True), index=dates.index)
