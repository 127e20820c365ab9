"""The table by replicates: the jackknife is what leaving out clusters by hand gives; both agree with linearisation."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.survey import Design, replicate_table, who_table

DESIGN = Design(cluster="cluster", strata="stratum", weight="w")


def children(n: int, clusters: int, strata: int, seed: int = 5) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    cluster = np.arange(n) % clusters
    age = rng.integers(100, 1700, n).astype(float)
    return pd.DataFrame(
        {
            "sex": rng.choice(["m", "f"], n),
            "age": age,
            "lenhei": (50 + 1.6 * np.sqrt(age) + rng.normal(0, 3, n) + rng.normal(0, 1, clusters)[cluster]).round(1),
            "weight": (4 + age / 130 + rng.normal(0, 1, n)).round(1),
            "cluster": cluster,
            "stratum": cluster % strata,
            "w": rng.uniform(1, 3, n),
        }
    )


def wide(table: pd.DataFrame, stat: str) -> pd.DataFrame:
    return table[table["stat"] == stat].pivot_table(index="group", columns="indicator", values="value", dropna=False)


def test_the_jackknife_leaves_out_each_cluster_in_turn():
    frame = children(120, clusters=6, strata=2)
    full, variance = wide(who_table(frame, design=DESIGN), "r"), 0.0
    for cluster, stratum in frame[["cluster", "stratum"]].drop_duplicates().itertuples(index=False):
        n = frame.loc[frame["stratum"] == stratum, "cluster"].nunique()
        factor = np.where(frame["cluster"] == cluster, 0, np.where(frame["stratum"] == stratum, n / (n - 1), 1))
        without = wide(who_table(frame.assign(w=frame["w"] * factor), design=DESIGN), "r")
        variance = variance + ((without - full) ** 2).fillna(0) * (n - 1) / n
    se = wide(replicate_table(frame, design=DESIGN, method="jackknife"), "se")
    expected = np.sqrt(variance).reindex_like(se).where(full.notna())
    pd.testing.assert_frame_equal(se, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("method", "apart"), [("jackknife", 0.02), ("bootstrap", 0.12)])
def test_replicates_agree_with_linearisation_where_clusters_are_many(method, apart):
    frame = children(4000, clusters=200, strata=4)
    se, linear = (wide(t, "se").loc["All"] for t in (replicate_table(frame, design=DESIGN, method=method),
                                                     who_table(frame, design=DESIGN)))  # fmt: skip
    shares = wide(who_table(frame, design=DESIGN), "r").loc["All"]
    common = [code for code in ("HA_2", "HA_1", "WA_1", "WH_1", "HA", "WA", "WH", "BMI") if not 0 < shares[code] < 2]
    assert len(common) >= 4
    assert (se[common] / linear[common] - 1).abs().max() < apart


def test_estimates_and_sizes_are_those_of_the_linearised_table():
    frame = children(200, clusters=10, strata=2)
    both = [t[t["stat"].isin(["r", "pop", "unwpop", "stdev"])].reset_index(drop=True)
            for t in (replicate_table(frame, design=DESIGN), who_table(frame, design=DESIGN))]  # fmt: skip
    pd.testing.assert_frame_equal(*both, rtol=1e-12)


def test_a_seed_gives_the_same_table_again_and_another_seed_another():
    frame = children(200, clusters=10, strata=2)
    first, again, other = (replicate_table(frame, design=DESIGN, replicates=20, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert not wide(first, "se").equals(wide(other, "se"))


def test_strata_of_one_cluster_are_joined():
    frame = children(200, clusters=10, strata=10)
    se = wide(replicate_table(frame, design=DESIGN, method="jackknife"), "se").loc["All"]
    joined = wide(replicate_table(frame.assign(stratum=0), design=DESIGN, method="jackknife"), "se").loc["All"]
    pd.testing.assert_series_equal(se, joined)
