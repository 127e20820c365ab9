"""One risk-factor model of 500,000 invented children in clusters, here or by statsmodels, in a process of its own.

``python -m audit.cli.speed.risk_models WHO KIND FAMILY N`` prints what one fit cost, and the estimates.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np
import pandas as pd

from audit.cli.speed.cost import Cost, peak_mb, resident_mb
from audit.risk import fit_glm
from audit.survey import Design

__all__ = ["PEER", "Fitted", "agree", "children", "fit_in_fresh_process", "installed"]

PEER = "statsmodels"
_SEED, _COVARIATES, _NUMBERS, _CHILDREN_A_CLUSTER, _RUNS = 2015, 15, 3, 500, 3
_EQUAL = 1e-6  # relative, of standard errors; absolute of coefficients


@dataclass(frozen=True, slots=True)
class Fitted:
    """What the fastest of some fits cost, memory over that of the data; estimates and standard errors."""

    cost: Cost
    coef: tuple[float, ...]
    se: tuple[float, ...]


def children(kind: str, n: int) -> pd.DataFrame:
    """``stunted`` (about 30 %), ``desa`` and 15 covariates: ``"binary"``, or ``"mixed"`` with three of them numbers."""
    rng = np.random.default_rng(_SEED)
    columns: dict[str, Any] = {"desa": np.arange(n) // _CHILDREN_A_CLUSTER}
    linear = np.full(n, -1.5) + rng.normal(0, 0.2, columns["desa"][-1] + 1)[columns["desa"]]
    for number in range(_COVARIATES):
        if kind == "mixed" and number < _NUMBERS:
            column = rng.normal(size=n)
            linear += 0.05 * column
        else:
            column = (rng.random(n) < rng.uniform(0.05, 0.5)).astype(np.float64)
            linear += rng.uniform(0, 0.25) * column
        columns[f"x{number}"] = column
    return pd.DataFrame({"stunted": (rng.random(n) < np.exp(np.minimum(linear, -0.01))).astype(np.float64), **columns})


def installed() -> bool:
    """Whether the peer is there."""
    try:
        version(PEER)
    except PackageNotFoundError:
        return False
    return True


def agree(one: Fitted, other: Fitted) -> bool:
    """Whether estimates and standard errors are the same to six digits."""
    return np.allclose(one.coef, other.coef, rtol=0, atol=_EQUAL) and np.allclose(one.se, other.se, rtol=_EQUAL, atol=0)


def fit_in_fresh_process(who: str, kind: str, family: str, n: int) -> Fitted:
    """Fit a model in a process of its own, so that its memory is its own too."""
    command = [sys.executable, "-m", __name__, who, kind, family, str(n)]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return Fitted(Cost(told["seconds"], told["peak_mb"]), tuple(told["coef"]), tuple(told["se"]))


def _ours(frame: pd.DataFrame, family: Any) -> Any:
    formula = "stunted ~ " + " + ".join(f"x{number}" for number in range(_COVARIATES))
    return lambda: fit_glm(frame, formula, family=family, design=Design("desa"), vcov="CR1S")


def _theirs(frame: pd.DataFrame, family: str) -> Any:
    """Its model from the matrix that it wants, made beforehand, with its default correction for clusters (CR1S)."""
    sm: Any = import_module(f"{PEER}.api")
    y, desa = frame["stunted"].to_numpy(), frame["desa"].to_numpy()
    x = np.column_stack([np.ones(len(frame)), *(frame[f"x{number}"] for number in range(_COVARIATES))])
    kind = {"poisson": sm.families.Poisson, "logit": sm.families.Binomial}[family]
    return lambda: sm.GLM(y, x, family=kind()).fit(cov_type="cluster", cov_kwds={"groups": desa})


def _main(who: str, kind: str, family: str, n: str) -> None:
    frame = children(kind, int(n))
    fit = (_ours if who == "ours" else _theirs)(frame, family)
    before = resident_mb()
    seconds: list[float] = []
    result: Any = None
    for _ in range(_RUNS):
        result = None
        start = time.process_time()
        result = fit()
        seconds.append(time.process_time() - start)
    peak = peak_mb()
    coef, se = (result.coef, result.se) if who == "ours" else (result.params, result.bse)
    over = None if peak is None or before is None else peak - before
    print(json.dumps({"seconds": min(seconds), "peak_mb": over, "coef": coef.tolist(), "se": se.tolist()}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
