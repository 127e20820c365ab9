"""However a lake is split into partitions and batches, its sums are the same."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.quality.lake_sums import added, desa_sums
from audit.schemas import LAKE

DESA = ("64.74.01.1001", "64.74.01.1002", "64.74.00", "17.71.01.1001")
ROW = st.fixed_dictionaries(
    {
        "area_code": st.sampled_from(DESA),
        "sex": st.sampled_from(["m", "f", None]),
        "age_days": st.none() | st.integers(0, 1900),
        "weight_kg": st.none() | st.integers(0, 300).map(lambda tenths: tenths / 10),
        "lenhei_cm": st.none() | st.integers(300, 1300).map(lambda tenths: tenths / 10),
        "measure": st.sampled_from(["l", "h", None]),
        "oedema": st.sampled_from(["y", "n", None]),
        "newest": st.booleans(),
    }
)


@settings(max_examples=50, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=40), st.data())
def test_any_split_gives_the_same_sums(rows, data):
    frame = LAKE.conform(pd.DataFrame(rows, columns=list(LAKE.names)))
    order = data.draw(st.permutations(range(len(rows))))
    part = np.array(data.draw(st.lists(st.integers(0, 4), min_size=len(rows), max_size=len(rows))))
    mixed = frame.iloc[list(order)]
    whole, *parts = (
        desa_sums(pa.RecordBatch.from_pandas(some, preserve_index=False))
        for some in (frame, *(mixed[part == number] for number in range(5)))
    )
    pd.testing.assert_frame_equal(added([whole]), added(parts))
