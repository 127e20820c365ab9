"""Technical error of measurement: how far readings of the same child differ, within one measurer and between several.

Arrays in, numbers out; every figure is in the unit of the readings. Source: Ulijaszek and Kerr, Br J Nutr
1999;82:165-177; total TEM and classes as in the SMART standardisation test.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from audit.reference.measurement_error_rules import LEVELS, MEASURES, Level, Measure

__all__ = ["TechnicalError", "bias", "smart_level", "tem_between", "tem_of_pairs", "total_tem"]

FEWEST_FOR_SPREAD = 2  # values; a standard deviation needs as many


@dataclass(frozen=True, slots=True)
class TechnicalError:
    """TEM in the unit of the readings, as a percentage of their mean, and the reliability 1 - TEM^2/SD^2.

    ``n`` children have every reading; each figure is ``None`` where they are too few for it. Reliability depends on how
    much the children differ among themselves: compare it only between groups of the same ages.
    """

    tem: float | None
    percent: float | None
    reliability: float | None
    n: int


def tem_of_pairs(first: ArrayLike, second: ArrayLike) -> TechnicalError:
    """TEM of two readings a child: sqrt(sum d^2 / 2N). Children with a missing (nan) reading are left out.

    The two readings are of one measurer (intra-observer TEM) or of two (inter-observer TEM).
    """
    return tem_between(np.column_stack([np.asarray(first, float), np.asarray(second, float)]))


def tem_between(readings: ArrayLike) -> TechnicalError:
    """TEM of several readings a child, ``readings`` being (children, readings); rows with a missing one are left out.

    sqrt(sum over children of the squared deviations from the child's own mean / N(K - 1)), which for K = 2 is
    sqrt(sum d^2 / 2N). It takes in what each measurer adds throughout (bias) and chance alike. Not for readings weeks
    apart: growth would pass as error.
    """
    values = np.asarray(readings, float)
    values = values[~np.isnan(values).any(axis=1)]
    n, k = values.shape
    if n == 0 or k < FEWEST_FOR_SPREAD:
        return TechnicalError(None, None, None, n)
    squares = float(((values - values.mean(axis=1, keepdims=True)) ** 2).sum())
    tem = sqrt(squares / (n * (k - 1)))
    mean, spread = float(values.mean()), float(values.var(ddof=1))
    percent = 100 * tem / mean if mean > 0 else None
    return TechnicalError(tem, percent, 1 - tem**2 / spread if spread > 0 else None, n)


def total_tem(within: Sequence[float], between: float) -> float:
    """Join the TEM of each measurer (at least one) with the TEM between them: sqrt(mean of intra^2 + inter^2)."""
    return sqrt(float(np.mean(np.square(within))) + between**2)


def bias(readings: ArrayLike, reference: ArrayLike) -> float | None:
    """How much higher (+) or lower (-) readings are than the reference on average; pairs with a missing one are left
    out, ``None`` where none remains.
    """
    differences = np.asarray(readings, float) - np.asarray(reference, float)
    differences = differences[~np.isnan(differences)]
    return float(differences.mean()) if len(differences) else None


def smart_level(tem: float, measure: Measure) -> Level:
    """SMART's class of one measurer's TEM: good, acceptable, poor, else reject."""
    return LEVELS[bisect_right(MEASURES[measure].tem_below, tem)]
