"""Many tests at once: the share of false alarms among those raised."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["benjamini_hochberg"]


def benjamini_hochberg(p: Any) -> np.ndarray:
    """Return q: the smallest share of false discoveries at which each of the (tests,) p values would be one.

    NaN stays NaN and is no test. Right for independent tests and for such as depend positively on one another. Source:
    Benjamini & Hochberg, J R Stat Soc B 1995;57:289-300, as R's ``p.adjust(method="BH")``.
    """
    p = np.asarray(p, dtype=np.float64)
    q = np.full(p.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(-p[tested], kind="stable")]
    q[order] = np.minimum(np.minimum.accumulate(p[order] * len(order) / np.arange(len(order), 0, -1)), 1)
    return q
