"""Likelihoods of models with one normal intercept a cluster: linear in closed form, logistic by quadrature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from audit.risk.irls import patterns_of

__all__ = ["Clusters", "Intercepts", "fit_linear", "fit_logit"]

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

_NODES = 9  # of the quadrature; nAGQ = 9 of lme4
_STEPS, _HALVINGS, _STEP = 100, 40, 1e-8
_GRID = np.append(0.0, np.geomspace(1e-8, 1e4, 121))  # variance ratios looked at before the likelihood is climbed
_CLOSE = 1e-12
_LEAST_SD = 1e-4  # on the logit scale: below, the clusters do not differ


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """Cluster (0 to number - 1) of each of n rows, and (number,) rows of each."""

    row: Codes
    number: int
    size: Codes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", np.bincount(self.row, minlength=self.number))

    def sums(self, values: Floats) -> Floats:
        """(..., number) sums over the rows of each cluster of (..., n) values."""
        if values.ndim == 1:
            return np.bincount(self.row, values, self.number).astype(np.float64)
        return np.stack([self.sums(part) for part in values])


@dataclass(frozen=True, slots=True, eq=False)
class Intercepts:
    """A fitted model: ``beta`` (k,), its covariance, variances, and each cluster's effect with its spread."""

    beta: Floats
    covariance: Floats
    variance: float
    residual: float
    log_likelihood: float
    effect: Floats
    effect_sd: Floats
    converged: bool


def fit_linear(columns: Floats, y: Floats, clusters: Clusters, start: Floats, fixed: Floats) -> Intercepts:
    """Restricted maximum likelihood, profiled to the ratio of the two variances.

    Parameters
    ----------
    columns : (k, n) of full rank. y : (n,). start : (k,) least squares. fixed : (n,) part that is not estimated.

    Not converged where children of one cluster hardly differ: the ratio has no highest point.
    """
    size = clusters.size.astype(np.float64)
    rest = y - fixed - start @ columns  # from least squares on, so that nothing large cancels
    square, cross, total = columns @ columns.T, columns @ rest, float(rest @ rest)
    by_cluster, rest_by_cluster = clusters.sums(columns), clusters.sums(rest)
    k, n = columns.shape

    def at(ratio: float) -> tuple[float, Floats, Floats, float]:
        shrink = ratio / (1 + size * ratio)
        information = square - (by_cluster * shrink) @ by_cluster.T
        explained = cross - (by_cluster * shrink) @ rest_by_cluster
        beta = np.asarray(np.linalg.solve(information, explained), dtype=np.float64)
        residual = (total - float(shrink @ rest_by_cluster**2) - float(beta @ explained)) / (n - k)
        value = -((n - k) * (1 + np.log(2 * np.pi * residual)) + np.log1p(size * ratio).sum()) / 2
        return float(value - np.linalg.slogdet(information)[1] / 2), beta, information, residual

    values = [at(float(ratio))[0] for ratio in _GRID]
    best = int(np.argmax(values))
    low, high = float(_GRID[max(best - 1, 0)]), float(_GRID[min(best + 1, len(_GRID) - 1)])
    ratio = _highest(lambda x: at(x)[0], low, high)
    if values[0] >= at(ratio)[0]:
        ratio = 0.0
    value, beta, information, residual = at(ratio)
    shrink = ratio / (1 + size * ratio)
    return Intercepts(
        beta=start + beta,
        covariance=np.asarray(np.linalg.inv(information) * residual, dtype=np.float64),
        variance=ratio * residual,
        residual=residual,
        log_likelihood=value,
        effect=shrink * (rest_by_cluster - beta @ by_cluster),
        effect_sd=np.sqrt(residual * shrink),
        converged=best < len(_GRID) - 1,
    )


def _highest(value: Callable[[float], float], low: float, high: float) -> float:
    from scipy.optimize import minimize_scalar

    found = minimize_scalar(lambda x: -value(x), bounds=(low, high), method="bounded", options={"xatol": _CLOSE})
    return float(found.x)


def fit_logit(columns: Floats, y: Floats, clusters: Clusters, start: Floats, fixed: Floats) -> Intercepts:
    """Maximum likelihood by Newton's method on coefficients and standard deviation together.

    Arguments as of ``fit_linear``; ``start`` is the model without clusters. The standard deviation is 0 where the
    likelihood falls as soon as clusters may differ.
    """
    from scipy.special import expit

    # Children of one cluster and equal covariates are one row of several: a district has few different ones.
    alike = patterns_of(np.vstack([columns, fixed, clusters.row.astype(np.float64)]))
    n, events = alike.sums(np.ones(y.size)), alike.sums(y)
    columns, fixed = alike.columns[:-2], alike.columns[-2]
    clusters = Clusters(alike.columns[-1].astype(np.int64), clusters.number)
    spread = np.maximum(np.ptp(columns, axis=1), np.abs(columns).max(axis=1))
    p = expit(start @ columns + fixed)
    excess, information = clusters.sums(events - n * p), clusters.sums(n * p * (1 - p))
    slope, curve = float((excess**2 - information).sum()), float((information**2).sum())
    model = _Quadrature(columns / spread[:, None], n, events, clusters, fixed)
    at = np.append(start * spread, np.sqrt(max(slope, 0.0) / curve))
    if slope <= 0:
        at[-1] = 0.0
        return model.result(at, spread, converged=True)
    value, score, observed = model.evaluate(at)
    converged = False
    for _ in range(_STEPS):
        step = _ascent(observed, score)
        if np.abs(step).max() < _STEP:
            converged = True
            break
        after = model.evaluate(at + step)
        for _ in range(_HALVINGS):
            if after[0] >= value - _CLOSE * abs(value):
                break
            step = step / 2
            after = model.evaluate(at + step)
        at = at + step
        value, score, observed = after
    if abs(at[-1]) < _LEAST_SD:
        at = np.append(start * spread, 0.0)
    return model.result(at, spread, converged=converged)


