"""Errors for few clusters: bias-reduced linearisation ("CR2"), with degrees of freedom of each coefficient.

CR1 is too small where clusters are few or differ in what they hold, and G - 1 degrees of freedom are then too many.
Here each cluster's scores are enlarged by what the fit took from them, so that the variance would have no bias if rows
were independent, and each coefficient has the degrees of freedom of Satterthwaite's approximation under the same
working model: few for a factor that two or three clusters hold, whatever the number of clusters.

Source: Bell and McCaffrey, Surv Methodol 2002;28:169-181; Pustejovsky and Tipton, J Bus Econ Stat 2018;36:672-683. For
linear models the figures are those of ``clubSandwich`` of R; for others the working variance is the model's, and the
symmetric root is taken of the standardised residuals' variance.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.risk.glm import GlmResult
from audit.risk.irls import Family, score_factor
from audit.risk.tidy import tidy

__all__ = ["BiasReduced", "bias_reduced"]

Floats = npt.NDArray[np.float64]

_NOTHING_LEFT = 1e-10  # share of a cluster's own direction that the fit leaves; below, it says nothing of it


@dataclass(frozen=True, slots=True, eq=False)
class BiasReduced:
    """Errors of a model's k coefficients: ``covariance`` (k, k) and ``df`` (k,); NaN where the model has none."""

    result: GlmResult
    covariance: Floats
    df: Floats

    @property
    def se(self) -> Floats:
        """(k,) standard errors."""
        return np.sqrt(np.diag(self.covariance))

    def tidy(self) -> pd.DataFrame:
        """Return the table of ``GlmResult.tidy`` with these errors, and limits and p-values by t of each ``df``."""
        result = self.result
        return tidy(result.terms, result.coef, self.se, self.df, exponentiate=result.family != "linear")


def bias_reduced(result: GlmResult) -> BiasReduced:
    """Compute CR2 errors and Satterthwaite's degrees of freedom of a model fitted with clusters.

    Parameters
    ----------
    result : of ``fit_glm`` with ``CR0``, ``CR1`` or ``CR1S``; its weights count as inverse variances.

    NaN where there is one cluster only and where the model has no estimate. Not for sampling designs with strata.

    Raises
    ------
    ValueError : a model without clusters.
    """
    if result.design is None or result.vcov not in ("CR0", "CR1", "CR1S"):
        raise ValueError(f"vcov={result.vcov} has no clusters")
    k = len(result.terms)
    covariance, df = np.full((k, k), np.nan), np.full(k, np.nan)
    there = np.isfinite(result.coef)
    clusters, number = np.unique(result.design.psu[result.rows], return_inverse=True)
    if clusters.size < 2 or not np.isfinite(result.covariance[np.ix_(there, there)]).all() or not there.any():
        return BiasReduced(result, covariance, df)
    root = np.asarray(np.linalg.cholesky(result.bread[np.ix_(there, there)]), dtype=np.float64)
    rotated = _rotated(result, there, root)
    score, spread = _standardised(result)
    order = np.argsort(number, kind="stable")
    edges = np.searchsorted(number[order], np.arange(clusters.size + 1))
    enlarged, spans, shares = [], [], []
    for low, high in pairwise(edges.tolist()):
        rows = order[low:high]
        own = rotated[:, rows] * spread[rows]
        share = own @ own.T  # of the information, what this cluster brings
        more = _inverse_root(np.eye(len(share)) - share)
        enlarged.append(more @ (rotated[:, rows] @ score[rows]))
        spans.append(more @ root.T)  # column j: how the cluster's scores enter coefficient j
        shares.append(share)
    added = np.array(enlarged) @ root.T
    covariance[np.ix_(there, there)] = added.T @ added
    df[there] = _satterthwaite(np.array(spans), np.array(shares))
    return BiasReduced(result, covariance, df)


def _rotated(result: GlmResult, there: npt.NDArray[np.bool_], root: Floats) -> Floats:
    """(k, n) columns in which the information is the identity."""
    return root.T @ result.matrix()[there]


def _standardised(result: GlmResult) -> tuple[Floats, Floats]:
    """(n,) residual of the score, and square root of the working weight, of each row."""
    mu = result.predict()
    residual = result.weight * (result.outcome() - mu) * score_factor(result.family, mu)
    return residual, np.sqrt(result.weight * _working(result.family, mu))


def _working(family: Family, mu: Floats) -> Floats:
    variance = {"poisson": mu, "logit": mu * (1 - mu), "linear": np.ones_like(mu)}
    return variance[family] if family != "logbin" else mu / (1 - mu)


def _inverse_root(matrix: Floats) -> Floats:
    """Symmetric inverse square root; 0 in directions of which nothing is left."""
    values, vectors = np.linalg.eigh(matrix)
    keep = values > _NOTHING_LEFT
    return (vectors[:, keep] / np.sqrt(values[keep])) @ vectors[:, keep].T


def _satterthwaite(spans: Floats, shares: Floats) -> Floats:
    """(k,) degrees of freedom, from (G, k, k) spans and shares: (trace)² / trace of the square of p'p over clusters."""
    held = shares @ spans
    found = np.empty(spans.shape[2])
    for j in range(found.size):
        own = np.einsum("gk,gk->g", spans[:, :, j], held[:, :, j])
        together = np.diag(own) - held[:, :, j] @ held[:, :, j].T
        found[j] = np.trace(together) ** 2 / (together**2).sum()
    return found
