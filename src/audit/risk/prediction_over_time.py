"""A register's predictions: learnt from the half year before, tried on it from the one before that, made for today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from audit.errors import InsufficientDataError
from audit.reference.prediction_rules import FEATURES, WINDOW, Shape, Window
from audit.results import Sentence
from audit.risk.prediction import Performance, RiskModel, fit_risk, performance
from audit.risk.prediction_features import OUTCOME, known_on, usable_visits

__all__ = ["RegisterPrediction", "predict_register"]


@dataclass(frozen=True, slots=True, eq=False)
class RegisterPrediction:
    """Risks of today's children, and what is known of how true such risks are.

    ``learnt_on``: the day that the model was made for, a horizon before ``as_of``. ``learnt_from``: its rows of
    ``risk_frame``. ``today``: rows of ``risk_frame`` of ``as_of`` with ``risk``. ``temporal``: a model of a horizon
    earlier still, on the outcomes of these rows; ``None`` where that model cannot be made, ``temporal_note`` says why.
    ``fresh``: rows of ``model.validation`` of children not yet stunted, whom the list is about; ``new_cases``: held-out
    performance among them.
    """

    as_of: date
    learnt_on: date
    window: Window
    model: RiskModel
    learnt_from: pd.DataFrame
    today: pd.DataFrame
    fresh: pd.DataFrame
    new_cases: Performance
    temporal: Performance | None
    temporal_note: Sentence | None


def predict_register(
    children: pd.DataFrame,
    visits: pd.DataFrame,
    *,
    as_of: date,
    features: Mapping[str, Shape] = FEATURES,
    groups: str = "area_code",
    window: Window = WINDOW,
    seed: int = 0,
) -> RegisterPrediction:
    """Learn from what became of children over the last ``window.horizon`` days, and predict for ``as_of``.

    ``children`` and ``visits``: canonical tables; visits after ``as_of`` are not looked at. Raises what ``fit_risk``
    raises. The temporal hold-out uses nothing that was not known on the day it predicts from.
    """
    ahead = timedelta(days=window.horizon)
    learnt_on = as_of - ahead
    usable = usable_visits(children, visits)
    frame = known_on(children, usable, on=learnt_on, window=window, until=as_of)
    model = fit_risk(frame, features, groups=groups, seed=seed)
    temporal, note = None, None
    try:
        before = known_on(children, usable, on=learnt_on - ahead, window=window, until=learnt_on)
        earlier = fit_risk(before, features, groups=groups, boosting=model.chosen == "boosting", seed=seed)
    except InsufficientDataError as error:
        note = Sentence(error.id, {name: value for name, value in error.values.items() if isinstance(value, int)})
    else:
        seen = frame.loc[model.validation.index]
        temporal = performance(seen[OUTCOME].astype(float), earlier.risk(seen), clusters=model.validation["group"])
    today = known_on(children, usable, on=as_of, window=window)
    fresh = model.validation[~frame["stunted_now"].reindex(model.validation.index).fillna(True).astype(bool)]
    return RegisterPrediction(
        as_of, learnt_on, window, model, frame, today.assign(risk=model.risk(today)), fresh,
        performance(fresh["y"], fresh["p"], clusters=fresh["group"]), temporal, note,
    )  # fmt: skip
