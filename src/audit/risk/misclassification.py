"""What a comparison could be, had everybody been classed rightly: bounds by sensitivity and specificity.

A sensitivity analysis of four counts, not an interval: sampling error is not in it. Where more (or fewer) are counted
than the assumed errors alone would give, the assumption does not fit the data and the result is ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import isnan

from audit.risk.two_by_two import TwoByTwo

__all__ = ["Accuracy", "MisclassificationBounds", "exposure_misclassified", "misclass_bounds", "true_share"]

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Sensitivity and specificity (0-1) of a classification; together above 1, else it says nothing."""

    sensitivity: float
    specificity: float

    def __post_init__(self) -> None:
        if not (0 <= self.sensitivity <= 1 and 0 <= self.specificity <= 1):
            raise ValueError("sensitivity and specificity lie in 0-1")
        if self.sensitivity + self.specificity <= 1:
            raise ValueError("sensitivity and specificity add up to 1 or less: no better than chance")


@dataclass(frozen=True, slots=True)
class MisclassificationBounds:
    """Prevalence ratio as counted and its least and greatest value within the assumed accuracy.

    ``alike``: exposed and unexposed are classed equally well. ``apart``: each as well as the ranges allow, on its own.
    ``None`` where some accuracy in the ranges does not fit the counts.
    """

    observed: float
    alike: Range | None
    apart: Range | None


def true_share(share: float, accuracy: Accuracy) -> float | None:
    """Share that truly has it, from the share classed so; ``None`` where the accuracy does not fit.

    Source: Rogan and Gladen, Am J Epidemiol 1978;107:71-76.
    """
    found = (share + accuracy.specificity - 1) / (accuracy.sensitivity + accuracy.specificity - 1)
    return found if 0 <= found <= 1 else None


def misclass_bounds(table: TwoByTwo, sensitivity: Range, specificity: Range) -> MisclassificationBounds:
    """Bound a prevalence ratio by how well the outcome is found.

    Parameters
    ----------
    sensitivity, specificity : least and greatest value thought possible, 0-1.

    The corrected ratio goes up or down all along each range, so its extremes lie at the ends. Source: Greenland and
    Lash in Modern Epidemiology, 3rd ed. 2008, ch. 19.
    """
    corners = [Accuracy(*pair) for pair in product(sensitivity, specificity)]
    if not (table.exposed and table.unexposed):
        return MisclassificationBounds(float("nan"), None, None)
    exposed, unexposed = table.a / table.exposed, table.c / table.unexposed
    return MisclassificationBounds(
        observed=table.ratio().estimate,
        alike=_span([(true_share(exposed, one), true_share(unexposed, one)) for one in corners]),
        apart=_span([(true_share(exposed, one), true_share(unexposed, two)) for one, two in product(corners, corners)]),
    )


def exposure_misclassified(table: TwoByTwo, cases: Accuracy, others: Accuracy) -> tuple[float, float] | None:
    """Prevalence and odds ratio, had the exposure been classed rightly among children with and without the outcome.

    ``None`` where the accuracy does not fit the counts. Source: Fox, MacLehose and Lash, Applying Quantitative Bias
    Analysis to Epidemiologic Data, 2nd ed. 2021, ch. 6; as ``misclass`` of R's episensr.
    """
    with_outcome, without = table.a + table.c, table.b + table.d
    if not (with_outcome and without):
        return None
    shares = true_share(table.a / with_outcome, cases), true_share(table.b / without, others)
    if shares[0] is None or shares[1] is None:
        return None
    a, b = shares[0] * with_outcome, shares[1] * without
    c, d = with_outcome - a, without - b
    if not (a + b and c and b):
        return None
    return (a / (a + b)) / (c / (c + d)), a * d / (b * c)


def _span(pairs: list[tuple[float | None, float | None]]) -> Range | None:
    ratios: list[float] = []
    for above, below in pairs:
        if above is None or below is None or (above == 0 and below == 0):
            return None
        ratios.append(above / below if below else float("inf"))
    return (min(ratios), max(ratios)) if not any(map(isnan, ratios)) else None
