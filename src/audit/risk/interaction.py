"""Two factors together: is more seen with both than each alone would let expect, in children and not in ratios?"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np
import numpy.typing as npt

from audit.errors import InputError
from audit.results import Sentence
from audit.risk.fractions import exposure_of
from audit.risk.glm import GlmResult
from audit.risk.joint_tests import JointTest, wald_joint
from audit.risk.measure import Measure, on_log_scale, wald

__all__ = ["Interaction", "Subgroup", "Subgroups", "reri", "subgroup"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interaction:
    """Two factors on the additive scale, from a model of ratios with their product.

    Attributes
    ----------
    only_a, only_b, both : ratios against children with neither.
    reri : relative excess risk due to interaction; 0 where each adds what it adds alone.
    ap : the part of the ratio of both that goes with their meeting. synergy : 1 where nothing is added; NaN where the
        ratios leave it without meaning.
    n, events : children and those with the outcome: neither, only ``a``, only ``b``, both.
    """

    a: str
    b: str
    only_a: Measure
    only_b: Measure
    both: Measure
    reri: Measure
    ap: Measure
    synergy: Measure
    n: tuple[int, int, int, int]
    events: tuple[int, int, int, int]
    notes: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Subgroup:
    """The ratio of an exposure among the children of one level; ``n`` and ``events`` of exposed, then unexposed."""

    level: str
    ratio: Measure
    n: tuple[int, int]
    events: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Subgroups:
    """Ratios of one exposure by the levels of a column, and the joint test that they are equal."""

    exposure: str
    by: str
    levels: tuple[Subgroup, ...]
    equal: JointTest


def reri(result: GlmResult, a: str, b: str) -> Interaction:
    """Interaction of two 0/1 factors beyond the sum of each.

    Parameters
    ----------
    result : a Poisson, log-binomial or logit model with both factors and their product (``y ~ a*b + …``), so that what
        is compared are prevalence (or odds) ratios.

    Intervals by the delta method from the model's covariance; that of synergy on the log scale. Where a factor's ratio
    is below 1 the measures have no clear meaning, which is said: code the factor the other way round.

    Raises
    ------
    InputError : a linear model; a factor that is not 0/1 or has more levels; a model without the product.

    Source: Hosmer and Lemeshow, Epidemiology 1992;3:452-456; Knol et al., Eur J Epidemiol 2011;26:433-438.
    """
    if result.family == "linear":
        raise InputError("interaction.needs_ratios")
    at = [_one(result, factors) for factors in ((a,), (b,), (a, b))]
    beta, covariance = result.coef[at], result.covariance[np.ix_(at, at)]
    with np.errstate(over="ignore"):
        one, other, two = np.exp([beta[0], beta[1], beta.sum()])
    notes: list[Sentence] = []
    if not np.isfinite(beta).all():
        notes.append(Sentence("interaction.not_computed", {"a": a, "b": b}))
    elif min(one, other) < 1:
        notes.append(Sentence("interaction.below_one", {"a": a, "b": b}))
    excess = two - one - other + 1
    above, apart = two - 1, one + other - 2
    synergy = Measure(nan)
    if above > 0 and apart > 0:
        slope = np.array([two / above - one / apart, two / above - other / apart, two / above])
        synergy = _ratio(result, float(np.log(above / apart)), slope, covariance)
    x, y, z = exposure_of(result, a), exposure_of(result, b), result.outcome()
    cell = x + 2 * y
    return Interaction(
        a=a,
        b=b,
        only_a=_ratio(result, beta[0], np.array([1.0, 0, 0]), covariance),
        only_b=_ratio(result, beta[1], np.array([0, 1.0, 0]), covariance),
        both=_ratio(result, beta.sum(), np.ones(3), covariance),
        reri=_wald(result, excess, np.array([two - one, two - other, two]), covariance),
        ap=_wald(result, excess / two, np.array([other - 1, one - 1, one + other - 1]) / two, covariance),
        synergy=synergy,
        n=_four(np.bincount(cell, minlength=4)),
        events=_four(np.bincount(cell, z, 4)),
        notes=tuple(notes),
    )


def subgroup(result: GlmResult, exposure: str, by: str) -> Subgroups:
    """Ratio of a 0/1 exposure in each level of ``by``, from one model with their product (``y ~ exposure*by + …``).

    One model for all, so that the levels share the other covariates and are tested against each other; two intervals
    of which one holds 1 do not show a difference. ``by`` is 0/1 or a Categorical. A level whose ratio cannot be
    estimated has NaN. Of a linear model differences, not ratios: refused.

    Raises
    ------
    InputError : as ``reri``.

    Source: Knol and VanderWeele, Int J Epidemiol 2012;41:514-520 (what to print).
    """
    if result.family == "linear":
        raise InputError("interaction.needs_ratios")
    own = _one(result, (exposure,))
    products = [at for at, source in enumerate(result.encoding.sources) if set(source) == {exposure, by}]
    if not products:
        raise InputError("interaction.no_product", a=exposure, b=by)
    values = result.frame[by].iloc[result.rows].to_numpy()
    exposure_of(result, by)
    levels = result.encoding.levels.get(by, (0, 1))
    x, y = exposure_of(result, exposure), result.outcome()
    found: list[Subgroup] = []
    for place, level in enumerate(levels):
        at = [own] if place == 0 else [own, products[place - 1]]
        covariance = result.covariance[np.ix_(at, at)]
        there = values == level
        groups = (there & x, there & ~x)
        found.append(
            Subgroup(
                level=str(level),
                ratio=_ratio(result, float(result.coef[at].sum()), np.ones(len(at)), covariance),
                n=(int(groups[0].sum()), int(groups[1].sum())),
                events=(int(y[groups[0]].sum()), int(y[groups[1]].sum())),
            )
        )
    return Subgroups(exposure, by, tuple(found), wald_joint(result, [result.terms[at] for at in products]))


def _one(result: GlmResult, factors: tuple[str, ...]) -> int:
    """The one column of a factor, or of the product of two."""
    for name in factors:
        if name not in result.formula.columns[1:]:
            raise InputError("risk.unknown_column", column=name)
        exposure_of(result, name)
    found = [at for at, source in enumerate(result.encoding.sources) if sorted(source) == sorted(factors)]
    if len(factors) == 2 and not found:
        raise InputError("interaction.no_product", a=factors[0], b=factors[1])
    if len(found) != 1:
        raise InputError("attributable.not_a_factor", column=factors[0])
    return found[0]


def _variance(slope: Floats, covariance: Floats) -> float:
    return float(np.maximum(slope @ covariance @ slope, 0.0))


def _wald(result: GlmResult, estimate: float, slope: Floats, covariance: Floats) -> Measure:
    return wald(float(estimate), _variance(slope, covariance), result.quantile)


def _ratio(result: GlmResult, log_ratio: float, slope: Floats, covariance: Floats) -> Measure:
    return on_log_scale(float(np.exp(log_ratio)), _variance(slope, covariance), result.quantile)


def _four(counts: npt.NDArray[np.generic]) -> tuple[int, int, int, int]:
    neither, a, b, both = (int(count) for count in counts)
    return neither, a, b, both
