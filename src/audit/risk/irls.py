"""Maximum likelihood of generalised linear models by Newton's method, a few thousand rows at a time.

Rows with the same covariates are joined where that saves work: the likelihood needs only the sums of weight and of
weight x outcome. Columns are centred and scaled, so that it converges as well for years as for 0 and 1.

Source: McCullagh and Nelder, Generalized Linear Models, 2nd ed. 1989, section 2.5. Separation: Albert and Anderson,
Biometrika 1984;71:1-10.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

__all__ = ["FAMILIES", "Family", "Fit", "Patterns", "fit", "patterns_of", "score_factor"]

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Family = Literal["poisson", "logit", "logbin", "linear"]

_CHUNK = 4096  # rows whose columns fit into the processor's cache
_SAMPLE, _WORTH = 4096, 4  # rows are joined where at least so many times fewer remain, first judged on a sample
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
    columns have no finite estimate: their ``beta`` is only large.
    """

    beta: Floats
    bread: Floats
    aliased: Mask
    separated: Mask
    converged: bool
    log_likelihood: float


def patterns_of(columns: Floats) -> Patterns:
    """Join equal rows of (k, n) columns where few different ones are there."""
    k, n = columns.shape
    if n < _WORTH * _SAMPLE:
        return Patterns(columns, None)
    key = np.zeros(n)
    for factor, column in zip(np.random.default_rng(k).standard_normal(k), columns, strict=True):
        key += factor * column  # one at a time: a product of matrices may round equal rows differently
    if _WORTH * np.unique(key[:: n // _SAMPLE]).size > _SAMPLE:
        return Patterns(columns, None)
    _, first, row = np.unique(key, return_index=True, return_inverse=True)
    if first.size * _WORTH > n:
        return Patterns(columns, None)
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
    mean = columns.mean(axis=1)
    spread = columns.std(axis=1)
    spread[np.ptp(columns, axis=1) == 0] = 0
    mean[0], spread[0] = 0.0, 1.0
    scale = np.where(spread > 0, spread, 1.0)
    scaled = (columns - mean[:, None]) / scale[:, None]
    kept = ~_aliased(scaled)
    if not kept.all():
        scaled = scaled[kept]
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
    back = np.diag(1 / scale[kept])
    back[0] -= mean[kept] / scale[kept]
    back[0, 0] = 1.0
    raw_step = np.abs(back @ step) * scale[kept]
    separated = np.zeros(kept.size, dtype=bool)
    if not converged and family != "linear" and np.abs(step).max() > _STALLED:
        separated[kept] = raw_step > 0.01 * np.abs(step).max()
    bread = np.zeros((kept.size, kept.size))
    bread[np.ix_(kept, kept)] = back @ _inverse(information, _NO_INFORMATION if separated.any() else 0.0) @ back.T
    found = np.zeros(kept.size)
    found[kept] = back @ beta
    return Fit(found, bread, ~kept, separated, converged, value)


def _highest(beta: Floats, columns: Floats) -> float:
    return max(float((beta @ part).max()) for part in _chunks(columns))


def _chunks(columns: Floats) -> list[Floats]:
    return [columns[:, at : at + _CHUNK] for at in range(0, columns.shape[1], _CHUNK)]


def _aliased(scaled: Floats) -> Mask:
    """Which columns the columns before them already hold; a constant one is held by the intercept."""
    k, n = scaled.shape
    rest = scaled @ scaled.T / n
    found = np.zeros(k, dtype=bool)
    for j in range(k):
        if rest[j, j] < _ALIASED:
            found[j] = True
            continue
        rest = rest - np.outer(rest[:, j], rest[j]) / rest[j, j]
    return found


def _evaluate(family: Family, columns: Floats, wy: Floats, w: Floats, beta: Floats) -> tuple[float, Floats, Floats]:
    """Log-likelihood, score and information; not finite where the model has no likelihood there."""
    one = FAMILIES[family][0]
    value, score, information = 0.0, np.zeros(beta.size), np.zeros((beta.size, beta.size))
    at = 0
    for part in _chunks(columns):
        rows = slice(at, at + part.shape[1])
        at = rows.stop
        added, slope, curve = one(beta @ part, wy[rows], w[rows])
        if not np.isfinite(added):
            return -np.inf, score, information
        value += added
        score += part @ slope
        information += (part * curve) @ part.T
    return value, score, information


def _newton(
    family: Family, columns: Floats, wy: Floats, w: Floats, beta: Floats
) -> tuple[Floats, Floats, Floats, bool, float]:
    """Estimate, information, last step, whether it converged, log-likelihood."""
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        value, score, information = _evaluate(family, columns, wy, w, beta)
        step, before = np.zeros(beta.size), np.inf
        for _ in range(_STEPS):
            step = _inverse(information) @ score
            size = float(np.abs(step).max())
            if size < _STEP:
                return beta + step, information, step, True, value
            full = step
            for _ in range(_HALVINGS):
                after = _evaluate(family, columns, wy, w, beta + step)
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
