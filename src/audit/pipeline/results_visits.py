"""Whom to visit first, as results: the list and the curves for the team alone, what may be public tied to counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

import numpy as np
import pandas as pd

from audit.errors import InsufficientDataError
from audit.pipeline.params import AuditParams
from audit.reference.areas import Areas
from audit.reference.groups import SEX
from audit.reference.prediction_rules import BOOSTING_GAIN, THRESHOLDS
from audit.reference.risk_columns import ABSENT, LEAST_RESIDUAL_DF, POOREST, PRESENT, UNKNOWN, factor_split
from audit.reference.visit_rules import (
    BAND_SPLIT,
    BANDS,
    LATER,
    LEARNT,
    LISTED_FROM,
    ORDER_SPLIT,
    TENTH_SPLIT,
    TENTHS,
    VISIT_GROUPS,
    VISITS_SHOWN,
)
from audit.register.consents import refusing
from audit.results import (
    Cell,
    CountTable,
    CountValue,
    Finding,
    LineList,
    Partition,
    RateTable,
    Result,
    Sentence,
    TiedValue,
    Value,
)
from audit.risk.answered_items import answered_items
from audit.risk.calibration import calibration_curve
from audit.risk.capacity import capacity_curve
from audit.risk.child_factors import wealth_fifths
from audit.risk.model_card import ITEMS, model_card
from audit.risk.prediction import Performance, performance_by
from audit.risk.prediction_over_time import RegisterPrediction, predict_register
from audit.risk.visit_first import visit_first
from audit.survey import count_table, rate_table

__all__ = ["visit_results"]

_CASE, _DIGITS, _STEPS = "stunted_later", 2, 400
_WEALTH = factor_split(POOREST)
_ALMOST = 1 - 1e-9  # a certain risk stays in its group
_RUG = 0.005  # risks nearer to each other are one line of the rug


def visit_results(
    children: pd.DataFrame,
    visits: pd.DataFrame,
    households: pd.DataFrame,
    consents: pd.DataFrame,
    params: AuditParams,
    areas: Areas,
) -> tuple[Result, ...]:
    """Results by id, from canonical tables; where the register holds too little, ``visit_refused`` alone.

    For everybody, of children not stunted on the day of learning, by risks from models that had not seen their desa:
    ``visit_asked``, ``visit_learnt``, ``visit_tenths`` with a finding ``visit_tenth.<tenth>`` each, ``visit_bands``,
    ``visit_order``, ``visit_groups`` with ``visit_group.<attribute>.<level>``, ``visit_performance``,
    ``visit_choice``, ``visit_later``. Every number is tied to the counts that it was computed from.

    Lists, which have no public form: ``visit_first`` (children by ``VISIT_GROUPS``), ``visit_curves`` (smooth
    calibration, risks, cases by number of visits), ``visit_capacity``, ``visit_card``; the finding ``model_card`` names
    the items of the card that are filled in.
    """
    month = params.months[-1]
    try:
        found = predict_register(children, visits, as_of=params.as_of, seed=params.seed)
    except InsufficientDataError as error:
        return (_refused(error, month),)
    rows = _learnt_rows(found, children, households, month, params, areas)
    fresh = rows[rows["prediction"].eq("not_yet")]
    return (
        *_counts(rows, len(found.learnt_from), month, areas),
        *_tenths(fresh, month),
        *_performances(found, fresh, month, areas),
        *_lists(found, fresh, consents, params),
    )


def _told(name: str, values: Mapping[str, Value] | None = None) -> Sentence:
    """A sentence of the blocks; where a value is withheld, release takes ``<id>.disamarkan``."""
    return Sentence(f"visit_block.{name}", values or {})


def _refused(error: InsufficientDataError, month: str) -> Finding:
    name = error.id.rpartition(".")[2]
    values: dict[str, Value] = {}
    if name == "too_few":
        cell = Cell.of(month, prediction="learnt")
        needed = TiedValue((cell,), float(error.values["needed"]), 0, restricted=True)  # type: ignore[arg-type]
        values = {"n": CountValue(cell, int(error.values["n"])), "needed": needed}  # type: ignore[arg-type]
    known = {"no_events": "one_outcome", "all_events": "one_outcome"}
    return Finding("visit_refused", _told(f"why.{known.get(name, name)}", values))


def _learnt_rows(
    found: RegisterPrediction,
    children: pd.DataFrame,
    households: pd.DataFrame,
    month: str,
    params: AuditParams,
    areas: Areas,
) -> pd.DataFrame:
    """One row a child learnt from, with its held-out risk and the leaf of every attribute it is counted by."""
    judged = found.model.validation
    learnt = found.learnt_from.loc[judged.index]
    fresh = judged.index.isin(found.fresh.index)
    household = children.set_index("child_id")["household_id"].reindex(learnt["child_id"])
    return pd.DataFrame(
        {
            "period": month,
            "prediction": np.where(fresh, "not_yet", "already"),
            "later": np.where(judged["y"].eq(1), _CASE, "well_later"),
            "y": judged["y"],
            "p": judged["p"],
            "group": judged["group"],
            "sex": learnt["sex"].astype(object),
            "area": [areas.leaf(code) for code in learnt["area_code"].fillna("")],
            _WEALTH.attribute: wealth_fifths(household.reset_index(drop=True), households, as_of=params.as_of),
            "place": _place(judged["p"], learnt["faltering"]),
        },
        index=judged.index,
    )


def _place(risk: pd.Series, faltering: pd.Series) -> pd.Series:
    """A score whose order is that of the list: by group of ``VISIT_GROUPS``, in it by risk. Whole part: the group."""
    falls, risky = faltering.fillna(False).astype(bool), risk.ge(LISTED_FROM)
    group = np.select([risky & falls, risky, falls], range(len(VISIT_GROUPS)), len(VISIT_GROUPS))
    return risk.clip(upper=_ALMOST) + (len(VISIT_GROUPS) - group)


def _cells(month: str, prediction: str, **levels: str) -> tuple[Cell, Cell]:
    """Children who became stunted, and all of them."""
    whole = Cell.of(month, prediction=prediction, **levels)
    return whole.replace("later", _CASE), whole


def _rates(
    id: str, rows: pd.DataFrame, pairs: Sequence[tuple[Cell, Cell]], partitions: Iterable[Partition]
) -> RateTable:
    used = (LEARNT, LATER, *partitions)
    numerator = count_table(id, rows, [cases for cases, _ in pairs], used)
    return rate_table(id, numerator, count_table(f"{id}.of", rows, [of for _, of in pairs], used))


def _group_pairs(month: str, areas: Areas) -> dict[tuple[str, str], tuple[Cell, Cell]]:
    levels = {
        "sex": SEX.below(None)[:2],
        _WEALTH.attribute: (PRESENT, ABSENT, UNKNOWN),
        "area": tuple(k.code for k in areas.kecamatan),
    }
    return {
        (attribute, level): _cells(month, "not_yet", **{attribute: level})
        for attribute, of in levels.items()
        for level in of
    }


def _counts(rows: pd.DataFrame, asked: int, month: str, areas: Areas) -> Iterator[Result]:
    whole = Cell.of(month, prediction="asked")
    unknown = whole.replace("prediction", "prediction.unknown")
    yield CountTable("visit_asked", (whole, unknown), (asked, asked - len(rows)), (LEARNT,))
    yield _rates("visit_learnt", rows, [_cells(month, level) for level in ("learnt", "not_yet")], ())
    fresh = rows[rows["prediction"].eq("not_yet")]
    split = {"area": areas.partition, "sex": SEX, _WEALTH.attribute: _WEALTH}
    yield _rates("visit_groups", fresh, tuple(_group_pairs(month, areas).values()), split.values())


def _tenth(values: pd.Series) -> pd.Series:
    """Tenths of children, from the lowest value up; children of one value may fall into two."""
    at = values.rank(method="first").sub(1) * len(TENTHS) // max(len(values), 1)
    return at.astype(int).map(dict(enumerate(TENTHS)))


def _tenths(fresh: pd.DataFrame, month: str) -> Iterator[Result]:
    bands = np.searchsorted(THRESHOLDS, fresh["p"], side="right")
    rows = fresh.assign(
        risk_tenth=_tenth(fresh["p"]), visit_tenth=_tenth(-fresh["place"]), risk_band=[BANDS[i] for i in bands]
    )
    for id, split in (("visit_tenths", TENTH_SPLIT), ("visit_order", ORDER_SPLIT), ("visit_bands", BAND_SPLIT)):
        pairs = [_cells(month, "not_yet", **{split.attribute: level}) for level in split.below(None)]
        yield _rates(id, rows, pairs, (split,))
    for tenth, part in rows.groupby("risk_tenth", sort=True):
        cells = _cells(month, "not_yet", risk_tenth=str(tenth))
        mean = TiedValue(cells, float(part["p"].mean()), 3)
        yield Finding(f"visit_tenth.{tenth}", _told("tenth"), ("visit_tenths",), {"risk": mean})


def _figures(judged: Performance | None, cells: tuple[Cell, ...], *, few: bool) -> dict[str, Value]:
    area, risks = (None, None) if judged is None else (judged.auc, judged.calibration)
    numbers = {
        "auc": area and area.value,
        "low": area and area.low,
        "high": area and area.high,
        "slope": risks and risks.slope,
        "ratio": risks and risks.ratio,
        "brier": risks and risks.brier,
    }
    return {name: TiedValue(cells, number, _DIGITS, few) for name, number in numbers.items()}


def _performances(found: RegisterPrediction, fresh: pd.DataFrame, month: str, areas: Areas) -> Iterator[Finding]:
    """How true risks are: of all not yet stunted, of groups of them, of each way to learn, a half year later."""
    learnt, own = _cells(month, "learnt"), _cells(month, "not_yet")
    desa = fresh["group"].nunique()
    few = desa - 1 < LEAST_RESIDUAL_DF
    values = _figures(found.new_cases, own, few=few) | {"desa": TiedValue(own, desa, 0, few)}
    yield Finding("visit_performance", _told("measured"), ("visit_learnt",), values)
    yield _choice(found, learnt, few=found.model.groups - 1 < LEAST_RESIDUAL_DF)
    if found.temporal is not None:
        values = _figures(found.temporal, learnt, few=few)
        names = ("auc", "low", "high", "slope")
        later = _told("later", {name: values[name] for name in names})
        yield Finding("visit_later", later, ("visit_learnt",))
    else:
        yield Finding("visit_later", _told("later_none"))
    levels = {"sex": fresh["sex"], "area": fresh["area"].str[: len(areas.kecamatan[0].code)]}
    levels[_WEALTH.attribute] = fresh[_WEALTH.attribute].map(_sides())
    pairs = _group_pairs(month, areas)
    for attribute, of in levels.items():
        for row in performance_by(fresh, of).to_dict("records"):
            cells = pairs.get((attribute, str(row["level"])))
            if cells is None:
                continue
            numbers = {name: None if np.isnan(row[name]) else row[name] for name in ("auc", "low", "high", "ratio")}
            yield Finding(
                f"visit_group.{attribute}.{row['level']}",
                _told("measured"),
                ("visit_groups",),
                {name: TiedValue(cells, number, _DIGITS, few) for name, number in numbers.items()},
            )


def _sides() -> dict[str, str]:
    """Fifths of welfare as the poorest 40 % and the others."""
    return {fifth: side for side in (PRESENT, ABSENT) for fifth in _WEALTH.below(side)} | {UNKNOWN: UNKNOWN}


def _choice(found: RegisterPrediction, cells: tuple[Cell, ...], *, few: bool) -> Finding:
    """Which way to learn was taken, and the rule by which."""
    held_out = found.model.held_out
    auc = {learner: judged.auc.value for learner, judged in held_out.items() if judged.auc}
    won = auc["boosting"] - auc["splines"] >= BOOSTING_GAIN
    name = "boosting" if found.model.chosen == "boosting" else "calibration" if won else "gain"
    values: dict[str, Value] = {learner: TiedValue(cells, value, 3, few) for learner, value in auc.items()}
    return Finding("visit_choice", _told(f"choice.{name}", values), ("visit_learnt",))


def _lists(
    found: RegisterPrediction, fresh: pd.DataFrame, consents: pd.DataFrame, params: AuditParams
) -> Iterator[LineList | Finding]:
    rows = visit_first(found.model, found.today, visits=0).rows.drop(columns="in_time")
    rows = rows[~rows["child_id"].isin(refusing(consents, "audit", params.as_of))]
    place = _place(rows["risk"], rows["faltering"])
    groups = dict(zip(range(len(VISIT_GROUPS), -1, -1), (*VISIT_GROUPS, ""), strict=True))
    rows = rows.assign(group=place.floordiv(1).astype(int).map(groups), intercept=found.model.splines.intercept)
    rows = rows.loc[place.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)
    growth = found.today.set_index("child_id")[["haz_change", "change_months"]]
    listed = rows[rows["group"].ne("")].join(growth, on="child_id")
    yield LineList("visit_first", listed)
    yield _capacity(rows, len(listed), fresh, params)
    yield _curves(fresh, len(rows))
    yield from _card(found)


def _capacity(rows: pd.DataFrame, listed: int, fresh: pd.DataFrame, params: AuditParams) -> LineList:
    """What some numbers of visits a month reach: first month, whole list, and cases among children judged held out.

    As many of a hundred children are visited among those learnt from as today; ``caught`` is their share of cases.
    """
    said = params.visits_per_month
    out = []
    for visits in (said,) if said else VISITS_SHOWN:
        reached = min(visits, len(rows))
        at = round(reached / len(rows) * len(fresh)) if len(rows) else 0
        curve = capacity_curve(fresh["y"], fresh["place"], [at])
        out.append((visits, reached, float(curve["share"].iloc[0]), ceil(listed / visits)))
    columns = ["visits", "reached", "caught", "months"]
    table = pd.DataFrame(out, columns=columns).assign(listed=listed, everybody=len(rows))
    return LineList("visit_capacity", table)


def _curves(fresh: pd.DataFrame, today: int) -> LineList:
    """Points of the curves that only the team sees, as ``series``, ``x``, ``y``."""
    smooth = calibration_curve(fresh["y"], fresh["p"])
    rug = np.unique(np.round(fresh["p"] / _RUG) * _RUG)
    parts = [
        pd.DataFrame({"series": "smooth", "x": smooth.risk, "y": smooth.observed}),
        pd.DataFrame({"series": "rug", "x": rug, "y": 0.0}),
    ]
    at = np.unique(np.linspace(0, len(fresh), _STEPS + 1).round().astype(int))
    for series, score in (("order", "place"), ("risk", "p")):
        curve = capacity_curve(fresh["y"], fresh[score], at)
        visits = at / max(len(fresh), 1) * today
        parts.append(pd.DataFrame({"series": series, "x": visits, "y": curve["share"]}))
    return LineList("visit_curves", pd.concat(parts, ignore_index=True))


def _card(found: RegisterPrediction) -> Iterator[LineList | Finding]:
    """The model card by rows (items with whether the run fills them in, facts by name), and which items those are."""
    card = model_card(found)
    yield answered_items(card, stands="visit_card")
    items = [("item", str(item), item in card.filled) for item in ITEMS]
    facts = [("fact", name, fact) for name, fact in card.facts.items()]
    yield LineList("visit_card", pd.DataFrame([*items, *facts], columns=["kind", "name", "value"], dtype=object))
