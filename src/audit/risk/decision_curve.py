"""What acting on risks above a threshold is worth: net benefit, beside visiting everybody or nobody."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.reference.prediction_rules import THRESHOLDS
from audit.risk.discrimination import outcomes_and_risks

__all__ = ["decision_curve"]


def decision_curve(y: npt.ArrayLike, p: npt.ArrayLike, thresholds: Sequence[float] = THRESHOLDS) -> pd.DataFrame:
    """Net benefit of visiting every child whose risk is at or above a threshold.

    Parameters
    ----------
    y : (n,) 0 or 1. p : (n,) risks. thresholds : over 0 and under 1; that of 0.2 says that one case found in time is
        worth four visits to children who would have been well.

    Returns
    -------
    DataFrame by threshold: ``net_benefit`` (cases found per child, less needless visits at the threshold's odds),
    ``net_benefit_all`` (visiting everybody; nobody is 0), ``sensitivity``, ``specificity``, ``ppv``, ``flagged``
    (share of all). Missing where nobody is in the denominator; no rows are left out.

    Source: Vickers and Elkin, Med Decis Making 2006;26:565-574. Not for choosing the threshold that looks best: it
    follows from what a visit costs, or from how many can be made (``threshold_for_capacity``).
    """
    outcome, risk = outcomes_and_risks(y, p)
    if not all(0 < threshold < 1 for threshold in thresholds):
        raise ValueError(f"thresholds {thresholds} must lie between 0 and 1")
    n, events = outcome.size, float(outcome.sum())
    rows = []
    for threshold in thresholds:
        odds = threshold / (1 - threshold)
        flagged = risk >= threshold
        found = float(outcome[flagged].sum())
        needless = float(flagged.sum()) - found
        rows.append(
            {
                "threshold": threshold,
                "net_benefit": _share(found - needless * odds, n),
                "net_benefit_all": _share(events - (n - events) * odds, n),
                "sensitivity": _share(found, events),
                "specificity": _share(n - events - needless, n - events),
                "ppv": _share(found, found + needless),
                "flagged": _share(found + needless, n),
            }
        )
    return pd.DataFrame(rows, columns=list(_COLUMNS))


_COLUMNS = ("threshold", "net_benefit", "net_benefit_all", "sensitivity", "specificity", "ppv", "flagged")


def _share(part: float, whole: float) -> float:
    return part / whole if whole else np.nan
