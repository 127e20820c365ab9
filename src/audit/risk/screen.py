"""Before a model is believed: do its columns say the same, are there enough children in each cell, how many tests."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.reference.risk_rules import MINIMUM_CELL
from audit.risk.columns import complete, numbers
from audit.risk.formula import parse
from audit.risk.glm import GlmResult
from audit.survey import benjamini_hochberg

__all__ = ["Adjustment", "collinearity", "condition_number", "p_adjust", "sparse_check"]

Floats = npt.NDArray[np.float64]
Adjustment = Literal["BH", "BY", "bonferroni", "holm", "hochberg"]


def collinearity(result: GlmResult, *, of: Literal["columns", "estimates"] = "columns") -> pd.DataFrame:
    """How much wider intervals are for what the covariates share: term, gvif, df, gvif_scaled = gvif^(1/(2 df)).

    Parameters
    ----------
    of : ``"columns"`` judges the covariates alone, ``"estimates"`` the covariance of the estimates, as R's
        ``car::vif``.

    Terms that cannot be estimated are left out. One of two says nothing where there is one term only: 1. Source: Fox
    and Monette, J Am Stat Assoc 1992;87:178-183.
    """
    there = np.isfinite(result.coef)
    there[0] = False
    if of == "columns":
        correlation = np.atleast_2d(np.corrcoef(result.matrix()[there]))
    else:
        covariance = result.covariance[np.ix_(there, there)]
        correlation = covariance / np.sqrt(np.outer(np.diag(covariance), np.diag(covariance)))
    sources = [":".join(source) for source, kept in zip(result.encoding.sources, there, strict=True) if kept]
    rows: list[tuple[str, float, int]] = []
    whole = np.linalg.slogdet(correlation)[1]
    for term in dict.fromkeys(sources):
        own = np.array([source == term for source in sources])
        parts = [np.linalg.slogdet(correlation[np.ix_(which, which)])[1] for which in (own, ~own)]
        rows.append((term, float(np.exp(sum(parts) - whole)), int(own.sum())))
    found = pd.DataFrame(rows, columns=["term", "gvif", "df"])
    return found.assign(gvif_scaled=found["gvif"] ** (1 / (2 * found["df"])))


def condition_number(result: GlmResult) -> float:
    """Largest condition index of the columns, the intercept with them, each scaled to length 1; above 30 is high.

    Source: Belsley, Kuh and Welsch, Regression Diagnostics, 1980, ch. 3.
    """
    columns = result.matrix()[~result.aliased]
    scaled = columns / np.sqrt((columns**2).sum(axis=1))[:, None]
    values = np.linalg.eigvalsh(scaled @ scaled.T)
    return float(np.sqrt(values[-1] / values[0]))


def sparse_check(frame: pd.DataFrame, formula: str, *, min_cell: int = MINIMUM_CELL) -> pd.DataFrame:
    """Children with and without the outcome in each group of each Categorical or 0/1 covariate of a formula.

    Returns
    -------
    DataFrame: column, level, n, events, non_events, sparse (fewer than ``min_cell`` of either) and separated (none of
    one of them: the comparison has no finite odds ratio). Complete rows only; no columns of many values.
    """
    parsed = parse(formula)
    rows = frame[complete(parsed, frame)]
    y = numbers(rows[parsed.outcome])
    found: list[tuple[str, str, int, int]] = []
    for column in parsed.columns[1:]:
        values = rows[column]
        if not isinstance(values.dtype, pd.CategoricalDtype):
            if not np.isin(numbers(values), (0, 1)).all():
                continue
            values = values.astype(int).astype(pd.CategoricalDtype([0, 1]))
        codes, levels = values.cat.codes.to_numpy(), values.cat.categories
        n, events = np.bincount(codes, minlength=len(levels)), np.bincount(codes, y, len(levels))
        found += [(column, str(level), int(n[i]), int(events[i])) for i, level in enumerate(levels)]
    table = pd.DataFrame(found, columns=["column", "level", "n", "events"])
    fewest = np.minimum(table["events"], table["n"] - table["events"])
    return table.assign(non_events=table["n"] - table["events"], sparse=fewest < min_cell, separated=fewest == 0)


def p_adjust(p: npt.ArrayLike, method: Adjustment = "BH") -> Floats:
    """Adjust (tests,) p values for their number, as R's ``p.adjust``; NaN stays NaN and is no test."""
    if method not in get_args(Adjustment):
        raise ValueError(f"method={method!r}")
    p = np.asarray(p, dtype=np.float64)
    tested = np.flatnonzero(~np.isnan(p))
    m = tested.size
    rank = np.arange(1, m + 1)
    if method in ("BH", "BY"):
        return np.minimum(benjamini_hochberg(p) * (1.0 if method == "BH" else (1 / rank).sum()), 1)
    found = p.copy()
    order = tested[np.argsort(p[tested], kind="stable")]
    if method == "bonferroni":
        found[order] = p[order] * m
    elif method == "holm":
        found[order] = np.maximum.accumulate(p[order] * (m - rank + 1))
    else:
        found[order] = np.minimum.accumulate((p[order] * (m - rank + 1))[::-1])[::-1]
    return np.minimum(found, 1)
