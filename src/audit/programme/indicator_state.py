"""Has one figure reached its target? Said only where its whole interval lies on one side."""

from __future__ import annotations

from typing import Literal

from audit.reference.essential_indicators import Direction

__all__ = ["TargetState", "target_state"]

TargetState = Literal["reached", "short", "unclear"]


def target_state(
    value: float, low: float | None, high: float | None, target: float, direction: Direction
) -> TargetState:
    """State of one proportion (0-1) with its limits, as ``indicator_gaps`` judges whole tables ("yes", "no").

    Where all should be reached and all are, nobody is left, which no interval can say. "unclear" without limits.
    """
    if value == target and target in (0.0, 1.0):
        return "reached"
    if low is None or high is None:
        return "unclear"
    near, far = (low, high) if direction == "higher" else (1 - high, 1 - low)
    goal = target if direction == "higher" else 1 - target
    if near >= goal:
        return "reached"
    return "short" if far < goal else "unclear"
