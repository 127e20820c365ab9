"""Regression of an outcome on the rank from poorest to richest: two coefficients and their covariance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from audit.risk.irls import FAMILIES, Family, fit, patterns_of
from audit.risk.sandwich import Vcov, sandwich
from audit.survey.design import Floats, ResolvedDesign

__all__ = ["Link", "RankFit", "rank_fit"]

Link = Literal["linear", "logit", "log"]
_FAMILY: dict[Link, Family] = {"linear": "linear", "logit": "logit", "log": "poisson"}
_COEFFICIENTS = 2


@dataclass(frozen=True, slots=True, eq=False)
class RankFit:
    """``coef`` (intercept, slope over the whole range of ranks) on the scale of the link, and their ``covariance``.

    ``converged``: False, and both NaN, where the ranks part cases from the others.
    """

    coef: Floats
    covariance: Floats
    converged: bool

    def se(self, gradient: Floats) -> float:
        """Standard error of a quantity with this gradient in the coefficients (delta method)."""
        return float(np.sqrt(np.maximum(gradient @ self.covariance @ gradient, 0.0)))  # no error may round below 0


def rank_fit(y: Floats, rank: Floats, design: ResolvedDesign, *, link: Link, vcov: Vcov = "survey") -> RankFit:
    """Fit ``link(mean of y) = a + b x rank`` by the weights of the design.

    Parameters
    ----------
    y, rank : (n,) without NaN; rows of weight 0 count for nothing. For "logit" y is 0 to 1, for "log" at least 0, and
        not the same for all; at least two ranks must have weight.
    vcov : "survey" by linearisation over the PSUs, which without strata is the cluster-robust CR1 (G / (G - 1)).
        "model", for the linear link only, and "HC1" take every row as independent, to compare with other programs.

    It differs from ``fit_glm`` in taking every degree of freedom of the design and refusing nothing: two coefficients
    of one rank are no model of risk factors.
    """
    if vcov == "model" and link != "linear":
        raise ValueError(f"vcov {vcov!r} with link {link!r}")
    rows = np.flatnonzero(design.weight > 0)
    patterns = patterns_of(np.vstack([np.ones(rows.size), rank[rows]]))
    outcome, weight, family = y[rows], design.weight[rows], _FAMILY[link]
    found = fit(patterns, outcome, weight, family)
    if not found.converged:
        return RankFit(np.full(_COEFFICIENTS, np.nan), np.full((_COEFFICIENTS,) * 2, np.nan), converged=False)
    residual = weight * (outcome - patterns.at_rows(FAMILIES[family][1](found.beta @ patterns.columns)))
    free = rows.size - _COEFFICIENTS
    if vcov in ("model", "HC1") and free < 1:
        covariance = np.full((_COEFFICIENTS,) * 2, np.nan)
    elif vcov == "model":
        covariance = found.bread * float((residual**2 / weight).sum() / free)
    else:
        covariance = sandwich(vcov, patterns, residual, found.bread, _COEFFICIENTS, design, rows)
    return RankFit(found.beta, covariance, converged=True)
