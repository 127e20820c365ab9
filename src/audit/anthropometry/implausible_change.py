"""Measurements that do not fit the child's others: labelled by named rules, never changed and never deleted."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from audit.anthropometry.engine import zscores
from audit.anthropometry.pairs import measured
from audit.reference.growth_rules import JUMP_DAYS, JUMP_HAZ, JUMP_WAZ
from audit.reference.row_rules import (
    COPIED_VISITS,
    LENGTH_SLIPS,
    SHRINK_CM,
    SHRINK_ERROR_CM,
    SLIP_BELIEVABLE_Z,
    WEIGHT_SLIPS,
)

__all__ = ["RULES", "implausible_changes"]

_GROWTHCLEANR = "growthcleanr 2.2.2 (Daymont et al. 2017)"
_OURS = "ours, after growthcleanr"
# Each rule and its source.
RULES: Mapping[str, str] = MappingProxyType(
    {
        "length_shrinks": "ours: twice the technical error of measurement",
        "length_shrinks_much": _GROWTHCLEANR + ", tolerance of height",
        "haz_jump": _OURS,
        "waz_jump": _OURS,
        "length_identical": _OURS + ", carried forward",
        "carried_forward": _GROWTHCLEANR,
        "same_day_extraneous": _GROWTHCLEANR,
        "weight_length_swapped": _GROWTHCLEANR,
        "unit_slip_weight": _GROWTHCLEANR,
        "unit_slip_length": _GROWTHCLEANR,
    }
)
_KEY = ["child_id", "visit_date", "seq"]


def implausible_changes(children: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """Label measurements by the rules of ``RULES``; a measurement may have several labels.

    ``length_shrinks``: over 1 cm shorter than at the visit before, as lying; ``length_shrinks_much``: over 2.5 cm.
    ``haz_jump``: height-for-age changed by over 1 z in under three months. ``waz_jump``: weight-for-age by over 2 z.
    ``length_identical``: the same length in three or more visits running (labels the second on). ``carried_forward``:
    weight and length both as at the visit before. ``same_day_extraneous``: several measurements of a day; the one
    nearest to the child's median of other days (the last of equals) is left without this label.
    ``weight_length_swapped``, ``unit_slip_*``: implausible or without z as written, and within 3 z once swapped or with
    a decimal point or a unit put right.

    Changes are between successive days, the last measurement of each; they label the later one, though either may be
    wrong. Birth dates and sexes that change are the register's checks: here a child has one.

    Returns DataFrame ``child_id visit_date seq rule value`` (cm, kg or change in z, as the rule speaks of), by those.
    """
    rows = measured(children, visits)
    found = [*_between_days(rows), _extraneous(rows), *_slips(rows)]
    labels = pd.concat([part for part in found if len(part)] or [_labels(rows, rows["haz"].isna() & False, "", "haz")])
    return labels.sort_values([*_KEY, "rule"], ignore_index=True)


def _labels(rows: pd.DataFrame, hit: pd.Series, rule: str, column: str) -> pd.DataFrame:
    hits = rows[hit.fillna(False).astype(bool)]
    return hits[_KEY].assign(rule=rule, value=hits[column].astype("float64"))


def _between_days(rows: pd.DataFrame) -> list[pd.DataFrame]:
    days = rows.drop_duplicates(["child_id", "visit_date"], keep="last").reset_index(drop=True)
    before = days.groupby("child_id")[["visit_date", "weight_kg", "lenhei_cm", "lying_cm", "haz", "waz"]].shift()
    # Rounded: lengths have one decimal and z two, and 79.5 - 80.5 is to be exactly -1.
    days["shorter_cm"] = (before["lying_cm"] - days["lying_cm"]).round(2)
    days["change_haz"] = (days["haz"] - before["haz"]).round(2)
    days["change_waz"] = (days["waz"] - before["waz"]).round(2)
    soon = (days["visit_date"] - before["visit_date"]).dt.days < JUMP_DAYS
    same_length = days["lenhei_cm"].eq(before["lenhei_cm"]).fillna(False)
    run = (~same_length).cumsum()
    long_run = run.map(run.value_counts()) >= COPIED_VISITS
    return [
        _labels(days, days["shorter_cm"] > SHRINK_CM, "length_shrinks", "shorter_cm"),
        _labels(days, days["shorter_cm"] > SHRINK_ERROR_CM, "length_shrinks_much", "shorter_cm"),
        _labels(days, (days["change_haz"].abs() > JUMP_HAZ) & soon, "haz_jump", "change_haz"),
        _labels(days, days["change_waz"].abs() > JUMP_WAZ, "waz_jump", "change_waz"),
        _labels(days, same_length & long_run, "length_identical", "lenhei_cm"),
        _labels(days, same_length & days["weight_kg"].eq(before["weight_kg"]), "carried_forward", "lenhei_cm"),
    ]


def _extraneous(rows: pd.DataFrame) -> pd.DataFrame:
    several = rows.duplicated(["child_id", "visit_date"], keep=False)
    middle = rows[~several].groupby("child_id")[["haz", "waz"]].median()
    away = (rows[["haz", "waz"]] - middle.reindex(rows["child_id"]).to_numpy()).abs().sum(axis=1)
    by_fit = rows.assign(away=away)[several].sort_values(
        ["child_id", "visit_date", "away", "seq"], ascending=[True, True, True, False]
    )
    return _labels(
        by_fit, by_fit.duplicated(["child_id", "visit_date"], keep="first"), "same_day_extraneous", "lenhei_cm"
    )


def _slips(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """What is unbelievable as it stands and believable after one slip of the pen."""
    weight_bad, length_bad = _unbelievable(rows, "waz", "weight_kg"), _unbelievable(rows, "haz", "lenhei_cm")
    both = rows[weight_bad & length_bad]
    swapped = rows.index.isin(both.index[_believable(both, both["lenhei_cm"], both["weight_kg"])])
    heavy, long = rows[weight_bad & ~swapped], rows[length_bad & ~swapped]
    weights = [_believable(heavy, heavy["weight_kg"] * factor, None) for factor in WEIGHT_SLIPS]
    lengths = [_believable(long, None, long["lenhei_cm"] * factor) for factor in LENGTH_SLIPS]
    return [
        _labels(rows, pd.Series(swapped, index=rows.index), "weight_length_swapped", "lenhei_cm"),
        _labels(heavy, pd.concat(weights, axis=1).any(axis=1), "unit_slip_weight", "weight_kg"),
        _labels(long, pd.concat(lengths, axis=1).any(axis=1), "unit_slip_length", "lenhei_cm"),
    ]


def _unbelievable(rows: pd.DataFrame, index: str, column: str) -> pd.Series:
    return (rows[column] > 0) & (rows[f"{index}_flag"] | rows[index].isna()) & rows["age_days"].notna()


def _believable(rows: pd.DataFrame, weight: pd.Series | None, length: pd.Series | None) -> pd.Series:
    """Whether z of what is given lies within 3 z."""
    z = zscores(
        sex=rows["sex"],
        age=rows["age_days"],
        weight=weight,
        lenhei=length,
        measure=rows["measure"],
        oedema=rows["oedema"],
    )
    good = pd.Series(True, index=rows.index)
    for index, given in (("waz", weight), ("haz", length)):
        if given is not None:
            good &= np.abs(z[index]) <= SLIP_BELIEVABLE_Z
    return good
