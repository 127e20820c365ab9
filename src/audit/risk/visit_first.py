"""Children who are not stunted and may become so, riskiest first, each with its reasons: for the restricted edition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.language import join, number, text
from audit.language.catalogue import Language, has
from audit.reference.prediction_rules import GROWTH_AHEAD, LEAST_REASON, REASONS, SLOPE_MONTHS
from audit.results import Cell, CountTable, CountValue, LineList, Sentence
from audit.risk.capacity import capacity_curve, threshold_for_capacity
from audit.risk.prediction import RiskModel

__all__ = ["capacity_sentence", "faltering_counts", "faltering_sentence", "reason_words", "still_time", "visit_first"]

LIST = "visit_first"
_WHO = ["child_id", "area_code", "posyandu"]
_DIGITS = {"haz": 2, "waz": 1, "birth_weight_kg": 1}  # whole numbers otherwise
_SMALL = 0.05  # z; a fall that one decimal would print as 0.0 is given with two


def visit_first(model: RiskModel, today: pd.DataFrame, *, visits: int) -> LineList:
    """Children not stunted at their newest length, the riskiest first.

    Parameters
    ----------
    model : of ``fit_risk``. today : rows of ``risk_frame`` with ``risk``. visits : that can be made in the month.

    Returns
    -------
    LineList ``visit_first``, which has no public form: child and place, the model's features, ``faltering``, ``risk``;
    ``in_time``: within the visits of the month (children of one risk stay together); ``reasons``: ids joined by ";",
    for ``reason_words``, at most three of what raises the risk most; ``adds_<feature>``: log-odds that the feature
    adds against the average child, exactly (of the logistic model, also where boosting gives the risk).

    Children without an earlier length have no risk and are not here: they need to be measured first. A stunted child
    is not here either: it has its own care.
    """
    rows = today[~today["stunted_now"].fillna(True).astype(bool) & today["risk"].notna()]
    rows = rows.assign(_risk=-rows["risk"]).sort_values(["_risk", "child_id"])
    least = threshold_for_capacity(rows["risk"], visits).risk
    adds = model.contributions(rows)
    out = rows[[*_WHO, *(name for name in model.features if name in rows), "faltering", "risk"]].assign(
        in_time=False if least is None else rows["risk"].ge(least), reasons=_reasons(rows, adds)
    )
    return LineList(LIST, out.join(adds.add_prefix("adds_")).reset_index(drop=True))


def still_time(listed: LineList) -> LineList:
    """Of ``visit_first`` those whose height for age fell by a centile band or more: the list that prevents cases."""
    falters = listed.rows["faltering"].fillna(False).astype(bool)
    return LineList("still_time", listed.rows[falters].reset_index(drop=True))


def _reasons(rows: pd.DataFrame, adds: pd.DataFrame) -> pd.Series:
    """Ids of what raises the risk of each child most, largest first."""
    features, size = list(adds.columns), adds.to_numpy(dtype=np.float64)
    largest = np.argsort(-size, axis=1, kind="stable")[:, :REASONS]
    known = rows.reindex(columns=features).astype(np.float64).to_numpy()
    ids = np.column_stack([_reason(*of) for of in zip(features, known.T, strict=True)]).astype(object)
    found = np.full(len(rows), "", dtype=object)
    for rank, at in enumerate(largest.T[:, :, np.newaxis]):
        reason, added = (np.take_along_axis(values, at, axis=1)[:, 0] for values in (ids, size))
        found += np.where(added >= LEAST_REASON, ";" * (rank > 0) + reason, "")
    return pd.Series(found, index=rows.index, dtype=object)


def _reason(feature: str, values: npt.NDArray[np.float64]) -> npt.NDArray[np.str_]:
    said = feature
    if feature == "male":
        said = np.where(values != 0, "male", "female")
    if feature == "haz_slope":
        said = np.where(values > 0, "haz_slope_up", "haz_slope_down")
    return np.where(np.isnan(values), f"{feature}_missing", said)


def reason_words(row: Mapping[str, Any], language: Language = "id") -> str:
    """Reasons of one row of the list in words; without any, that several small things add up.

    A feature that is not of the project's own is said by its column name.
    """
    said: list[str] = []
    for reason in filter(None, str(row["reasons"]).split(";")):
        feature = reason.removesuffix("_missing").removesuffix("_up").removesuffix("_down")
        value = row.get(feature)
        worded = "" if pd.isna(value) else _worded(feature, float(value), language)
        known = has(f"prediction.reason.{reason}", language)
        said.append(
            text(f"prediction.reason.{reason}", language, value=worded, months=SLOPE_MONTHS)
            if known
            else text("prediction.reason.other", language, feature=feature)
        )
    return join(said, language=language) if said else text("prediction.no_single_reason", language)


def _worded(feature: str, value: float, language: Language) -> str:
    if feature == "haz_slope":  # a month's slope says little to anybody: what it makes in some months
        value = abs(value) * SLOPE_MONTHS
        return number(value, 1 if value >= _SMALL else 2, language=language)
    return number(value, _DIGITS.get(feature, 0), language=language)


def faltering_counts(today: pd.DataFrame, period: str) -> CountTable:
    """Children not stunted at their newest length, by whether height for age fell by a centile band or more."""
    seen = today[today["stunted_now"].notna() & ~today["stunted_now"].fillna(True).astype(bool)]
    falls = seen["faltering"]
    counts = int(falls.fillna(False).sum()), int((~falls.fillna(True)).sum()), int(falls.isna().sum())
    levels = GROWTH_AHEAD.below("not_stunted")
    cells = tuple(Cell.of(period, growth_ahead=level) for level in ("not_stunted", *levels))
    return CountTable(LIST, cells, (len(seen), *counts), (GROWTH_AHEAD,))


def faltering_sentence(table: CountTable) -> Sentence:
    """How many children there is still time for, from ``faltering_counts``.

    Message ``prediction.faltering``; where one of its numbers is hidden, ``prediction.faltering.disamarkan``.
    """
    whole, falters = (CountValue(cell, n) for cell, n in zip(table.cells[:2], table.counts[:2], strict=True))
    return Sentence("prediction.faltering", {"n": falters, "of": whole})


def capacity_sentence(validation: pd.DataFrame, visits: int) -> Sentence:
    """What so many visits would have reached among ``validation`` (rows of ``RiskModel.validation``): restricted."""
    visits = min(visits, len(validation))
    cases = int(validation["y"].sum())
    caught = capacity_curve(validation["y"], validation["p"], [visits])["caught"].iloc[0]
    by_chance = round(visits * cases / len(validation)) if len(validation) else 0
    values = {"visits": visits, "caught": round(caught), "cases": cases, "by_chance": by_chance}
    return Sentence("prediction.capacity", values)
