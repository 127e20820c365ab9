"""Which factors tell more of places than of children: those whose differences lie mostly between desa."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.reference.limits_rules import BETWEEN_AREAS
from audit.reference.risk_columns import FACTOR_COLUMNS, LEAST_KNOWN, PRESENT, factor_split
from audit.results import Cell, Finding, Result, Sentence, TiedValue

__all__ = ["between_areas", "limit_results"]

_OF_A_HUNDRED = 100
_LEAST_AREAS = 2


def limit_results(frame: pd.DataFrame, month: str) -> tuple[Result, ...]:
    """Findings ``limit_ecological.<factor>`` of ``risk.child_factors`` rows; none where no factor is of that kind.

    A factor with one value for all children of each desa is refused by the models and named there. The share is tied
    to the count of children of whom the factor is known, and withheld with it.
    """
    found: list[Result] = []
    for factor in FACTOR_COLUMNS:
        known = frame[factor].notna()
        if not len(frame) or known.mean() < LEAST_KNOWN:
            continue
        share = between_areas(frame.loc[known, factor].eq(PRESENT), frame.loc[known, "area"])
        if share is None or not BETWEEN_AREAS <= share < 1:
            continue
        whole = Cell.of(month, status="haz_known")
        cells = (whole.replace(factor_split(factor).attribute, "known"), whole)
        values = {"factor": f"risk_block.factor.{factor}", "percent": TiedValue(cells, share * _OF_A_HUNDRED, 0)}
        found.append(Finding(f"limit_ecological.{factor}", Sentence("limits.ecological", values), ("risk_known",)))
    return tuple(found)


def between_areas(present: pd.Series, area: pd.Series) -> float | None:
    """Share (0-1) of the variance of a yes-or-no factor that lies between areas, by analysis of variance.

    ``None`` where there is nothing to divide: fewer than two areas, one child in each, or a factor that does not vary.
    A share below 0, as chance gives where areas are alike, is 0. Source: Donner & Koval, Biometrics 1980;36:19-25.
    """
    codes, areas = pd.factorize(area)
    y, n, k = present.to_numpy(dtype=float), len(codes), len(areas)
    if k < _LEAST_AREAS or n <= k or y.min() == y.max():
        return None
    size = np.bincount(codes)
    mean = np.bincount(codes, y) / size
    between = float((size * (mean - y.mean()) ** 2).sum()) / (k - 1)
    within = float(((y - mean[codes]) ** 2).sum()) / (n - k)
    average = (n - float((size**2).sum()) / n) / (k - 1)
    return max((between - within) / (between + (average - 1) * within), 0.0)
