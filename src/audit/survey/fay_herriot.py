"""Fay-Herriot: lend strength to small areas from what is known about all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from audit.errors import InsufficientDataError

__all__ = ["FayHerriot", "FayHerriotMethod", "fay_herriot", "smoothed_variance"]

FayHerriotMethod = Literal["REML", "ML", "FH"]
_GRID = 100  # points at which the likelihood is looked at before it is climbed
_GRID_DEPTH = 1e-8  # lowest point above 0, as a share of the largest variance that the data allow


@dataclass(frozen=True, slots=True)
class FayHerriot:
    """Estimates of every area, in the order given and in the unit of ``direct`` (``mse``, ``refvar``: its square).

    ``gamma`` is the weight of an area's own estimate (0: synthetic, 1: its own alone), ``refvar`` the variance between
    areas that the covariates leave, ``beta`` the coefficients.
    """

    eblup: np.ndarray
    mse: np.ndarray
    gamma: np.ndarray
    refvar: float
    beta: np.ndarray


def fay_herriot(direct: Any, X: Any, vardir: Any, *, method: FayHerriotMethod = "REML") -> FayHerriot:
    """Empirical best linear unbiased predictor of each area's mean, with its mean squared error.

    Parameters
    ----------
    direct : (m,) estimate of each area, e.g. its prevalence (0-1). NaN: nobody was measured there.
    X : (m, p) covariates as they stand, the column of ones included; none missing.
    vardir : (m,) sampling variance of ``direct``, taken as known and positive; see ``smoothed_variance`` for areas
        without a case. NaN marks an area without an estimate too.
    method : of the variance between areas: restricted likelihood, likelihood, or Fay and Herriot's moments. An estimate
        below 0 becomes 0: every area is then synthetic.

    An area without an estimate gets x'beta, gamma 0 and the limit of the mse as its sampling variance grows. ``mse`` is
    Prasad and Rao's for REML, Datta and Lahiri's for ML and FH. Raises ``InsufficientDataError`` (exit 14) where no
    more areas than covariates have an estimate; ``ValueError`` for shapes, missing or dependent covariates and
    variances not above 0.

    Sources: Fay & Herriot, JASA 1979;74:269; Prasad & Rao, JASA 1990;85:163; Datta & Lahiri, Stat Sinica 2000;10:613;
    as ``sae`` 1.3 ``mseFH``. Not for one area's own claim: it is drawn towards the others; nor for fewer than about ten
    areas, whose variance cannot be told from 0.
    """
    if method not in get_args(FayHerriotMethod):
        raise ValueError(f"method {method!r}")
    y, D, design = _checked(direct, X, vardir)
    seen = ~(np.isnan(y) | np.isnan(D))
    areas, covariates = int(seen.sum()), design.shape[1]
    if areas <= covariates:
        raise InsufficientDataError("survey.fay_herriot_few", areas=areas, covariates=covariates)
    if np.linalg.matrix_rank(design[seen]) < covariates:
        raise ValueError("the columns of X depend on one another in the areas with an estimate")
    A = _between(y[seen], design[seen], D[seen], method)
    beta, Q = _gls(y[seen], design[seen], D[seen] + A)
    gamma = np.where(seen, A / (A + np.where(seen, D, 1.0)), 0.0)
    synthetic = design @ beta
    eblup = np.where(seen, synthetic + gamma * (np.where(seen, y, 0.0) - synthetic), synthetic)
    variance, bias = _uncertainty_of_between(design[seen], D[seen] + A, Q, method)
    shrunk = 1 - gamma
    g1 = A * shrunk
    g2 = shrunk**2 * np.einsum("ij,jk,ik->i", design, Q, design)
    g3 = np.where(seen, shrunk**2 * variance / (A + np.where(seen, D, 1.0)), 0.0)
    return FayHerriot(eblup, g1 + g2 + 2 * g3 - bias * shrunk**2, gamma, A, beta)


def smoothed_variance(events: Any, n: Any, *, deff: Any = 1.0) -> np.ndarray:
    """Sampling variance of each area's prevalence: p (1 - p) deff / n with the p of all areas together.

    An area with no case, or with nothing but cases, has no variance of its own, and in the others the estimate and its
    own variance err together; so all share one p. NaN where ``n`` is 0. Where nobody or everybody is a case in all
    areas together, one half is added to each side (Jeffreys), for a variance above 0.
    """
    events, n = np.asarray(events, dtype=np.float64), np.asarray(n, dtype=np.float64)
    cases, children = float(events.sum()), float(n.sum())
    if cases in (0.0, children):
        cases, children = cases + 0.5, children + 1
    p = cases / children
    return np.divide(p * (1 - p) * deff, n, out=np.full(n.shape, np.nan), where=n > 0)


def _checked(direct: Any, X: Any, vardir: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    y, D, design = (np.asarray(values, dtype=np.float64) for values in (direct, vardir, X))
    if y.ndim != 1 or D.shape != y.shape or design.ndim != 2 or len(design) != len(y):
        raise ValueError(f"shapes: direct {y.shape}, X {design.shape}, vardir {D.shape}")
    if np.isnan(design).any():
        raise ValueError("X has missing values")
    if (D <= 0).any():
        raise ValueError("a sampling variance is not above 0: smooth it first")
    return y, D, design


def _gls(y: np.ndarray, X: np.ndarray, V: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients by weighted least squares, and their covariance."""
    Q = np.linalg.inv((X / V[:, None]).T @ X)
    return Q @ (X.T @ (y / V)), Q


