"""Generalised estimating equations: models of children in clusters that use how alike a cluster's children are.

Only where that is wanted for itself: ``fit_glm`` with errors by cluster asks nothing of the correlation.
Source: Liang and Zeger, Biometrika 1986;73:13-22; correlation and scale as R's geepack estimates them (means of
products and squares of Pearson residuals, without a correction for the number of terms).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InputError
from audit.results import Sentence
from audit.risk.glm import GlmResult, fit_glm
from audit.survey import Design

__all__ = ["Correlation", "GeeResult", "fit_gee"]

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Correlation = Literal["independence", "exchangeable"]
_STEPS, _STEP = 100, 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class GeeResult:
    """The fitted model, its errors robust by cluster (CR0), and ``alpha``, the correlation of two of a cluster.

    ``alpha`` is 0 for independence, and NaN where no cluster has two children or a term is separated: the model is then
    that of independence.
    """

    model: GlmResult
    alpha: float

    def tidy(self) -> pd.DataFrame:
        """As ``GlmResult.tidy``."""
        return self.model.tidy()


def fit_gee(
    frame: pd.DataFrame,
    formula: str,
    *,
    cluster: str,
    family: Literal["poisson", "logit"] = "poisson",
    correlation: Correlation = "exchangeable",
) -> GeeResult:
    """Fit by estimating equations; parameters, missing values and refusals as for ``fit_glm``, ``cluster`` a column.

    Raises
    ------
    InputError, InsufficientDataError : as ``fit_glm``.
    """
    if correlation not in get_args(Correlation):
        raise ValueError(f"correlation={correlation!r}")
    if cluster not in frame.columns:
        raise InputError("risk.unknown_column", column=cluster)
    start = fit_glm(frame, formula, family=family, design=Design(cluster=cluster), vcov="CR0")
    there = np.isfinite(start.coef)
    if start.design is None or correlation == "independence":
        return GeeResult(start, 0.0)
    if not there.any() or (np.isnan(start.coef) & ~start.aliased).any():
        return GeeResult(start, np.nan)
    of_row, size = np.unique(start.design.psu[start.rows], return_inverse=True, return_counts=True)[1:]
    if (size < 2).all():
        return GeeResult(start, np.nan)
    equations = _Equations(start.matrix()[there], start.outcome(), family, of_row.astype(np.int64), size)
    beta, step, alpha = start.beta[there], np.inf, 0.0
    for _ in range(_STEPS):
        alpha = equations.alpha(beta)
        information, scores = equations.at(beta, alpha)
        change = np.linalg.solve(information, scores.sum(axis=0))
        beta, step = beta + change, float(np.abs(change).max())
        if step < _STEP:
            break
    information, scores = equations.at(beta, alpha)
    bread = np.linalg.inv(information)
    k = len(start.terms)
    full = {name: np.zeros((k, k)) for name in ("bread", "covariance")}
    full["bread"][np.ix_(there, there)] = bread
    full["covariance"][:] = np.nan
    full["covariance"][np.ix_(there, there)] = bread @ (scores.T @ scores) @ bread
    coef, whole = np.full(k, np.nan), np.zeros(k)
    coef[there] = whole[there] = beta
    notes = start.notes if step < _STEP else (*start.notes, Sentence("risk.not_converged"))
    return GeeResult(replace(start, coef=coef, beta=whole, notes=notes, log_likelihood=np.nan, **full), float(alpha))


@dataclass(frozen=True, slots=True, eq=False)
class _Equations:
    """(k, n) columns, outcome, family, cluster of each row and size of each cluster."""

    columns: Floats
    y: Floats
    family: Literal["poisson", "logit"]
    cluster: Codes
    size: Codes

    def residuals(self, beta: Floats) -> tuple[Floats, Floats]:
        """Root of the variance, and Pearson residual, of each row."""
        eta = beta @ self.columns
        mu = np.exp(eta) if self.family == "poisson" else 1 / (1 + np.exp(-eta))
        root = np.sqrt(mu if self.family == "poisson" else mu * (1 - mu))
        return root, (self.y - mu) / root

    def alpha(self, beta: Floats) -> float:
        """Mean product of two residuals of a cluster, by the mean square of one."""
        _, residual = self.residuals(beta)
        whole = np.bincount(self.cluster, residual)
        squares = np.bincount(self.cluster, residual**2)
        pairs = (self.size * (self.size - 1)).sum()
        return float((whole**2 - squares).sum() / pairs / (residual**2).mean())

    def at(self, beta: Floats, alpha: float) -> tuple[Floats, Floats]:
        """(k, k) information and (G, k) scores of the clusters."""
        root, residual = self.residuals(beta)
        scaled = self.columns * root
        sums = np.column_stack([np.bincount(self.cluster, column) for column in scaled])
        share = alpha / (1 + (self.size - 1) * alpha)
        plain = np.column_stack([np.bincount(self.cluster, column * residual) for column in scaled])
        whole = np.bincount(self.cluster, residual)
        information = scaled @ scaled.T - (sums * share[:, None]).T @ sums
        return information / (1 - alpha), (plain - sums * (share * whole)[:, None]) / (1 - alpha)
