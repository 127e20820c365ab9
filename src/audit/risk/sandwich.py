"""Covariance of estimates that does not trust the model: by row, by cluster, by sampling design.

Sources: White, Econometrica 1980;48:817-838 (HC0); MacKinnon and White, J Econom 1985;29:305-325 (HC1); Liang and
Zeger, Biometrika 1986;73:13-22 (CR0), with G/(G-1) (CR1) and Stata's (n-1)/(n-k) beside it (CR1S); Binder, Int Stat Rev
1983;51:279-292 (survey).
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from audit.risk.irls import Patterns
from audit.survey.design import Codes, ResolvedDesign
from audit.survey.totals import total_covariance

__all__ = ["BY_CLUSTER", "Vcov", "cluster_scores", "row_meat", "sandwich"]

Floats = npt.NDArray[np.float64]
Vcov = Literal["model", "HC0", "HC1", "CR0", "CR1", "CR1S", "survey"]
BY_CLUSTER: frozenset[Vcov] = frozenset({"CR0", "CR1", "CR1S", "survey"})


def row_meat(patterns: Patterns, residual: Floats) -> Floats:
    """(k, k) sum over rows of the outer product of their scores: residual x columns."""
    squares = patterns.sums(residual**2)
    return (patterns.columns * squares) @ patterns.columns.T


def cluster_scores(patterns: Patterns, residual: Floats, cluster: Codes, n_clusters: int) -> Floats:
    """(G, k) sums of the scores of each cluster."""
    from scipy.sparse import csr_array

    if patterns.row is None:
        sums = [np.bincount(cluster, residual * part, n_clusters) for part in patterns.columns]
        return np.column_stack(sums).astype(np.float64)
    shape = (n_clusters, patterns.columns.shape[1])
    return np.asarray(csr_array((residual, (cluster, patterns.row)), shape=shape) @ patterns.columns.T)


def sandwich(
    vcov: Vcov,
    patterns: Patterns,
    residual: Floats,
    bread: Floats,
    rank: int,
    design: ResolvedDesign | None,
    rows: Codes,
) -> Floats:
    """(k, k) covariance of the estimates.

    Parameters
    ----------
    residual : (n,) weighted, times the factor of the score. bread : inverse information. rank : estimated columns.
    design : of all rows, of which the model uses ``rows``; PSUs without such a row still count for ``"survey"``, as in
        a domain, but not for the others.

    NaN where there is one cluster only.
    """
    n = residual.size
    if vcov in ("HC0", "HC1"):
        meat = row_meat(patterns, residual)
        return bread @ meat @ bread * (n / (n - rank) if vcov == "HC1" else 1.0)
    if design is None:
        raise ValueError(f"vcov={vcov} without a design")
    scores = cluster_scores(patterns, residual, design.psu[rows], design.stratum.size)
    if vcov == "survey":
        return bread @ total_covariance(scores, design) @ bread
    clusters = np.unique(design.psu[rows]).size
    if clusters < 2:
        return np.full(bread.shape, np.nan)
    factor = 1.0 if vcov == "CR0" else clusters / (clusters - 1)
    if vcov == "CR1S":
        factor *= (n - 1) / (n - rank)
    return bread @ (scores.T @ scores) @ bread * factor
