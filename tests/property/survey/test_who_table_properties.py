"""Whatever the children: parts add up, order and scale do not matter, strata and clusters only move the errors."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.survey import Design, who_table

CHILD = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["m", "f", None]),
        "age": st.one_of(st.none(), st.floats(0, 1900, allow_nan=False)),
        "weight": st.one_of(st.none(), st.floats(2, 25, allow_nan=False)),
        "lenhei": st.one_of(st.none(), st.floats(40, 125, allow_nan=False)),
        "measure": st.sampled_from(["l", "h", None]),
        "oedema": st.sampled_from(["y", "n", None]),
        "place": st.sampled_from(["a", "b", None]),
        "cluster": st.integers(1, 4),
        "w": st.floats(0.5, 4, allow_nan=False),
    }
)
FRAMES = st.lists(CHILD, min_size=1, max_size=25).map(
    lambda rows: pd.DataFrame(rows).astype({"age": float, "weight": float, "lenhei": float})
)
DESIGN = Design(cluster="cluster", weight="w")
EXAMPLES = settings(max_examples=20)


def by_stat(table: pd.Series) -> pd.DataFrame:
    return table.reset_index().pivot_table(index=["group", "indicator"], columns="stat", values="value", dropna=False)


def values(frame: pd.DataFrame, design: Design | None = DESIGN) -> pd.Series:
    return who_table(frame, design=design, by=["place"]).set_index(["group", "indicator", "stat"])["value"]


@EXAMPLES
@given(FRAMES)
def test_shares_lie_inside_their_limits_and_between_0_and_100(frame):
    table = by_stat(values(frame)).drop(index=["HA", "WA", "BMI", "WH"], level="indicator")
    shares = table.dropna(subset=["r"])
    assert shares["r"].between(0, 100).all()
    limited = shares.dropna(subset=["ll", "ul"])
    assert (limited["ll"] <= limited["r"] + 1e-9).all()
    assert (limited["r"] <= limited["ul"] + 1e-9).all()


@EXAMPLES
@given(FRAMES)
def test_sizes_of_the_places_add_up_to_all(frame):
    sizes = by_stat(values(frame))[["pop", "unwpop"]].dropna()
    places = sizes[sizes.index.get_level_values("group").str.startswith("place:")]
    whole = sizes.xs("All", level="group")
    parts = places.groupby(level="indicator").sum().reindex(whole.index, fill_value=0.0)
    pd.testing.assert_frame_equal(parts, whole)


@EXAMPLES
@given(FRAMES, st.integers(0, 2**16))
def test_order_of_rows_and_scale_of_weights_do_not_matter(frame, seed):
    shuffled = frame.sample(frac=1, random_state=seed)
    changed = values(shuffled.assign(w=shuffled["w"] * 8))
    before = values(frame)
    stats = before.index.get_level_values("stat")
    pd.testing.assert_index_equal(before.index, changed.index)
    np.testing.assert_allclose(changed[stats == "pop"], 8 * before[stats == "pop"], rtol=1e-9)
    np.testing.assert_allclose(changed[stats != "pop"], before[stats != "pop"], rtol=1e-7, atol=1e-6)


@EXAMPLES
@given(FRAMES)
def test_clusters_move_errors_and_limits_alone(frame):
    clustered, simple = values(frame), values(frame, Design(weight="w"))
    untouched = clustered.index.get_level_values("stat").isin(["r", "pop", "unwpop"])
    pd.testing.assert_series_equal(clustered[untouched], simple[clustered.index[untouched]])
