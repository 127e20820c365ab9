"""Is stunting more frequent among the poor or among the rich? The concentration index and its relatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from audit.errors import InputError
from audit.results import Sentence
from audit.risk.rank_regression import rank_fit
from audit.risk.ranked import Ranked, ranked
from audit.risk.sandwich import Vcov
from audit.survey.design import Column, Design
from audit.survey.intervals import mean_interval
from audit.survey.totals import psu_totals, total_variance

__all__ = ["Concentration", "ConcentrationCurve", "concentration_curve", "concentration_index"]

Kind = Literal["standard", "erreygers", "wagstaff", "generalised"]
Method = Literal["convenient", "delta", "linearised"]
_ERREYGERS = 4  # 4 x mean x C for an outcome bounded by 0 and 1 (Erreygers 2009, formula 31)


@dataclass(frozen=True, slots=True)
class Concentration:
    """One index of ``kind`` with its standard error and 95 % limits (t with ``df``); no unit.

    Below 0 the outcome is concentrated among the poor, above 0 among the rich. NaN where it is not defined; ``notes``
    then say why. ``n`` children count, ``missing`` do not (outcome, rank or weight unknown); ``mean`` is the outcome's.
    """

    kind: Kind
    value: float
    se: float
    low: float
    high: float
    df: int
    n: int
    missing: int
    mean: float
    notes: tuple[Sentence, ...]


def concentration_index(
    y: Column,
    rank: Column,
    *,
    kind: Kind = "standard",
    design: Design | None = None,
    method: Method = "convenient",
    vcov: Vcov = "survey",
    data: pd.DataFrame | None = None,
) -> Concentration:
    """Concentration index of an outcome over the rank from poorest to richest. Columns go together by position.

    Parameters
    ----------
    y : (n,) outcome of at least 0, as stunted (1) or not (0); between 0 and 1 for "erreygers" and "wagstaff". Missing
        values, and those of ``rank``, leave the child out; it is counted in ``missing``.
    rank : (n,) welfare, more is richer: an index, an income, a decile. Ties share their mean rank.
    kind : "standard" C = 2 cov(y, rank) / mean; "generalised" mean x C; "erreygers" 4 x mean x C, to be preferred for
        stunted or not, since it tells the same of the stunted as of the others; "wagstaff" C / (1 - mean).
    design : of the sample; by default every child is drawn on its own. Give the desa as cluster.
    method : of the standard error. "convenient": regression of 2 var(rank) y / mean on the rank, for "erreygers" and
        "generalised" that of the covariance itself; "delta": of y on the rank, with the mean as estimated;
        "linearised": of the ranks and the curve too (Kakwani's formula, by PSU). The factor from C to another kind is
        taken as known, as by R's rineq.
    vcov : for the two regressions, see ``rank_fit``.
    data : frame that holds the columns given by name.

    Where all have one outcome (0 %, 100 %) the index is 0 without limits, or not defined: the standard one at 0 %,
    Wagstaff's at both. With one rank for all none is defined.

    Sources: Kakwani, Wagstaff & van Doorslaer, J Econometrics 1997;77:87-103; O'Donnell et al., Analyzing Health Equity
    Using Household Survey Data, 2008, ch. 8; Erreygers, J Health Econ 2009;28:504-515; Wagstaff, Health Econ
    2005;14:429-432; Binder & Kovacevic, Survey Methodology 1995;21:137-145. Not for an outcome with values below 0.
    """
    if kind not in get_args(Kind) or method not in get_args(Method):
        raise ValueError(f"kind {kind!r}, method {method!r}")
    rows = ranked(y, rank, design, data)
    if kind in ("erreygers", "wagstaff") and not rows.bounded:
        raise InputError("equity.not_bounded")
    why = rows.why_undefined()
    value = se = np.nan
    if not why and rows.same:
        why = (Sentence("equity.no_cases" if rows.mean == 0 else "equity.all_cases"),)
        value = 0.0 if _is_defined(kind, rows.mean) else np.nan
    elif not why:
        C = 2 * _covariance(rows) / rows.mean
        factor = _factor(kind, rows.mean)
        value, se = factor * C, factor * _standard_error(rows, C, method, vcov)
    low, high = mean_interval(value, se, rows.design.df)
    notes = (*rows.notes, *why)
    return Concentration(
        kind, value, se, float(low), float(high), rows.design.df, rows.n, rows.missing, rows.mean, notes
    )


def _is_defined(kind: Kind, mean: float) -> bool:
    """Whether the index has a value (0) where all have one outcome."""
    return kind in ("erreygers", "generalised") or (mean > 0 and kind == "standard") or (0 < mean < 1)


def _factor(kind: Kind, mean: float) -> float:
    """From the standard index to another kind."""
    if kind == "standard":
        return 1.0
    if kind == "wagstaff":
        return 1 / (1 - mean)
    return _ERREYGERS * mean if kind == "erreygers" else mean


def _covariance(rows: Ranked) -> float:
    return float(np.average((rows.y - rows.mean) * (rows.rank - 0.5), weights=rows.design.weight))


def _standard_error(rows: Ranked, C: float, method: Method, vcov: Vcov) -> float:
    if method == "linearised":
        return _linearised(rows, C)
    twice = 2 * rows.rank_variance
    if method == "convenient":
        return rank_fit(twice * rows.y / rows.mean, rows.rank, rows.design, link="linear", vcov=vcov).se(
            np.array([0.0, 1.0])
        )
    fit = rank_fit(rows.y, rows.rank, rows.design, link="linear", vcov=vcov)
    a, b = fit.coef
    return fit.se(twice / (a + b / 2) ** 2 * np.array([-b, a]))


def _linearised(rows: Ranked, C: float) -> float:
    """Kakwani's a_i = y_i / mean (2 R_i - 1 - C) + 2 - q_(i-1) - q_i, with q the curve; their variance by PSU."""
    weight = rows.design.weight
    _, place = np.unique(rows.rank, return_inverse=True)
    upto = np.cumsum(np.bincount(place, weight * rows.y)) / float(weight @ rows.y)
    before = np.concatenate([[0.0], upto[:-1]])
    a = rows.y / rows.mean * (2 * rows.rank - 1 - C) + 2 - before[place] - upto[place]
    scores = weight * (a - 1 - C) / weight.sum()
    return float(np.sqrt(total_variance(psu_totals(scores[:, None], rows.design), rows.design)[0]))


@dataclass(frozen=True, slots=True, eq=False)
class ConcentrationCurve:
    """Points of the curve from (0, 0) to (1, 1): the poorest ``share`` of children have the ``outcome`` share of cases.

    Both are shares (0-1), weighted, one point for each different rank; empty where there is no case or no row.
    """

    share: np.ndarray
    outcome: np.ndarray


def concentration_curve(
    y: Column, rank: Column, *, design: Design | None = None, data: pd.DataFrame | None = None
) -> ConcentrationCurve:
    """The curve whose distance from the diagonal the index sums up: above it, the outcome is among the poor.

    Arguments and missing values as for ``concentration_index``. Twice the area between curve and diagonal is C.
    """
    rows = ranked(y, rank, design, data)
    if not rows.n or rows.mean == 0:
        return ConcentrationCurve(np.empty(0), np.empty(0))
    counts = rows.design.weight > 0
    weight = rows.design.weight[counts]
    _, place = np.unique(rows.rank[counts], return_inverse=True)
    share, outcome = (np.cumsum(np.bincount(place, part)) for part in (weight, weight * rows.y[counts]))
    return ConcentrationCurve(
        np.concatenate([[0.0], share / share[-1]]), np.concatenate([[0.0], outcome / outcome[-1]])
    )
