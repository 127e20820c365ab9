"""Restricted cubic splines: curves that bend between knots and are straight beyond the outer ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from audit.errors import InsufficientDataError
from audit.reference.risk_rules import SPLINE_KNOTS

__all__ = ["knots_of", "rcs"]

Floats = npt.NDArray[np.float64]


def knots_of(x: npt.ArrayLike, nk: int = 4) -> Floats:
    """Place ``nk`` (3-7) knots at Harrell's quantiles of ``x`` (missing values left out), as ``rms::rcs`` of R does.

    Raises
    ------
    InsufficientDataError : two knots fall together: too few different values.
    """
    x = np.asarray(x, dtype=np.float64)
    x = x[~np.isnan(x)]
    found = np.quantile(x, SPLINE_KNOTS[nk]) if x.size else np.zeros(nk)
    if (np.diff(found) <= 0).any():
        raise InsufficientDataError("risk.knots_together", knots=nk)
    return np.asarray(found, dtype=np.float64)


def rcs(x: npt.ArrayLike, knots: Sequence[float] | Floats | None = None, nk: int = 4) -> Floats:
    """Basis of a restricted cubic spline: (n, knots - 1), ``x`` itself first; missing stays missing.

    Parameters
    ----------
    knots : ascending, in the unit of ``x``; without them ``nk`` at Harrell's quantiles of ``x``.

    The cubic parts are divided by the squared distance of the outer knots, so that all columns are in its
    unit. Source: Harrell, Regression Modeling Strategies, 2nd ed. 2015, section 2.4.5; as ``Hmisc::rcspline.eval``.
    """
    x = np.asarray(x, dtype=np.float64)
    k = knots_of(x, nk) if knots is None else np.asarray(knots, dtype=np.float64)
    last, before = k[-1], k[-2]
    scale = (last - k[0]) ** 2

    def cubic(knot: float) -> Floats:
        return np.maximum(x - knot, 0) ** 3

    columns = [x]
    for knot in k[:-2]:
        bent = cubic(before) * (last - knot) - cubic(last) * (before - knot)
        columns.append((cubic(knot) - bent / (last - before)) / scale)
    return np.column_stack(columns)
