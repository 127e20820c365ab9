"""Implausible values that one slip explains: a decimal point, another unit, weight typed for height."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.anthropometry import zscores
from audit.quality.found_rows import found, joined
from audit.reference.row_rules import LENGTH_SLIPS, SLIP_BELIEVABLE_Z, WEIGHT_SLIPS

__all__ = ["unit_slip_rows"]

_COLUMNS = {"weight_kg": ("weight", "waz", WEIGHT_SLIPS), "lenhei_cm": ("lenhei", "haz", LENGTH_SLIPS)}


def unit_slip_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows (``found_rows.judged_rows``) whose weight or height has a slip, with the value it may have been.

    ``unit_slip``: WHO flags the value, and exactly one slip (``reference.row_rules``) makes it believable; ``against``
    is that value. ``weight_is_height``: weight and height have the same digits (8.25 kg and 82.5 cm). Nothing is
    changed: only who has the child's card knows.
    """
    slips = [_slips(rows, column, *names) for column, names in _COLUMNS.items()]
    return joined([*slips, found(rows, _same_digits(rows), "weight_is_height", "weight_kg", rows["lenhei_cm"])])


def _slips(rows: pd.DataFrame, column: str, name: str, index: str, factors: tuple[float, ...]) -> pd.DataFrame:
    flagged = rows[rows[f"{index}_flag"].fillna(False).astype(bool) & rows[column].notna()]
    if flagged.empty:
        return found(flagged, flagged[column].notna(), "unit_slip", column)
    n, k = len(flagged), len(factors)
    tried = np.outer(flagged[column].to_numpy(dtype="float64"), factors)

    who = flagged.loc[flagged.index.repeat(k), ["sex", "age_days", "measure"]]
    tries = {"weight": None, "lenhei": None, name: tried.ravel()}
    z = zscores(
        sex=who["sex"], age=who["age_days"], measure=who["measure"], weight=tries["weight"], lenhei=tries["lenhei"]
    )
    believable = (z[index].abs() <= SLIP_BELIEVABLE_Z).to_numpy().reshape(n, k)
    mended = pd.Series(tried[np.arange(n), believable.argmax(axis=1)].round(2), index=flagged.index)
    return found(flagged, believable.sum(axis=1) == 1, "unit_slip", column, mended)


def _same_digits(rows: pd.DataFrame) -> pd.Series:
    """Whether weight and height show the same three or more digits, zeros at the end aside."""
    return (_digits(rows["weight_kg"]) == _digits(rows["lenhei_cm"])) & (_digits(rows["lenhei_cm"]).str.len() >= 3)


def _digits(values: pd.Series) -> pd.Series:
    texts = values.astype("float64").map(lambda x: f"{x:.2f}".replace(".", "").strip("0"), na_action="ignore")
    return texts.astype("string").fillna("")
