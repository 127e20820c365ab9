"""Average attributable fractions: what goes with each factor, averaged over every order of taking them away.

They add up to the joint fraction and so share it fairly, where single fractions count a child with two factors twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import factorial

import numpy as np
import numpy.typing as npt

from audit.errors import InputError
from audit.reference.attributable_rules import AVERAGED_FACTORS
from audit.risk.counterfactual import Counterfactuals, columns_of
from audit.risk.fractions import PafResult, checked, collected, factors_asked, fraction, reasons
from audit.risk.glm import GlmResult
from audit.survey import Design

__all__ = ["paf_average"]

Floats = npt.NDArray[np.float64]


def paf_average(
    result: GlmResult, exposures: Sequence[str], *, design: Design | None = None, ci: bool = True
) -> PafResult:
    """Average attributable fraction (association) of each factor among these, at most 8.

    Parameters are those of ``audit.risk.paf.paf``; so are intervals and refusals. Where one factor's fraction cannot be
    computed none can, since they share the joint one.

    Source: Eide and Gefeller, J Clin Epidemiol 1995;48:525-533; the mean over orders is Shapley's value. Errors by the
    same stacked estimating equations as those of ``paf``.
    """
    names = factors_asked(exposures)
    if len(names) > AVERAGED_FACTORS:
        raise InputError("attributable.too_many", count=len(names), most=AVERAGED_FACTORS)
    model = checked(result, names, design, ci=ci)
    why = reasons(result, names)
    if model is None or why:
        lost = [fraction(result, None, (name,), np.nan, np.nan, why) for name in names]
        return collected("average", result, lost, model)
    estimates, errors = _shapley(result, model, names, ci=ci)
    found = [
        fraction(result, model, (name,), estimate, se)
        for name, estimate, se in zip(names, estimates, errors, strict=True)
    ]
    return collected("average", result, found, model)


def _shapley(
    result: GlmResult, model: Counterfactuals, names: tuple[str, ...], *, ci: bool
) -> tuple[list[float], list[float]]:
    """Estimate and standard error of each factor: sums over all sets of factors taken away."""
    m = len(names)
    own = np.array([columns_of(result, [name]) for name in names])
    fallen, additions = np.zeros(m), np.zeros((m, model.events.size))
    for code in range(2**m):
        away = np.array([bool(code >> j & 1) for j in range(m)])
        share, adds = model.without(np.logical_or.reduce(own[away], axis=0))
        size = int(away.sum())
        joins = factorial(size - 1) * factorial(m - size) / factorial(m) if size else 0.0
        stays = factorial(size) * factorial(m - size - 1) / factorial(m) if size < m else 0.0
        part = np.where(away, -joins, stays)
        fallen += part * share
        if ci:
            additions += np.outer(part, adds)
    estimates = fallen / model.share
    if not ci:
        return estimates.tolist(), [np.nan] * m
    linear = (additions - np.outer(estimates, model.events)) / model.share
    return estimates.tolist(), [model.error(row) for row in linear]
