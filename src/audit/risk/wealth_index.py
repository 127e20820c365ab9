"""A measure of welfare from what households own, where nobody recorded income."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.reference.equity_rules import LEAST_ASSETS, LEAST_KNOWN_ASSETS
from audit.results import Sentence
from audit.risk.ranked import numbers
from audit.survey.design import Design, Floats
from audit.survey.equity_ranks import fifths

__all__ = ["WealthIndex", "wealth_index"]


@dataclass(frozen=True, slots=True, eq=False)
class WealthIndex:
    """``score`` and ``fifth`` (1 poorest to 5 richest) of each row of the frame, NaN where too little is known.

    The score has weighted mean 0 and the variance of the first component; it has no unit and can only be compared
    within these rows. ``loadings`` says how much each asset counts (of standardised assets), ``explained`` which share
    (0-1) of their variance the score carries. ``notes`` name assets that all or none own.
    """

    score: pd.Series
    fifth: pd.Series
    loadings: pd.Series
    explained: float
    notes: tuple[Sentence, ...]


def wealth_index(data: pd.DataFrame, assets: Sequence[str], *, design: Design | None = None) -> WealthIndex:
    """First principal component of the assets, signed so that owning more is richer, with weighted fifths.

    Parameters
    ----------
    data : a row a household; ``assets`` are columns of numbers in which more means better off: 0/1, counts, a grade of
        floor or latrine. Turn round those that mean worse.
    design : its weights count in the mean, the spread and the fifths. A row without a weight gets a score too.

    A missing value counts as the mean of its asset; a row in which less than half of the assets are known gets none.
    With fewer than two assets that differ between households there is no index: NaN, and the notes say so.

    Sources: Filmer & Pritchett, Demography 2001;38:115-132; Rutstein & Johnson, The DHS Wealth Index, 2004. The sign:
    the loadings sum to more than 0. Not from assets that are factors of the analysis themselves (water, latrine), and
    not where town and village own different things: then one index for each.
    """
    resolved = (design or Design()).resolve(data)
    X = np.column_stack([numbers(name, name, data) for name in assets]) if assets else np.empty((len(data), 0))
    known = ~np.isnan(X)
    enough = known.mean(axis=1) >= LEAST_KNOWN_ASSETS if assets else np.zeros(len(data), dtype=bool)
    w = np.where(enough, resolved.weight, 0.0)
    Z, varies = _standardised(np.where(known, X, 0.0), known, w)
    notes = [Sentence("equity.asset_says_nothing", {"asset": name}) for name in np.array(assets)[~varies]]
    loadings = pd.Series(np.nan, index=list(assets), dtype=float)
    if varies.sum() < LEAST_ASSETS:
        notes.append(Sentence("equity.few_assets"))
        empty = pd.Series(np.nan, index=data.index, dtype=float)
        return WealthIndex(empty, empty.copy(), loadings, np.nan, (*resolved.notes, *notes))
    values, vectors = np.linalg.eigh((Z * w[:, None]).T @ Z / w.sum())
    first = vectors[:, -1] * (1.0 if vectors[:, -1].sum() >= 0 else -1.0)
    loadings[varies] = first
    score = np.where(enough, Z @ first, np.nan)
    return WealthIndex(
        pd.Series(score, index=data.index),
        pd.Series(fifths(score, w), index=data.index),
        loadings,
        float(values[-1] / values.sum()),
        (*resolved.notes, *notes),
    )


def _standardised(X: Floats, known: np.ndarray, w: Floats) -> tuple[Floats, np.ndarray]:
    """Columns that vary, less their weighted mean, by their spread, 0 where missing; and which columns those are."""
    heavy = known * w[:, None]
    total = np.maximum(heavy.sum(axis=0), np.finfo(float).tiny)
    centred = np.where(known, X - (heavy * X).sum(axis=0) / total, 0.0)
    spread = np.sqrt((heavy * centred**2).sum(axis=0) / total)
    varies = spread > np.abs(X).max(axis=0, initial=0.0) * np.finfo(float).eps * len(X)
    return centred[:, varies] / spread[varies], varies
