"""Ids among others and months of dates: as pandas itself has them."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from audit.schemas.columns import is_among, month_of

IDS = st.lists(st.one_of(st.none(), st.text("ab1", max_size=2)))


@given(IDS, IDS)
def test_among_as_pandas_but_a_missing_id_is_nobodys(ids, others):
    column, known = pd.Series(ids, dtype="string"), pd.Series(others, dtype="string")
    expected = [id is not None and id in others for id in ids]
    assert is_among(column, known).tolist() == expected
    assert is_among(column.astype(object), [o for o in others if o is not None]).tolist() == expected


@given(st.lists(st.one_of(st.none(), st.dates())), st.integers(0, 3))
def test_months_as_strftime_with_the_index_kept(days, first):
    dates = pd.Series(days, index=range(first, first + len(days)), dtype="datetime64[s]")
    found = month_of(dates)
    assert found.index.equals(dates.index)
    assert [None if pd.isna(month) else month for month in found] == [d and f"{d:%Y-%m}".zfill(7) for d in days]
