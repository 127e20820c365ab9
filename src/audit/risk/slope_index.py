"""How far apart are the poorest and the richest end, judged from everybody between them? SII and RII."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Literal, get_args

import numpy as np
import pandas as pd

from audit.errors import InputError
from audit.results import Sentence
from audit.risk.rank_regression import RankFit, rank_fit
from audit.risk.ranked import ranked
from audit.survey.design import Column, Design, Floats
from audit.survey.intervals import mean_interval

__all__ = ["SlopeIndex", "sii_rii"]

Model = Literal["logit", "direct"]


@dataclass(frozen=True, slots=True)
class SlopeIndex:
    """Predicted proportion at the richest end compared with that at the poorest end, 95 % limits by t with ``df``.

    ``sii`` is the difference richest less poorest (proportion, -1 to 1; below 0: more among the poor), ``rii`` the
    ratio richest over poorest, ``rii_log_se`` the standard error of its logarithm. ``poorest`` and ``richest`` are the
    predicted proportions behind ``sii``. NaN where undefined; ``notes`` say why. ``n`` and ``missing`` count children.
    """

    model: Model
    sii: float
    sii_se: float
    sii_low: float
    sii_high: float
    rii: float
    rii_log_se: float
    rii_low: float
    rii_high: float
    poorest: float
    richest: float
    df: int
    n: int
    missing: int
    events: float
    notes: tuple[Sentence, ...]


def sii_rii(
    y: Column,
    rank: Column,
    *,
    design: Design | None = None,
    model: Model = "logit",
    data: pd.DataFrame | None = None,
) -> SlopeIndex:
    """Slope and relative index of inequality of an outcome that is 0 or 1, or a proportion.

    Parameters
    ----------
    y, rank, design, data : as for ``concentration_index``; y lies between 0 and 1.
    model : "logit": both from one logistic regression on the rank, with the delta method; predictions stay within 0-1.
        "direct": the SII from a linear, the RII from a log-linear (modified Poisson) regression.

    ``events`` is the unweighted sum of y. Where nobody or everybody is a case, or a rank separates cases from the
    others, the logistic model has no answer: NaN, and the notes say so.

    Sources: Mackenbach & Kunst, Soc Sci Med 1997;44:757-771; Barros & Victora, PLoS Med 2013;10:e1001390 (logistic).
    The ends are predictions for the very poorest and richest, farther apart than the lowest and highest fifth.
    """
    if model not in get_args(Model):
        raise ValueError(f"model {model!r}")
    rows = ranked(y, rank, design, data)
    if not rows.bounded:
        raise InputError("equity.not_bounded")
    notes = list(rows.why_undefined())
    if not notes and rows.same and rows.mean in (0.0, 1.0):
        notes.append(Sentence("equity.no_cases" if rows.mean == 0 else "equity.all_cases"))
    ends, difference, ratio = (np.nan, np.nan), (np.nan, np.nan), (np.nan, np.nan)
    if not notes:
        links = ("logit", "logit") if model == "logit" else ("linear", "log")
        fits = [rank_fit(rows.y, rows.rank, rows.design, link=link) for link in dict.fromkeys(links)]
        if all(fit.converged for fit in fits):
            ends, difference, ratio = _logit(fits[0]) if model == "logit" else _direct(fits[0], fits[1])
        else:
            notes.append(Sentence("equity.separated"))
    df = rows.design.df
    low, high = mean_interval([difference[0], ratio[0]], [difference[1], ratio[1]], df)
    with np.errstate(over="ignore"):  # a limit without end
        rii, rii_low, rii_high = (float(np.exp(end)) for end in (ratio[0], low[1], high[1]))
    return SlopeIndex(
        model=model,
        sii=difference[0], sii_se=difference[1], sii_low=float(low[0]), sii_high=float(high[0]),
        rii=rii, rii_log_se=ratio[1], rii_low=rii_low, rii_high=rii_high,
        poorest=ends[0], richest=ends[1],
        df=df, n=rows.n, missing=rows.missing, events=float(rows.y.sum()), notes=(*rows.notes, *notes),
    )  # fmt: skip


_Pair = tuple[float, float]
_POOREST, _RICHEST = np.array([1.0, 0.0]), np.array([1.0, 1.0])  # intercept and rank at both ends


def _logit(fit: RankFit) -> tuple[_Pair, _Pair, _Pair]:
    """Both predictions; difference and log ratio, each with its standard error."""
    p0, p1 = (float(1 / (1 + np.exp(-end @ fit.coef))) for end in (_POOREST, _RICHEST))
    slope0: Floats = p0 * (1 - p0) * _POOREST
    slope1: Floats = p1 * (1 - p1) * _RICHEST
    return (p0, p1), (p1 - p0, fit.se(slope1 - slope0)), (log(p1 / p0), fit.se(slope1 / p1 - slope0 / p0))


def _direct(linear: RankFit, logs: RankFit) -> tuple[_Pair, _Pair, _Pair]:
    p0, p1 = float(_POOREST @ linear.coef), float(_RICHEST @ linear.coef)
    slope = np.array([0.0, 1.0])
    return (p0, p1), (p1 - p0, linear.se(slope)), (float(logs.coef[1]), logs.se(slope))
