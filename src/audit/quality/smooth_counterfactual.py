"""How many children would stand near a cut-off if nobody minded it: a smooth density fitted without that place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audit.reference.heaping_rules import (
    FIT_REACH,
    HUNDREDTHS,
    LEFT_OUT,
    POLYNOMIAL_DEGREE,
    POLYNOMIAL_SD,
    UNIT_SHAPE_SD,
)

__all__ = ["Counterfactual", "counterfactual", "lattice"]

_STEP = 10  # hundredths in one bin of the fit
_ROUNDS, _SETTLED, _FARTHEST = 60, 1e-9, 30.0

_AT = (np.arange(-FIT_REACH, FIT_REACH)) / HUNDREDTHS  # z from the cut-off, one a column of the lattice
_BINS = _AT.reshape(-1, _STEP).mean(axis=1)


def lattice(unit: np.ndarray, hundredths: np.ndarray, units: int, cutoff: int) -> np.ndarray:
    """Count children by unit and by hundredth of z from the cut-off: shape (units, 2 FIT_REACH).

    ``unit`` is 0 .. units - 1, ``hundredths`` the rounded z x 100, ``cutoff`` likewise. Column FIT_REACH is the first
    one above the cut-off. Children farther away are left out. The columns reversed are the mirror, "lowered".
    """
    away = hundredths - cutoff + FIT_REACH
    near = (away >= 0) & (away < 2 * FIT_REACH)
    place = unit[near] * (2 * FIT_REACH) + away[near]
    return np.bincount(place, minlength=units * 2 * FIT_REACH).reshape(units, 2 * FIT_REACH)


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """Expected children by unit and hundredth, with what is uncertain about it.

    ``mean``: (units, 2 FIT_REACH). The log mean is linear in the district's coefficients and in each unit's own;
    ``district`` (one covariance) and ``own`` (one a unit) are theirs.
    """

    mean: np.ndarray
    district: np.ndarray
    own: np.ndarray

    def rounded(self, factor: np.ndarray) -> Counterfactual:
        """Return the same with each mean multiplied, see ``Rounding.factor``."""
        return Counterfactual(self.mean * factor, self.district, self.own)

    def expected(self, low: int, high: int) -> tuple[np.ndarray, np.ndarray]:
        """Mean and relative variance by unit of the children expected in [low, high) hundredths from the cut-off."""
        columns = slice(low + FIT_REACH, high + FIT_REACH)
        inside = self.mean[:, columns]
        total = inside.sum(axis=1)
        share = inside / total[:, None]
        common, own = share @ _district_terms(_AT[columns]), share @ _unit_terms(_AT[columns])
        spread = np.einsum("ui,ij,uj->u", common, self.district, common)
        return total, spread + np.einsum("ui,uij,uj->u", own, self.own, own)


def counterfactual(counts: np.ndarray, masked: tuple[int, int] | None = None) -> Counterfactual:
    """Fit the counterfactual of every unit of a ``lattice``, without LEFT_OUT and without ``masked`` (hundredths).

    Poisson regression of the counts by 0.1 z: a quartic for all units together, then each unit's own level, lean and
    width, drawn towards the district's as far as its children leave them open. So a posyandu of 60 takes the district's
    shape and a kecamatan of thousands its own. Not for a density with true steps, such as ages in whole years.
    """
    keep = _kept(LEFT_OUT) & (_kept(masked) if masked else True)
    bins = counts.reshape(len(counts), -1, _STEP).sum(axis=2)[:, keep].astype(np.float64)
    level = np.log(np.maximum(bins.sum(), 0.5) / keep.sum())
    terms = _district_terms(_BINS)
    common, district = _poisson(
        bins.sum(axis=0)[None], terms[keep], np.full((1, keep.sum()), level), np.full(terms.shape[1], POLYNOMIAL_SD)
    )
    shape = level + common[0] @ terms.T
    part = np.log((bins.sum(axis=1) + 0.5) / (bins.sum() + 0.5))
    own, spread = _poisson(bins, _unit_terms(_BINS)[keep], shape[keep] + part[:, None], np.array(UNIT_SHAPE_SD))
    at = level + _district_terms(_AT) @ common[0] + part[:, None] + own @ _unit_terms(_AT).T
    return Counterfactual(np.exp(at) / _STEP, district[0], spread)


def _kept(window: tuple[int, int]) -> np.ndarray:
    return (window[0] > _BINS * HUNDREDTHS) | (window[1] <= _BINS * HUNDREDTHS)


def _district_terms(z: np.ndarray) -> np.ndarray:
    return np.vander(z * HUNDREDTHS / FIT_REACH, POLYNOMIAL_DEGREE + 1, increasing=True)


def _unit_terms(z: np.ndarray) -> np.ndarray:
    return np.vander(z, len(UNIT_SHAPE_SD), increasing=True)


def _poisson(counts: np.ndarray, terms: np.ndarray, offset: np.ndarray, sd: np.ndarray):
    """Coefficients (rows, k) and covariances (rows, k, k) of one penalised Poisson regression a row, by Newton steps.

    ``sd``: of the normal prior of each coefficient around 0.
    """
    pull = 1 / sd**2
    found, curvature = np.zeros((len(counts), terms.shape[1])), np.zeros((len(counts), len(sd), len(sd)))
    products = (terms[:, :, None] * terms[:, None, :]).reshape(len(terms), -1)
    for _ in range(_ROUNDS):
        mean = np.exp(np.clip(offset + found @ terms.T, -_FARTHEST, _FARTHEST))
        curvature = (mean @ products).reshape(curvature.shape) + np.diag(pull)
        step = np.linalg.solve(curvature, ((counts - mean) @ terms - found * pull)[..., None])[..., 0]
        longest = np.abs(step @ terms.T).max(axis=1, keepdims=True)
        found += step / np.maximum(longest, 1)  # at most a factor e at a time
        if longest.max(initial=0) < _SETTLED:
            break
    return found, np.linalg.inv(curvature)
