"""Which circumstances go along with the inequality of stunting, and by how much?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.errors import InputError
from audit.results import Sentence
from audit.risk.ranked import numbers, ranked
from audit.survey.design import Design, Floats

__all__ = ["Decomposition", "decompose"]


@dataclass(frozen=True, slots=True, eq=False)
class Decomposition:
    """``total`` concentration index = sum of ``contribution`` + ``residual``.

    ``table``: a row a factor in the order given: ``factor``, ``coef`` (of the linear model), ``mean``, ``elasticity``
    (coef x mean / mean of the outcome), ``concentration`` (index of the factor), ``contribution`` (their product) and
    ``share`` (of the total; may be below 0 or above 1). NaN where the model cannot tell. ``n`` children are complete,
    ``missing`` are not.
    """

    table: pd.DataFrame
    total: float
    residual: float
    n: int
    missing: int
    notes: tuple[Sentence, ...]


def decompose(
    data: pd.DataFrame, outcome: str, factors: Sequence[str], rank: str, *, design: Design | None = None
) -> Decomposition:
    """Decompose the standard concentration index of ``outcome`` over ``rank`` by a linear model of ``factors``.

    Parameters
    ----------
    data : holds all columns. Rows with a missing value in any of them do not count.
    factors : columns of numbers at least 0, as 0/1. A factor that is constant, or that follows from those before it,
        contributes nothing and is named in the notes.
    design : its weights count; no standard errors are given (use replicates).

    Source: Wagstaff, van Doorslaer & Watanabe, J Econometrics 2003;112:207-223. It shows what goes together, not what
    would happen if a factor changed: say "terkait dengan". Not with factors that follow the outcome in time.
    """
    complete = data[[*factors]].notna().all(axis=1)
    rows = ranked(data[outcome].where(complete), rank, design, data)
    notes = [*rows.notes, *rows.why_undefined()]
    if rows.n and rows.mean == 0:
        notes.append(Sentence("equity.no_cases"))
    undefined = bool(rows.why_undefined()) or rows.mean == 0
    if undefined:
        nothing = dict.fromkeys(("coef", "mean", "elasticity", "concentration", "contribution", "share"), np.nan)
        table = pd.DataFrame([{"factor": name, **nothing} for name in factors])
        return Decomposition(table, np.nan, np.nan, rows.n, rows.missing, tuple(notes))
    counts = rows.design.weight > 0
    w, y, place = rows.design.weight[counts], rows.y[counts], rows.rank[counts]
    X = np.column_stack([numbers("factors", name, data)[counts] for name in factors])
    if (X < 0).any():
        raise InputError("equity.negative_factor")
    kept = _independent(X, w)
    notes += [Sentence("equity.factor_says_nothing", {"factor": name}) for name in np.array(factors)[~kept]]
    coef = np.zeros(X.shape[1])
    design_matrix = np.column_stack([np.ones(len(y)), X[:, kept]]) * np.sqrt(w)[:, None]
    coef[kept] = np.linalg.lstsq(design_matrix, y * np.sqrt(w), rcond=None)[0][1:]
    mean = np.average(X, axis=0, weights=w)
    total = _index(y[:, None], place, w)[0]
    concentration = _index(X, place, w)
    elasticity = coef * mean / rows.mean
    contribution = elasticity * np.where(mean > 0, concentration, 0.0)
    table = pd.DataFrame(
        {
            "factor": list(factors),
            "coef": coef,
            "mean": mean,
            "elasticity": elasticity,
            "concentration": concentration,
            "contribution": contribution,
            "share": contribution / total if total else np.nan,
        }
    )
    return Decomposition(table, total, float(total - contribution.sum()), rows.n, rows.missing, tuple(notes))


def _index(X: Floats, rank: Floats, w: Floats) -> Floats:
    """(k,) Concentration index of each column; NaN where its mean is 0."""
    mean = np.average(X, axis=0, weights=w)
    covariance = np.average((X - mean) * (rank - 0.5)[:, None], axis=0, weights=w)
    return np.divide(2 * covariance, mean, out=np.full(mean.shape, np.nan), where=mean > 0)


def _independent(X: Floats, w: Floats) -> np.ndarray:
    """(k,) Whether a column says something that the constant and the columns before it do not."""
    seen, kept = np.sqrt(w)[:, None], []
    for column in X.T:
        tried = np.column_stack([seen, column * np.sqrt(w)])
        kept.append(bool(np.linalg.matrix_rank(tried) == tried.shape[1]))
        seen = tried if kept[-1] else seen
    return np.array(kept, dtype=bool)
