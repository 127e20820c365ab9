"""How many maps without any clustering show a hot spot: ours after Benjamini-Hochberg, and plain local Moran.

    python benchmarks/hot_spots.py [maps]

A lattice of 12 x 12 desa with 15 to 300 children each, all with the same prevalence of 20 %; queen neighbours. Then the
same with a planted hot spot of 3 x 3 desa at 40 %. Limit: a hot spot on at most 5 % of the maps without one.
"""

import sys
import time

import numpy as np

from audit.survey.moran import moran

MAPS, SEED, SIDE = 200, 2025, 12
CHILDREN = (15, 300)
PREVALENCE, PLANTED = 0.20, 0.40
LIMIT, ALPHA = 0.05, 0.05


def queen(side: int) -> np.ndarray:
    row, column = np.divmod(np.arange(side * side), side)
    return np.maximum(np.abs(row[:, None] - row), np.abs(column[:, None] - column)) == 1


def rates(planted: bool) -> np.ndarray:
    rate = np.full((SIDE, SIDE), PREVALENCE)
    if planted:
        rate[4:7, 4:7] = PLANTED
    return rate.ravel()


def plain_hot_spots(rate: np.ndarray, touching: np.ndarray, rng: np.random.Generator, permutations: int = 999) -> int:
    """Hot spots as the genre prints them: raw rates, conditional permutation, p < .05 each, smaller tail."""
    z = rate - rate.mean()
    found = 0
    for i in np.flatnonzero(z > 0):
        around, others = z[touching[i]], np.delete(z, i)
        drawn = rng.permuted(np.broadcast_to(others, (permutations, len(others))), axis=1)[:, : len(around)].mean(
            axis=1
        )
        larger = int((drawn >= around.mean()).sum())
        p = (1 + min(larger, permutations - larger)) / (permutations + 1)
        found += around.mean() > 0 and p < ALPHA
    return found


def main() -> None:
    maps = int(sys.argv[1]) if len(sys.argv) > 1 else MAPS
    touching, names = queen(SIDE), list(range(SIDE * SIDE))
    failed = False
    for planted in (False, True):
        rng = np.random.default_rng(SEED)
        rate = rates(planted)
        any_cluster = any_hot = any_global = any_plain = plain_total = 0
        hit = np.zeros(maps)
        seconds = 0.0
        for i in range(maps):
            n = rng.integers(CHILDREN[0], CHILDREN[1] + 1, len(names))
            events = rng.binomial(n, rate)
            start = time.perf_counter()
            result = moran(names, events, n, touching, passes=np.ones(len(names)), seed=i)
            seconds += time.perf_counter() - start
            hot = np.array(result.local.cluster) == "high_high"
            any_cluster += any(result.local.cluster)
            any_hot += hot.any()
            any_global += result.p < ALPHA
            hit[i] = hot[rate == PLANTED].mean() if planted else 0
            plain = plain_hot_spots(events / n, touching, rng)
            any_plain += plain > 0
            plain_total += plain
        failed |= not planted and any_cluster / maps > LIMIT
        print(
            f"{'planted hot spot' if planted else 'no clustering'}, {maps} maps of {len(names)} desa: "
            f"any local cluster {any_cluster / maps:.1%} (hot {any_hot / maps:.1%}), global p < .05 "
            f"{any_global / maps:.1%}, plain LISA {any_plain / maps:.1%} of maps, {plain_total / maps:.1f} hot a map; "
            f"{seconds / maps:.2f} s a map" + (f"; planted desa found {hit.mean():.0%}" if planted else "")
        )
    sys.exit(failed)


if __name__ == "__main__":
    main()
