"""How strong something unrecorded would have to be to explain an association away."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan, sqrt
from typing import Literal, get_args

__all__ = ["EValue", "RatioKind", "e_value"]

RatioKind = Literal["prevalence", "common_odds"]


@dataclass(frozen=True, slots=True)
class EValue:
    """Prevalence ratio that an unrecorded factor needs with both exposure and outcome, beyond what is adjusted for.

    ``point`` explains the estimate away, ``limit`` moves the interval to include 1 (1: it does already; NaN: no
    interval was given). Ratios, at least 1.
    """

    point: float
    limit: float = nan


def e_value(ratio: float, low: float = nan, high: float = nan, *, kind: RatioKind = "prevalence") -> EValue:
    """E-value of a ratio and of the limit nearer to 1.

    Parameters
    ----------
    ratio, low, high : above 0; NaN gives NaN. kind : ``"common_odds"`` for odds ratios of an outcome that is not rare,
        of which the square root stands for the prevalence ratio.

    It speaks of confounding alone, not of wrong measurement or of who was measured, and a large one is no proof.
    Source: VanderWeele and Ding, Ann Intern Med 2017;167:268-274; as ``evalues.RR`` of R's EValue.
    """
    if kind not in get_args(RatioKind):
        raise ValueError(f"kind={kind!r}")
    if any(value <= 0 for value in (ratio, low, high)) or low > ratio or high < ratio:
        raise ValueError("ratios must be above 0 and the estimate lie between its limits")
    if kind == "common_odds":
        ratio, low, high = sqrt(ratio), sqrt(low), sqrt(high)
    nearer = low if ratio >= 1 else high
    if isnan(nearer):
        return EValue(_e(ratio), nan)
    crosses = nearer <= 1 if ratio >= 1 else nearer >= 1
    return EValue(_e(ratio), 1.0 if crosses else _e(nearer))


def _e(ratio: float) -> float:
    above = ratio if ratio >= 1 else 1 / ratio
    return above + sqrt(above * (above - 1))
