"""What each kind of error does to a value: which rows may have it, and what stands there afterwards.

Every function takes rows and the positions hit and returns the new values as objects. Errors of a child depend on
``child_no`` alone, so that they agree in all its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from audit.anthropometry import value_at_z
from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.synth.measuring import posture_shift

__all__ = ["CHANGES", "SENTINEL", "cut_off_kecamatan"]

SENTINEL = 999.99  # what e-PPGBM prints in place of a z (domain.md 6.2)
_CUT_OFF_REACH = 0.6  # z below the cut-off from which heights are moved up to it (assumed)
_NIK_LENGTHS = (10, 11, 12, 13, 14, 15)  # domain.md 6.3
_DAYS_A_SHORT_MONTH = 28
_TOO_EARLY_FROM_DAYS = 1710  # five months earlier, such a child is older than 59 months
_BETWEEN_PARENTS = " / "
_ARABIC = {"II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8", "IX": "9", "X": "10"}

Values = np.ndarray
Eligible = Callable[[pd.DataFrame], np.ndarray]
Change = Callable[[pd.DataFrame, np.ndarray, np.random.Generator], Values]


def _objects(values: list[object]) -> Values:
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out


def _known(column: str) -> Eligible:
    return lambda rows: rows[column].notna().to_numpy()


def _absent(column: str) -> Eligible:
    return lambda rows: rows[column].isna().to_numpy()


def _each(column: str, change: Callable[[Any], object]) -> Change:
    """A change of each value by itself."""
    return lambda rows, hit, rng: _objects([change(v) for v in rows[column].to_numpy(dtype=object)[hit]])


def _always(value: object) -> Change:
    return lambda rows, hit, rng: _objects([value] * len(hit))


def _times(column: str, factor: float) -> Change:
    return _each(column, lambda v: round(v * factor, 1))


def _nik_digits_lost(rows: pd.DataFrame, hit: np.ndarray, rng: np.random.Generator) -> Values:
    length = np.array(_NIK_LENGTHS)[rows["child_no"].to_numpy()[hit] % len(_NIK_LENGTHS)]
    return _objects([nik[:n] for nik, n in zip(rows["nik"].to_numpy()[hit], length, strict=True)])


def _nik_other_day(digits: str) -> str:
    girl, day = divmod(int(digits[6:8]), 40)
    return f"{digits[:6]}{40 * girl + day % _DAYS_A_SHORT_MONTH + 1:02d}{digits[8:]}"


def _nik_other_sex(digits: str) -> str:
    return f"{digits[:6]}{(int(digits[6:8]) + 40) % 80:02d}{digits[8:]}"


def _nik_of_next_child(rows: pd.DataFrame, hit: np.ndarray, rng: np.random.Generator) -> Values:
    niks = rows.drop_duplicates("child_no").sort_values("child_no")
    child, nik = niks["child_no"].to_numpy(), niks["nik"].to_numpy(dtype=object)
    return np.roll(nik, -1)[np.searchsorted(child, rows["child_no"].to_numpy()[hit])]


def _may_swap(rows: pd.DataFrame) -> np.ndarray:
    birth = rows["birth_date"].dt
    day, month = birth.day.to_numpy(), birth.month.to_numpy()
    swapped = pd.to_datetime({"year": birth.year, "month": np.minimum(day, 12), "day": month})
    return (day <= 12) & (day != month) & (swapped <= rows["visit_date"]).to_numpy()


def _too_early(birth: pd.Timestamp) -> pd.Timestamp:
    return birth - pd.DateOffset(months=5)


def _earlier(rows: pd.DataFrame) -> pd.Series:
    """Length written at the visit before, in this file; missing at the first."""
    ordered = rows.sort_values(["child_no", "visit_date"], kind="stable")
    return ordered.groupby("child_no")["lenhei_cm"].shift().reindex(rows.index)


def cut_off_kecamatan(rows: pd.DataFrame) -> str:
    """The kecamatan of middle size, in which heights are moved up to the cut-off."""
    sizes = rows["kecamatan"].value_counts().sort_index().sort_values(kind="stable")
    return str(sizes.index[len(sizes) // 2])


def _near_cut_off(rows: pd.DataFrame) -> np.ndarray:
    near = (rows["haz"] < STUNTED_BELOW) & (rows["haz"] >= STUNTED_BELOW - _CUT_OFF_REACH)
    return (near & (rows["kecamatan"] == cut_off_kecamatan(rows)) & rows["measure"].notna()).to_numpy()


def _at_cut_off(rows: pd.DataFrame, hit: np.ndarray, rng: np.random.Generator) -> Values:
    """The least reading, in whole mm, that is not stunted."""
    some = rows.iloc[hit]
    days = some["age_days"].to_numpy()
    least = value_at_z("haz", some["sex"].to_numpy(dtype=object), days, STUNTED_BELOW)
    least = least + posture_shift(days, (some["measure"] == "h").to_numpy())
    return _objects((np.ceil(np.round(least * 10, 6)) / 10).tolist())


def _misspelt(rows: pd.DataFrame, hit: np.ndarray, rng: np.random.Generator) -> Values:
    """One letter left out, never the first."""
    names = rows["name"].to_numpy(dtype=object)[hit]
    cut = [1 + int(u * (len(name) - 1)) for u, name in zip(rng.random(len(hit)), names, strict=True)]
    return _objects([name[:k] + name[k + 1 :] for name, k in zip(names, cut, strict=True)])


def _other_spelling(name: str) -> str:
    """``MELATI II`` as ``Melati 2``."""
    return " ".join(_ARABIC.get(word, word.capitalize()) for word in name.split())


def _both_parents(rows: pd.DataFrame) -> np.ndarray:
    return rows["parent_name"].str.contains(_BETWEEN_PARENTS, regex=False, na=False).to_numpy()


def _parents_swapped(parents: str) -> str:
    return _BETWEEN_PARENTS.join(reversed(parents.split(_BETWEEN_PARENTS)))


def _has_name(rows: pd.DataFrame) -> np.ndarray:
    return ~rows["name"].str.startswith("BY NY").to_numpy()


CHANGES: Mapping[str, tuple[Eligible, Change]] = MappingProxyType(
    {
        "nik_digits_lost": (_known("nik"), _nik_digits_lost),
        "nik_other_birth_date": (_known("nik"), _each("nik", _nik_other_day)),
        "nik_other_sex": (_known("nik"), _each("nik", _nik_other_sex)),
        "nik_of_another_child": (_known("nik"), _nik_of_next_child),
        "birth_weight_zero": (_known("birth_weight_kg"), _always(0.0)),
        "birth_weight_grams": (_known("birth_weight_kg"), _times("birth_weight_kg", 1000)),
        "birth_weight_tens": (_known("birth_weight_kg"), _times("birth_weight_kg", 100)),
        "birth_length_zero": (_known("birth_length_cm"), _always(0.0)),
        "birth_length_over_60": (_known("birth_length_cm"), _each("birth_length_cm", lambda v: v + 20.0)),
        "birth_length_is_weight": (
            _known("birth_weight_kg"),
            lambda rows, hit, rng: rows["birth_weight_kg"].to_numpy(dtype=object)[hit],
        ),
        "birth_date_month_day_swapped": (
            _may_swap,
            _each("birth_date", lambda d: d.replace(month=d.day, day=d.month)),
        ),
        "birth_date_too_early": (
            lambda rows: (rows["age_days"] >= _TOO_EARLY_FROM_DAYS).to_numpy(),
            _each("birth_date", _too_early),
        ),
        "sex_flipped": (_known("sex"), _each("sex", {"m": "f", "f": "m"}.__getitem__)),
        "length_in_mm": (_known("lenhei_cm"), _times("lenhei_cm", 10)),
        "weight_in_100_g": (_known("weight_kg"), _times("weight_kg", 10)),
        "copied_forward": (
            lambda rows: _earlier(rows).notna().to_numpy() & (_earlier(rows) != rows["lenhei_cm"]).to_numpy(),
            lambda rows, hit, rng: _earlier(rows).to_numpy(dtype=object)[hit],
        ),
        "moved_to_cut_off": (_near_cut_off, _at_cut_off),
        "arm_zero": (_absent("muac_cm"), _always(0.0)),
        "missing_birth_weight": (_known("birth_weight_kg"), _always(np.nan)),
        "missing_birth_length": (_known("birth_length_cm"), _always(np.nan)),
        "missing_parent": (_known("parent_name"), _always(None)),
        "missing_posture": (_known("measure"), _always(None)),
        "missing_length": (_known("lenhei_cm"), _always(np.nan)),
        "missing_weight": (_known("weight_kg"), _always(np.nan)),
        "name_misspelt": (_has_name, _misspelt),
        "parents_swapped": (_both_parents, _each("parent_name", _parents_swapped)),
        "posyandu_other_spelling": (_known("posyandu"), _each("posyandu", _other_spelling)),
        "z_sentinel": (_known("haz"), _always(SENTINEL)),
    }
)
