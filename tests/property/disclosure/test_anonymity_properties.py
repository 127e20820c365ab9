"""Whatever the people, whoever is left after enforcement has enough others alike, and nobody is left out in vain."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from audit.disclosure.anonymity import falls_short, measure, same_steps
from audit.disclosure.linking_attack import link_attack

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["m", "f"]), st.one_of(st.none(), st.integers(0, 3)), st.sampled_from("abc"), st.booleans()
    ),
    max_size=80,
)
QUASI = ["sex", "age", "area"]


def frame_of(rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[*QUASI, "stunted"]).astype({"age": "Int64"})


@given(ROWS, st.integers(1, 8), st.integers(1, 2))
def test_every_class_that_is_left_is_large_and_diverse(rows, k, diversity):
    frame = frame_of(rows)
    short = falls_short(frame, QUASI, ["stunted"], k=k, diversity=diversity)
    left = frame[~short]
    sizes = left.groupby(QUASI, dropna=False)["stunted"].agg(["size", "nunique"])
    assert sizes["size"].ge(k).all()
    assert sizes["nunique"].ge(diversity).all()
    found = measure(left.reset_index(drop=True), QUASI, ["stunted"])
    assert found.people == 0 or (found.k >= k and diversity <= found.diversity and 1 <= found.entropy <= 2 + 1e-9)


@given(ROWS, st.integers(1, 8))
def test_nobody_is_left_out_whose_class_is_large_enough(rows, k):
    frame = frame_of(rows)
    sizes = frame.groupby(QUASI, dropna=False)["stunted"].transform("size")
    assert (falls_short(frame, QUASI, k=k, diversity=1) == sizes.lt(k).to_numpy()).all()


@given(ROWS, st.integers(2, 8))
def test_the_attack_never_does_better_than_one_in_k(rows, k):
    frame = frame_of(rows)
    left = frame[~falls_short(frame, QUASI, k=k, diversity=1)]
    found = link_attack(frame, left, QUASI)
    assert found.unique == 0
    assert found.most_likely <= 1 / k


@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 1)), min_size=1, max_size=60), st.integers(2, 6))
def test_every_mean_stands_for_k_people_where_their_class_has_them(rows, k):
    frame = pd.DataFrame(rows, columns=["of", "score"])
    frame["run"] = pd.Series(range(len(frame)), dtype="float64")  # told apart, so that runs can be counted
    out = same_steps(frame, ["score", "run"], ["score", "run"], ["of"], k)
    sizes = out.groupby(["of", "run"]).size()
    for of, n in frame.groupby("of").size().items():
        assert sizes[of].min() >= min(k, n)
    assert abs(out["score"].sum() - frame["score"].sum()) < 1e-6