def _ascent(observed: Floats, score: Floats) -> Floats:
    """Newton's step, upwards where the likelihood bends the wrong way too."""
    values, vectors = np.linalg.eigh(observed)
    least = np.finfo(np.float64).eps * np.abs(values).max()
    return (vectors / np.maximum(np.abs(values), least)) @ (vectors.T @ score)


class _Quadrature:
    """Likelihood of a logistic model with intercepts of sd x standard normal, by adaptive Gauss-Hermite quadrature.

    ``n`` and ``events``: children of each row, and those of them with the outcome.
    """

    def __init__(self, columns: Floats, n: Floats, events: Floats, clusters: Clusters, fixed: Floats) -> None:
        from scipy.sparse import csr_array

        self.columns, self.n, self.events, self.clusters, self.fixed = columns, n, events, clusters, fixed
        self.sum = csr_array((np.ones(n.size), (clusters.row, np.arange(n.size))), shape=(clusters.number, n.size))
        nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES)
        self.nodes = nodes
        self.log_weights = np.log(weights / np.sqrt(2 * np.pi)) + nodes**2 / 2
        self.mode = np.zeros(clusters.number)

    def _modes(self, eta: Floats, sd: float) -> tuple[Floats, Floats]:
        """Where each cluster's standardised intercept is likeliest, and its spread there."""
        from scipy.special import expit

        u, row, bend = self.mode, self.clusters.row, np.ones(self.clusters.number)
        for _ in range(_STEPS):
            p = expit(eta + sd * u[row])
            bend = sd**2 * self.clusters.sums(self.n * p * (1 - p)) + 1
            step = (sd * self.clusters.sums(self.events - self.n * p) - u) / bend
            u = u + np.clip(step, -1, 1)
            if np.abs(step).max() < _STEP:
                break
        self.mode = u
        return u, 1 / np.sqrt(bend)

    def _posterior(self, at: Floats) -> tuple[float, Floats, Floats, Floats]:
        """Log-likelihood, (Q, G) places and their posterior weights, (Q, n) expected outcomes."""
        from scipy.special import expit, logsumexp

        eta, sd = at[:-1] @ self.columns + self.fixed, float(at[-1])
        mode, spread = self._modes(eta, sd)
        place = mode + spread * self.nodes[:, None]
        linear = eta + sd * place[:, self.clusters.row]
        each = self.clusters.sums(self.events * linear - self.n * np.logaddexp(0, linear))
        joint = each - place**2 / 2 + self.log_weights[:, None] + np.log(spread)
        total = logsumexp(joint, axis=0)
        return float(total.sum()), place, np.exp(joint - total), expit(linear)

    def evaluate(self, at: Floats) -> tuple[float, Floats, Floats]:
        """Log-likelihood, its slope and the observed information in coefficients and standard deviation."""
        value, place, weight, p = self._posterior(at)
        k, row = len(self.columns), self.clusters.row
        scores = np.empty((_NODES, self.clusters.number, k + 1))
        bend = np.zeros((3, self.n.size))
        for q in range(_NODES):
            residual = self.events - self.n * p[q]
            scores[q, :, :k] = self.sum @ (self.columns * residual).T
            scores[q, :, k] = place[q] * (self.sum @ residual)
            own = weight[q][row] * self.n * p[q] * (1 - p[q])
            bend += own * np.stack([np.ones(row.size), place[q][row], place[q][row] ** 2])
        mean = np.einsum("qg,qgk->gk", weight, scores)
        information = np.empty((k + 1, k + 1))
        information[:k, :k] = (self.columns * bend[0]) @ self.columns.T
        information[:k, k] = information[k, :k] = self.columns @ bend[1]
        information[k, k] = bend[2].sum()
        away = scores - mean
        lost = np.einsum("qg,qgj,qgk->jk", weight, away, away, optimize=True)
        return value, mean.sum(axis=0), information - lost

    def result(self, at: Floats, spread: Floats, *, converged: bool) -> Intercepts:
        k, sd = len(self.columns), abs(float(at[-1]))
        at = np.append(at[:-1], sd)
        self.mode = np.zeros_like(self.mode)
        value, place, weight, _ = self._posterior(at)
        observed = self.evaluate(at)[2]
        whole = np.linalg.inv(observed if sd > 0 else observed[:k, :k])[:k, :k]
        mean = (weight * place).sum(axis=0)
        variance = (weight * (place - mean) ** 2).sum(axis=0)
        return Intercepts(
            beta=at[:-1] / spread,
            covariance=whole / np.outer(spread, spread),
            variance=sd**2,
            residual=float("nan"),
            log_likelihood=value,
            effect=sd * mean,
            effect_sd=sd * np.sqrt(variance),
            converged=converged,
        )
