"""CPU seconds of the scorecard of data quality: 20,000 children measured in 12 months, by several subjects, one core.

    python benchmarks/scorecard.py [children]

Bar: 2 CPU seconds by kecamatan.
"""

import sys
import time

import numpy as np
import pandas as pd

from audit.anthropometry import value_at_z
from audit.quality import scorecard
from audit.reference.anthropometry_rules import HEIGHT_FROM_DAYS
from audit.reference.areas import areas_of
from audit.schemas import CHILDREN, VISITS

CHILDREN_MEASURED, MONTHS, POSYANDU, SEED = 20_000, 12, 300, 2019


def register(n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Seeded children of Kota Bengkulu, each measured every month."""
    rng = np.random.default_rng(SEED)
    desa = np.array([area.code for area in areas_of("17.71").desa])
    place = rng.integers(0, POSYANDU, n)
    first = np.datetime64("2025-01-15")
    sex, born = rng.choice(["m", "f"], n), first - rng.integers(0, 1400, n).astype("timedelta64[D]")
    ids = [f"c{i:06d}" for i in range(n)]
    children = pd.DataFrame(
        {
            "child_id": ids, "sex": sex, "birth_date": born, "area_code": desa[place % len(desa)],
            "posyandu": [f"Posyandu {p}" for p in place],
        }
    )  # fmt: skip
    visits = []
    for month in range(MONTHS):
        date = first + np.timedelta64(30 * month, "D")
        days = (date - born).astype(float)
        tall = days >= HEIGHT_FROM_DAYS
        lenhei = value_at_z("haz", sex, days, rng.normal(-1.2, 1.1, n)).round(1)
        whz = rng.normal(-0.3, 1.0, n)
        weight = np.where(tall, value_at_z("wfh", sex, lenhei, whz), value_at_z("wfl", sex, lenhei, whz)).round(1)
        visits.append(
            pd.DataFrame(
                {
                    "child_id": ids, "visit_date": date, "seq": 1, "weight_kg": weight, "lenhei_cm": lenhei,
                    "measure": np.where(tall, "h", "l"), "muac_cm": rng.normal(15, 1.1, n).round(1),
                }
            )
        )  # fmt: skip
    return CHILDREN.conform(children), VISITS.conform(pd.concat(visits))


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else CHILDREN_MEASURED
    children, visits = register(n)
    scorecard(*register(100))
    for by in ((), ("kecamatan",), ("desa",), ("month", "kecamatan"), ("posyandu",)):
        began = time.process_time()
        checks = scorecard(children, visits, by=by)
        took = time.process_time() - began
        print(f"{n} children x {MONTHS} months by {', '.join(by) or 'nothing':18} {len(checks):6} checks {took:5.2f} s")


if __name__ == "__main__":
    main()
