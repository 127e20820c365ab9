"""Maximum likelihood of generalised linear models by Newton's method, a few thousand rows at a time.

Rows with the same covariates are joined where that saves work: the likelihood needs only the sums of weight and of
weight x outcome. Columns are centred and scaled, so that it converges as well for years as for 0 and 1.

Source: McCullagh and Nelder, Generalized Linear Models, 2nd ed. 1989, section 2.5. Separation: Albert and Anderson,
Biometrika 1984;71:1-10.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = [
    "FAMILIES",
    "Family",
    "Fit",
    "Patterns",
    "Scaled",
    "combined",
    "fit",
    "patterns_of",
    "score_factor",
    "summed",
]

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Family = Literal["poisson", "logit", "logbin", "linear"]

# Rows whose columns fit into the processor's cache, and products so small that BLAS calls in no second thread for them:
# numbers in a matrix times a vector, multiplications in a product of two. Waiting threads cost more than they bring.
_CHUNK, _MATRIX_BY_VECTOR, _MATRIX_BY_MATRIX = 4096, 9_000, 2**18
_FEW, _EVERY, _WORTH = 10_000, 8, 4  # rows are joined where four times fewer remain; first judged on every eighth
_ALIASED = 1e-10  # share of a column's variance that the columns before it leave
_STEP, _STALLED, _GAIN = 1e-9, 1e-3, 1e-11
_STEPS, _HALVINGS = 60, 40
_ROUNDING, _ROUNDING_OF_1 = 1e-10, float(np.finfo(np.float64).eps)
_NO_INFORMATION = 1e-9
_BELOW_ONE, _EDGE = 1e-2, 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """The different rows of a model: (k, U) columns, and which of them each of the n rows is (``None``: itself)."""

    columns: Floats
    row: Codes | None

    def sums(self, values: Floats) -> Floats:
        """(U,) sums over the rows of each pattern."""
        if self.row is None:
            return values
        return np.bincount(self.row, values, self.columns.shape[1]).astype(np.float64)

    def at_rows(self, values: Floats) -> Floats:
        """(n,) value of the pattern of each row."""
        return values if self.row is None else values[self.row]


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A fitted model in the units of its columns.

    ``beta`` (k,) is 0 for ``aliased`` columns; ``bread`` (k, k) is the inverse information, 0 there. ``separated``
    columns have no finite estimate: their ``beta`` is only large. ``lag``, (n,) or 1: what the residuals of the score
    are multiplied by, where the weights of an earlier step than the last are asked for (``audit.risk.stopping``).
    """

    beta: Floats
    bread: Floats
    aliased: Mask
    separated: Mask
    converged: bool
    log_likelihood: float
    lag: Floats | float = 1.0


