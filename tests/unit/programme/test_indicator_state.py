"""The state of one figure is that of the whole table, whatever the figure."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.programme.indicator_gaps import indicator_gaps
from audit.programme.indicator_state import target_state
from audit.survey.intervals import wilson

AS_TABLE = {"reached": "yes", "short": "no", "unclear": "unclear"}


@given(
    n=st.integers(1, 400),
    share=st.floats(0, 1),
    target=st.sampled_from([0.0, 0.074, 0.5, 0.9, 1.0]),
    id=st.sampled_from(["safe_water", "unmet_need"]),
)
def test_as_the_table_says(n, share, target, id):
    k = round(share * n)
    low, high = wilson(k, n) or (None, None)
    rows = pd.DataFrame(
        {"indicator": [id], "value": k / n, "low": low, "high": high, "denominator": float(n), "reason": ""}
    )
    direction = "lower" if id == "unmet_need" else "higher"
    met = indicator_gaps(rows, {id: target})["met"].iloc[0]
    assert AS_TABLE[target_state(k / n, low, high, target, direction)] == met


@pytest.mark.parametrize(("value", "state"), [(1.0, "reached"), (0.9, "unclear")])
def test_without_limits_only_everybody_is_enough(value, state):
    assert target_state(value, None, None, 1.0, "higher") == state
