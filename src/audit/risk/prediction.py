"""Whom to visit first: the risk of each child of being stunted some months from now. Says what comes, not why.

Separate from the models of risk factors: a feature that predicts need not be a cause, and is never printed as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import InsufficientDataError
from audit.reference.prediction_rules import BOOSTING_GAIN, FEATURES, FEWEST_TO_JUDGE, REQUIRED, Shape
from audit.results import Sentence
from audit.risk.calibration import Calibration, calibration
from audit.risk.discrimination import Auc, auc
from audit.risk.prediction_features import OUTCOME
from audit.risk.prediction_learners import (
    Learner,
    Splines,
    boosted,
    boosted_risks,
    fit_splines,
    folds_of,
    held_out_boosting,
    held_out_splines,
)
from audit.risk.prediction_size import children_needed
from audit.risk.prediction_terms import design, terms_of

__all__ = ["Performance", "RiskModel", "fit_risk", "performance", "performance_by"]

Floats = npt.NDArray[np.float64]
_LEVELS = "level", "n", "events", "auc", "low", "high", "ratio", "brier"


@dataclass(frozen=True, slots=True)
class Performance:
    """How well risks tell children apart (``auc``) and whether they are true (``calibration``); ``None``: unknown."""

    n: int
    events: int
    auc: Auc | None
    calibration: Calibration | None


@dataclass(frozen=True, slots=True, eq=False)
class RiskModel:
    """A model of the risk of being stunted later, and how it did on children whose desa it had not seen.

    ``chosen`` gives the risks; ``splines`` is kept in either case, since only its contributions are exact.
    ``validation``: one row a child learnt from, with the index of the frame: ``y``, ``p`` (held out), ``group``.
    ``held_out``: performance of each way to learn. ``needed``: children it needs at least. ``left_out``: features
    that told nothing. ``notes``: what a reader must know.
    """

    features: Mapping[str, Shape]
    chosen: Learner
    splines: Splines
    penalty: float
    booster: Any
    validation: pd.DataFrame
    held_out: Mapping[Learner, Performance]
    groups: int
    needed: int
    left_out: tuple[str, ...]
    notes: tuple[Sentence, ...]

    @property
    def performance(self) -> Performance:
        """How the chosen way did on children it had not seen."""
        return self.held_out[self.chosen]

    def risk(self, frame: pd.DataFrame) -> pd.Series:
        """Risk of every child (0-1), by the frame's index; missing without an earlier length."""
        if self.chosen == "boosting":
            found = boosted_risks(self.booster, frame, self.features)
        else:
            found = self.splines.risk(frame)
        return pd.Series(found, index=frame.index, name="risk").where(frame[REQUIRED].notna())

    def contributions(self, frame: pd.DataFrame) -> pd.DataFrame:
        """What each feature adds to a child's log-odds, against the average child the model was made from.

        Exact: over all features they sum to the log-odds of ``splines`` less its intercept. (n, features).
        """
        parts, at = {}, 0
        for term in self.splines.terms:
            columns = term.columns(frame)
            parts[term.feature] = columns @ self.splines.coefficients[at : at + columns.shape[1]]
            at += columns.shape[1]
        return pd.DataFrame(parts, index=frame.index)


def fit_risk(
    frame: pd.DataFrame,
    features: Mapping[str, Shape] = FEATURES,
    *,
    groups: str = "area_code",
    outcome: str = OUTCOME,
    boosting: bool = True,
    seed: int = 0,
) -> RiskModel:
    """Learn who will be stunted from children whose later height is known.

    Parameters
    ----------
    frame : rows of ``risk_frame``. features : columns and whether their effect may bend ("curve") or not ("line");
        growth first. groups : column of the desa; a missing one is a group of its own. outcome : true, false or
        missing. boosting : whether to try boosting beside the penalised logistic model, which stays unless boosting's
        held-out AUC is higher by 0.01 or more and its calibration no worse. seed : of boosting.

    Only children with an outcome and an earlier length count; other gaps are filled by the median and marked. Folds
    keep whole desa together. The order of rows changes nothing.

    Raises
    ------
    InsufficientDataError : nobody has an earlier length or an outcome; nobody, or everybody, becomes stunted; fewer
        children than ``children_needed``; all with the outcome in one fold of desa.

    Source: risk notes, decisions 7 and 8; Collins et al., BMJ 2024;385:e078378 (TRIPOD+AI). Not for causes.
    """
    rows = _usable(frame, features, groups, outcome)
    y = rows[outcome].to_numpy(dtype=np.float64)
    group = rows[groups].astype(object).where(rows[groups].notna(), "").astype(str).to_numpy(dtype=object)
    needed = _enough(rows, y, features)
    folds, by = folds_of(group, y)
    held_out: dict[Learner, Floats] = {}
    held_out["splines"], penalty = held_out_splines(rows, y, features, folds)
    if boosting:
        held_out["boosting"] = held_out_boosting(rows, y, features, folds, seed)
    judged: dict[Learner, Performance] = {learner: performance(y, p, clusters=group) for learner, p in held_out.items()}
    chosen = _choice(judged)
    splines = fit_splines(rows, y, features, penalty)
    notes = [Sentence("prediction.one_group")] if by == "children" else []
    if splines.nothing:
        notes.append(Sentence("prediction.left_out", {"features": ", ".join(splines.nothing)}))
    return RiskModel(
        features,
        chosen,
        splines,
        penalty,
        boosted(rows, y, features, seed) if chosen == "boosting" else None,
        pd.DataFrame({"y": y, "p": held_out[chosen], "group": group}, index=rows.index),
        judged,
        len(pd.unique(group)),
        needed,
        splines.nothing,
        tuple(notes),
    )


