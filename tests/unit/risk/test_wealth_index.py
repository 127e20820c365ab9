"""A first component that can be worked out by hand, its sign, what is missing, and assets that tell nothing."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pandas as pd
import pytest

from audit.risk import wealth_index
from audit.survey import Design


def ids(result):
    return [note.id for note in result.notes]


# Two assets that both or neither own in six of eight homes: correlation .5.
TWO = pd.DataFrame({"tv": [1, 1, 1, 0, 0, 0, 1, 0], "motor": [1, 1, 1, 0, 0, 0, 0, 1]})


def test_two_assets_by_hand():
    # Standardised 0/1 with mean .5 are -1 and 1; equal loadings 1/sqrt 2; the component carries (1 + .5) / 2.
    found = wealth_index(TWO, ["tv", "motor"])
    assert found.loadings.tolist() == pytest.approx([1 / sqrt(2)] * 2)
    assert found.explained == pytest.approx(0.75)
    assert found.score.tolist() == pytest.approx([sqrt(2)] * 3 + [-sqrt(2)] * 3 + [0, 0])


@pytest.mark.parametrize("turned", [["tv"], ["motor"], ["tv", "motor"]])
def test_owning_more_is_richer_however_the_component_comes_out(turned):
    rng = np.random.default_rng(4)
    wealth = rng.normal(size=300)
    frame = pd.DataFrame({name: wealth + rng.normal(size=300) for name in ("tv", "motor", "lantai", "listrik")})
    found = wealth_index(frame.sample(frac=1, random_state=len(turned)), list(frame))
    assert np.corrcoef(found.score.sort_index(), wealth)[0, 1] > 0.7
    assert (found.loadings > 0).all()


def test_index_and_order_of_rows_are_kept():
    frame = TWO.set_axis(list("abcdefgh"))
    found = wealth_index(frame, ["tv", "motor"])
    assert list(found.score.index) == list(found.fifth.index) == list("abcdefgh")


def test_fifths_hold_equal_weight():
    rng = np.random.default_rng(8)
    frame = pd.DataFrame({"a": rng.normal(size=500), "b": rng.normal(size=500)})
    frame["b"] += frame["a"]
    frame["w"] = rng.uniform(0.5, 3, size=500)
    found = wealth_index(frame, ["a", "b"], design=Design(weight="w"))
    shares = frame["w"].groupby(found.fifth).sum() / frame["w"].sum()
    assert shares.index.tolist() == [1, 2, 3, 4, 5]
    assert shares.to_numpy() == pytest.approx(0.2, abs=0.01)
    assert found.score.groupby(found.fifth).mean().is_monotonic_increasing
    assert np.average(found.score, weights=frame["w"]) == pytest.approx(0, abs=1e-12)


def test_a_missing_asset_counts_as_the_mean_and_too_many_give_no_score():
    frame = pd.DataFrame({"a": [1, 0, 1, 0, np.nan, np.nan], "b": [1, 0, 1, 0, 1, np.nan]})
    found = wealth_index(frame, ["a", "b"])
    assert found.score[0] > found.score[4] > found.score[1]
    assert np.isnan([found.score[5], found.fifth[5]]).all()


def test_an_asset_of_all_or_none_is_named_and_left_out():
    found = wealth_index(TWO.assign(atap=1), ["tv", "motor", "atap"])
    assert ids(found) == ["equity.asset_says_nothing"]
    assert found.notes[0].values == {"asset": "atap"}
    assert np.isnan(found.loadings["atap"])
    assert found.score.tolist() == pytest.approx(wealth_index(TWO, ["tv", "motor"]).score.tolist())


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"a": [], "b": []}, dtype=float),
        pd.DataFrame({"a": [np.nan] * 3, "b": [np.nan] * 3}),
        pd.DataFrame({"a": [0, 0, 0], "b": [1, 1, 1]}),
        pd.DataFrame({"a": [0.1, 0.1, 0.1], "b": [0, 1, 1]}),
    ],
)
def test_too_little_gives_no_index_and_says_so(frame):
    found = wealth_index(frame, ["a", "b"])
    assert found.score.isna().all()
    assert np.isnan(found.explained)
    assert ids(found)[-1] == "equity.few_assets"
