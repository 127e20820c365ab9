"""The two ways to learn risks, and the folds that judge them: every desa is predicted by a model that never saw it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InsufficientDataError
from audit.reference.prediction_rules import BOOSTING, FOLDS, PENALTIES, Shape
from audit.risk.prediction_terms import Term, design, terms_of

__all__ = [
    "Learner",
    "Splines",
    "boosted",
    "boosted_risks",
    "fit_splines",
    "folds_of",
    "held_out_boosting",
    "held_out_splines",
]

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
Folds = list[tuple[Rows, Rows]]
Learner = Literal["splines", "boosting"]

_TOLERANCE = 1e-6  # largest gradient at which the logistic model is found


@dataclass(frozen=True, slots=True, eq=False)
class Splines:
    """Penalised logistic model: log-odds of the average child and (columns,) coefficients of centred columns."""

    terms: tuple[Term, ...]
    nothing: tuple[str, ...]
    intercept: float
    coefficients: Floats

    def log_odds(self, frame: pd.DataFrame) -> Floats:
        """(n,) log-odds."""
        return self.intercept + design(self.terms, frame) @ self.coefficients

    def risk(self, frame: pd.DataFrame) -> Floats:
        """(n,) risks, 0-1."""
        return 1 / (1 + np.exp(-self.log_odds(frame)))


def folds_of(groups: npt.NDArray[np.object_], y: Floats) -> tuple[Folds, Literal["groups", "children"]]:
    """Rows to learn from and rows to judge by, five times; whole groups together, single children with one group only.

    Raises ``InsufficientDataError`` where the children to learn from all have one outcome.
    """
    from sklearn.model_selection import GroupKFold, StratifiedKFold

    code, different = pd.factorize(groups, sort=True)  # scikit-learn would sort a name a child
    if different.size > 1:
        split, by = GroupKFold(min(FOLDS, different.size)).split(y, y, code), "groups"
    else:
        rare = int(min(y.sum(), y.size - y.sum()))
        split, by = StratifiedKFold(max(min(FOLDS, rare), 2)).split(y, y), "children"
    folds = list(split)
    if any(np.ptp(y[learn]) == 0 for learn, _ in folds):
        raise InsufficientDataError("prediction.events_in_one_group", events=int(y.sum()))
    return folds, by  # pyright: ignore[reportReturnType]  (two literals)


def fit_splines(frame: pd.DataFrame, y: Floats, features: Mapping[str, Shape], penalty: float) -> Splines:
    """Fit the penalised logistic model; ``penalty`` is scikit-learn's C: the smaller the stronger."""
    terms, nothing = terms_of(frame, features)
    return Splines(terms, nothing, *_logistic(design(terms, frame), y, penalty))


def _one_thread() -> AbstractContextManager[object]:
    """Sums in one order whatever the machine, and no time spent waiting for other threads."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(limits=1)


def _logistic(columns: Floats, y: Floats, penalty: float) -> tuple[float, Floats]:
    from sklearn.linear_model import LogisticRegression

    with _one_thread():
        fitted = LogisticRegression(C=penalty, solver="newton-cholesky", tol=_TOLERANCE).fit(columns, y)
    return float(fitted.intercept_[0]), fitted.coef_[0].astype(np.float64)


def held_out_splines(
    frame: pd.DataFrame, y: Floats, features: Mapping[str, Shape], folds: Folds
) -> tuple[Floats, float]:
    """Risks of each child from a model that did not see its fold, and the penalty whose risks have the least log loss.

    Knots, medians and scales are learnt in each fold too.
    """
    eta = np.zeros((len(PENALTIES), y.size))
    for learn, judge in folds:
        terms, _ = terms_of(frame.iloc[learn], features)
        columns, others = design(terms, frame.iloc[learn]), design(terms, frame.iloc[judge])
        for i, penalty in enumerate(PENALTIES):
            intercept, coefficients = _logistic(columns, y[learn], penalty)
            eta[i, judge] = intercept + others @ coefficients
    loss = (np.logaddexp(0, eta) - y * eta).mean(axis=1)
    best = int(np.argmin(loss))
    return 1 / (1 + np.exp(-eta[best])), PENALTIES[best]


def boosted(frame: pd.DataFrame, y: Floats, features: Mapping[str, Shape], seed: int) -> Any:
    """Fit gradient boosting of shallow trees; missing values take their own branch."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    learner = HistGradientBoostingClassifier(
        max_depth=BOOSTING.depth, max_iter=BOOSTING.rounds, learning_rate=BOOSTING.rate,
        min_samples_leaf=BOOSTING.least_leaf, max_bins=BOOSTING.bins, early_stopping=False,  # pyright: ignore[reportArgumentType]
        random_state=seed,
    )  # fmt: skip
    columns = _as_numbers(frame, features)
    columns[:, np.isnan(columns).all(axis=0)] = 0.0  # scikit-learn finds no limits in a column that is all missing
    with _one_thread():
        return learner.fit(columns, y)


def held_out_boosting(frame: pd.DataFrame, y: Floats, features: Mapping[str, Shape], folds: Folds, seed: int) -> Floats:
    """Risks of each child from boosting that did not see its fold."""
    risks = np.zeros(y.size)
    for learn, judge in folds:
        fitted = boosted(frame.iloc[learn], y[learn], features, seed)
        risks[judge] = boosted_risks(fitted, frame.iloc[judge], features)
    return risks


def boosted_risks(fitted: Any, frame: pd.DataFrame, features: Mapping[str, Shape]) -> Floats:
    """(n,) risks, 0-1, of what ``boosted`` returned."""
    with _one_thread():
        return fitted.predict_proba(_as_numbers(frame, features))[:, 1]


def _as_numbers(frame: pd.DataFrame, features: Mapping[str, Shape]) -> Floats:
    """(n, features) with NaN where missing."""
    return frame.reindex(columns=list(features)).to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
