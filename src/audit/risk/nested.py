"""Children measured more than once, in desa: a linear model with an intercept for each desa and each child in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InputError
from audit.results import Sentence
from audit.risk.glm import fit_glm
from audit.risk.random_intercept import Clusters
from audit.risk.tidy import tidy

__all__ = ["NestedResult", "nested_intercepts"]

Floats = npt.NDArray[np.float64]

_START = (1.0, 0.3)  # standard deviations of children and clusters, of the residual's; any start leads there
_CLOSE, _STEPS = 1e-11, 2000


@dataclass(frozen=True, slots=True, eq=False)
class NestedResult:
    """A linear model of k terms with variances between clusters, between children of one, and within a child.

    ``terms``, ``coef``, ``covariance``, ``missing``, ``notes`` : as of ``GlmResult``. Variances are in squared units of
    the outcome, NaN where they cannot be told. ``n`` counts rows; ``log_likelihood`` is restricted.
    """

    terms: tuple[str, ...]
    coef: Floats
    covariance: Floats
    cluster_variance: float
    child_variance: float
    residual_variance: float
    log_likelihood: float
    n: int
    children: int
    clusters: int
    missing: int
    notes: tuple[Sentence, ...]

    @property
    def se(self) -> Floats:
        """(k,) standard errors."""
        return np.sqrt(np.diag(self.covariance))

    def tidy(self) -> pd.DataFrame:
        """One row a term: term, coef, se, exp_coef (missing), conf_low, conf_high, p_value, df; normal."""
        return tidy(self.terms, self.coef, self.se, np.inf, exponentiate=False)


def nested_intercepts(frame: pd.DataFrame, formula: str, *, cluster: str, child: str) -> NestedResult:
    """Fit by restricted maximum likelihood, as ``lmer(y ~ ... + (1 | cluster / child))`` of R.

    Parameters
    ----------
    frame : one row a measurement. formula : as of ``fit_glm``. cluster, child : columns; the same child in another
        cluster is another child. Rows without either are left out and counted.

    One cluster, no child measured twice, or no cluster with two children: the variances cannot be told and are NaN,
    with a note; coefficients are those of ``fit_glm``, by row. Constant and aliased columns have NaN and are said.

    Not for weights. Source: Laird and Ware, Biometrics 1982;38:963-974.
    """
    for column in (cluster, child):
        if column not in frame.columns:
            raise InputError("risk.unknown_column", column=column)
    known = frame[[cluster, child]].notna().all(axis=1).to_numpy()
    plain = fit_glm(frame[known], formula, family="linear", vcov="model")
    names = frame.loc[known, [cluster, child]].iloc[plain.rows]
    own, pairs = pd.factorize(pd.MultiIndex.from_frame(names))
    outer, labels = pd.factorize(pairs.get_level_values(0))
    children = Clusters(np.asarray(own, dtype=np.int64), len(pairs))
    clusters = Clusters(np.asarray(outer, dtype=np.int64), len(labels))
    kept = np.isfinite(plain.coef)
    coef, covariance = plain.coef.copy(), plain.covariance.copy()
    notes, found = list(plain.notes), (np.nan,) * 4
    if clusters.number < 2:
        notes.append(Sentence("risk.one_cluster"))
        covariance[:] = np.nan
    elif children.size.max() < 2 or clusters.size.max() < 2:
        notes.append(Sentence("mixed.once_measured"))
    elif kept.any():
        model = _Nested(plain.matrix()[kept], plain.outcome(), children, clusters)
        coef[kept], covariance[np.ix_(kept, kept)], *found, converged = model.highest()
        if not converged:
            notes.append(Sentence("risk.not_converged"))
    return NestedResult(
        terms=plain.terms,
        coef=coef,
        covariance=covariance,
        cluster_variance=found[0],
        child_variance=found[1],
        residual_variance=found[2],
        log_likelihood=found[3],
        n=plain.n,
        children=children.number,
        clusters=clusters.number,
        missing=plain.missing + int((~known).sum()),
        notes=tuple(notes),
    )


class _Nested:
    """Restricted likelihood, profiled to the two ratios of variance between to variance within a child."""

    def __init__(self, columns: Floats, y: Floats, children: Clusters, clusters: Clusters) -> None:
        self.start = np.asarray(np.linalg.lstsq(columns.T, y, rcond=None)[0], dtype=np.float64)
        rest = y - self.start @ columns  # from least squares on, so that nothing large cancels
        self.square, self.cross, self.total = columns @ columns.T, columns @ rest, float(rest @ rest)
        self.columns, self.rest = children.sums(columns), children.sums(rest)
        self.size, self.clusters, self.n = children.size.astype(np.float64), clusters, y.size

    def at(self, sd: Floats) -> tuple[float, Floats, Floats, float]:
        """Log-likelihood, coefficients from the start, information and residual variance; ``sd`` of the residual's."""
        between, above = sd**2
        left = 1 / (1 + self.size * between)
        shrink = between * left
        columns, rest = self.clusters.sums(self.columns * left), self.clusters.sums(self.rest * left)
        held = self.clusters.sums(self.size * left)
        of_cluster = above / (1 + above * held)
        information = self.square - (self.columns * shrink) @ self.columns.T - (columns * of_cluster) @ columns.T
        explained = self.cross - (self.columns * shrink) @ self.rest - (columns * of_cluster) @ rest
        beta = np.asarray(np.linalg.solve(information, explained), dtype=np.float64)
        df = self.n - beta.size
        residual = (self.total - shrink @ self.rest**2 - of_cluster @ rest**2 - beta @ explained) / df
        if not residual > 0:  # nothing is left within a child
            return -np.inf, beta, information, np.nan
        logs = np.log1p(self.size * between).sum() + np.log1p(above * held).sum()
        value = -(df * (1 + np.log(2 * np.pi * residual)) + logs + np.linalg.slogdet(information)[1]) / 2
        return float(value), beta, information, float(residual)

    def highest(self) -> tuple[Floats, Floats, float, float, float, float, bool]:
        """Coefficients, covariance, variances (clusters, children, within), log-likelihood; whether it was reached."""
        from scipy.optimize import minimize

        options: Any = {"xatol": _CLOSE, "fatol": _CLOSE, "maxiter": _STEPS}
        found = minimize(lambda sd: -self.at(sd)[0], _START, method="Nelder-Mead", options=options)
        value, beta, information, residual = self.at(found.x)
        children, clusters = (float(ratio) * residual for ratio in found.x**2)
        covariance = np.asarray(np.linalg.inv(information) * residual, dtype=np.float64)
        return self.start + beta, covariance, clusters, children, residual, value, bool(found.success)
