"""True growth: an equation with known effects, and its calibration to a share of stunted children.

Source of the equation and of every coefficient: reference/risk.md section 7, held in
``audit.reference.sample_registers``. Nothing here knows of visits, errors or files.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.reference.sample_registers import GROWTH, factors

__all__ = [
    "Growing",
    "accrued",
    "calibrate",
    "expected",
    "exposures",
    "factor_effects",
    "haz",
    "wealth",
]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Growing:
    """What determines one child's growth; arrays of n children, ``exposed`` is n x factors.

    ``place`` is the effect of desa and kecamatan together, ``shift`` moves the whole district to its prevalence.
    """

    male: Flags
    wealth: Floats
    exposed: Flags
    place: Floats
    household: Floats
    level: Floats
    slope: Floats
    shift: float = 0.0

    def of(self, child: Indices) -> Growing:
        """Only these children, by number; one may come several times."""
        arrays = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "shift"}
        return Growing(**{name: values[child] for name, values in arrays.items()}, shift=self.shift)


def accrued(months: Floats) -> Floats:
    """Share of an accruing effect that has come about by an age: 0 at birth, 1 from 24 months."""
    return np.minimum(months / GROWTH.accrual_months, 1.0)


def wealth(own: Floats, desa: Floats, kecamatan: Floats) -> Floats:
    """Wealth of households, standardised, from three standard normal parts."""
    raw = GROWTH.wealth_own * own + GROWTH.wealth_desa * desa + GROWTH.wealth_kecamatan * kecamatan
    return (raw - raw.mean()) / raw.std()


def exposures(wealth: Floats, noise: Floats) -> Flags:
    """Risk factors by a Gaussian copula: the poorer the likelier, each at its own prevalence.

    ``noise`` is standard normal, n x factors; children who share a factor get the same noise and the same wealth.
    """
    from scipy.special import ndtri

    gradient = np.array([f.wealth_gradient for f in factors()])
    prevalence = np.array([f.prevalence for f in factors()])
    return noise - np.outer(wealth, gradient) > np.sqrt(1 + gradient**2) * ndtri(1 - prevalence)


def factor_effects(months: Floats) -> Floats:
    """Effect of each factor at each age, n x factors."""
    beta = np.array([f.beta_haz for f in factors()])
    accrues = np.array([f.accrues for f in factors()])
    return np.where(accrues, np.outer(accrued(months), beta), beta)


def expected(child: Growing, months: Floats) -> Floats:
    """Height for age without what is random to the household and the child."""
    g, c = GROWTH, accrued(months)
    prevalence = np.array([f.prevalence for f in factors()])
    return (
        g.start
        + g.fall * (1 - np.exp(-months / g.fall_months))
        + g.recovery * np.clip((months - g.recovery_from_months) / g.recovery_over_months, 0, 1)
        + ((child.exposed - prevalence) * factor_effects(months)).sum(axis=1)
        + g.wealth * child.wealth * (0.5 + 0.5 * c)
        + g.male * child.male
        + child.place
        + child.shift
    )


def haz(child: Growing, months: Floats) -> Floats:
    """True height-for-age z-score of each child at an age in months (no missing values)."""
    return expected(child, months) + child.household + child.level + child.slope * (accrued(months) - 0.5)


def calibrate(child: Growing, months: Floats, target: float) -> float:
    """Shift (z) that makes a share ``target`` of these children truly stunted at these ages.

    The share is a step function of the shift, so the shift is a quantile and no search is needed; it is exact to one
    child. ``target`` must lie strictly between 0 and 1.
    """
    if not 0 < target < 1:
        raise ValueError(f"a share of stunted children must lie between 0 and 1, not {target}")
    return STUNTED_BELOW - float(np.quantile(haz(child, months) - child.shift, target))
