"""Columns of a prediction model: curves, lines, and for what is missing a column that says so; centred and scaled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InsufficientDataError
from audit.reference.prediction_rules import SPLINE_KNOTS_OF_CURVE, Shape
from audit.risk.splines import knots_of, rcs

__all__ = ["Term", "design", "terms_of"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One feature as the model takes it.

    ``knots`` of its curve, none for a line; ``fill`` stands for a missing value (the median), which then also has a
    column of its own where ``may_be_missing``. ``mean`` and ``scale``: (columns,) of the children it was made from, so
    that coefficient x column is the difference to the average child.
    """

    feature: str
    knots: tuple[float, ...]
    fill: float
    may_be_missing: bool
    mean: Floats
    scale: Floats

    def columns(self, frame: pd.DataFrame) -> Floats:
        """(n, columns), centred and scaled; nothing is missing."""
        return (
            _raw(_numbers(frame, self.feature), self.knots, self.fill, self.may_be_missing) - self.mean
        ) / self.scale


def terms_of(frame: pd.DataFrame, features: Mapping[str, Shape]) -> tuple[tuple[Term, ...], tuple[str, ...]]:
    """Terms of the features, and the features that tell nothing here: absent, all missing, or the same everywhere.

    A curve of too few different values becomes a line.
    """
    found: list[Term] = []
    nothing: list[str] = []
    for feature, shape in features.items():
        values = _numbers(frame, feature)
        known = values[~np.isnan(values)]
        if not known.size or (known.min() == known.max() and known.size == values.size):
            nothing.append(feature)
            continue
        knots, fill, gaps = _knots(known) if shape == "curve" else (), float(np.median(known)), known.size < values.size
        raw = _raw(values, knots, fill, gaps)
        spread = raw.std(axis=0)
        found.append(Term(feature, knots, fill, gaps, raw.mean(axis=0), np.where(spread > 0, spread, 1.0)))
    return tuple(found), tuple(nothing)


def design(terms: tuple[Term, ...], frame: pd.DataFrame) -> Floats:
    """(n, all columns) of the terms, in their order."""
    return np.hstack([term.columns(frame) for term in terms])


def _numbers(frame: pd.DataFrame, feature: str) -> Floats:
    if feature not in frame:
        return np.full(len(frame), np.nan)
    return frame[feature].to_numpy(dtype=np.float64, na_value=np.nan)


def _knots(known: Floats) -> tuple[float, ...]:
    try:
        return tuple(float(knot) for knot in knots_of(known, SPLINE_KNOTS_OF_CURVE))
    except InsufficientDataError:
        return ()


def _raw(given: Floats, knots: tuple[float, ...], fill: float, may_be_missing: bool) -> Floats:
    missing = np.isnan(given)
    filled = np.where(missing, fill, given)
    curve = rcs(filled, knots) if knots else filled[:, None]
    return np.column_stack([curve, missing]) if may_be_missing else curve
