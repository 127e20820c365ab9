"""From the sums of desa to kecamatan, districts, provinces and the nation; percentages from summed numerators alone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.quality.digits import digit_preference_scores
from audit.quality.lake_sums import DIGITS, INDICES, MEASURES
from audit.reference.anthropometry_rules import CLASSES
from audit.reference.heaping_rules import HUNDREDTHS

__all__ = ["LEVELS", "NATION", "by_level", "with_rates"]

NATION = "ID"  # ISO 3166
LEVELS = {"nation": 0, "province": 1, "district": 2, "kecamatan": 3, "desa": 4}  # segments of the code
_PERCENT = 100
# What is a percentage of the plausible z-scores of an index.
_CASES = {
    "stunted": ("haz", ("severely_stunted", "stunted")),
    "severely_stunted": ("haz", ("severely_stunted",)),
    "underweight": ("waz", ("severely_underweight", "underweight")),
    "severely_underweight": ("waz", ("severely_underweight",)),
    "wasted": ("whz", ("severely_wasted", "wasted")),
    "severely_wasted": ("whz", ("severely_wasted",)),
    "overweight": ("whz", ("overweight", "obese")),
}


def by_level(desa: pd.DataFrame) -> pd.DataFrame:
    """Sums (``SUMS``) of every area of every level, from those of desa: ``level area_code`` and the sums.

    Each level adds up to the one above: what is known only to lie in a kecamatan or a district stands at the finer
    levels under the code of that unknown part. An empty table has no rows at any level.
    """
    codes = pd.Series(desa.index, dtype="str")
    parts: list[pd.DataFrame] = []
    for level, segments in LEVELS.items():
        names = codes.str.split(".").str[:segments].str.join(".").to_numpy() if segments else NATION
        sums = desa.groupby(np.broadcast_to(np.asarray(names, dtype=object), len(desa)), sort=True).sum()
        sums.insert(0, "area_code", sums.index.astype("str"))
        sums.insert(0, "level", level)
        parts.append(sums)
    return pd.concat(parts, ignore_index=True).astype({"level": "str", "area_code": "str"})


def with_rates(sums: pd.DataFrame) -> pd.DataFrame:
    """Add what follows from the sums of each row; missing where there is nothing to divide by.

    ``<index>_known`` and ``<index>_given`` (children with a plausible z-score, with any), percentages of the former
    (``stunted_percent`` …) and of the latter (``<index>_flagged_percent``), ``<index>_mean`` and ``<index>_sd`` of
    plausible z-scores (sample SD), ``<measure>_digit_score`` (``digit_preference_scores``).
    """
    out: dict[str, pd.Series] = {}
    for index in INDICES:
        known = sums[[f"{index}_{name}" for name in CLASSES["permenkes2020"][index].ids]].sum(axis=1)
        out[f"{index}_known"], out[f"{index}_given"] = known, known + sums[f"{index}_flagged"]
    for case, (index, classes) in _CASES.items():
        cases = sums[[f"{index}_{name}" for name in classes]].sum(axis=1)
        out[f"{case}_percent"] = _percent(cases, out[f"{index}_known"])
    for index in INDICES:
        out[f"{index}_flagged_percent"] = _percent(sums[f"{index}_flagged"], out[f"{index}_given"])
        n, total = out[f"{index}_known"].astype("float64"), sums[f"{index}_sum"].astype("float64")
        mean = total / n.where(n > 0)
        spread = (sums[f"{index}_squares"] - mean * total) / (n - 1).where(n > 1)
        out[f"{index}_mean"], out[f"{index}_sd"] = mean / HUNDREDTHS, np.sqrt(spread.clip(lower=0)) / HUNDREDTHS
    for measure in MEASURES:
        digits = sums[[f"{measure}_digit_{digit}" for digit in range(DIGITS)]].to_numpy()
        out[f"{measure}_digit_score"] = pd.Series(digit_preference_scores(digits), index=sums.index)
    return pd.concat([sums, pd.DataFrame(out, index=sums.index)], axis=1)


def _percent(numerator: pd.Series, denominator: pd.Series) -> pd.Series:
    of = denominator.astype("float64")
    return _PERCENT * numerator / of.where(of > 0)
