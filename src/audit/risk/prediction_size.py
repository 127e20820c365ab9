"""How many children a prediction model needs, so that its risks are not those of these children only."""

from __future__ import annotations

from math import ceil, exp, log
from statistics import NormalDist

from audit.reference.prediction_rules import EXPECTED_R2_NAGELKERKE, INTERCEPT_MARGIN, OPTIMISM_R2, SHRINKAGE
from audit.reference.statistics import CONFIDENCE_LEVEL

__all__ = ["children_needed"]


def children_needed(parameters: int, prevalence: float, *, r2_cox_snell: float | None = None) -> int:
    """Fewest children for a model of a yes-or-no outcome: the largest of three criteria.

    Parameters
    ----------
    parameters : columns of the model, the intercept left out. prevalence : of the outcome, strictly between 0 and 1.
    r2_cox_snell : expected of the model; without it 15 % of the largest that is possible (Riley's advice).

    Shrinkage of 0.9 or better, apparent and adjusted R² (Nagelkerke) within 0.05, overall risk within 0.05.

    Source: Riley et al., BMJ 2020;368:m441, figure 3; R's and Stata's pmsampsize give the same.
    """
    if not 0 < prevalence < 1:
        raise ValueError(f"prevalence {prevalence}")
    largest = 1 - exp(2 * (prevalence * log(prevalence) + (1 - prevalence) * log(1 - prevalence)))
    r2 = EXPECTED_R2_NAGELKERKE * largest if r2_cox_snell is None else r2_cox_snell
    optimism = r2 / (r2 + OPTIMISM_R2 * largest)
    z = NormalDist().inv_cdf((1 + CONFIDENCE_LEVEL) / 2)
    return max(
        *(ceil(parameters / ((shrinkage - 1) * log(1 - r2 / shrinkage))) for shrinkage in (SHRINKAGE, optimism)),
        ceil((z / INTERCEPT_MARGIN) ** 2 * prevalence * (1 - prevalence)),
    )
