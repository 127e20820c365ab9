"""How long it takes to predict for a district of 20,000 children. ``python benchmarks/whom_to_visit.py``.

Exit code 1 where it takes more than 4 CPU seconds (importing scikit-learn, about a second, is not counted).
"""

from __future__ import annotations

import sys
import time
from datetime import date

import numpy as np
import pandas as pd
import sklearn.ensemble
import sklearn.linear_model
import sklearn.model_selection  # noqa: F401  (imported before the clock runs)

from audit.anthropometry import value_at_z
from audit.risk.prediction_over_time import predict_register
from audit.risk.visit_first import visit_first
from audit.schemas import CHILDREN, VISITS

CHILDREN_OF, DESA, LIMIT_S = 20_000, 150, 4.0
AS_OF = date(2025, 8, 31)


def register(n: int = CHILDREN_OF, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Invented children with a length every second month over two years; height for age falls until two years."""
    rng = np.random.default_rng(seed)
    ids = np.array([f"c{i:06d}" for i in range(n)], dtype=object)
    born = pd.Timestamp(AS_OF) - pd.to_timedelta(rng.integers(60, 1800, n), unit="D")
    desa = rng.integers(0, DESA, n)
    level = rng.normal(-0.5, 0.8, n) + rng.normal(0, 0.3, DESA)[desa]
    slope = rng.normal(-0.9, 0.5, n)
    children = pd.DataFrame(
        {
            "child_id": ids, "sex": rng.choice(["m", "f"], n), "birth_date": born,
            "birth_weight_kg": np.where(rng.random(n) < 0.2, np.nan, rng.normal(3.1, 0.4, n).round(1)),
            "area_code": np.array([f"17.71.01.{1001 + d}" for d in desa], dtype=object), "life_status": "hidup",
        }
    )  # fmt: skip
    parts = []
    for days_ago in range(15, 735, 60):
        day = pd.Timestamp(AS_OF) - pd.to_timedelta(days_ago + rng.integers(0, 15, n), unit="D")
        age = (day - born).days.to_numpy()
        here = (age > 0) & (rng.random(n) < 0.7)
        haz = level + slope * np.minimum(age / 730, 1) + rng.normal(0, 0.25, n)
        parts.append(
            pd.DataFrame(
                {
                    "child_id": ids[here], "visit_date": day[here], "seq": 1,
                    "lenhei_cm": np.round(value_at_z("haz", children["sex"][here], age[here], haz[here]), 1),
                    "weight_kg": np.round(value_at_z("waz", children["sex"][here], age[here], haz[here] * 0.7), 1),
                    "measure": np.where(age[here] < 730, "l", "h"),
                }
            )
        )  # fmt: skip
    return CHILDREN.conform(children), VISITS.conform(pd.concat(parts, ignore_index=True))


def main() -> int:
    """Print what was computed and the CPU seconds of the best of two runs."""
    children, visits = register()
    took = []
    for _ in range(2):
        began = time.process_time()
        found = predict_register(children, visits, as_of=AS_OF)
        listed = visit_first(found.model, found.today, visits=500)
        took.append(time.process_time() - began)
    new, later = found.new_cases, found.temporal
    print(
        f"{len(children)} children, {len(visits)} visits; learnt from {found.model.performance.n}; {found.model.chosen}"
    )
    for name, judged in (("held out", found.model.performance), ("new cases", new), ("a half year later", later)):
        assert judged is not None and judged.auc is not None and judged.calibration is not None
        print(f"  {name}: n {judged.n}, events {judged.events}, AUC {judged.auc.value:.3f}, slope "
              f"{judged.calibration.slope:.2f}, O/E {judged.calibration.ratio:.2f}")  # fmt: skip
    print(f"{len(listed.rows)} children on the list, {listed.rows['in_time'].sum()} within 500 visits")
    print(f"{min(took):.2f} CPU s (limit {LIMIT_S})")
    return int(min(took) > LIMIT_S)


if __name__ == "__main__":
    sys.exit(main())
