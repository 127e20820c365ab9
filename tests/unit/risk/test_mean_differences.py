"""Means with and without factors: exact where the data are made so, refused where there is too little."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.reference.risk_columns import ABSENT, PRESENT
from audit.risk.mean_differences import mean_differences
from audit.survey import Design

STATES = pd.CategoricalDtype([ABSENT, PRESENT], ordered=True)
LEVELS = {"enabling": ["poorest_40_percent"], "underlying": ["no_proper_sanitation"]}


def frame(n: int = 800, *, noise: float = 0.0) -> pd.DataFrame:
    """2 cm shorter if poor, 1 cm if without a latrine; half of the poor and a quarter of the others have none."""
    at = np.arange(n)
    poor, latrine = at % 2 == 0, at % 8 < np.where(at % 2 == 0, 4, 3)
    spread = np.random.default_rng(4).normal(0, noise, n) if noise else 0.0
    return pd.DataFrame(
        {
            "had_cm": -1.0 - 2.0 * poor - 1.0 * latrine + spread,
            "poorest_40_percent": pd.Categorical.from_codes(poor.astype(int), dtype=STATES),
            "no_proper_sanitation": pd.Categorical.from_codes(latrine.astype(int), dtype=STATES),
            "area": (at // 16).astype(str),
        }
    )


def test_a_difference_is_read_at_its_own_level_and_adjusted_for_those_before():
    rows = frame()
    table = mean_differences(rows, "had_cm", levels=LEVELS, design=Design("area")).table.set_index("factor")
    by = rows.groupby("poorest_40_percent", observed=True)["had_cm"].mean()
    assert table.loc["poorest_40_percent", "difference"] == pytest.approx(by[PRESENT] - by[ABSENT])
    assert table.loc["no_proper_sanitation", "difference"] == pytest.approx(-1.0)
    crude = rows.groupby("no_proper_sanitation", observed=True)["had_cm"].mean()
    assert table.loc["no_proper_sanitation", "crude"] == pytest.approx(crude[PRESENT] - crude[ABSENT])
    assert table.loc["no_proper_sanitation", ["mean_exposed", "mean_reference"]].tolist() == pytest.approx(
        [crude[PRESENT], crude[ABSENT]]
    )
    assert table["residual_df"].tolist() == [50 - 2, 50 - 3]


def test_the_interval_is_that_of_means_of_clusters():
    """With one row of each group in every cluster, CR1 of a difference is that of the paired differences."""
    rng = np.random.default_rng(7)
    pairs = rng.normal(-1.5, 1.0, 40)
    base = rng.normal(0, 1.0, 40)
    rows = pd.DataFrame(
        {
            "had_cm": np.concatenate([base, base + pairs]),
            "poorest_40_percent": pd.Categorical.from_codes(np.repeat([0, 1], 40), dtype=STATES),
            "area": np.tile(np.arange(40), 2).astype(str),
        }
    )
    row = mean_differences(
        rows, "had_cm", levels={"enabling": ["poorest_40_percent"]}, design=Design("area")
    ).table.iloc[0]
    se = np.std(pairs, ddof=1) / np.sqrt(40)
    assert row["difference"] == pytest.approx(pairs.mean())
    assert (row["high"] - row["low"]) / (2 * 1.959964) == pytest.approx(se, rel=1e-6)


def test_missing_answers_leave_the_model_and_are_counted():
    rows = frame(noise=1.0)
    rows.loc[:199, "no_proper_sanitation"] = np.nan
    table = mean_differences(rows, "had_cm", levels=LEVELS, design=Design("area")).table
    assert table["n"].tolist() == [800, 600]
    assert table["missing"].tolist() == [0, 200]


@pytest.mark.parametrize("n", [0, 12])
def test_too_few_rows_refuse_the_level_and_those_after_it(n):
    found = mean_differences(frame(64).iloc[:n], "had_cm", levels=LEVELS)
    assert found.table.empty
    assert found.refused


def test_a_number_that_is_the_same_for_all_is_refused():
    found = mean_differences(frame().assign(had_cm=0.0), "had_cm", levels=LEVELS)
    assert [r.sentence.id for r in found.refused] == ["risk.level_too_few_rows"]


def test_low_coverage_refuses_all():
    found = mean_differences(frame(), "had_cm", levels=LEVELS, coverage=0.79)
    assert found.table.empty
    assert [r.sentence.id for r in found.refused] == ["risk.low_coverage"]


def test_what_follows_from_the_outcome_is_no_factor():
    rows = frame(noise=1.0)
    rows["sponsored"] = rows["poorest_40_percent"]
    found = mean_differences(rows, "had_cm", levels={"enabling": ["sponsored", "no_proper_sanitation"]})
    assert [(r.factor, r.sentence.id) for r in found.refused] == [("sponsored", "risk.post_outcome")]
    assert found.table["factor"].tolist() == ["no_proper_sanitation"]
