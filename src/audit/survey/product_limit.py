"""Time until something happens, with those to whom it has not happened yet: the product-limit (Kaplan-Meier) curve."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["product_limit", "product_limit_median"]


def product_limit(days: Any, happened: Any) -> tuple[np.ndarray, np.ndarray]:
    """Days on which it happened to somebody, ascending, and the share to whom it has not happened after each.

    Parameters
    ----------
    days : (people,) time until it happened, or until the last day on which it is known that it had not; 0 or more.
    happened : (people,) whether it did. Who is still waiting on a day is at risk on that day.

    Both are empty where it happened to nobody. Raises ``ValueError`` for a missing or negative time.

    Source: Kaplan & Meier, J Am Stat Assoc 1958;53:457-481. Assumes that who is still waiting is like the others.
    """
    days, happened = np.asarray(days, dtype=np.float64), np.asarray(happened, dtype=bool)
    if days.shape != happened.shape or not (days >= 0).all():
        raise ValueError("times must be known, 0 or more, one a person")
    at, number = np.unique(days[happened], return_counts=True)
    waiting = len(days) - np.searchsorted(np.sort(days), at, side="left")
    return at, np.cumprod(1 - number / waiting)


def product_limit_median(days: Any, happened: Any) -> float | None:
    """The first day by which it has happened to half of the people or more; ``None`` where it has not come yet."""
    at, left = product_limit(days, happened)
    reached = left <= 0.5 + 1e-12  # a half that the products miss by rounding
    return float(at[reached][0]) if reached.any() else None