def _chunk(k: int) -> int:
    """How many rows of k columns are worked on at a time."""
    return max(1, min(_CHUNK, _MATRIX_BY_VECTOR // k, _MATRIX_BY_MATRIX // k**2))


def combined(beta: Floats, columns: Floats) -> Floats:
    """(n,) sums of (k, n) columns times (k,) coefficients."""
    found = np.empty(columns.shape[1])
    size = _chunk(len(columns))
    for at in range(0, found.size, size):
        found[at : at + size] = beta @ columns[:, at : at + size]
    return found


def summed(columns: Floats, values: Floats) -> Floats:
    """(k,) sums over the rows of (k, n) columns times (n,) values."""
    found = np.zeros(len(columns))
    size = _chunk(len(columns))
    for at in range(0, values.size, size):
        found += columns[:, at : at + size] @ values[at : at + size]
    return found


def patterns_of(columns: Floats) -> Patterns:
    """Join equal rows of (k, n) columns where few different ones are there."""
    k, n = columns.shape
    if n < _FEW:
        return Patterns(columns, None)
    key = np.zeros(n)
    for factor, column in zip(np.random.default_rng(k).standard_normal(k), columns, strict=True):
        key += factor * column  # one at a time: a product of matrices may round equal rows differently
    sample = key[::_EVERY]
    if 2 * len(pd.factorize(sample)[1]) > sample.size:
        return Patterns(columns, None)
    row = pd.factorize(key)[0]
    n_patterns = int(row.max()) + 1
    if _WORTH * n_patterns > n:
        return Patterns(columns, None)
    first = np.empty(n_patterns, dtype=np.int64)
    first[row[::-1]] = np.arange(n)[::-1]  # the first row of each is written last
    found = columns[:, first]
    if not all(np.array_equal(part[row], column) for part, column in zip(found, columns, strict=True)):
        return Patterns(columns, None)  # two different rows met in one key
    return Patterns(found, row)


def score_factor(family: Family, mu: Floats) -> Floats | float:
    """What the residual is multiplied by in the score of a row."""
    return 1 / (1 - mu) if family == "logbin" else 1.0


Evaluated = tuple[float, Floats, Floats]
Evaluate = Callable[[Floats, Floats, Floats], Evaluated]


def _poisson(eta: Floats, wy: Floats, w: Floats) -> Evaluated:
    expected = w * np.exp(eta)
    return float(wy @ eta - expected.sum()), wy - expected, expected


def _logit(eta: Floats, wy: Floats, w: Floats) -> Evaluated:
    small = np.exp(-np.abs(eta))
    above = 1 / (1 + small)
    mu = np.where(eta >= 0, above, small * above)
    expected = w * mu
    value = wy @ eta - w @ (np.maximum(eta, 0) - np.log(above))
    return float(value), wy - expected, w * small * above**2


def _logbin(eta: Floats, wy: Floats, w: Floats) -> Evaluated:
    mu = np.exp(eta)
    if mu.max(initial=0.0) >= 1:
        return -np.inf, wy, w
    return (
        float(wy @ eta + (w - wy) @ np.log1p(-mu)),
        (wy - w * mu) / (1 - mu),
        w * mu / (1 - mu),
    )


def _linear(eta: Floats, wy: Floats, w: Floats) -> Evaluated:
    return float(wy @ eta - w @ eta**2 / 2), wy - w * eta, w


def _exp(eta: Floats) -> Floats:
    return np.exp(eta)


def _expit(eta: Floats) -> Floats:
    return np.where(eta >= 0, 1.0, np.exp(-np.abs(eta))) / (1 + np.exp(-np.abs(eta)))


FAMILIES: dict[Family, tuple[Evaluate, Callable[[Floats], Floats]]] = {
    "poisson": (_poisson, _exp),
    "logit": (_logit, _expit),
    "logbin": (_logbin, _exp),
    "linear": (_linear, lambda eta: eta),
}


def fit(patterns: Patterns, y: Floats, weight: Floats, family: Family) -> Fit:
    """Fit a model whose outcome varies.

    Parameters
    ----------
    patterns : the columns, the intercept first. y, weight : (n,) outcome and weight (above 0) of each row.
    """
    w, wy = patterns.sums(weight), patterns.sums(weight * y)
    columns = patterns.columns
    scaled = Scaled.of(columns)
    kept = ~_aliased(scaled)
    if not kept.all():
        scaled = Scaled.of(columns[kept])
    start = np.zeros(int(kept.sum()))
    average = float(wy.sum() / w.sum())
    start[0] = {"linear": average, "logit": np.log(average / (1 - average)) if 0 < average < 1 else 0.0}.get(
        family, np.log(average) if average > 0 else 0.0
    )
    if family == "logbin":
        start = _newton("poisson", scaled, wy, w, start)[0]
        start[0] -= max(_highest(start, scaled) + _BELOW_ONE, 0.0)
    beta, information, step, converged, value = _newton(family, scaled, wy, w, start)
    if family == "logbin":
        converged = converged and _highest(beta, scaled) < -_EDGE
    back = scaled.back
    raw_step = np.abs(back @ step) * scaled.scale
    separated = np.zeros(kept.size, dtype=bool)
    if not converged and family != "linear" and np.abs(step).max() > _STALLED:
        separated[kept] = raw_step > 0.01 * np.abs(step).max()
    bread = np.zeros((kept.size, kept.size))
    bread[np.ix_(kept, kept)] = back @ _inverse(information, _NO_INFORMATION if separated.any() else 0.0) @ back.T
    found = np.zeros(kept.size)
    found[kept] = back @ beta
    return Fit(found, bread, ~kept, separated, converged, value)


@dataclass(frozen=True, slots=True, eq=False)
class Scaled:
    """Columns as (column - mean) / scale, made a few thousand rows at a time; the intercept stays."""

    columns: Floats
    mean: Floats
    scale: Floats

    @classmethod
    def of(cls, columns: Floats) -> Scaled:
        """Learn mean and spread of (k, n) columns, the intercept first; a constant one has a spread of 1."""
        mean = columns.mean(axis=1)
        spread = np.array([0.0 if np.ptp(column) == 0 else column.std() for column in columns])
        mean[0] = 0.0
        return cls(columns, mean, np.where(spread > 0, spread, 1.0))

    def parts(self) -> Iterator[tuple[slice, Floats]]:
        """Rows and their columns."""
        size = _chunk(len(self.columns))
        for at in range(0, self.columns.shape[1], size):
            rows = slice(at, at + size)
            yield rows, (self.columns[:, rows] - self.mean[:, None]) / self.scale[:, None]

    @property
    def back(self) -> Floats:
        """(k, k) from coefficients of the scaled columns to those of the columns."""
        found = np.diag(1 / self.scale)
        found[0] -= self.mean / self.scale
        return found


def _highest(beta: Floats, scaled: Scaled) -> float:
    return max(float((beta @ part).max()) for _, part in scaled.parts())


def _aliased(scaled: Scaled) -> Mask:
    """Which columns the columns before them already hold; a constant one is held by the intercept."""
    k, n = scaled.columns.shape
    rest = np.zeros((k, k))
    for _, part in scaled.parts():
        rest += part @ part.T / n
    found = np.zeros(k, dtype=bool)
    for j in range(k):
        if rest[j, j] < _ALIASED:
            found[j] = True
            continue
        rest = rest - np.outer(rest[:, j], rest[j]) / rest[j, j]
    return found


def _evaluate(family: Family, scaled: Scaled, wy: Floats, w: Floats, beta: Floats) -> tuple[float, Floats, Floats]:
    """Log-likelihood, score and information; not finite where the model has no likelihood there."""
    one = FAMILIES[family][0]
    value, score, information = 0.0, np.zeros(beta.size), np.zeros((beta.size, beta.size))
    for rows, part in scaled.parts():
        added, slope, curve = one(beta @ part, wy[rows], w[rows])
        if not np.isfinite(added):
            return -np.inf, score, information
        value += added
        score += part @ slope
        information += (part * curve) @ part.T
    return value, score, information


def _newton(
    family: Family, scaled: Scaled, wy: Floats, w: Floats, beta: Floats
) -> tuple[Floats, Floats, Floats, bool, float]:
    """Estimate, information, last step, whether it converged, log-likelihood."""
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        value, score, information = _evaluate(family, scaled, wy, w, beta)
        step, before = np.zeros(beta.size), np.inf
        for _ in range(_STEPS):
            step = _inverse(information) @ score
            size = float(np.abs(step).max())
            if size < _STEP:
                return beta + step, information, step, True, value
            full = step
            for _ in range(_HALVINGS):
                after = _evaluate(family, scaled, wy, w, beta + step)
                if after[0] >= value - _ROUNDING * abs(value):
                    break
                step = step / 2
            else:
                return beta, information, full, False, value
            gain, beta = after[0] - value, beta + step
            value, score, information = after
            if family != "linear" and gain < _GAIN * abs(value) and size > max(_STALLED, before / 2):
                return beta, information, step, False, value  # for ever the same step, and nothing gained by it
            before = size
    return beta, information, step, False, value


def _inverse(information: Floats, least: float = _ROUNDING_OF_1) -> Floats:
    """Inverse; 0 in directions with less than that share of the most information."""
    values, vectors = np.linalg.eigh(information)
    keep = values > least * values[-1]
    return (vectors[:, keep] / values[keep]) @ vectors[:, keep].T
