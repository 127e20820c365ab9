"""Children a second for HAZ, WAZ, WHZ, BAZ and MUACZ: DataFrame in, DataFrame with every column out, one core.

    python benchmarks/zscores.py [children]

Peer: pygrowup2 1.0.0, which scores one child a call. It knows neither oedema nor interpolation and turns from length to
height a day earlier, so both are timed on children for whom its rules are WHO's, and their scores are compared first.
"""

import sys
import time
from decimal import Decimal

import numpy as np
import pandas as pd
from pygrowup import Observation

from audit.anthropometry import value_at_z, zscores
from audit.reference.anthropometry_rules import HEIGHT_FROM_DAYS

INDICES = ["haz", "waz", "whz", "baz", "acz"]
CHILDREN, PEER_CHILDREN, RUNS = 200_000, 2_000, 4
SEED = 2006


def register(n: int, seed: int = SEED) -> pd.DataFrame:
    """Seeded children as a district has them: 2 % of each measurement missing, 10 % in the wrong posture."""
    rng = np.random.default_rng(seed)
    sex, age = rng.choice(["m", "f"], n), rng.integers(0, 1856, n)
    haz, whz, acz = rng.normal([[-1.2], [-0.3], [-0.4]], [[1.1], [1.0], [1.0]], (3, n))
    lenhei = value_at_z("haz", sex, age, haz).round(1)
    tall = age >= HEIGHT_FROM_DAYS
    weight = np.where(tall, value_at_z("wfh", sex, lenhei, whz), value_at_z("wfl", sex, lenhei, whz)).round(1)
    frame = pd.DataFrame(
        {
            "sex": sex,
            "age": age.astype(float),
            "weight": weight,
            "lenhei": lenhei,
            "measure": np.where(tall ^ (rng.random(n) < 0.1), "h", "l"),
            "armc": value_at_z("acz", sex, np.maximum(age, 91), acz).round(1),
            "oedema": np.where(rng.random(n) < 0.002, "y", "n"),
        }
    )
    for measure in ("weight", "lenhei", "armc"):
        frame.loc[rng.random(n) < 0.02, measure] = np.nan
    return frame.astype(dict.fromkeys(("sex", "measure", "oedema"), "string"))


def comparable(frame: pd.DataFrame) -> pd.DataFrame:
    """Children for whom pygrowup2's rules are WHO's: measured, in the posture of their age, 91-1825 days, not 730."""
    whole = frame.dropna()
    right_posture = (whole["measure"] == "h") == (whole["age"] >= HEIGHT_FROM_DAYS)
    in_age = whole["age"].between(91, 1825) & (whole["age"] != HEIGHT_FROM_DAYS - 1)
    return whole[right_posture & in_age & (whole["oedema"] == "n")].reset_index(drop=True)


def ours(frame: pd.DataFrame) -> pd.DataFrame:
    return zscores(**{name: frame[name] for name in frame})


def peer(frame: pd.DataFrame) -> pd.DataFrame:
    """pygrowup2, fed Decimals as it wants them; BMI computed for it."""
    rows = []
    for child in frame.itertuples(index=False):
        seen = Observation("male" if child.sex == "m" else "female", age_in_days=int(child.age))
        kg, cm, arm = (Decimal(str(y)) for y in (child.weight, child.lenhei, child.armc))
        lying = child.measure == "l"
        rows.append(
            (
                seen.lhfa(cm, recumbent=lying),
                seen.wfa(kg),
                seen.wfl(kg, cm) if lying else seen.wfh(kg, cm),
                seen.bmifa(kg / (cm / 100) ** 2),
                seen.acfa(arm),
            )
        )
    return pd.DataFrame(rows, columns=INDICES).astype(float)


def per_second(score, frame: pd.DataFrame, runs: int) -> float:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        score(frame)
        seconds.append(time.perf_counter() - start)
    return len(frame) / min(seconds)


def main(n: int = CHILDREN) -> None:
    frame = register(n)
    same = comparable(register(4 * PEER_CHILDREN)).head(PEER_CHILDREN)
    pd.testing.assert_frame_equal(ours(same)[INDICES], peer(same), check_exact=True)
    theirs = per_second(peer, same, 1)
    print(f"{len(same):,} children, five indices, equal to two decimals in every one")
    print(f"pygrowup2 1.0.0, the same {len(same):,}: {theirs:,.0f} children/s")
    for rows in (same, frame):
        speed = per_second(ours, rows, RUNS)
        print(
            f"audit.anthropometry, {len(rows):,} (best of {RUNS}): {speed:,.0f} children/s, {speed / theirs:,.0f} times"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
