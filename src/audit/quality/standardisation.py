"""A standardisation session: everybody measures the same ten children twice, and sees how the own two readings agree.

The readings are of cadres, who are volunteers: each gets her own results only, nobody is ranked, the coordinator gets a
list of needs, and the public edition counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np
import pandas as pd

from audit.quality.measurement_error import TechnicalError, bias, smart_level, tem_between, tem_of_pairs, total_tem
from audit.reference.import_rules import LENHEI_CM, MUAC_CM, WEIGHT_KG
from audit.reference.measurement_error_rules import CHILDREN_A_SESSION, LEVELS, MEASURES, ROUNDS, Measure
from audit.results import Cell, CheckResult, CountTable, CountValue, LineList, Partition, Sentence, Status

__all__ = ["SUPERVISOR", "doubtful_readings", "perlu_penyegaran", "session_results", "standardisation"]

SUPERVISOR = 0  # the number of the trained measurer against whom the others are compared
CHECK, INCOMPLETE = "check", "incomplete"
_MEASURES: tuple[Measure, ...] = get_args(Measure)
_POSSIBLE = {"weight_kg": WEIGHT_KG, "lenhei_cm": LENHEI_CM, "muac_cm": MUAC_CM}
_STATUS: dict[str, Status] = {"good": "good", "acceptable": "fair", "poor": "poor", "reject": "poor"}
_AGREES, _NEEDS_PRACTICE = ("good", "acceptable"), ("poor", "reject")


def doubtful_readings(readings: pd.DataFrame) -> pd.DataFrame:
    """Readings far from the usual one of the child, or that no child has: to be looked up, not dropped in silence.

    ``readings`` holds ``measurer`` (0: the supervisor), ``child``, ``round`` and the measures ``weight_kg``,
    ``lenhei_cm``, ``muac_cm``. Returns measurer, child, round, measure, value, usual (the median of all readings of the
    child), by measure, measurer, child and round.
    """
    found: list[pd.DataFrame] = []
    for measure in _MEASURES:
        usual = readings.groupby("child")[measure].transform("median")
        low, high = _POSSIBLE[measure]
        far = readings[measure].sub(usual).abs().gt(MEASURES[measure].gross)
        far |= readings[measure].lt(low) | readings[measure].gt(high)
        rows = readings.loc[far, ["measurer", "child", "round"]]
        found.append(rows.assign(measure=measure, value=readings.loc[far, measure], usual=usual[far]))
    return pd.concat(found).sort_values(["measure", "measurer", "child", "round"], ignore_index=True)


def session_results(readings: pd.DataFrame) -> pd.DataFrame:
    """One row a measurer and measure: measurer measure n tem percent reliability bias level bias_level.

    TEM is of the own two rounds, bias against the mean of the supervisor's two readings (missing for the supervisor);
    both in the measure's unit and over every reading, doubtful ones too. ``level`` is SMART's class; ``"check"`` where
    a reading is doubtful and ``"incomplete"`` where fewer than ten children have both: then no class is given.
    ``bias_level`` holds the bias to the same limits, which is our choice; it is missing where the supervisor's own TEM
    is not good or acceptable: nobody is held against readings that do not agree. Measurers by number, never by merit.
    """
    doubtful = set(doubtful_readings(readings)[["measurer", "measure"]].itertuples(index=False, name=None))
    rows: list[dict[str, object]] = []
    for measure in _MEASURES:
        pairs = _pairs(readings, measure)
        reference = pairs[SUPERVISOR].mean(axis=1) if SUPERVISOR in pairs else None
        errors = {measurer: tem_of_pairs(*own.T) for measurer, own in pairs.items()}
        levels = {m: _level(error, measure, doubtful=(m, measure) in doubtful) for m, error in errors.items()}
        sound = levels.get(SUPERVISOR) in _AGREES
        for measurer, own in pairs.items():
            error, level = errors[measurer], levels[measurer]
            away = bias(own.mean(axis=1), reference) if reference is not None and measurer != SUPERVISOR else None
            judged = sound and level in LEVELS and away is not None
            rows.append(
                {
                    "measurer": measurer, "measure": measure, "n": error.n, "tem": error.tem, "percent": error.percent,
                    "reliability": error.reliability, "bias": away, "level": level,
                    "bias_level": smart_level(abs(away), measure) if judged and away is not None else None,
                }
            )  # fmt: skip
    frame = pd.DataFrame(rows, columns=["measurer", "measure", *_FIGURES, "level", "bias_level"])
    return frame.astype(dict.fromkeys(_FIGURES[1:], "float64")).sort_values(
        "measurer", kind="stable", ignore_index=True
    )


_FIGURES = ("n", "tem", "percent", "reliability", "bias")


def _pairs(readings: pd.DataFrame, measure: Measure) -> dict[int, np.ndarray]:
    """Per measurer (children, rounds), the children in one order for all; nan where a reading is missing."""
    measurers, children = (sorted(readings[column].unique()) for column in ("measurer", "child"))
    every = pd.MultiIndex.from_product([measurers, children, range(1, ROUNDS + 1)])
    values = readings.set_index(["measurer", "child", "round"])[measure].reindex(every).to_numpy(float)
    return dict(zip(map(int, measurers), values.reshape(len(measurers), len(children), ROUNDS), strict=True))


def _level(error: TechnicalError, measure: Measure, *, doubtful: bool) -> str:
    if doubtful:
        return CHECK
    if error.tem is None or error.n < CHILDREN_A_SESSION:
        return INCOMPLETE
    return smart_level(error.tem, measure)


def standardisation(day: str, readings: pd.DataFrame) -> list[CheckResult]:
    """One check a measure about the measurers together, without the supervisor: how many are in each class.

    ``day`` is the day of the session ("2025-08-14"): measurers are not children and so are counted apart from every
    month. ``value`` is the total TEM (within and between measurers) in the measure's unit; the status that of the
    root mean square of their TEM; "not_assessable" while a reading is doubtful or missing. ``table`` has a row a
    measurer, for the restricted edition.
    """
    results = session_results(readings)
    return [_check(day, measure, readings, results[results["measure"].eq(measure)]) for measure in _MEASURES]


def _check(day: str, measure: Measure, readings: pd.DataFrame, results: pd.DataFrame) -> CheckResult:
    own = results[results["measurer"].ne(SUPERVISOR)]
    attribute = f"tem_{measure.partition('_')[0]}"
    levels = (*LEVELS, CHECK, INCOMPLETE)
    counts = own["level"].value_counts()
    cells = (Cell.of(day), *(Cell.of(day, **{attribute: level}) for level in levels))
    table = CountTable(
        f"standardisation.{measure}",
        cells,
        (len(own), *(int(counts.get(level, 0)) for level in levels)),
        (Partition(attribute, {"": levels}),),
    )
    status, total = _together(measure, readings, own)
    meaning = Sentence(f"standardisation.{status}", {"n": CountValue(Cell.of(day), len(own))})
    unit = MEASURES[measure].unit
    return CheckResult(
        f"standardisation.{measure}", day, status, total, unit, len(own), meaning, (table,), own.reset_index(drop=True)
    )


def _together(measure: Measure, readings: pd.DataFrame, own: pd.DataFrame) -> tuple[Status, float | None]:
    if not len(own) or not own["level"].isin(LEVELS).all():
        return "not_assessable", None
    means = [pair.mean(axis=1) for measurer, pair in _pairs(readings, measure).items() if measurer != SUPERVISOR]
    between = tem_between(np.column_stack(means)).tem
    within = own["tem"].tolist()
    root_mean_square = total_tem(within, 0.0)
    return _STATUS[smart_level(root_mean_square, measure)], None if between is None else total_tem(within, between)


def perlu_penyegaran(
    results: pd.DataFrame, participants: pd.DataFrame, measures: Sequence[str] = _MEASURES
) -> LineList:
    """Who would be helped by a refresher, and with what: for the coordinator alone, by number, unranked.

    ``participants`` holds measurer, name, posyandu. Columns: measurer name posyandu measure reason, where ``reason`` is
    ``"tem"`` (own readings differ), ``"bias"`` (they agree, but differ from the supervisor's), or ``"check"`` (first
    look the entry up on the paper form: nothing is known yet).
    """
    rows = results[results["measurer"].ne(SUPERVISOR) & results["measure"].isin(measures)]
    reasons = {
        "tem": rows["level"].isin(_NEEDS_PRACTICE),
        "bias": rows["bias_level"].isin(_NEEDS_PRACTICE),
        CHECK: rows["level"].eq(CHECK),
    }
    reason = np.select(list(reasons.values()), list(reasons), "")
    named = rows.assign(reason=reason)[reason != ""].merge(participants, on="measurer", how="left")
    return LineList("perlu_penyegaran", named[["measurer", "name", "posyandu", "measure", "reason"]])
