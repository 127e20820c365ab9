"""CPU seconds of multiple imputation: 20 data sets, 5 rounds, 20,000 children x 15 columns, 13 of them incomplete.

    python benchmarks/imputation.py [children]

Five numbers, nine yes/no and one of three ordered categories, all related; 2-20 % missing in each, independently. Bar:
5 CPU seconds; ends with 1 where it is missed.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import pandas as pd

from audit.risk import mice

CHILDREN, SEED, BAR = 20_000, 2018, 5.0
NUMBERS, YES_NO = 5, 9


def children(n: int) -> pd.DataFrame:
    """Seeded columns that share two causes, with holes."""
    rng = np.random.default_rng(SEED)
    columns = NUMBERS + YES_NO + 1
    latent = rng.standard_normal((n, 2)) @ rng.standard_normal((2, columns)) + rng.standard_normal((n, columns))
    found: dict[str, object] = {f"number_{k}": latent[:, k] for k in range(NUMBERS)}
    for k in range(YES_NO):
        found[f"yes_no_{k}"] = (latent[:, NUMBERS + k] > k / YES_NO).astype(np.float64)
    cut = np.digitize(latent[:, -1], [-1.0, 1.0])
    found["category"] = pd.Categorical.from_codes(cut, ["low", "middle", "high"], ordered=True)
    frame = pd.DataFrame(found)
    complete = ("yes_no_0", "yes_no_1")
    for name, share in zip(frame.columns, np.linspace(0.02, 0.2, columns), strict=True):
        if name not in complete:
            frame.loc[rng.random(n) < share, name] = np.nan
    return frame


def main(n: int = CHILDREN) -> int:
    frame = children(n)
    mice(frame.head(500), m=1, iterations=1)  # imports
    start = time.process_time()
    found = mice(frame, seed=1)
    seconds = time.process_time() - start
    print(f"{n:,} children, {int(frame.isna().any().sum())} incomplete columns, m {len(found)}: {seconds:.2f} CPU s")
    return 0 if seconds <= BAR else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
