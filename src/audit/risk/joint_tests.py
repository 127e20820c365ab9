"""Tests of several terms at once: whether a model is better for having them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audit.errors import InputError
from audit.risk.glm import GlmResult

__all__ = ["JointTest", "lr_test", "wald_joint"]


@dataclass(frozen=True, slots=True)
class JointTest:
    """A statistic with its degrees of freedom (``df_below`` infinite for a chi-square) and p."""

    statistic: float
    df: int
    df_below: float
    p: float


def lr_test(smaller: GlmResult, larger: GlmResult) -> JointTest:
    """Likelihood ratio of two models of the same rows, the smaller within the larger; chi-square.

    Not under clusters, strata or weights: the likelihood does not know of them; take ``wald_joint``.

    Raises
    ------
    InputError : the models differ in outcome, family or rows.
    """
    from scipy.special import chdtrc

    same = smaller.family == larger.family != "linear" and np.array_equal(smaller.rows, larger.rows)
    if not same or smaller.formula.outcome != larger.formula.outcome:
        raise InputError("risk.models_differ")
    df = int((~larger.aliased).sum() - (~smaller.aliased).sum())
    statistic = 2 * (larger.log_likelihood - smaller.log_likelihood)
    return JointTest(statistic, df, np.inf, float(chdtrc(df, statistic)))


def wald_joint(result: GlmResult, terms: Sequence[str]) -> JointTest:
    """Whether all these terms are 0, by the covariance of the model: F, or chi-square / df without finite ``df``.

    NaN where a term could not be estimated. Source: Korn and Graubard, Analysis of Health Surveys, 1999, section 3.5.
    """
    from scipy.special import chdtrc, fdtrc

    at = [result.terms.index(term) for term in terms]
    beta, covariance = result.coef[at], result.covariance[np.ix_(at, at)]
    if not np.isfinite(covariance).all():
        return JointTest(np.nan, len(at), result.df, np.nan)
    statistic = float(beta @ np.linalg.solve(covariance, beta)) / len(at)
    p = chdtrc(len(at), statistic * len(at)) if np.isinf(result.df) else fdtrc(len(at), result.df, statistic)
    return JointTest(statistic, len(at), result.df, float(p))
