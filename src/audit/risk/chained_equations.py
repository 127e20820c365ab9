"""Chained equations: rounds of drawing the missing values of one column after another from all the others.

One matrix holds all columns, scaled, and their products are kept up to date, so that a regression costs little more
than the rows in which its column is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audit.reference.imputation_rules import COEFFICIENT_PRIOR_SD, DONORS, LEAST_RIDGE

__all__ = ["Variable", "chain"]

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_ONE_THREAD = 2**18  # multiplications below which OpenBLAS starts no threads, whose waiting costs more than they save
_STEPS = 30
_CLOSE, _FAR = 0.02, 0.5  # standard errors: small beside the noise of a draw; so far that the curvature is another
_LONGEST = 4.0  # step of a logit: beyond, Newton's method may overshoot


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """A column of n values (NaN: missing), at least two of them different.

    ``levels`` are its different values in order, for a yes/no or categories; ``None`` for a number. ``missing`` are the
    rows to draw, ``delta`` what is added to a draw (to its logit where there are levels).
    """

    name: str
    values: Floats
    levels: Floats | None
    missing: Codes
    delta: float


def chain(variables: Sequence[Variable], m: int, iterations: int, seed: int) -> dict[str, Floats]:
    """(m, missing) draws of each variable that has missing values."""
    drawn = {v.name: np.empty((m, v.missing.size)) for v in variables if v.missing.size}
    if not drawn:
        return drawn
    board = _Board(variables)
    for number in range(m):
        board.restart(np.random.default_rng([seed, number]))
        for _ in range(iterations):
            for place in board.places:
                board.draw(place)
        for place in board.places:
            drawn[place.variable.name][number] = place.filled
    return drawn


class _Place:
    """A variable with missing values: where its columns stand, which rows know it, and what was last drawn."""

    def __init__(self, variable: Variable, at: slice) -> None:
        self.variable, self.at = variable, at
        self.known = ~np.isnan(variable.values)
        self.seen = np.flatnonzero(self.known)
        self.filled = np.empty(0)
        levels = variable.levels
        self.steps: list[tuple[Mask, Floats]] = []  # who may go on to the next category, and who of them does
        if levels is not None:
            for lower in levels[:-1]:
                asked = self.known & (np.nan_to_num(variable.values, nan=levels[0] - 1) >= lower)
                self.steps.append((asked, (asked & (variable.values > lower)).astype(np.float64)))


class _Board:
    """The (k, n) matrix of all columns, the first of ones, and ``products``, its sums of squares and products."""

    def __init__(self, variables: Sequence[Variable]) -> None:
        n = variables[0].values.size
        self.mean, self.scale, self.places = [0.0], [1.0], []
        self.known_columns: list[Floats] = [np.ones(n)]
        for variable in variables:
            first = len(self.known_columns)
            for column in _coded(variable.values, variable.levels):
                mean, scale = float(np.nanmean(column)), float(np.nanstd(column))
                self.mean.append(mean)
                self.scale.append(scale)
                self.known_columns.append((column - mean) / scale)
            if variable.missing.size:
                self.places.append(_Place(variable, slice(first, len(self.known_columns))))
        self.matrix = np.stack(self.known_columns)
        self.start: dict[tuple[int, int], Floats] = {}

    def restart(self, rng: np.random.Generator) -> None:
        """Fill every gap by values of other rows, drawn at random."""
        self.rng = rng
        for place in self.places:
            place.filled = rng.choice(place.variable.values[place.seen], place.variable.missing.size)
            self._write(place)
        self.products = _products(self.matrix)

    def draw(self, place: _Place) -> None:
        """Draw the missing values of one variable, given all else."""
        others = np.ones(len(self.matrix), dtype=bool)
        others[place.at] = False
        gaps = self.matrix[:, place.variable.missing]
        if place.variable.levels is None:
            place.filled = self._matched(place, others, gaps)
        else:
            place.filled = self._categories(place, others, gaps, place.variable.levels)
        self._write(place)
        for k in range(place.at.start, place.at.stop):
            self.products[k] = self.products[:, k] = self.matrix @ self.matrix[k]

    def _write(self, place: _Place) -> None:
        rows = place.variable.missing
        for k, column in enumerate(_coded(place.filled, place.variable.levels), start=place.at.start):
            self.matrix[k, rows] = (column - self.mean[k]) / self.scale[k]

    def _matched(self, place: _Place, others: Mask, gaps: Floats) -> Floats:
        """Predictive mean matching: the value of one of the rows whose expected value is nearest."""
        at = place.at.start
        known = self.products - _products(gaps)
        square = known[np.ix_(others, others)]
        square[np.diag_indices_from(square)] *= 1 + LEAST_RIDGE
        inverse = _inverted(square)
        beta = inverse @ known[others, at]
        left = known[at, at] - beta @ known[others, at]
        free = max(place.seen.size - beta.size, 1)
        spread = np.sqrt(max(left, 0.0) / self.rng.chisquare(free))
        drawn = beta + spread * (_root(inverse) @ self.rng.standard_normal(beta.size))
        whole = np.zeros(others.size)
        whole[others] = beta
        expected = (whole @ self.matrix)[place.seen]
        shift = place.variable.delta
        return place.variable.values[place.seen][_nearest(expected, drawn @ gaps[others], self.rng)] + shift

    def _categories(self, place: _Place, others: Mask, gaps: Floats, levels: Floats) -> Floats:
        """From the lowest category on, draw whether a row goes on to the next."""
        level = np.zeros(place.variable.missing.size, dtype=np.int64)
        for step, (asked, goes_on) in enumerate(place.steps):
            beta, inverse = self._logistic(place, step, others, asked, goes_on)
            drawn = beta[others] + _root(inverse) @ self.rng.standard_normal(int(others.sum()))
            chance = _expit(drawn @ gaps[others] + place.variable.delta)
            level += (level == step) & (self.rng.random(level.size) < chance)
        return levels[level]

    def _logistic(self, place: _Place, step: int, others: Mask, asked: Mask, y: Floats) -> tuple[Floats, Floats]:
        """(k,) estimate of a logistic model of the rows ``asked``, and the inverse information of the other columns."""
        key = (place.at.start, step)
        beta = self.start.get(key, np.zeros(others.size))
        prior = np.full(int(others.sum()), COEFFICIENT_PRIOR_SD**-2.0)
        prior[0] = LEAST_RIDGE  # the intercept is far from 0 where a category is rare
        inverse = self._inverse(beta, others, asked, prior)
        for _ in range(_STEPS):
            p = _expit(beta @ self.matrix)
            score = (self.matrix @ (y - p * asked))[others] - prior * beta[others]
            move = np.zeros(others.size)
            move[others] = inverse @ score
            errors = float(np.sqrt(move[others] @ score / score.size))
            if errors > _FAR:
                move *= min(1.0, _LONGEST / float(np.abs(move @ self.matrix).max()))
            beta = beta + move
            if errors < _CLOSE:
                break
            if errors > _FAR:
                inverse = self._inverse(beta, others, asked, prior)
        self.start[key] = beta
        return beta, inverse

    def _inverse(self, beta: Floats, others: Mask, asked: Mask, prior: Floats) -> Floats:
        """Inverse information of a logistic model."""
        p = _expit(beta @ self.matrix)
        square = _products(self.matrix, p * (1 - p) * asked)[np.ix_(others, others)]
        square[np.diag_indices_from(square)] += prior
        return _inverted(square)


def _coded(values: Floats, levels: Floats | None) -> list[Floats]:
    """A number as it is; of categories a column for each but the first: 1 there, 0 elsewhere, NaN where missing."""
    if levels is None:
        return [values]
    return [np.where(np.isnan(values), np.nan, values == level) for level in levels[1:]]


def _nearest(known: Floats, wanted: Floats, rng: np.random.Generator) -> Codes:
    """For each wanted value the place of one of the nearest known ones, drawn among ``DONORS``."""
    order = np.argsort(known)
    ranked = known[order]
    donors = min(DONORS, known.size)
    first = np.searchsorted(ranked, wanted) - donors
    around = np.clip(first, 0, max(known.size - 2 * donors, 0))[:, None] + np.arange(min(2 * donors, known.size))
    distance = np.abs(ranked[around] - wanted[:, None])
    pick = np.argsort(distance, axis=1)[np.arange(wanted.size), rng.integers(0, donors, wanted.size)]
    return order[around[np.arange(wanted.size), pick]]


def _products(matrix: Floats, weight: Floats | None = None) -> Floats:
    """(k, k) weighted sums of squares and products of the columns, some rows at a time."""
    k, n = matrix.shape
    found, rows = np.zeros((k, k)), max(_ONE_THREAD // k**2, k)
    for at in range(0, n, rows):
        part = matrix[:, at : at + rows]
        found += (part if weight is None else part * weight[at : at + rows]) @ part.T
    return found


def _inverted(square: Floats) -> Floats:
    return np.asarray(np.linalg.inv(square), dtype=np.float64)


def _root(square: Floats) -> Floats:
    """A root of a covariance matrix, for draws from it."""
    values, vectors = np.linalg.eigh(square)
    return vectors * np.sqrt(np.maximum(values, 0.0))


def _expit(eta: Floats) -> Floats:
    from scipy.special import expit

    return np.asarray(expit(eta), dtype=np.float64)
