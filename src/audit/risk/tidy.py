"""The table of a fitted model: one row a term, with limits and p-values, the same for every kind of model."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.reference.statistics import CONFIDENCE_LEVEL
from audit.survey.intervals import t_quantile

__all__ = ["tidy", "tidy_quantile"]

Floats = npt.NDArray[np.float64]


def tidy(terms: Sequence[str], coef: Floats, se: Floats, df: float | Floats, *, exponentiate: bool) -> pd.DataFrame:
    """Columns ``term coef se exp_coef conf_low conf_high p_value df``.

    ``df`` is of all terms or of each, infinite for the normal distribution. Limits are on the scale of ``exp_coef``;
    without ``exponentiate`` on that of ``coef``, where ``exp_coef`` is missing. NaN where a term cannot be estimated or
    no degrees of freedom are left.
    """
    df = np.broadcast_to(np.asarray(df, dtype=np.float64), coef.shape)
    reach = tidy_quantile(df) * se
    low, high = coef - reach, coef + reach
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        if exponentiate:
            low, high = np.exp(low), np.exp(high)
        p = _two_sided(coef / se, df)
        return pd.DataFrame(
            {
                "term": list(terms),
                "coef": coef,
                "se": se,
                "exp_coef": np.exp(coef) if exponentiate else np.nan,
                "conf_low": low,
                "conf_high": high,
                "p_value": p,
                "df": df,
            }
        )


def tidy_quantile(df: float | Floats) -> Floats:
    """How many standard errors an interval reaches; NaN without degrees of freedom, the normal's where infinite."""
    normal = NormalDist().inv_cdf((1 + CONFIDENCE_LEVEL) / 2)
    finite = np.isfinite(df)
    return np.where(finite, t_quantile(np.where(finite, df, 1.0)), np.where(np.isnan(df), np.nan, normal))


def _two_sided(statistic: Floats, df: Floats) -> Floats:
    from scipy.special import ndtr, stdtr

    below = -np.abs(statistic)
    with_t = stdtr(np.where(np.isfinite(df) & (df > 0), df, 1.0), below)
    return np.where(df > 0, 2 * np.where(np.isinf(df), ndtr(below), with_t), np.nan)
