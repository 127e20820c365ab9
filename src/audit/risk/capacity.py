"""How many cases are reached with the visits that can be made, riskiest first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.risk.discrimination import outcomes_and_risks

__all__ = ["CapacityThreshold", "capacity_curve", "threshold_for_capacity"]


@dataclass(frozen=True, slots=True)
class CapacityThreshold:
    """Visit every child at or above ``risk``: ``visits`` of them. ``None``: even the riskiest are too many."""

    risk: float | None
    visits: int


def capacity_curve(y: npt.ArrayLike, p: npt.ArrayLike, visits: npt.ArrayLike | None = None) -> pd.DataFrame:
    """Cases among the ``visits`` children with the highest risks.

    Parameters
    ----------
    y : (n,) 0 or 1. p : (n,) risks. visits : numbers of visits, 0 to n; by default every number.

    Returns
    -------
    DataFrame: ``visits``, ``caught`` (cases among them; where children of one risk are visited in part, as many as
    expected on average), ``share`` of all cases, missing where there is none. Never falls with more visits.

    Use risks from children that the model had not seen (``RiskModel.validation``). One visit a child is supposed.
    """
    outcome, risk = outcomes_and_risks(y, p)
    n = outcome.size
    wanted = np.arange(n + 1) if visits is None else np.asarray(visits, dtype=np.int64)
    if wanted.size and (wanted.min() < 0 or wanted.max() > n):
        raise ValueError(f"visits lie between 0 and {n}")
    levels, of = np.unique(-risk, return_inverse=True)
    children = np.concatenate([[0], np.cumsum(np.bincount(of, minlength=levels.size))])
    cases = np.concatenate([[0.0], np.cumsum(np.bincount(of, outcome, levels.size))])
    caught = np.interp(wanted, children, cases)  # inside one level of risk, cases in proportion
    share = caught / cases[-1] if cases[-1] else np.full(wanted.size, np.nan)
    return pd.DataFrame({"visits": wanted, "caught": caught, "share": share})


def threshold_for_capacity(p: npt.ArrayLike, visits: int) -> CapacityThreshold:
    """Lowest risk from which everybody can be visited with ``visits`` visits; children of one risk stay together."""
    if visits < 0:
        raise ValueError(f"{visits} visits")
    levels, counts = np.unique(-np.asarray(p, dtype=np.float64), return_counts=True)
    if np.isnan(levels).any():
        raise ValueError("a risk is missing")
    reached = np.cumsum(counts)
    enough = int((reached <= visits).sum())
    if not enough:
        return CapacityThreshold(None, 0)
    return CapacityThreshold(float(-levels[enough - 1]), int(reached[enough - 1]))
