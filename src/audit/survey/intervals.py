"""Intervals of a proportion from counts alone."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from audit.reference.statistics import CONFIDENCE_LEVEL

__all__ = ["wilson"]


def wilson(events: int, n: int, *, level: float = CONFIDENCE_LEVEL) -> tuple[float, float] | None:
    """Wilson's score interval of ``events`` in ``n`` as proportions; ``None`` where ``n`` is 0.

    It stays inside 0-1 and has width at 0 % and 100 %. It assumes independent children: in a survey with clusters use a
    design-based interval instead. Source: Wilson, J Am Stat Assoc 1927;22:209-212.
    """
    if not 0 <= events <= n:
        raise ValueError(f"{events} events in {n}")
    if n == 0:
        return None
    z = NormalDist().inv_cdf((1 + level) / 2)
    p = events / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    # At 0 % and 100 % the limit is exact; the formula leaves a rounding error there.
    return (centre - half if events else 0.0), (centre + half if events < n else 1.0)
