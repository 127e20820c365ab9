"""Bias and coverage of the design-weighted prevalence where heights were raised over the cut-off or measured unevenly.

    python benchmarks/two_phase.py [seeds]

Truth is what measuring all children of the register again would have given. "Naive" is the share of stunted children
in the register as it stands.
"""

import sys
from datetime import date

import numpy as np
import pandas as pd

from audit.quality.remeasurement import design_weighted_prevalence, draw, sides

SEEDS, AS_OF = 200, date(2025, 8, 31)
MEAN, SPREAD, FIRST_ERROR, SECOND_ERROR = -1.2, 1.05, 0.3, 0.1  # z; an error of 0.3 is one of about 1 cm
SIZES, MOVED = (600, 4_600), (0.0, 0.03, 0.10)  # children; share of all who are moved from below to over the cut-off
REACHED = 0.85  # of those drawn are at home


def register(rng: np.random.Generator, n: int, moved: float) -> tuple[np.ndarray, np.ndarray]:
    """First HAZ, some raised over -2 (nearer ones likelier, half to the line, half to -1.2), and the second of all."""
    true = rng.normal(MEAN, SPREAD, n)
    first = np.round(true + rng.normal(0, FIRST_ERROR, n), 2)
    short = np.flatnonzero(first < -2)
    near = np.exp(first[short] + 2)
    chosen = rng.choice(short, min(len(short), round(moved * n)), replace=False, p=near / near.sum())
    first[chosen] = np.where(rng.random(len(chosen)) < 0.5, -2.0, np.round(rng.uniform(-2, -1.2, len(chosen)), 2))
    return first, np.round(true + rng.normal(0, SECOND_ERROR, n), 2)


def verified(first: np.ndarray, second: np.ndarray, key: str, rng: np.random.Generator):
    """What the tool draws, measures again where somebody is at home, and concludes."""
    ids = np.arange(len(first))
    drawn = np.isin(ids, draw(pd.DataFrame({"child_id": ids, "haz": first}), as_of=AS_OF, inputs=key)["child_id"])
    again = np.where(drawn & (rng.random(len(first)) < REACHED), second, np.nan)
    return design_weighted_prevalence(first, again, drawn), again


def simulate(n: int, moved: float, seeds: int) -> dict[str, float]:
    rows = []
    for seed in range(seeds):
        rng = np.random.default_rng([seed, n, round(1000 * moved)])
        first, second = register(rng, n, moved)
        truth = float((second < -2).mean())
        found, again = verified(first, second, str(seed), rng)
        short_only = np.where((first < -2) & ~np.isnan(second), second, first)  # the register after a one-sided round
        one_sided = sides(first, (first < -2) & (rng.random(n) < REACHED)).one_sided
        rows.append(
            {
                "truth": truth,
                "naive_bias": found.raw - truth,
                "one_sided_bias": float((short_only < -2).mean()) - truth,
                "bias": found.weighted - truth,
                "covers": found.low <= truth <= found.high,
                "half_width": (found.high - found.low) / 2,
                "measured_again": found.measured_again,
                "false_alarm": sides(first, ~np.isnan(again)).one_sided,
                "alarm": one_sided,
            }
        )
    return pd.DataFrame(rows).mean().to_dict()


def main(seeds: int) -> None:
    print("children moved | truth naive one-sided weighted (points) | covers half-width | again | false alarm, alarm")
    for n in SIZES:
        for moved in MOVED:
            r = simulate(n, moved, seeds)
            points = " ".join(f"{100 * r[k]:+6.2f}" for k in ("truth", "naive_bias", "one_sided_bias", "bias"))
            print(
                f"{n:8d} {moved:5.0%} | {points} | {r['covers']:6.1%} {100 * r['half_width']:5.2f} | "
                f"{r['measured_again']:5.0f} | {r['false_alarm']:.3f} {r['alarm']:.3f}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS)
