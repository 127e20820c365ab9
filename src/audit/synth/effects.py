"""What the growth equation implies for each risk factor: the truth that an analysis should find."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.reference.sample_registers import GROWTH, factors
from audit.synth.truth import Floats, Growing, accrued, expected, factor_effects

__all__ = ["Effect", "effects"]

_STEPS, _CLOSE = 50, 1e-10


@dataclass(frozen=True, slots=True)
class Effect:
    """The truth about one factor among some children.

    ``pr`` is the adjusted prevalence ratio: the coefficient that modified Poisson regression on all factors, wealth and
    sex tends to when nothing is left to chance. ``paf`` is the part of all stunting that would be absent if nobody had
    the factor and all else stayed.
    """

    factor: str
    prevalence: float
    beta_haz: float
    pr: float
    paf: float


def effects(child: Growing, months: Floats) -> list[Effect]:
    """Implied effects among these children at these ages; what is random to household and child is integrated out.

    An adjusted prevalence ratio is not the ratio of the shares stunted "if all" and "if none": the effects here are
    additive on the z-scale, and a ratio model averages them over a risk that differs from child to child.
    """
    from scipy.special import ndtr

    spread = np.sqrt(GROWTH.household_sd**2 + GROWTH.child_sd**2 + (GROWTH.slope_sd * (accrued(months) - 0.5)) ** 2)
    mean, effect = expected(child, months), factor_effects(months)
    chance = ndtr((STUNTED_BELOW - mean) / spread)
    design = np.column_stack([np.ones(len(mean)), child.exposed, child.wealth, child.male])
    log_pr = _poisson(design.astype(np.float64), chance)[1:]
    without = (mean - effect[:, k] * child.exposed[:, k] for k in range(effect.shape[1]))
    absent = [1 - ndtr((STUNTED_BELOW - m) / spread).mean() / chance.mean() for m in without]
    return [
        Effect(f.id, float(child.exposed[:, k].mean()), f.beta_haz, float(np.exp(log_pr[k])), float(absent[k]))
        for k, f in enumerate(factors())
    ]


def _poisson(design: Floats, mean: Floats) -> Floats:
    """Coefficients of a log-linear model of known means, by Newton's method."""
    coefficients = np.zeros(design.shape[1])
    coefficients[0] = np.log(mean.mean())
    for _ in range(_STEPS):
        fitted = np.exp(design @ coefficients)
        step = np.linalg.solve((design * fitted[:, None]).T @ design, design.T @ (mean - fitted))
        coefficients += step
        if np.abs(step).max() < _CLOSE:
            return coefficients
    raise ArithmeticError("the log-linear model of the implied effects did not converge")
