"""Are two groupings of children related? Pearson's test under a sampling design."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.errors import InsufficientDataError
from audit.survey.design import Column, Design, Floats, taken
from audit.survey.totals import psu_totals, total_covariance

__all__ = ["RaoScott", "rao_scott"]


@dataclass(frozen=True, slots=True)
class RaoScott:
    """Rao and Scott's test: ``f`` with its two degrees of freedom, ``p``, and ``n`` children with both groups known."""

    f: float
    df: float
    df_below: float
    p: float
    n: int


def rao_scott(
    first: Column, second: Column, *, design: Design | None = None, data: pd.DataFrame | None = None
) -> RaoScott:
    """Test whether two groupings are independent, by the second-order correction of Rao and Scott.

    Parameters
    ----------
    first, second : (n,) groups; a child without one of them is left out, its PSU stays. Or column names in ``data``.
    design : how the children were sampled; without one, all at random.

    Raises
    ------
    InsufficientDataError : fewer than two groups, an empty row or column, or no degrees of freedom.

    Not for cells with only a few children: the F is an approximation of large samples. Source: Rao and Scott, Ann Stat
    1984;12:46-60; equal to R's ``svychisq(statistic = "F")``.
    """
    from scipy.special import fdtrc

    rows = data if data is not None else len(first)
    resolved = (design or Design()).resolve(rows)
    codes = [pd.factorize(taken(name, part, rows), sort=True) for name, part in (("first", first), ("second", second))]
    (one, names_one), (two, names_two) = codes
    r, c = len(names_one), len(names_two)
    known = (one >= 0) & (two >= 0) & resolved.known
    n = int((known & (resolved.weight > 0)).sum())
    weight = np.where(known, resolved.weight, 0.0)
    cell = np.where(known, one * c + two, 0)
    if min(r, c, resolved.df + 1) < 2:
        raise InsufficientDataError("survey.nothing_to_compare")
    table = np.bincount(cell, weight, r * c).reshape(r, c)
    if not (table.any(axis=0).all() and table.any(axis=1).all()):
        raise InsufficientDataError("survey.nothing_to_compare")
    table /= weight.sum()
    share = table.ravel()
    scores = weight[:, None] / weight.sum() * (np.eye(r * c)[cell] - share)
    covariance = total_covariance(psu_totals(scores, resolved), resolved)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = n * ((table - expected) ** 2 / expected).sum()
    effects = _design_effects(share, covariance, n, r, c)
    df = np.trace(effects) ** 2 / np.trace(effects @ effects)
    f, df_below = float(pearson / np.trace(effects)), float(df * resolved.df)
    return RaoScott(f=f, df=float(df), df_below=df_below, p=float(fdtrc(df, df_below, f)), n=n)


def _design_effects(share: Floats, covariance: Floats, n: int, r: int, c: int) -> Floats:
    """Matrix of the generalised design effects of the (r-1)(c-1) contrasts of independence."""
    row, column = np.divmod(np.arange(r * c), c)
    margins = np.column_stack([np.ones(r * c), *(row == i for i in range(1, r)), *(column == j for j in range(1, c))])
    crossed = np.column_stack([(row == i) & (column == j) for i in range(1, r) for j in range(1, c)]).astype(np.float64)
    contrasts = crossed - margins @ np.linalg.lstsq(margins, crossed, rcond=None)[0]
    inverse = np.divide(1.0, share, out=np.zeros_like(share), where=share > 0)
    scaled = contrasts * inverse[:, None]
    return np.linalg.solve(scaled.T @ contrasts / n, scaled.T @ covariance @ scaled).astype(np.float64)
