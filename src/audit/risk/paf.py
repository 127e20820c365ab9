"""Attributable fraction (association): the part of all children with the outcome that goes with a factor.

One minus the share expected with nobody exposed, all else as it is, over the share seen. It says what goes together,
not what a programme would change. Fractions of several factors overlap: they are never added up. Ask for them jointly,
or for their average over all orders (``audit.risk.paf_average``).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audit.results import Sentence
from audit.risk.counterfactual import Counterfactuals, columns_of
from audit.risk.fractions import Fraction, PafResult, checked, collected, exposure_of, factors_asked, fraction, reasons
from audit.risk.glm import GlmResult
from audit.survey import Design

__all__ = ["miettinen", "paf"]


def paf(
    result: GlmResult,
    exposures: str | Sequence[str],
    *,
    design: Design | None = None,
    joint: bool = False,
    ci: bool = True,
) -> PafResult:
    """Attributable fraction (association) of each factor, or ``joint``: of all of them taken away together.

    Parameters
    ----------
    result : a model of a 0/1 outcome that holds the factors, each 0/1 or a Categorical (its reference is "without").
    design : clusters, strata and weights, where they differ from those of the model; see
        ``audit.risk.counterfactual.counterfactuals``.
    ci : whether errors and intervals are computed; NaN otherwise.

    Intervals are symmetric for the log of 1 - fraction, so that none passes 100 %. A factor that nobody has gives 0
    without an interval; one that everybody has, or that the model cannot tell from others, NaN with a note.

    Raises
    ------
    InputError : an outcome that is not 0/1, a factor that is not in the model or not 0/1, weights of another model.

    Not for factors that nobody can change (``audit.risk.attributable`` leaves them out) and no promise of what a
    programme would reach. Source: Sjölander and Vansteelandt, Biostatistics 2011;12:112-121; with a Poisson model it
    equals Miettinen's formula, Am J Epidemiol 1974;99:325-332.
    """
    names = factors_asked(exposures)
    model = checked(result, names, design, ci=ci)
    sets = [names] if joint else [(name,) for name in names]
    found = [_of_set(result, model, one, ci=ci) for one in sets]
    return collected("joint" if joint else "single", result, found, model)


def miettinen(p_exposed_cases: float, adjusted_ratio: float) -> float:
    """Fraction from the share exposed of those with the outcome and the adjusted prevalence ratio.

    What ``paf`` of a Poisson model computes, for figures taken from a paper. Not for odds ratios.
    """
    if not (0 <= p_exposed_cases <= 1 and adjusted_ratio > 0):
        raise ValueError("p_exposed_cases must lie in 0-1 and the ratio above 0")
    return p_exposed_cases * (1 - 1 / adjusted_ratio)


def _of_set(result: GlmResult, model: Counterfactuals | None, names: tuple[str, ...], *, ci: bool) -> Fraction:
    why = reasons(result, names)
    if model is None or why:
        return fraction(result, None, names, np.nan, np.nan, why)
    there = [name for name in names if exposure_of(result, name).any()]
    absent = tuple(Sentence("attributable.absent", {"factor": name}) for name in names if name not in there)
    if not there:
        return fraction(result, None, names, 0.0, np.nan, absent)
    share, additions = model.without(columns_of(result, there))
    estimate = 1 - share / model.share
    se = np.nan
    if ci:
        se = model.error((model.events * share / model.share - additions) / model.share)
    return fraction(result, model, names, estimate, se, absent)
