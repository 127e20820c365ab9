"""Seconds for WHO's whole prevalence table, one core: strata, clusters, weights, 25 groups.

    python benchmarks/who_table.py

Bars: 20,000 children <= 0.5 s (R's anthro 1.1.0: 80 s), 200,000 <= 4 s; the whole table of 20,000 by 200 bootstrap
replicates, and by the jackknife, <= 1 s.
"""

import time

import numpy as np
import pandas as pd

from audit.anthropometry import value_at_z
from audit.survey import Design, replicate_table, who_table

DESIGN = Design(cluster="cluster", strata="stratum", weight="weight_of_child")
BY = ("typeres", "gregion")
CHILDREN_REPLICATED = 20_000
STRATA, CHILDREN_A_CLUSTER, RUNS, SEED = 33, 20, 4, 2006


def survey(n: int, seed: int = SEED) -> pd.DataFrame:
    """Seeded children in clusters of 20 and 33 strata, rural or urban, in two regions; some measurements missing."""
    rng = np.random.default_rng(seed)
    sex, age = rng.choice(["m", "f"], n), rng.integers(0, 1827, n)
    cluster = np.arange(n) // CHILDREN_A_CLUSTER
    haz, whz = rng.normal([[-1.2], [-0.3]], [[1.1], [1.0]], (2, n)) + rng.normal(0, 0.3, cluster[-1] + 1)[cluster]
    lenhei = value_at_z("haz", sex, age, haz).round(1)
    weight = np.where(age >= 731, value_at_z("wfh", sex, lenhei, whz), value_at_z("wfl", sex, lenhei, whz)).round(1)
    frame = pd.DataFrame(
        {
            "sex": sex,
            "age": age.astype(float),
            "age_unit": "days",
            "weight": weight,
            "lenhei": lenhei,
            "measure": np.where(age >= 731, "h", "l"),
            "oedema": np.where(rng.random(n) < 0.002, "y", "n"),
            "cluster": cluster,
            "stratum": cluster % STRATA,
            "weight_of_child": rng.uniform(50, 500, n),
            "typeres": np.where(cluster % 3 == 0, "Urban", "Rural"),
            "gregion": np.where(cluster % STRATA < STRATA // 2, "North", "South"),
        }
    )
    for measure in ("weight", "lenhei"):
        frame.loc[rng.random(n) < 0.02, measure] = np.nan
    return frame


def seconds(work, runs: int = RUNS) -> float:
    """CPU seconds of the fastest of a few runs."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> None:
    for n, bar in ((20_000, 0.5), (200_000, 4.0)):
        frame = survey(n)
        groups = who_table(frame, design=DESIGN, by=BY)["group"].nunique()
        took = seconds(lambda frame=frame: who_table(frame, design=DESIGN, by=BY))
        print(f"who_table, {n:,} children, {groups} groups: {took:.2f} CPU s (bar {bar} s)")
        if n == CHILDREN_REPLICATED:
            for method in ("bootstrap", "jackknife"):
                took = seconds(lambda f=frame, m=method: replicate_table(f, design=DESIGN, by=BY, method=m))
                print(f"replicate_table, {method}, {n:,} children, {groups} groups: {took:.2f} CPU s (bar 1 s)")


if __name__ == "__main__":
    main()