def _between(y: np.ndarray, X: np.ndarray, D: np.ndarray, method: FayHerriotMethod) -> float:
    """Variance between areas by one of the three methods, at least 0."""
    beta, _ = _gls(y, X, np.ones_like(D))
    largest = float(((y - X @ beta) ** 2).sum()) + float(D.max())
    if method == "FH":
        score = _moment(y, X, D)
        low, high = 0.0, largest
    else:
        score = _score(y, X, D, method)
        grid = np.append(0.0, np.geomspace(_GRID_DEPTH * largest, largest, _GRID))
        best = int(np.argmax(_log_likelihood(grid, y, X, D, method)))
        low, high = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, _GRID)])
    return low if score(low) <= 0 else _halved(score, low, high)


def _halved(score: Callable[[float], float], low: float, high: float) -> float:
    """Where ``score`` falls through 0, to the last bit: some sixty halvings cost less than loading a solver."""
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if score(middle) > 0 else (low, middle)
    return low


def _log_likelihood(A: np.ndarray, y: np.ndarray, X: np.ndarray, D: np.ndarray, method: FayHerriotMethod) -> np.ndarray:
    """(Restricted) log likelihood of each variance between areas, but for a constant."""
    weight = 1 / (A[:, None] + D)
    information = (weight[:, None, :] * X.T) @ X
    beta = np.linalg.solve(information, ((weight * y) @ X)[:, :, None])[:, :, 0]
    fit = (weight * (y - beta @ X.T) ** 2 - np.log(weight)).sum(axis=1)
    return -(fit + (np.linalg.slogdet(information)[1] if method == "REML" else 0.0)) / 2


def _score(y: np.ndarray, X: np.ndarray, D: np.ndarray, method: FayHerriotMethod) -> Callable[[float], float]:
    """Slope of the (restricted) log likelihood in the variance between areas, twice."""

    def slope(A: float) -> float:
        V = A + D
        beta, Q = _gls(y, X, V)
        trace = float((1 / V).sum())
        if method == "REML":
            trace -= float(np.trace(Q @ ((X / V[:, None] ** 2).T @ X)))
        return float((((y - X @ beta) / V) ** 2).sum()) - trace

    return slope


def _moment(y: np.ndarray, X: np.ndarray, D: np.ndarray) -> Callable[[float], float]:
    """Fay and Herriot's equation: weighted residuals squared against their degrees of freedom. It falls in A."""

    def excess(A: float) -> float:
        V = A + D
        beta, _ = _gls(y, X, V)
        return float(((y - X @ beta) ** 2 / V).sum()) - (len(y) - X.shape[1])

    return excess


def _uncertainty_of_between(
    X: np.ndarray, V: np.ndarray, Q: np.ndarray, method: FayHerriotMethod
) -> tuple[float, float]:
    """Asymptotic variance of the variance between areas, and its bias."""
    first, second = float((1 / V).sum()), float((1 / V**2).sum())
    if method == "FH":
        return 2 * len(V) / first**2, 2 * (len(V) * second - first**2) / first**3
    if method == "ML":
        return 2 / second, -float(np.trace(Q @ ((X / V[:, None] ** 2).T @ X))) / second
    return 2 / second, 0.0
