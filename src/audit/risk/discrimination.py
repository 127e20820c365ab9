"""Whether children with the outcome were given higher risks than the others: area under the ROC curve."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.reference.statistics import CONFIDENCE_LEVEL

__all__ = ["Auc", "auc", "outcomes_and_risks"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Auc:
    """Probability that a child with the outcome has the higher risk of two; ``se`` and limits ``None`` if unknown."""

    value: float
    se: float | None
    low: float | None
    high: float | None
    n: int
    events: int


def outcomes_and_risks(y: npt.ArrayLike, p: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Outcomes (0 or 1) and what was predicted, as arrays of one length; ``ValueError`` for anything missing."""
    outcome, risk = np.asarray(y, dtype=np.float64), np.asarray(p, dtype=np.float64)
    if outcome.shape != risk.shape or outcome.ndim != 1:
        raise ValueError(f"outcomes {outcome.shape} and risks {risk.shape}")
    if not np.isin(outcome, (0, 1)).all() or np.isnan(risk).any():
        raise ValueError("outcomes must be 0 or 1 and risks known")
    return outcome, risk


def auc(y: npt.ArrayLike, p: npt.ArrayLike, *, clusters: npt.ArrayLike | None = None) -> Auc | None:
    """Area under the ROC curve with DeLong's standard error; ties count half.

    Parameters
    ----------
    y : (n,) 0 or 1. p : (n,) risks, or any score. clusters : (n,) whose children are alike (desa): the error then is
        Obuchowski's, with one factor G / (G - 1) for all clusters.

    ``None`` without a child of each kind. No error with one of a kind only, or with one cluster.

    Sources: DeLong et al., Biometrics 1988;44:837-845 (R's pROC gives the same); Obuchowski, Biometrics
    1997;53:567-578. The interval is value +- 1.96 se, cut at 0 and 1.
    """
    from scipy.stats import rankdata

    outcome, risk = outcomes_and_risks(y, p)
    with_it = outcome == 1
    events, others = int(with_it.sum()), int((~with_it).sum())
    if not events or not others:
        return None
    ranks = rankdata(risk)
    # For each child, the share of children of the other kind on the right side of it.
    share = np.empty(risk.size)
    share[with_it] = (ranks[with_it] - rankdata(risk[with_it])) / others
    share[~with_it] = 1 - (ranks[~with_it] - rankdata(risk[~with_it])) / events
    value = float(share[with_it].mean())
    se = _delong(share, with_it) if clusters is None else _obuchowski(share, with_it, value, np.asarray(clusters))
    if se is None:
        return Auc(value, None, None, None, risk.size, events)
    half = NormalDist().inv_cdf((1 + CONFIDENCE_LEVEL) / 2) * se
    return Auc(value, se, max(value - half, 0.0), min(value + half, 1.0), risk.size, events)


def _delong(share: Floats, with_it: npt.NDArray[np.bool_]) -> float | None:
    parts = share[with_it], share[~with_it]
    if min(part.size for part in parts) < 2:
        return None
    return float(np.sqrt(sum(part.var(ddof=1) / part.size for part in parts)))


def _obuchowski(
    share: Floats, with_it: npt.NDArray[np.bool_], value: float, clusters: npt.NDArray[np.generic]
) -> float | None:
    of, _ = pd.factorize(clusters, sort=True, use_na_sentinel=False)
    g = int(of.max()) + 1
    if g < 2:
        return None
    weight = np.where(with_it, 1 / with_it.sum(), 1 / (~with_it).sum())
    sums = np.bincount(of, (share - value) * weight, g)
    return float(np.sqrt(g / (g - 1) * (sums**2).sum()))
