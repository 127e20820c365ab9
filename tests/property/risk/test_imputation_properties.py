"""Imputation gives back what was taken away at random given what is known, with honest intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.risk import mice, missing_patterns, pool


def known(n: int, rng: np.random.Generator) -> pd.DataFrame:
    y = rng.normal(0, 1, n)
    number = 0.8 * y + rng.normal(0, 0.6, n)
    return pd.DataFrame(
        {
            "y": y,
            "number": number,
            "yes_no": (number + rng.normal(0, 1, n) > 0).astype(float),
            "ordered": pd.Categorical.from_codes(
                np.digitize(y + rng.normal(0, 1, n), [-1, 1]), list("abc"), ordered=True
            ),
        }
    )


@pytest.mark.parametrize("column", ["number", "yes_no", "ordered"])
def test_means_are_given_back_where_complete_rows_are_far_off(column):
    """Values are missing the likelier the higher ``y`` is: at random given ``y``."""
    rng = np.random.default_rng(11)
    whole = known(20_000, rng)
    gone = rng.random(len(whole)) < 1 / (1 + np.exp(-1.5 * whole["y"]))
    holed = whole.mask(gone.to_numpy()[:, None] & (whole.columns != "y"))

    def figure(frame: pd.DataFrame) -> np.ndarray:
        values = frame[column].cat.codes.to_numpy() if column == "ordered" else frame[column].to_numpy()
        return np.array([(values == code).mean() for code in range(3)] if column == "ordered" else [values.mean()])

    truth, complete = figure(whole), figure(holed.dropna())
    imputed = np.mean([figure(one) for one in mice(holed, m=5, seed=2)], axis=0)
    noise = 3 / np.sqrt((~gone).sum())
    assert np.abs(complete - truth).max() > 3 * noise
    assert np.abs(imputed - truth).max() < noise


def slope(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    x = np.column_stack([np.ones(len(frame)), frame["number"]])
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ frame["y"]
    left = frame["y"] - x @ beta
    return beta, bread * float(left @ left) / (len(x) - 2)


def test_intervals_cover_as_often_as_they_say():
    """A slope of 0.8 in 300 children of whom 40 % lack the covariate, the likelier the higher the outcome."""
    covered, naive = [], []
    for seed in range(150):
        rng = np.random.default_rng([7, seed])
        number = rng.normal(0, 1, 300)
        frame = pd.DataFrame({"number": number, "y": 0.8 * number + rng.normal(0, 1, 300)})
        frame.loc[rng.random(300) < 0.8 / (1 + np.exp(-2 * frame["y"])), "number"] = np.nan
        fits = [slope(one) for one in mice(frame, m=5, iterations=1, seed=seed)]
        tidy = pool(*(list(part) for part in zip(*fits, strict=True)), df_complete=298).tidy(exponentiate=False)
        covered.append(tidy["conf_low"][1] <= 0.8 <= tidy["conf_high"][1])
        beta, covariance = fits[0]
        naive.append(abs(beta[1] - 0.8) <= 1.96 * np.sqrt(covariance[1, 1]))
    assert 0.90 <= np.mean(covered) <= 0.99
    assert np.mean(naive) < 0.90  # one data set taken for the truth


@settings(max_examples=25)
@given(
    seed=st.integers(0, 2**32),
    n=st.integers(1, 60),
    share=st.floats(0, 1),
)
def test_whatever_is_missing_nothing_known_changes_and_what_can_be_filled_is(seed, n, share):
    rng = np.random.default_rng(seed)
    whole = known(n, rng)
    holed = whole.mask(rng.random(whole.shape) < share)
    imputed = mice(holed, m=2, iterations=2, seed=seed)
    empty = holed.columns[holed.isna().all()]
    assert {note.values["column"] for note in imputed.notes if note.id == "imputation.all_missing"} == set(empty)
    for one in imputed:
        assert set(one.columns[one.isna().any()]) == set(empty)
        assert all((one[name] == holed[name])[holed[name].notna()].all() for name in holed.columns)
    patterns = missing_patterns(holed)
    assert patterns["n"].sum() == n
    assert (patterns["n"] * patterns["missing"]).sum() == holed.isna().to_numpy().sum()
