"""What a model says about all children: the average prediction with everybody at one value, and differences of two.

Also called g-computation or standardisation. Standard errors by the delta method, for the children that there are; the
covariance is the model's, so by cluster or by design where that was asked for.
Source: Lane and Nelder, Biometrics 1982;38:613-621.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InputError
from audit.risk.glm import GlmResult
from audit.risk.irls import summed

__all__ = ["Marginal", "adjusted_curve", "compared", "difference", "standardised"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Marginal:
    """An average prediction or a difference of two, with its interval; in the unit of the outcome (0-1 for cases)."""

    estimate: float
    se: float
    low: float
    high: float
    df: float


def standardised(result: GlmResult, column: str, value: object) -> Marginal:
    """Average prediction with every child at ``value`` of ``column``, all else as it is.

    Raises
    ------
    InputError : the column is not in the model, the value none of its categories.
    """
    return _marginal(result, *_average(result, column, value, result.matrix()))


def difference(result: GlmResult, column: str, exposed: object = 1, reference: object = 0) -> Marginal:
    """Average prediction with everybody exposed minus that with nobody: the adjusted absolute difference."""
    return compared(result, column, exposed, reference)[2]


def compared(
    result: GlmResult, column: str, exposed: object = 1, reference: object = 0, columns: Floats | None = None
) -> tuple[Marginal, Marginal, Marginal]:
    """Average predictions with everybody exposed and with nobody, and their difference.

    ``columns`` are those of ``result.matrix()``, where they are there already.
    """
    columns = result.matrix() if columns is None else columns
    (high, slope_high), (low, slope_low) = (_average(result, column, value, columns) for value in (exposed, reference))
    return (
        _marginal(result, high, slope_high),
        _marginal(result, low, slope_low),
        _marginal(result, high - low, slope_high - slope_low),
    )


def adjusted_curve(result: GlmResult, column: str, at: Sequence[float] | Floats) -> pd.DataFrame:
    """Average prediction along a column: x, estimate, se, low, high. Not beyond the values that were seen."""
    columns = result.matrix()
    found = [_marginal(result, *_average(result, column, x, columns)) for x in at]
    return pd.DataFrame(
        {
            "x": np.asarray(at, dtype=np.float64),
            **{name: [getattr(one, name) for one in found] for name in ("estimate", "se", "low", "high")},
        }
    )


def _average(result: GlmResult, column: str, value: object, columns: Floats) -> tuple[float, Floats]:
    """Weighted mean prediction and its (k,) derivative by the coefficients."""
    if column not in result.formula.columns or column == result.formula.outcome:
        raise InputError("risk.unknown_column", column=column)
    if column in result.encoding.levels and value not in result.encoding.levels[column]:
        raise InputError("risk.unknown_level", column=column, level=str(value))
    columns = result.encoding.with_value(columns, result.frame, result.used, column, value)
    mu = result.expected(columns)
    slope = {"linear": np.ones_like(mu), "logit": mu * (1 - mu)}.get(result.family, mu)
    weight = result.weight / result.weight.sum()
    return float((weight * mu).sum()), summed(columns, weight * slope)


def _marginal(result: GlmResult, estimate: float, slope: Floats) -> Marginal:
    there = ~result.aliased
    covariance = result.covariance[np.ix_(there, there)]
    se = float(np.sqrt(np.maximum(slope[there] @ covariance @ slope[there], 0.0)))  # no error may round below 0
    reach = float(result.quantile) * se
    return Marginal(estimate, se, estimate - reach, estimate + reach, result.df)
