"""Regression of an outcome on the rank from poorest to richest: two coefficients and their design-based covariance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from audit.survey.design import Floats, ResolvedDesign
from audit.survey.totals import psu_totals, total_covariance

__all__ = ["Link", "RankFit", "RankVcov", "rank_fit"]

Link = Literal["linear", "logit", "log"]
RankVcov = Literal["survey", "model", "HC1"]
_STEPS = 100  # of Newton's method; a dozen is enough unless the likelihood has no highest point
_CLOSE = 1e-10  # change of a coefficient at which it stops
_STEEP = 30.0  # linear predictor beyond which a probability is 0 or 1 to the last bit: the likelihood keeps rising
_COEFFICIENTS = 2


@dataclass(frozen=True, slots=True, eq=False)
class RankFit:
    """``coef`` (intercept, slope over the whole range of ranks) on the scale of the link, and their ``covariance``.

    ``converged``: False where the outcome does not overlap along the ranks, or nobody or everybody is a case.
    """

    coef: Floats
    covariance: Floats
    converged: bool

    def se(self, gradient: Floats) -> float:
        """Standard error of a quantity with this gradient in the coefficients (delta method)."""
        return float(np.sqrt(gradient @ self.covariance @ gradient))


def rank_fit(y: Floats, rank: Floats, design: ResolvedDesign, *, link: Link, vcov: RankVcov = "survey") -> RankFit:
    """Fit ``link(mean of y) = a + b x rank`` by the weights of the design.

    Parameters
    ----------
    y, rank : (n,) without NaN; rows of weight 0 count for nothing. For "logit" and "log" y is 0 to 1, or at least 0.
    vcov : "survey" by linearisation over the PSUs, which without strata is the cluster-robust CR1 (G / (G - 1)); "HC1"
        and "model" take every row as independent and are there to compare with other programs.

    Sources: Binder, Int Stat Rev 1983;51:279-292; Zou, Am J Epidemiol 2004;159:702 (log link). At least two different
    ranks must have weight; ask beforehand.
    """
    if link not in get_args(Link) or vcov not in get_args(RankVcov):
        raise ValueError(f"link {link!r}, vcov {vcov!r}")
    X, w = np.column_stack([np.ones(rank.size), rank]), design.weight
    coef = np.zeros(_COEFFICIENTS)
    mean = float(np.average(y, weights=w))
    if link == "log":
        coef[0] = np.log(mean) if mean > 0 else -np.inf
    elif link == "logit":
        coef[0] = np.log(mean / (1 - mean)) if 0 < mean < 1 else np.inf
    converged = bool(np.isfinite(coef).all())
    inverse, scores = np.full((_COEFFICIENTS,) * 2, np.nan), np.zeros_like(X)
    for _ in range(_STEPS if converged else 0):
        inverse, scores = _newton(y, X, w, coef, link)
        step = inverse @ scores.sum(axis=0)
        coef = coef + step
        steep = link != "linear" and np.abs(X @ coef).max(where=w > 0, initial=0.0) > _STEEP
        if steep or not np.isfinite(coef).all():
            converged = False
            break
        if np.abs(step).max() < _CLOSE:
            break
    else:
        converged = False
    if not converged:
        return RankFit(np.full(_COEFFICIENTS, np.nan), np.full((_COEFFICIENTS,) * 2, np.nan), converged=False)
    inverse, scores = _newton(y, X, w, coef, link)
    return RankFit(coef, inverse @ _meat(scores, inverse, y, X, coef, design, vcov) @ inverse, converged=True)


def _newton(y: Floats, X: Floats, w: Floats, coef: Floats, link: Link) -> tuple[Floats, Floats]:
    """Inverse of the information and the score of each row."""
    eta = X @ coef
    if link == "logit":
        mu = 1 / (1 + np.exp(-eta))
        slope = mu * (1 - mu)
    elif link == "log":
        mu = slope = np.exp(eta)
    else:
        mu, slope = eta, np.ones_like(eta)
    return _inverse((X * (w * slope)[:, None]).T @ X), X * (w * (y - mu))[:, None]


def _meat(
    scores: Floats, inverse: Floats, y: Floats, X: Floats, coef: Floats, design: ResolvedDesign, vcov: RankVcov
) -> Floats:
    if vcov == "survey":
        return total_covariance(psu_totals(scores, design), design)
    n = int((design.weight > 0).sum())
    if n <= _COEFFICIENTS:
        return np.full((_COEFFICIENTS,) * 2, np.nan)
    if vcov == "HC1":
        return scores.T @ scores * (n / (n - _COEFFICIENTS))
    variance = float((design.weight * (y - X @ coef) ** 2).sum()) / (n - _COEFFICIENTS)
    return _inverse(inverse) * variance


def _inverse(matrix: Floats) -> Floats:
    return np.linalg.inv(matrix).astype(np.float64)