def _usable(frame: pd.DataFrame, features: Mapping[str, Shape], groups: str, outcome: str) -> pd.DataFrame:
    """Children to learn from, in an order that depends on nothing but what is known of them."""
    if REQUIRED not in frame or frame[REQUIRED].isna().all():
        raise InsufficientDataError("prediction.no_earlier_length")
    rows = frame[frame[outcome].notna() & frame[REQUIRED].notna()]
    if rows.empty:
        raise InsufficientDataError("prediction.no_outcome")
    keys = [groups, outcome, *(feature for feature in features if feature in frame)]
    return rows.sort_values(keys, kind="stable")


def _enough(rows: pd.DataFrame, y: Floats, features: Mapping[str, Shape]) -> int:
    events, n = int(y.sum()), y.size
    if not events:
        raise InsufficientDataError("prediction.no_events", n=n)
    if events == n:
        raise InsufficientDataError("prediction.all_events", n=n)
    parameters = design(terms_of(rows, features)[0], rows).shape[1]
    needed = children_needed(parameters, events / n)
    if n < needed:
        raise InsufficientDataError("prediction.too_few", n=n, events=events, needed=needed)
    return needed


def _choice(judged: Mapping[Learner, Performance]) -> Learner:
    """Boosting only where it tells children apart clearly better and its risks are as true."""
    if "boosting" not in judged:
        return "splines"
    plain, boosting = judged["splines"], judged["boosting"]
    if plain.auc is None or boosting.auc is None or boosting.auc.value < plain.auc.value + BOOSTING_GAIN:
        return "splines"
    one, other = plain.calibration, boosting.calibration
    if one is None or other is None or one.slope is None or other.slope is None:
        return "splines"
    as_true = other.brier <= one.brier and abs(other.slope - 1) <= abs(one.slope - 1)
    return "boosting" if as_true else "splines"


def performance(y: npt.ArrayLike, p: npt.ArrayLike, *, clusters: npt.ArrayLike | None = None) -> Performance:
    """Judge risks of children that the model had not seen: (n,) outcomes 0 or 1, (n,) risks, (n,) desa."""
    outcome = np.asarray(y, dtype=np.float64)
    return Performance(outcome.size, int(outcome.sum()), auc(outcome, p, clusters=clusters), calibration(outcome, p))


def performance_by(validation: pd.DataFrame, levels: pd.Series) -> pd.DataFrame:
    """Performance in groups of children (sex, wealth, area), so that nobody is served worse without its being seen.

    Parameters
    ----------
    validation : ``RiskModel.validation``. levels : group of each child by the same index; missing is left out.

    Returns
    -------
    DataFrame by level, sorted: ``n``, ``events``, ``auc`` with ``low`` and ``high``, ``ratio`` of observed to expected
    cases, ``brier``; missing with fewer than ten children of either outcome. Counts are raw: restricted edition only.
    """
    rows = []
    of = levels.reindex(validation.index)
    for level, part in validation.groupby(of, observed=True, sort=True):
        found = performance(part["y"], part["p"], clusters=part["group"])
        rare = min(found.events, found.n - found.events)
        told = found if rare >= FEWEST_TO_JUDGE else Performance(found.n, found.events, None, None)
        area, risks = told.auc, told.calibration
        rows.append(
            (
                level,
                found.n,
                found.events,
                *((area.value, area.low, area.high) if area else (None, None, None)),
                *((risks.ratio, risks.brier) if risks else (None, None)),
            )
        )
    out = pd.DataFrame(rows, columns=list(_LEVELS))
    return out.astype(dict.fromkeys(_LEVELS[3:], "float64"))
